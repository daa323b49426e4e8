"""Outlets by what their reports add: how many are copies, what they told first, whom they contradict."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

from dragoman.record.records import Field, Record, Report
from dragoman.record.sources import Source

UNKNOWN = "unknown outlet"
_MOST_AGAINST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What records say of outlets: for each how many records it told first, alone, and against whom."""

    told: Mapping[str, int]
    first: Mapping[str, int]
    alone: Mapping[str, int]
    disputes: Mapping[str, int]
    against: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet; ``source`` is what the list of watched sources says of it, None where it is not on it."""

    name: str
    reports: int
    told: int  # records
    first: int  # records that others told only on a later day
    alone: int  # records that nobody else tells
    disputes: int  # records in which it contradicts another outlet
    against: tuple[tuple[str, int], ...]  # the outlets that it contradicts most
    first_day: date | None  # of publication
    last_day: date | None
    source: Source | None = None
    copies: int = 0  # of texts that another report had before it
    copied: int = 0  # reports of others that copy its texts

    @property
    def independence(self) -> int | None:
        """Percent of its reports that are no copies; None where it has none."""
        return round(100 * (self.reports - self.copies) / self.reports) if self.reports else None


def tally_of(records: Iterable[Record]) -> Tally:
    """Return what records say of outlets."""
    told, first, alone, disputes = (Counter[str]() for _ in range(4))
    against: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        told.update({name_of(telling.report) for telling in record.tellings})
        teller = first_teller(record)
        (first if record.sources > 1 else alone).update([teller] if teller else [])
        pairs = opposed_in(record)
        disputes.update({one for one, _ in pairs})
        for one, other in pairs:
            against[one][other] += 1
    return Tally(told=told, first=first, alone=alone, disputes=disputes, against=against)


def outlets_of(reports: Iterable[Report], tally: Tally, watched: Iterable[Source] = ()) -> tuple[Outlet, ...]:
    """Return outlets by the number of their reports, those that are watched and never gave one last.

    Args:
        reports: all that are held.
        tally: what records say of outlets.
        watched: the list of sources.
    """
    known = {source.outlet or source.name: source for source in reversed(tuple(watched))}
    held = tuple(reports)
    originals = _originals(held)
    groups: dict[str, list[Report]] = {name: [] for name in known}
    for report in held:
        groups.setdefault(name_of(report), []).append(report)
    copies = [report for report in held if originals[report.story] is not report]
    made = (_outlet(name, own, tally, known.get(name)) for name, own in groups.items())
    copying = Counter(map(name_of, copies))
    copied = Counter(name for each in copies if (name := name_of(originals[each.story])) != name_of(each))
    made = (replace(each, copies=copying[each.name], copied=copied[each.name]) for each in made)
    return tuple(sorted(made, key=lambda each: (-each.reports, each.name)))


def first_teller(record: Record) -> str | None:
    """Return the outlet that told of a record on an earlier day than all other stories; None where nobody did.

    Copies of a story are one with it. Where all is one story, its first report counts; reports without a day are
    no help, and where another story came on the same day nobody was first.
    """
    stories: dict[str, list[Report]] = defaultdict(list)
    for telling in record.tellings:
        stories[telling.report.story].append(telling.report)
    if len(stories) == 1:
        (only,) = stories.values()
        return name_of(min(only, key=_order))
    days = {story: min(d for each in own if (d := each.published)) for story, own in stories.items() if _dated(own)}
    earliest = min(days.values(), default=None)
    leading = [story for story, day in days.items() if day == earliest]
    return name_of(min(stories[leading[0]], key=_order)) if len(leading) == 1 else None


def opposed_in(record: Record) -> frozenset[tuple[str, str]]:
    """Return pairs of outlets, either way round, that state values of a disputed field that the other does not."""
    fields = (field for field in record.fields.values() if field.is_disputed)
    return frozenset(pair for field in fields for pair in _opposed(field))


def name_of(report: Report) -> str:
    """Return the outlet of a report."""
    return report.source or UNKNOWN


def _opposed(field: Field) -> Iterable[tuple[str, str]]:
    stated: dict[str, set[int]] = defaultdict(set)
    for number, value in enumerate(field.values):
        for voice in value.tellings:
            if voice.judged_by is None:
                stated[voice.source or UNKNOWN].add(number)
    return ((one, other) for one, other in permutations(stated, 2) if stated[one].isdisjoint(stated[other]))


def _originals(reports: Iterable[Report]) -> dict[str, Report]:
    """Return the first report of each story: its text is the original of which the others are copies."""
    found: dict[str, Report] = {}
    for report in sorted(reports, key=_order):
        found.setdefault(report.story, report)
    return found


def _outlet(name: str, own: Sequence[Report], tally: Tally, source: Source | None) -> Outlet:
    days = [report.published for report in own if report.published]
    ranked = sorted(tally.against.get(name, {}).items(), key=lambda each: (-each[1], each[0]))
    return Outlet(
        name=name, reports=len(own), told=tally.told.get(name, 0), first=tally.first.get(name, 0),
        alone=tally.alone.get(name, 0),
        disputes=tally.disputes.get(name, 0), against=tuple(ranked[:_MOST_AGAINST]), first_day=min(days, default=None),
        last_day=max(days, default=None), source=source,
    )  # fmt: skip


def _dated(reports: Iterable[Report]) -> bool:
    return any(report.published for report in reports)


def _order(report: Report) -> tuple[date, str, str]:
    return report.published or date.max, report.added.isoformat(), report.id
