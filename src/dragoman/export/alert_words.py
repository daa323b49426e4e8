"""Changes that rules ask for → alerts in words: what changed, from what to what, and who says so in which words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from dragoman.export.headings import heading
from dragoman.export.told import PARTED, distinct, reports
from dragoman.export.wording import worded
from dragoman.record.alerts import Alert, Raised, Said
from dragoman.record.evidence import Evidence
from dragoman.record.records import Record, Value, Voiced
from dragoman.spelling import digest

_ID_LENGTH = 32  # hexadecimal digits
_MOST = 3  # voices in a line; all of them stand below it
_SUBJECT = 160  # characters


def alert_of(raised: Raised, *, at: datetime, processes: Mapping[str, str], channels: Iterable[str]) -> Alert:
    """Return a change as an alert.

    Args:
        raised: the change.
        at: the moment of looking, with a time zone.
        processes: their names by id.
        channels: the names of all there are; the rule's own are those that it goes to, where it names any.
    """
    record, rule = raised.record, raised.rule
    said = said_by(record, raised.grounds) if record else ()
    old, new = words_of(raised)
    return Alert(
        id=alert_id(raised), rule=rule.name, when=rule.when, at=at, subject=_shortened(_subject(raised, old, new)),
        line=_line(raised, old, new, said), said=said, record=record.id if record else None,
        kind=record.kind if record else None, process=processes.get(record.process or "") if record else None,
        field=raised.field, old=raised.old, new=raised.new, old_words=old, new_words=new,
        channels=rule.channels or tuple(channels),
    )  # fmt: skip


def alert_id(raised: Raised) -> str:
    """Return the id of a change: the same rule, record and change have one id for ever."""
    record = raised.record.id if raised.record else raised.about
    told = [raised.rule.name, raised.rule.when, record, raised.field, raised.old, raised.new, raised.mark]
    return "alert-" + digest(told)[:_ID_LENGTH]


def said_by(record: Record, grounds: Iterable[Voiced]) -> tuple[Said, ...]:
    """Return who states something of a record, by day of publication, each with the words of the report."""
    tellings = {telling.finding.id: telling for telling in record.tellings}
    known = reports(record)
    found = []
    for each in sorted(grounds, key=lambda voiced: (voiced.published or date.max, voiced.finding)):
        telling, report = tellings.get(each.finding), known.get(each.document)
        evidence = telling.finding.evidence if telling and not each.judged_by else each.evidence
        found.append(
            Said(
                voice=voice_in_words(each),
                quote=quote_of(evidence),
                outlet=each.source,
                published=each.published,
                title=report.title if report else None,
                url=report.url if report else None,
                document=each.document or None,
                finding=each.finding,
            )
        )
    return tuple(dict.fromkeys(found))


def voice_in_words(voiced: Voiced) -> str:
    """Return who states a value: the person who judged, else the speaker and the outlet."""
    if voiced.judged_by:
        return f"{voiced.judged_by} (judged)"
    speaker = voiced.attributed_to.speaker.name if voiced.attributed_to else ""
    return " in ".join(filter(None, (speaker, voiced.source))) or "an unnamed outlet"


def quote_of(evidence: Iterable[Evidence]) -> str:
    """Return the stretches of a text that state something, in reading order, none inside of another."""
    ordered = sorted({(each.start, -each.end): each for each in evidence}.items())
    kept: list[str] = []
    end = -1
    for _, each in ordered:
        if each.end > end:
            kept.append(each.quote)
            end = each.end
    return PARTED.join(kept)


def words_of(raised: Raised) -> tuple[str, str]:
    """Return the value before and after, in words; nothing where there is none."""
    if raised.field == "when":
        return _day(raised.old), _day(raised.new)
    if raised.rule.when == "contradiction" and raised.record and raised.field:
        known = raised.record.fields[raised.field]
        old = " or ".join(map(worded, raised.old or ()))
        return old, " against ".join(f"{_or_code(each)} ({_voices(each)})" for each in known.values)
    return _code(raised.old), _code(raised.new)


def _subject(raised: Raised, old: str, new: str) -> str:
    record = raised.record
    if record is None:
        return f"{raised.about}: unknown since {_moment(raised)}"
    named = heading(record)
    label = (raised.field or "").replace("_", " ").replace(".", " ")
    change = f"{old or 'not told'} → {new or 'not told'}"
    made = {
        "new_round": f"New round: {named}",
        "new_record": f"New {record.kind}: {named}",
        "position_moved": f"{raised.about} moved on {_issue(record)}: {change}",
        "contradiction": f"Disputed {label}, {_values(raised)}: {named}",
        "status_changed": f"Status {change}: {named}",
        "first_use": f"First told use of {new}: {named}",
        "next_meeting": f"Next meeting {f'moved from {old} to' if old else 'on'} {new}: {named}",
    }
    return made[raised.rule.when]


def _line(raised: Raised, old: str, new: str, said: tuple[Said, ...]) -> str:
    """Return the change in one sentence: who says so, and never that it is so."""
    if raised.health is not None:
        return _silence(raised)
    voices = distinct(each.voice for each in said)
    more = f" and {len(voices) - _MOST} more" if len(voices) > _MOST else ""
    says = f"{', '.join(voices[:_MOST])}{more}" if voices else "nobody who is named"
    told = _subject(raised, old, new)
    if raised.rule.when == "contradiction":
        told = f"{heading(raised.record) if raised.record else ''}: {(raised.field or '').replace('.', ' ')} {new}"
        return f"{told}{f'; before: {old}' if old else ''}"
    before = "; no earlier report in this archive tells of it" if raised.rule.when == "first_use" else ""
    return f"{told}, according to {says}{before}"


def _silence(raised: Raised) -> str:
    health = raised.health
    if health is None or health.state == "ok":
        return f"{raised.about} was last polled {_moment(raised)}: whether it has news since is not known"
    why = f" ({health.why})" if health.why else ""
    return f"{raised.about} could not be read since {_moment(raised)}{why}: whether it has news is not known"


def _moment(raised: Raised) -> str:
    told = datetime.fromisoformat(str(raised.new))
    return f"{told:%Y-%m-%d %H:%M} UTC"


def _issue(record: Record) -> str:
    field = record.fields.get("issue")
    return str(field.preferred).replace("_", " ") if field else "an issue"


def _values(raised: Raised) -> str:
    """Return what is claimed against one another: "12 against at least 30"."""
    values = raised.record.fields[raised.field].values if raised.record and raised.field else ()
    told = distinct(map(_or_code, values))
    return " against ".join([*told[:_MOST], *([f"{len(told) - _MOST} more"] if len(told) > _MOST else [])])


def _voices(value: Value) -> str:
    voices = distinct(voice_in_words(each) for each in value.tellings)
    return f"{'; '.join(voices[:_MOST])}{f' and {len(voices) - _MOST} more' if len(voices) > _MOST else ''}"


def _or_code(value: Value) -> str:
    return worded(value.value) or _code(value.value)


def _code(value: Any) -> str:  # noqa: ANN401  the codebook's JSON
    return value.replace("_", " ") if isinstance(value, str) else worded(value)


def _day(value: Any) -> str:  # noqa: ANN401  JSON
    if not isinstance(value, str):
        return ""
    told = date.fromisoformat(value)
    return f"{told.day} {told:%B %Y}"


def _shortened(text: str) -> str:
    return text if len(text) <= _SUBJECT else f"{text[:_SUBJECT].rsplit(' ', 1)[0]} …"
