"""What is behind a cell of the matrix: the words that state a stance over time, and whose words they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.reconcile.actors import side_of
from dragoman.reconcile.matrix import Cell, Held, quotes_of
from dragoman.reconcile.timeline import days_of
from dragoman.record.evidence import Evidence
from dragoman.record.positions import Position
from dragoman.record.records import Record, Telling
from dragoman.serve.phrases import between, name, words
from dragoman.serve.record_words import days_in_words
from dragoman.serve.web.quotes import record_address
from dragoman.serve.web.segments import address_of

_MOST = 200  # quotes of a cell
Whose = Literal["own", "others", "outlet"]
WHOSE: dict[Whose, str] = {"own": "its own word", "others": "others about it", "outlet": "as the outlet tells it"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Words that state a stance, and whose they are."""

    words: str
    stance: str
    days: str
    voice: str
    whose: Whose
    hedge: str
    published: date | None
    address: str  # of the words in their report
    record: str  # address of the record

    @property
    def whose_words(self) -> str:
        """Whose word it is."""
        return WHOSE[self.whose]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of days in which a party did not move."""

    title: str
    days: str
    quotes: tuple[Stated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A cell with its words, the present stretch first; ``aside`` is what is not the party's own word."""

    stretches: tuple[Stretch, ...]
    aside: tuple[Stated, ...]


def opened(cell: Cell) -> Opened:
    """Return what is behind a cell."""
    return Opened(stretches=tuple(map(_stretch, cell.held)), aside=tuple(_stated(cell.aside))[:_MOST])


def whose(telling: Telling) -> Whose:
    """Tell whose word a position is: the party's, somebody else's about it, or the outlet's."""
    found, said = telling.finding, telling.finding.attributed_to
    speaker = said.speaker if said else found.speaker if isinstance(found, Position) else None
    if speaker is None:
        return "outlet"
    party = found.party if isinstance(found, Position) else None
    return "own" if party is not None and side_of(speaker) == side_of(party) else "others"


def _stretch(held: Held) -> Stretch:
    firm = f" ({words(held.firmness)})" if held.firmness else ""
    title = (", ".join(map(words, held.stances)) or "unclear") + firm
    return Stretch(title=title, days=between(held.first, held.last), quotes=tuple(_stated(held.records))[:_MOST])


def _stated(records: Iterable[Record]) -> Iterator[Stated]:
    for record in records:
        yield from (_one(record, telling, evidence) for telling, evidence in quotes_of(record))


def _one(record: Record, telling: Telling, evidence: Evidence) -> Stated:
    found, report = telling.finding, telling.report
    said = found.attributed_to.speaker if found.attributed_to else getattr(found, "speaker", None)
    outlet = report.source or "unknown outlet"
    return Stated(
        words=evidence.quote, stance=words(getattr(found, "stance", None) or ""), days=days_in_words(days_of(record)),
        voice=f"{name(said)} in {outlet}" if said else outlet, whose=whose(telling),
        hedge="" if found.asserted == "reported" else found.asserted, published=report.published,
        address=address_of(report.id, evidence.start), record=record_address(record.id),
    )  # fmt: skip
