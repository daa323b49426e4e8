"""Outlets by what their reports add: how many are copies, what they told first, whom they contradict."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.reconcile.outlets import Tally, earliest_first, name_of
from dragoman.record.records import Report
from dragoman.record.sources import Source

_MOST_AGAINST = 3


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


def _originals(reports: Iterable[Report]) -> dict[str, Report]:
    """Return the first report of each story: its text is the original of which the others are copies."""
    found: dict[str, Report] = {}
    for report in sorted(reports, key=earliest_first):
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
