"""Who states a value: the speaker, else the outlet; copies of one story are one source."""

from collections.abc import Iterable, Sequence
from datetime import date

from dragoman.codebook.naming import key
from dragoman.codebook.reconciling import setting
from dragoman.reconcile.stated import Stated, identity
from dragoman.record.actors import Attribution
from dragoman.record.records import Telling, Voiced


def voice_of(telling: Telling) -> str:
    """Return a key of who vouches: the speaker of the words, else the outlet, else the report."""
    return _voice(telling.finding.attributed_to, telling.report.source, telling.report.story)


def voice_behind(voiced: Voiced) -> str:
    """Return a key of who vouches for a value, as ``voice_of`` does for a finding."""
    return _voice(voiced.attributed_to, voiced.source, voiced.document)


def _voice(said: Attribution | None, source: str | None, report: str) -> str:
    if said is None:
        return f"outlet {key(source)}" if source else f"report {report}"
    if said.anonymity == "unnamed_official":
        return f"unnamed {key(said.speaker.name)} {said.speaker.country}"
    return f"speaker {identity(said.speaker)}"


def voiced(stated: Stated) -> Voiced:
    """Return who states a value, where and in which words."""
    finding, report = stated.telling.finding, stated.telling.report
    root = stated.field.partition(".")[0]
    return Voiced(
        finding=finding.id,
        document=report.id,
        source=report.source,
        published=report.published,
        asserted=finding.asserted,
        attributed_to=finding.attributed_to,
        evidence=tuple(each for each in finding.evidence if each.field.partition(".")[0].partition("[")[0] == root),
    )


def sources_of(tellings: Iterable[Telling]) -> int:
    """Return the number of independent sources: stories, not documents."""
    return len({telling.report.story for telling in tellings})


def day_of(telling: Telling) -> date:
    """Return the day of publication; the first of days where it is not known, so that it comes last as the latest."""
    return telling.report.published or date.min


def current(stated: Sequence[Stated]) -> tuple[Stated, ...]:
    """Return the values that each voice gave last: an earlier figure of the same voice has been brought up to date."""
    latest: dict[str, date] = {}
    for each in stated:
        voice = voice_of(each.telling)
        latest[voice] = max(latest.get(voice, date.min), day_of(each.telling))
    return tuple(each for each in stated if day_of(each.telling) == latest[voice_of(each.telling)])


def standing(telling: Telling) -> int:
    """Return how well placed the voice is to know, by the codebook; the greater the better."""
    said = telling.finding.attributed_to
    placed: dict[str, dict[str, int]] = {name: setting("placed", name) for name in ("voice", "asserted")}
    return placed["voice"][said.anonymity if said else "writer"] + placed["asserted"][telling.finding.asserted]
