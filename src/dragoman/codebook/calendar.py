"""Calendar arithmetic: intervals of days, shifts by units, and dates that recur until a year or a week is known."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

Trim = tuple[int, int]  # the first of three thirds is (1, 3)
YEARS_BACK = 8  # the longest gap between two 29 Februaries


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days, both ends included; a null end is open, two of them are an interval not known."""

    start: date | None = None
    end: date | None = None
    stated: bool = False

    @property
    def known(self) -> bool:
        """Tell whether at least one end is known."""
        return self.start is not None or self.end is not None


UNKNOWN = Days()


def shift(day: date | None, amount: int, unit: str) -> date | None:
    """Move ``day`` by days (d), weeks (w), months (m) or years (y); None beyond the calendar."""
    if day is None:
        return None
    try:
        if unit in "dw":
            return day + timedelta(days=amount * (7 if unit == "w" else 1))
        months = day.year * 12 + day.month - 1 + amount * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def around(day: date | None, unit: str, amount: int = 1) -> Days:
    """Return the calendar unit that ``day`` lies in, or decade (10 years); weeks run from Monday to Sunday."""
    if day is None:
        return UNKNOWN
    if unit == "w":
        first = shift(day, -day.weekday(), "d")
        return Days(first, shift(first, 6, "d"))
    if unit == "m":
        return Days(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    if unit == "y":
        first_year = max(1, day.year - day.year % amount)
        return Days(date(first_year, 1, 1), date(min(9999, day.year - day.year % amount + amount - 1), 12, 31))
    return Days(day, day)


def about(day: date | None, unit: str, size: int = 1) -> Days:
    """Return ``day`` give or take half a unit of ``size``, which is how exact "two months ago" is; days are exact."""
    slack, by = {"d": (0, "d"), "w": (7 * size // 2, "d"), "m": (15 * size, "d"), "y": (6 * size, "m")}[unit]
    return Days(shift(day, -slack, by), shift(day, slack, by))


def part(days: Days, number: int, parts: int) -> Days:
    """Cut an interval into equal parts (in days below a month and a bit, else in months); return one, from 1."""
    if days.start is None or days.end is None:
        return days
    length = (days.end - days.start).days + 1
    unit, size = ("d", length // parts) if length <= 31 else ("m", round(length / 30.44) // parts)
    if size == 0 or not 1 <= number <= parts:
        return days
    if parts == 3 and 28 <= length <= 31:
        size = 10  # the first, second and last ten days, as people divide a month
    start = shift(days.start, (number - 1) * size, unit)
    after = shift(days.start, number * size, unit)
    return replace(days, start=start, end=days.end if number == parts else shift(after, -1, "d"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """A stretch of every year, from a month and day to a month and day; ``last_day`` 0 is the month's last.

    A stretch whose last month is before its first (winter) ends in the following year. A weekday written beside the
    date helps to choose the year.
    """

    month: int
    day: int = 1
    last_month: int
    last_day: int = 0
    weekday: int | None = None
    trim: Trim | None = None

    def within(self, year: int, *, stated: bool = False) -> Days | None:
        """Return the stretch that begins in ``year``; None where the calendar has no such day."""
        closing = year + (self.last_month < self.month)
        try:
            last = self.last_day or monthrange(closing, self.last_month)[1]
            days = Days(date(year, self.month, self.day), date(closing, self.last_month, last), stated)
        except (ValueError, OverflowError):
            return None
        if days.start is None or days.end is None or days.start > days.end:
            return None
        return part(days, *self.trim) if self.trim else days

    def _near(self, day: date, years: range) -> Iterator[Days]:
        for add in years:
            days = self.within(day.year + add) if 0 < day.year + add < 9999 else None
            if days:
                yield days

    def _by_weekday(self, day: date) -> Days | None:
        """Return the one that falls on the weekday written beside it, where a year near ``day`` has it."""
        if self.weekday is None:
            return None
        near = [days for days in self._near(day, range(-1, 2)) if days.start and days.start.weekday() == self.weekday]
        return min(near, key=lambda days: abs(((days.start or day) - day).days), default=None)

    def latest(self, day: date) -> Days:
        """Return the last one that starts on or before ``day``."""
        past = (each for each in self._near(day, range(0, -YEARS_BACK - 1, -1)) if each.start and each.start <= day)
        return self._by_weekday(day) or next(past, UNKNOWN)

    def earliest(self, day: date) -> Days:
        """Return the first one that ends on or after ``day``."""
        coming = (each for each in self._near(day, range(-1, YEARS_BACK + 1)) if each.end and each.end >= day)
        return self._by_weekday(day) or next(coming, UNKNOWN)

    def nearest(self, day: date, *, ahead: int) -> Days:
        """Return the last one, unless the next one starts within ``ahead`` days."""
        coming, past = self.earliest(day), self.latest(day)
        if coming.start and day < coming.start and (coming.start - day).days <= ahead:
            return coming
        return past if past.known else coming


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """A day of every week, or several in a row (the weekend), Monday being 0."""

    weekday: int
    length: int = 1

    def latest(self, day: date) -> Days:
        """Return the last one that starts on or before ``day``."""
        return self._from(shift(day, -((day.weekday() - self.weekday) % 7), "d"))

    def earliest(self, day: date) -> Days:
        """Return the first one that ends on or after ``day``."""
        last = (self.weekday + self.length - 1) % 7
        end = shift(day, (last - day.weekday()) % 7, "d")
        return self._from(shift(end, 1 - self.length, "d"))

    def nearest(self, day: date, *, ahead: int) -> Days:  # noqa: ARG002 - the same call as for a yearly date
        """Return the last one: news names coming weekdays with a future tense."""
        return self.latest(day)

    def _from(self, start: date | None) -> Days:
        return Days(start, shift(start, self.length - 1, "d"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """A day of every month ("on the 20th")."""

    day: int

    def _near(self, day: date) -> list[date]:
        months = [shift(day.replace(day=1), add, "m") for add in range(-3, 4)]
        starts = [first for first in months if first and self.day <= monthrange(first.year, first.month)[1]]
        return [first.replace(day=self.day) for first in starts]

    def latest(self, day: date) -> Days:
        """Return the last one on or before ``day``."""
        past = [each for each in self._near(day) if each <= day]
        return Days(past[-1], past[-1]) if past else UNKNOWN

    def earliest(self, day: date) -> Days:
        """Return the first one on or after ``day``."""
        coming = [each for each in self._near(day) if each >= day]
        return Days(coming[0], coming[0]) if coming else UNKNOWN

    def nearest(self, day: date, *, ahead: int) -> Days:  # noqa: ARG002 - the same call as for a yearly date
        """Return the last one."""
        return self.latest(day)


Recurring = Yearly | Weekly | Monthly
