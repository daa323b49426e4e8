"""Days with incidents: how they are spread over pages, and the axis of time above them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dragoman.serve.phrases import day
from dragoman.serve.web.incident_filters import Asked

MOST = 30  # incidents of a page
_BARS = 70  # of the axis at most; of more days a bar is a week, a month or a year
WIDTH, HEIGHT = 960, 60  # units of the axis
_WIDEST = 40.0  # units of a bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What one page shows: some whole days, the latest first, or a part of one day that has too many."""

    days: tuple[date | None, ...]  # None: no report tells the day
    part: int = 0
    parts: int = 1

    @property
    def words(self) -> str:
        """The days as people write them."""
        known = [each for each in self.days if each is not None]
        told = " to ".join(dict.fromkeys(day(each) for each in (known[-1], known[0]))) if known else "day not told"
        return f"{told}, part {self.part + 1} of {self.parts}" if self.parts > 1 else told


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A day, week, month or year of the axis, in units of its drawing."""

    words: str
    count: int
    address: str
    is_shown: bool  # a day of it is on the page
    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The days from the first to the last, as bars."""

    bars: tuple[Bar, ...]
    unit: str  # day, week, month or year
    first: str
    last: str
    most: int


def stretches_of(counts: Mapping[date | None, int]) -> tuple[Stretch, ...]:
    """Return the pages that hold all days, the latest first; those without a day come last."""
    made: list[Stretch] = []
    held, together = list[date | None](), 0
    for each in sorted(counts, key=lambda one: one or date.min, reverse=True):
        if held and together + counts[each] > MOST:
            made.append(Stretch(days=tuple(held)))
            held, together = [], 0
        if counts[each] > MOST:
            parts = -(-counts[each] // MOST)
            made += [Stretch(days=(each,), part=part, parts=parts) for part in range(parts)]
        else:
            held.append(each)
            together += counts[each]
    return (*made, Stretch(days=tuple(held))) if held else tuple(made)


def axis_of(counts: Mapping[date | None, int], shown: Sequence[date | None], asked: Asked) -> Axis | None:
    """Return the axis of time; None where no day is known.

    Args:
        counts: incidents by day.
        shown: the days of the page.
        asked: the filters, which the addresses of the bars keep.
    """
    known = sorted(each for each in counts if each is not None)
    if not known:
        return None
    unit, buckets = _buckets(known[0], known[-1])
    held = [sum(counts.get(each, 0) for each in _days(*bucket)) for bucket in buckets]
    room = WIDTH / len(buckets)
    wide = min(_WIDEST, room * 0.86)
    step = (WIDTH - wide) / max(1, len(buckets) - 1)
    bars = [
        Bar(
            words=day(first) if first == last else f"{day(first)} to {day(last)}", count=count,
            address=asked.day(first, last), x=round(at * step, 1), width=round(wide, 1),
            is_shown=any(each is not None and first <= each <= last for each in shown),
            height=round(max(2.0, (HEIGHT - 4) * count / max(held)), 1) if count else 0.0,
        )
        for at, ((first, last), count) in enumerate(zip(buckets, held, strict=True))
    ]  # fmt: skip
    return Axis(bars=tuple(bars), unit=unit, first=day(known[0]), last=day(known[-1]), most=max(held))


def _buckets(first: date, last: date) -> tuple[str, list[tuple[date, date]]]:
    """Return the shortest unit of which there are not too many, and its stretches."""
    keys = {
        "day": lambda one: one.toordinal(), "week": lambda one: one.isocalendar()[:2],
        "month": lambda one: (one.year, one.month), "year": lambda one: one.year,
    }  # fmt: skip
    every = list(_days(first, last))
    made: list[tuple[date, date]] = []
    for unit, key in keys.items():
        made = [(group[0], group[-1]) for _, each in groupby(every, key=key) if (group := list(each))]
        if len(made) <= _BARS or unit == "year":
            return unit, made
    raise AssertionError


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)
