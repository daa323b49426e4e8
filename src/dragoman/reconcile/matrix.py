"""Who wants what: parties by issues, each cell the present stance with its history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dragoman.codebook.questions import is_held, movement_of
from dragoman.reconcile.actors import side_name, side_of
from dragoman.reconcile.selecting import named
from dragoman.reconcile.timeline import Days, days_of
from dragoman.record.actors import Actor
from dragoman.record.evidence import Evidence
from dragoman.record.positions import Position
from dragoman.record.records import Record, Telling

_OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stretch of days in which a party did not move: its stances, the latest first, and the records that tell them.

    ``first`` is since when, ``last`` when it was last reaffirmed; both None where no report has a date.
    """

    stances: tuple[str, ...]
    firmness: str | None
    first: date | None
    last: date | None
    records: tuple[Record, ...]  # the latest first

    @property
    def is_reaffirmed(self) -> bool:
        """Whether the party said so again on a later day."""
        return self.first != self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one party holds on one issue; ``aside`` are positions that are not the party's own word."""

    party: str
    issue: str
    held: tuple[Held, ...]  # the present one first
    aside: tuple[Record, ...] = ()

    @property
    def present(self) -> Held | None:
        """The present stance; None where there is only what others say of the party."""
        return self.held[0] if self.held else None

    @property
    def has_moved(self) -> bool:
        """Whether the party has held anything else before."""
        return len(self.held) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Positions of parties (by name) on issues (by code); a cell that is missing means that no report tells of one."""

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]


def matrix_of(records: Iterable[Record], *, parties: Sequence[str] = (), issues: Sequence[str] = ()) -> Matrix:
    """Return the positions as a matrix, the parties and issues with the most positions first.

    Args:
        records: of any kinds; positions without a party are in no cell.
        parties: names or alpha-3 codes; all where none is given.
        issues: codes; all where none is given.
    """
    wanted = frozenset(side_of(named(name)) for name in parties)
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        at = _cell_of(record)
        if at is not None and (not wanted or at[0] in wanted) and (not issues or at[1] in issues):
            groups.setdefault(at, []).append(record)
    names = _names(groups)
    cells = {
        (names[side], issue): _cell(names[side], issue, members) for (side, issue), members in sorted(groups.items())
    }
    return Matrix(parties=_by_size(cells, 0), issues=_by_size(cells, 1), cells=cells)


def quotes_of(record: Record) -> Iterator[tuple[Telling, Evidence]]:
    """Yield the words that state a position, one a report: those of the content, else those of the stance."""
    for telling in record.tellings:
        shown = {each.field.partition("[")[0]: each for each in reversed(telling.finding.evidence)}
        best = next((shown[name] for name in ("content", "condition", "stance", "issue") if name in shown), None)
        if best is not None:
            yield telling, best


def _cell_of(record: Record) -> tuple[str, str] | None:
    found = _position(record)
    return (side_of(found.party), found.issue or _OTHER) if found and found.party else None


def _position(record: Record) -> Position | None:
    found = record.tellings[0].finding
    return found if isinstance(found, Position) else None


def _names(groups: Mapping[tuple[str, str], Sequence[Record]]) -> dict[str, str]:
    """Return a name for each side, two sides never the same one."""
    found: dict[str, str] = {}
    for (side, _), members in sorted(groups.items()):
        position = _position(members[0])
        party = position.party if position else None
        name = _name(side, party)
        found.setdefault(side, name if name not in {n for s, n in found.items() if s != side} else f"{name} ({side})")
    return found


def _name(side: str, party: Actor | None) -> str:
    known = side_name(side)
    return known if party is None or known != side.title() else party.canonical or party.name


def _cell(party: str, issue: str, records: Sequence[Record]) -> Cell:
    own = [record for record in records if any(is_held(t.finding.asserted) for t in record.tellings)]
    held = {record.id for record in own}
    aside = tuple(sorted((record for record in records if record.id not in held), key=lambda each: each.id))
    return Cell(party=party, issue=issue, held=tuple(_held(own)), aside=aside)


def _held(records: Iterable[Record]) -> list[Held]:
    """Cut the days of a cell where the party moved, the present stretch first."""
    dated = sorted(((_day(days_of(record)), record) for record in records), key=lambda each: (each[0], each[1].id))
    days = [list(group) for _, group in groupby(dated, key=lambda each: each[0])]
    runs = [
        [each for day in group for each in day]
        for _, group in groupby(days, key=lambda day: {movement_of(_stance(record)) for _, record in day})
    ]
    return [_stretch(run) for run in reversed(runs)]


def _day(days: Days) -> date:
    return days.first or days.last or date.min


def _stance(record: Record) -> str | None:
    field = record.fields.get("stance")
    return field.preferred if field else None


def _stretch(dated: Sequence[tuple[date, Record]]) -> Held:
    latest = tuple(record for _, record in reversed(dated))
    stances = dict.fromkeys(stance for record in latest if (stance := _stance(record)))
    days = [day for day, _ in dated if day != date.min]
    firmness = latest[0].fields.get("firmness")
    return Held(
        stances=tuple(stances),
        firmness=firmness.preferred if firmness else None,
        first=min(days, default=None),
        last=max(days, default=None),
        records=latest,
    )


def _by_size(cells: Mapping[tuple[str, str], Cell], side: int) -> tuple[str, ...]:
    sizes: dict[str, int] = {}
    for at, cell in cells.items():
        sizes[at[side]] = sizes.get(at[side], 0) + sum(len(held.records) for held in cell.held) + len(cell.aside)
    return tuple(sorted(sizes, key=lambda name: (-sizes[name], name)))
