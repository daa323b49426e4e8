"""Outlets by what their reports add: how many are copies, what they told first, whom they contradict."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.reconcile.outlets import Output, Tally
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


def outlets_of(tally: Tally, watched: Iterable[Source] = ()) -> tuple[Outlet, ...]:
    """Return outlets by the number of their reports, those that are watched and never gave one last.

    Args:
        tally: what reports and records say of outlets.
        watched: the list of sources.
    """
    known = {source.outlet or source.name: source for source in reversed(tuple(watched))}
    names = dict.fromkeys((*known, *tally.outputs))
    return tuple(sorted((_outlet(name, tally, known.get(name)) for name in names), key=_order))


def _outlet(name: str, tally: Tally, source: Source | None) -> Outlet:
    ranked = sorted(tally.against.get(name, {}).items(), key=lambda each: (-each[1], each[0]))
    came = tally.outputs.get(name, Output())
    return Outlet(
        name=name, reports=came.reports, told=tally.told.get(name, 0), first=tally.first.get(name, 0),
        alone=tally.alone.get(name, 0), disputes=tally.disputes.get(name, 0), against=tuple(ranked[:_MOST_AGAINST]),
        first_day=came.first_day, last_day=came.last_day, source=source, copies=came.copies, copied=came.copied,
    )  # fmt: skip


def _order(outlet: Outlet) -> tuple[int, str]:
    return -outlet.reports, outlet.name
