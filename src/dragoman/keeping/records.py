"""Records out of a store: rebuilt from the log, all of them or the neighbourhood of what came since."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dragoman.reconcile.assemble import records_of, ruled
from dragoman.reconcile.contradictions import Contradiction, contradictions_in
from dragoman.reconcile.linking import linked
from dragoman.reconcile.resolver import neighbourhood
from dragoman.reconcile.timeline import first_day
from dragoman.record.findings import Kind
from dragoman.record.judgements import Suggestion
from dragoman.record.records import Process, Record, Rule
from dragoman.store.contract import View

RULE: Rule = "most_sources"  # under which records lie ready; another one is applied to what is taken out
Linked = tuple[tuple[Record, ...], tuple[Process, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Bounds that leave out most of what a question is not about; what may fit is let through.

    ``first`` and ``last`` are days, both included; a record whose days nobody tells, or a person set, passes.
    ``sides`` are as ``reconcile.actors.side_of`` gives them, ``processes`` ids; of several one is enough.
    ``marks`` are as ``reconcile.marks.marks_wanted`` gives them; of each set one is enough. ``days`` are those on which
    records began, None for those of which nobody tells the day.
    """

    first: date | None = None
    last: date | None = None
    sides: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    marks: tuple[frozenset[str], ...] = ()
    days: frozenset[date | None] | None = None


_UNBOUND = Within()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which records are wanted; all kinds where none is named, all ids where there is no list of them."""

    kinds: frozenset[Kind] = frozenset()
    ids: frozenset[str] | None = None
    within: Within = _UNBOUND

    def holds(self, record: Record) -> bool:
        """Tell whether a record is of the kinds and ids."""
        return (not self.kinds or record.kind in self.kinds) and (self.ids is None or record.id in self.ids)


class Ready(Protocol):
    """Records that lie ready, under ``RULE``."""

    def records(self, asked: Asked) -> tuple[Record, ...]:
        """Return the records that may be wanted, by the day of the first report, then by id."""


def asked_of(ready: Ready | None, view: View, asked: Asked, *, rule: Rule) -> tuple[Record, ...]:
    """Return the records that may be wanted, from where they lie ready or rebuilt from the log.

    Args:
        ready: the records of the view's moment, where they lie ready.
        view: of the moment that is asked about.
        asked: which records.
        rule: chooses among several values of a field.
    """
    if ready is None:
        return tuple(filter(asked.holds, rebuilt(view, rule=rule)[0]))
    found = ready.records(asked)
    if rule == RULE:
        return found
    judgements = view.judgements()
    return tuple(ruled(record, judgements, rule=rule) for record in found)


def days(view: View, asked: Asked, *, rule: Rule) -> dict[date | None, int]:
    """Return how many of the records that may be wanted began on each day, from the log; None: without a day."""
    return Counter(first_day(record) for record in rebuilt(view, rule=rule)[0] if asked.holds(record))


def contradictions(view: View, *, rule: Rule) -> tuple[Contradiction, ...]:
    """Return the fields in dispute, or in which a voice changed its number, from the log, by record and field."""
    return tuple(sorted(contradictions_in(rebuilt(view, rule=rule)[0]), key=lambda each: (each.record, each.field)))


def rebuilt(view: View, *, rule: Rule) -> Linked:
    """Return all records of a view with what they are to one another, and the processes.

    Args:
        view: of the moment that is asked about.
        rule: chooses among several values of a field.
    """
    made = records_of(view.tellings(), view.suggestions(), view.judgements(), rule=rule)
    joined, processes = linked(made)
    by_id = {record.id: record for record in joined}
    return tuple(by_id[record.id] for record in made), processes


def around(
    view: View, changed: Iterable[str], together: Callable[[Iterable[str]], set[str]], *, rule: Rule
) -> tuple[frozenset[str], tuple[Record, ...]]:
    """Put together anew what may be another record since some findings came, went or were judged.

    Args:
        view: of now.
        changed: ids of these findings.
        together: gives the findings that were in one record with some.
        rule: chooses among several values of a field.

    Returns:
        The findings whose former records no longer hold, and the records in their place, which are not linked yet.
    """
    judgements = view.judgements()

    def touching(ident: str) -> tuple[Suggestion, ...]:
        return view.suggestions(ids=(ident,))

    start, reached = set[str](), set(changed)
    while reached != start:
        start = reached | together(reached)
        reached = start | neighbourhood(start, touching, judgements)
    made = records_of(view.tellings(ids=reached), view.suggestions(ids=reached, are_both=True), judgements, rule=rule)
    return frozenset(reached), made
