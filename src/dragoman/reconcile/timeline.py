"""When things happened, as the record tells it: dated entries in order, intervals kept as intervals."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dragoman.record.findings import Kind
from dragoman.record.records import Record

Basis = Literal["told", "reported", "unknown"]

# The fields of a kind that hold a time, in the order in which they count for the record as a whole.
_TIMES: Mapping[Kind, tuple[str, ...]] = {"agreement": ("declared", "effective", "ended")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days from ``first`` to ``last``, both included; a bound that nobody tells is None.

    ``basis`` is ``told`` where reports date the thing, ``reported`` where only the days of the reports are known.
    """

    first: date | None = None
    last: date | None = None
    basis: Basis = "unknown"

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Tell whether a day may lie within bounds, both included; days that nobody knows lie within none."""
        if self.basis == "unknown":
            return first is None and last is None
        start, end = self.first or self.last or date.min, self.last or self.first or date.max
        return (last is None or start <= last) and (first is None or end >= first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One dated thing of a timeline; ``field`` names which time of the record it is, as ``effective``."""

    days: Days
    field: str
    record: Record


def days_of(record: Record) -> Days:
    """Return when the thing happened: the preferred time of the record, else the days of its reports."""
    told = (days for name in _times_of(record) if (days := days_told(record, name)) is not None)
    return next(told, None) or _reported(record)


def first_day(record: Record) -> date | None:
    """Return the day that lists file a record under: its first, else its last, None where nobody dates anything."""
    days = days_of(record)
    return days.first or days.last


def days_told(record: Record, field: str) -> Days | None:
    """Return the first dated value of a field of times, the preferred one before others; None where none is dated."""
    found = record.fields.get(field)
    values = (_days(value.value) for value in found.values) if found else ()
    return next((days for days in values if days is not None), None)


def timeline_of(records: Iterable[Record]) -> tuple[Entry, ...]:
    """Return everything dated in order of its first day; what nobody dates comes last.

    An agreement has an entry for each of its times: when it was declared, took effect and ended.
    """
    return tuple(sorted((entry for record in records for entry in _entries(record)), key=_order))


def _entries(record: Record) -> Iterator[Entry]:
    names = [name for name in _times_of(record) if days_told(record, name)]
    for name in names or _times_of(record)[:1]:
        yield Entry(days=days_told(record, name) or _reported(record), field=name, record=record)


def _times_of(record: Record) -> tuple[str, ...]:
    return _TIMES.get(record.kind, ("when",))


def _days(value: Any) -> Days | None:  # noqa: ANN401  a field's JSON
    if not isinstance(value, Mapping):
        return None
    first, last = (_date(value.get(name)) for name in ("start", "end"))
    return Days(first=first, last=last, basis="told") if first or last else None


def _date(value: Any) -> date | None:  # noqa: ANN401  a field's JSON
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:  # a person set it, or an archive of another program
        return None


def _reported(record: Record) -> Days:
    published = [telling.report.published for telling in record.tellings if telling.report.published]
    if not published:
        return Days()
    return Days(first=min(published), last=max(published), basis="reported")


def _order(entry: Entry) -> tuple[bool, date, date, str, str]:
    days = entry.days
    first, last = days.first or days.last or date.max, days.last or days.first or date.max
    return (days.basis == "unknown", first, last, entry.record.id, entry.field)
