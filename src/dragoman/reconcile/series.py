"""Which record follows which: the round before, the position that a party held until then."""

from collections.abc import Iterable
from datetime import date

from dragoman.reconcile import times
from dragoman.reconcile.actors import side_of, sides_of
from dragoman.record.positions import Position
from dragoman.record.records import Record
from dragoman.record.rounds import Round

_SURETY = ("told", "vague", "period", "assumed")


def followed(records: Iterable[Record]) -> dict[str, str]:
    """Return the earlier record of the same series by the later one: rounds of one set of sides, positions of one
    party on one issue. Records whose day no report tells are in no series of rounds.
    """
    series: dict[tuple[str, ...], list[tuple[date, str]]] = {}
    for record in records:
        name, day = series_of(record), first_day(record)
        if name is not None and day is not None:
            series.setdefault(name, []).append((day, record.id))
    found: dict[str, str] = {}
    for members in series.values():
        ordered = [ident for _, ident in sorted(members)]
        found.update(zip(ordered[1:], ordered, strict=False))
    return found


def first_day(record: Record) -> date | None:
    """Return the first day of what the most reports tell most surely; plans count where nothing else is known."""
    stretches = [stretch for telling in record.tellings if (stretch := times.stretch_of(telling)) is not None]
    ranked = sorted(stretches, key=lambda each: (each.is_plan, _SURETY.index(each.surety), each.first))
    return ranked[0].first if ranked else None


def adversaries_of(record: Record) -> frozenset[str]:
    """Return the sides of a round, exchange or agreement without those that mediate, as all its reports tell."""
    findings = [telling.finding for telling in record.tellings]
    sides = frozenset[str]().union(*(sides_of(getattr(found, "parties", ())) for found in findings))
    left = sides - frozenset[str]().union(*(sides_of(getattr(found, "mediators", ())) for found in findings))
    return left if len(left) > 1 else sides


def series_of(record: Record) -> tuple[str, ...] | None:
    """Return the name of the series that a record is in; None where it is in none."""
    first = record.tellings[0].finding
    if isinstance(first, Position):
        return ("position", side_of(first.party), first.issue or "other") if first.party else None
    if isinstance(first, Round) and any(times.when_of(telling) for telling in record.tellings):
        sides = adversaries_of(record)
        return ("round", *sorted(sides)) if len(sides) > 1 else None
    return None
