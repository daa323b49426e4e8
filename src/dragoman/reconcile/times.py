"""When the thing lies that a report tells of: its own words, else the days around the report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dragoman.codebook.reconciling import setting
from dragoman.record.agreements import Agreement
from dragoman.record.records import Telling
from dragoman.record.times import When

Surety = Literal["told", "vague", "period", "assumed"]
Relation = Literal["same_days", "next_day", "time_fits", "time_assumed", "moved", "unknown", "against"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``first`` to ``last``, both included, and how surely the report tells them."""

    first: date
    last: date
    surety: Surety
    is_plan: bool = False

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1


def stretch_of(telling: Telling) -> Stretch | None:
    """Return when the thing lies that a finding tells of; None where neither it nor its report has a date."""
    finding, published = telling.finding, telling.report.published
    is_plan = getattr(finding, "status", None) in setting(finding.kind, "plans")
    when = when_of(telling)
    if when is not None and when.start and when.end:
        return _told(when.start, when.end, is_plan=is_plan)
    back, ahead = (timedelta(days=setting(finding.kind, name)) for name in ("back_days", "ahead_days"))
    if when is not None and (when.start or when.end):
        return _half_open(when, published, back if when.start is None else ahead, is_plan=is_plan)
    if published is None:
        return None
    if is_plan:
        return Stretch(published, published + ahead, "assumed", is_plan)
    return Stretch(published - back, published, "assumed")


def when_of(telling: Telling) -> When | None:
    """Return the time that the finding itself tells; of an agreement the first that is told of its three."""
    finding = telling.finding
    if isinstance(finding, Agreement):
        return next((each for each in (finding.declared, finding.effective, finding.ended) if _is_dated(each)), None)
    return finding.when if _is_dated(finding.when) else None


def relation(kind: str, first: Stretch | None, second: Stretch | None) -> Relation:
    """Tell how two stretches fit; symmetric. ``against`` means that they cannot be one thing's."""
    if first is None or second is None:
        return "unknown" if first is second else "against"
    if "period" in (first.surety, second.surety):
        return "same_days" if _is_same_period(first, second) else "against"
    gap = gap_of(first, second)
    if first.surety == second.surety == "told" and (gap <= 0 or (gap == 1 and first.days == second.days == 1)):
        return "same_days" if gap <= 0 else "next_day"
    if gap <= 0:
        return "time_assumed" if "assumed" in (first.surety, second.surety) else "time_fits"
    if (first.is_plan or second.is_plan) and gap <= setting(kind, "slack_days"):
        return "moved"
    return "against"


def gap_of(first: Stretch, second: Stretch) -> int:
    """Return how many days one begins after the other's end; 0 or less where they share a day."""
    return max((first.first - second.last).days, (second.first - first.last).days)


def buckets(kind: str, stretch: Stretch | None) -> Iterator[str]:
    """Yield names of the spans of time that a stretch touches; stretches that fit share one.

    Each stretch reaches out by half of what may lie between two, so that neighbours across a border meet.
    """
    if stretch is None:
        yield "undated"
    elif stretch.surety == "period":
        if stretch.last.year - stretch.first.year <= setting("time", "longest_years"):
            yield from (f"year {year}" for year in range(stretch.first.year, stretch.last.year + 1))
    else:
        size = setting(kind, "bucket_days")
        reach = (setting(kind, "slack_days") + 1) // 2
        first, last = stretch.first.toordinal() - reach, stretch.last.toordinal() + reach
        yield from (str(at) for at in range(first // size, last // size + 1))


def _is_dated(when: When | None) -> bool:
    return when is not None and bool(when.start or when.end)


def _told(start: date, end: date, *, is_plan: bool) -> Stretch:
    first, last = sorted((start, end))
    days = (last - first).days + 1
    if days > setting("time", "vague_days"):
        return Stretch(first, last, "period", is_plan)
    return Stretch(first, last, "told" if days <= setting("time", "told_days") else "vague", is_plan)


def _half_open(when: When, published: date | None, reach: timedelta, *, is_plan: bool) -> Stretch:
    """Close an interval that the text leaves open: "since Monday" at the report, "soon" some weeks after it."""
    if when.start is None:
        last = when.end or date.max
        return Stretch(last - reach, last, "assumed", is_plan)
    if published is not None and published > when.start and not is_plan:
        return _told(when.start, published, is_plan=is_plan)
    return Stretch(when.start, when.start + reach, "assumed", is_plan)


def _is_same_period(first: Stretch, second: Stretch) -> bool:
    if first.surety != second.surety or max(_years(first), _years(second)) > setting("time", "longest_years"):
        return False
    shared = 1 - gap_of(first, second)
    common = (min(first.last, second.last) - max(first.first, second.first)).days + 1
    together = first.days + second.days - common
    return shared > 0 and common / together >= setting("time", "same_period")


def _years(stretch: Stretch) -> int:
    return stretch.last.year - stretch.first.year
