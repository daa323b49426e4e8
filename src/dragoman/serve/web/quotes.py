"""Words of reports as pages quote them: who says so, in which report, and where they stand in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.record.evidence import Evidence
from dragoman.record.records import Value, Voiced
from dragoman.serve.record_words import voice_in_words
from dragoman.serve.web.segments import address_of

_PLAIN = "reported"  # how most values are put, which needs no mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A stretch of a report that states a value; ``hedge`` is how it is put where that is not plainly."""

    words: str
    voice: str
    day: date | None  # of publication
    address: str  # of the words in their report
    hedge: str = ""


def record_address(record: str) -> str:
    """Return where a record is shown with all its claims."""
    return f"/records/{record}"


def quotes_for(value: Value, *, about: str = "") -> tuple[Quote, ...]:
    """Return the words that state a value, each stretch once, in the order of publication.

    Args:
        value: of a record's field.
        about: words of an item of a list; of each voice only the stretches that hold them, where there are any.
    """
    found = (quote for voice in _by_day(value.tellings) for quote in _of(voice, about))
    return tuple({quote.address: quote for quote in found}.values())


def quote_of(voice: Voiced, evidence: Evidence) -> Quote:
    """Return one stretch of words with who says so."""
    return Quote(
        words=evidence.quote, voice=voice_in_words(voice), day=voice.published,
        address=address_of(voice.document, evidence.start), hedge="" if voice.asserted == _PLAIN else voice.asserted,
    )  # fmt: skip


def _of(voice: Voiced, about: str) -> Iterator[Quote]:
    shown = [each for each in voice.evidence if each.quote.strip()]
    narrow = [each for each in shown if about and (about in each.quote or each.quote in about)]
    return (quote_of(voice, each) for each in narrow or shown)


def _by_day(voices: Iterable[Voiced]) -> list[Voiced]:
    return sorted(voices, key=lambda each: (each.published or date.max, each.finding))
