"""What a record says of the outlets that tell of it: who told it first, who alone, who contradicts whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import permutations
from typing import Literal, NamedTuple

from dragoman.record.records import Field, Record, Report

UNKNOWN = "unknown outlet"
Part = Literal["told", "first", "alone", "disputes", "against"]


class Share(NamedTuple):
    """A part that an outlet has in a record; ``other`` is whom it is against."""

    part: Part
    outlet: str
    other: str = ""


class Published(NamedTuple):
    """What counts of a report for its outlet; ``day`` is that of publication."""

    story: str
    outlet: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """The reports of an outlet."""

    reports: int = 0
    copies: int = 0  # of texts that another report had before it
    copied: int = 0  # reports of others that copy its texts
    first_day: date | None = None  # of publication
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is known of outlets: their reports, and how many records each told, first or alone, and against whom."""

    outputs: Mapping[str, Output]
    told: Mapping[str, int]
    first: Mapping[str, int]
    alone: Mapping[str, int]
    disputes: Mapping[str, int]
    against: Mapping[str, Mapping[str, int]]


def shares_in(record: Record) -> frozenset[Share]:
    """Return which part each outlet has in a record."""
    teller, pairs = first_teller(record), opposed_in(record)
    leads: Part = "first" if record.sources > 1 else "alone"
    return frozenset(
        {
            *(Share("told", name_of(telling.report)) for telling in record.tellings),
            *([Share(leads, teller)] if teller else ()),
            *(Share("disputes", one) for one, _ in pairs),
            *(Share("against", one, other) for one, other in pairs),
        }
    )


def tally_of(counted: Iterable[tuple[Share, int]], outputs: Mapping[str, Output]) -> Tally:
    """Return what is known of outlets.

    Args:
        counted: shares, each with the number of records that have it.
        outputs: by name of outlet.
    """
    known: dict[Part, dict[str, int]] = {"told": {}, "first": {}, "alone": {}, "disputes": {}}
    against: dict[str, dict[str, int]] = defaultdict(dict)
    for share, count in counted:
        if share.part == "against":
            against[share.outlet][share.other] = count
        else:
            known[share.part][share.outlet] = count
    return Tally(**known, against=dict(against), outputs=outputs)


def tally_in(records: Iterable[Record], reports: Iterable[Report]) -> Tally:
    """Return what all records and reports say of outlets."""
    shares = Counter(share for record in records for share in shares_in(record))
    ordered = sorted(reports, key=earliest_first)
    return tally_of(shares.items(), outputs_of(published_of(each) for each in ordered))


def outputs_of(reports: Iterable[Published]) -> Mapping[str, Output]:
    """Return the reports of each outlet, given the earliest first: the first of a story is the original of the others.

    Reports without a day come last.
    """
    originals: dict[str, str] = {}
    counts, copies, copied = (Counter[str]() for _ in range(3))
    days: dict[str, list[date]] = defaultdict(list)
    for story, outlet, day in reports:
        counts[outlet] += 1
        if day is not None:
            days[outlet].append(day)
        original = originals.get(story)
        if original is None:
            originals[story] = outlet
            continue
        copies[outlet] += 1
        copied[original] += original != outlet
    return {
        outlet: Output(
            reports=count, copies=copies[outlet], copied=copied[outlet],
            first_day=days[outlet][0] if days[outlet] else None, last_day=days[outlet][-1] if days[outlet] else None,
        )
        for outlet, count in counts.items()
    }  # fmt: skip


def published_of(report: Report) -> Published:
    """Return what counts of a report for its outlet."""
    return Published(report.story, name_of(report), report.published)


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
        return name_of(min(only, key=earliest_first))
    days = {story: min(d for each in own if (d := each.published)) for story, own in stories.items() if _dated(own)}
    earliest = min(days.values(), default=None)
    leading = [story for story, day in days.items() if day == earliest]
    return name_of(min(stories[leading[0]], key=earliest_first)) if len(leading) == 1 else None


def opposed_in(record: Record) -> frozenset[tuple[str, str]]:
    """Return pairs of outlets, either way round, that state values of a disputed field that the other does not."""
    fields = (field for field in record.fields.values() if field.is_disputed)
    return frozenset(pair for field in fields for pair in _opposed(field))


def name_of(report: Report) -> str:
    """Return the outlet of a report."""
    return report.source or UNKNOWN


def earliest_first(report: Report) -> tuple[date, datetime, str]:
    """Return a key that puts reports in the order in which they came out; those without a day last."""
    return report.published or date.max, report.added, report.id


def _opposed(field: Field) -> Iterable[tuple[str, str]]:
    stated: dict[str, set[int]] = defaultdict(set)
    for number, value in enumerate(field.values):
        for voice in value.tellings:
            if voice.judged_by is None:
                stated[voice.source or UNKNOWN].add(number)
    return ((one, other) for one, other in permutations(stated, 2) if stated[one].isdisjoint(stated[other]))


def _dated(reports: Iterable[Report]) -> bool:
    return any(report.published for report in reports)
