"""What lists of any page show of a record: its heading in words, its standing, what is disputed."""

from dataclasses import dataclass

from dragoman.reconcile.timeline import days_of
from dragoman.record.records import Record
from dragoman.serve.blocks import Piece
from dragoman.serve.record_words import Told, disputes, figures, heading, standing, sureness


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """A record as one line of a list; ``figures`` and ``disputes`` hold every value with who states it."""

    id: str
    kind: str
    pieces: tuple[Piece, ...]
    standing: str
    sureness: str
    first: str  # ISO date, empty where nobody tells it
    last: str
    figures: tuple[Told, ...]
    disputes: tuple[Told, ...]
    is_judged: bool

    @property
    def address(self) -> str:
        """Where the record is shown with all its claims."""
        return f"/records/{self.id}"


def line_of(record: Record) -> RecordLine:
    """Return what a list shows of a record."""
    days = days_of(record)
    return RecordLine(
        id=record.id, kind=record.kind, pieces=heading(record), standing=standing(record),
        sureness=sureness(record.confidence), first=str(days.first or ""), last=str(days.last or ""),
        figures=figures(record), disputes=disputes(record), is_judged=bool(record.judged),
    )  # fmt: skip
