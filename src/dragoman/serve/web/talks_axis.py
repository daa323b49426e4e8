"""Rounds, exchanges and truces on one axis of days: where each mark stands, for a drawing that the server makes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dragoman.reconcile.timeline import Days, days_of, days_told
from dragoman.record.findings import Kind
from dragoman.record.records import Record
from dragoman.serve.phrases import between
from dragoman.serve.web.quotes import record_address

WIDTH = 1000  # of the drawing, in its own units
LEFT, RIGHT = 110, 24  # room for the names of the lanes, and at the end
ROW, LANE = 24, 10  # height of a row of marks, and space between lanes
TOP = 8
_LEAST = 10  # width of a mark of one day, so that it can be seen and hit
_GAP = 6  # between two marks of one row
_MOST_TICKS = 12
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000)  # months between ticks
_LETTER, _PAD = 7, 4  # width of a letter of a label, and of the space around it
_Dated = tuple[Record, date, date | None]  # first and last day, None where nobody tells the end
_LANES: tuple[tuple[str, Kind], ...] = (
    ("Rounds", "round"), ("Exchanges", "exchange"), ("Agreements", "agreement"),
)  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A record on the axis; ``is_open`` where nobody tells its end."""

    record: str
    kind: Kind
    label: str  # short, on the drawing
    label_at: int
    side: Literal["inside", "after", "before"]  # of the label
    title: str  # in full
    x: int
    width: int
    row: int
    status: str
    is_open: bool

    @property
    def address(self) -> str:
        """Where the record is shown."""
        return record_address(self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The marks of one kind, in rows so that none covers another."""

    name: str
    y: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day that is named on the axis."""

    x: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The whole drawing; ``undated`` counts the records that no report dates, which are not drawn."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: int
    undated: int
    words: str  # which days it shows


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    days: int

    def at(self, when: date, *, after: int = 0) -> int:
        """Return where a day begins, or the day so many days after it."""
        return LEFT + round(((when - self.first).days + after) * (WIDTH - LEFT - RIGHT) / self.days)


def axis_of(records: Iterable[Record], titles: Mapping[str, str]) -> Axis | None:
    """Return where rounds, exchanges and agreements stand on an axis; None where no report dates any.

    Args:
        records: of any kinds.
        titles: what each is called in full, by id; its kind where it has no title.
    """
    shown = [record for record in records if any(record.kind == kind for _, kind in _LANES)]
    dated = [(record, first, last) for record in shown if (span := _span(record)) for first, last in (span,)]
    if not dated:
        return None
    start, end = min(first for _, first, _ in dated), max(last or first for _, first, last in dated)
    margin = timedelta(days=max(1, (end - start).days // 40))
    start = start - margin if start - date.min > margin else start
    scale = _Scale(start, (end - start).days + margin.days + 1)
    lanes = tuple(_lanes(dated, scale, titles))
    bottom = lanes[-1].y + lanes[-1].height
    return Axis(
        lanes=lanes, ticks=tuple(_ticks(scale, end)), height=bottom + ROW, undated=len(shown) - len(dated),
        words=between(min(first for _, first, _ in dated), end),
    )  # fmt: skip


def _span(record: Record) -> tuple[date, date | None] | None:
    """Return first and last day of a record that reports date; an agreement lasts from its beginning to its end."""
    if record.kind == "agreement":
        begun = next(filter(None, (days_told(record, name) for name in ("effective", "declared"))), None) or days_of(
            record
        )
        ended = days_told(record, "ended")
        return _bounds(begun, None if ended is None else ended.last or ended.first)
    days = days_of(record)
    return _bounds(days, days.last)


def _bounds(begun: Days, last: date | None) -> tuple[date, date | None] | None:
    first = begun.first or begun.last
    return None if first is None else (first, None if last is None else max(first, last))


def _lanes(dated: Sequence[_Dated], scale: _Scale, titles: Mapping[str, str]) -> Iterator[Lane]:
    y = TOP
    for name, kind in _LANES:
        own = sorted(((r, a, z) for r, a, z in dated if r.kind == kind), key=lambda each: (each[1], each[0].id))
        if own:
            marks = tuple(_marks(own, scale, titles))
            height = ROW * (max(mark.row for mark in marks) + 1)
            yield Lane(name=name, y=y, height=height, marks=marks)
            y += height + LANE


def _marks(own: Sequence[_Dated], scale: _Scale, titles: Mapping[str, str]) -> Iterator[Mark]:
    """Put each mark into the first row that has room for it and for its label."""
    ends: list[int] = []
    for record, first, last in own:
        x, label = scale.at(first), _label(record)
        is_open = last is None and record.kind == "agreement"
        stop = WIDTH - RIGHT if is_open else scale.at(last or first, after=1)
        width = max(_LEAST, stop - x)
        side, begin, label_at, stop = _placed(label, x, width)
        row = next((at for at, end in enumerate(ends) if end + _GAP <= begin), len(ends))
        ends[row : row + 1] = [stop]
        yield Mark(
            record=record.id, kind=record.kind, label=label, label_at=label_at, side=side,
            title=titles.get(record.id, record.kind), x=x, width=width, row=row, status=_preferred(record, "status"),
            is_open=is_open,
        )  # fmt: skip


def _placed(label: str, x: int, width: int) -> tuple[Literal["inside", "after", "before"], int, int, int]:
    """Return on which side of a mark its label stands, then where both begin, where the label is put, where both end.

    A label that has no room in its mark stands behind it, at the end of the drawing before it.
    """
    long = _LETTER * len(label) + 2 * _PAD
    if long <= width:
        return "inside", x, x + _PAD, x + width
    if x + width + long <= WIDTH:
        return "after", x, x + width + _PAD, x + width + long
    return "before", x - long, x - _PAD, x + width


def _label(record: Record) -> str:
    name = {"round": "round_number", "exchange": "category", "agreement": "type"}[record.kind]
    return _preferred(record, name).replace("_", " ")


def _preferred(record: Record, name: str) -> str:
    field = record.fields.get(name)
    return "" if field is None or field.preferred is None else str(field.preferred)


def _ticks(scale: _Scale, end: date) -> Iterator[Tick]:
    """Name days, first days of months or of years, as many as there is room for."""
    span = (end - scale.first).days
    if span <= 62:
        step = max(1, -(-span // _MOST_TICKS))
        days = [scale.first + timedelta(days=at) for at in range(0, span + 1, step)]
        yield from (Tick(x=scale.at(each), label=f"{each.day} {_MONTHS[each.month - 1]}") for each in days)
        return
    months = [(year, month) for year in range(scale.first.year, end.year + 1) for month in range(1, 13)]
    inside = [when for at in months if scale.first <= (when := date(*at, 1)) <= end]
    step = next(
        each for each in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000) if len(inside) / each <= _MOST_TICKS
    )
    for each in inside:
        if ((each.year * 12) + each.month - 1) % step == 0:
            is_year = step >= 12 or each.month == 1
            yield Tick(x=scale.at(each), label=str(each.year) if is_year else _MONTHS[each.month - 1])
