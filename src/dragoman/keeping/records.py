"""Records out of a store: rebuilt from the log, all of them or the neighbourhood of what came since."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from dragoman.reconcile.assemble import records_of, ruled
from dragoman.reconcile.linking import linked
from dragoman.reconcile.resolver import neighbourhood
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
    ``marks`` are as ``reconcile.marks.marks_wanted`` gives them; of each set one is enough. ``documents`` and
    ``findings`` are ids, of which a record must tell or hold one; these two bounds are exact.
    """

    first: date | None = None
    last: date | None = None
    sides: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    marks: tuple[frozenset[str], ...] = ()
    documents: frozenset[str] | None = None
    findings: frozenset[str] | None = None

    def holds(self, record: Record) -> bool:
        """Tell whether a record is told of by one of the documents and holds one of the findings."""
        documents, findings = self.documents, self.findings
        return (documents is None or any(each.report.id in documents for each in record.tellings)) and (
            findings is None or any(each.finding.id in findings for each in record.tellings)
        )


_UNBOUND = Within()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which records are wanted; all kinds where none is named, all ids where there is no list of them."""

    kinds: frozenset[Kind] = frozenset()
    ids: frozenset[str] | None = None
    within: Within = _UNBOUND

    def holds(self, record: Record) -> bool:
        """Tell whether a record is of the kinds and ids."""
        is_named = (not self.kinds or record.kind in self.kinds) and (self.ids is None or record.id in self.ids)
        return is_named and self.within.holds(record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A record as a list counts and sorts it, before it is loaded."""

    id: str
    kind: Kind
    seen: datetime  # when the latest report of it came in
    is_disputed: bool


class Ready(Protocol):
    """Records that lie ready, under ``RULE``."""

    def records(self, asked: Asked) -> tuple[Record, ...]:
        """Return the records that may be wanted, by the day of the first report, then by id."""

    def listed(self, asked: Asked) -> tuple[Listed, ...]:
        """Return which records these are, those with the latest report first, then by id."""


def asked_of(ready: Ready | None, view: View, asked: Asked, *, rule: Rule) -> tuple[Record, ...]:
    """Return the records that may be wanted, from where they lie ready or rebuilt from the log.

    Args:
        ready: the records of the view's moment, where they lie ready.
        view: of the moment that is asked about.
        asked: which records.
        rule: chooses among several values of a field.
    """
    if ready is None:
        return tuple(filter(asked.holds, _put_together(view, asked.within, rule=rule)))
    found = ready.records(asked)
    if rule == RULE:
        return found
    judgements = view.judgements()
    return tuple(ruled(record, judgements, rule=rule) for record in found)


def listed(ready: Ready | None, view: View, asked: Asked) -> tuple[Listed, ...]:
    """Return which records may be wanted, those with the latest report first, then by id.

    Args:
        ready: the records of the view's moment, where they lie ready.
        view: of the moment that is asked about.
        asked: which records.
    """
    if ready is not None:
        return ready.listed(asked)
    found = sorted(asked_of(None, view, asked, rule=RULE), key=lambda each: each.id)
    found.sort(key=lambda each: each.last_seen, reverse=True)
    return tuple(
        Listed(
            id=each.id, kind=each.kind, seen=each.last_seen,
            is_disputed=any(field.is_disputed for field in each.fields.values()),
        )
        for each in found
    )  # fmt: skip


def _put_together(view: View, within: Within, *, rule: Rule) -> Sequence[Record]:
    """Rebuild all records, or only, and without their links, those around the documents or findings of the bounds."""
    if within.documents is None and within.findings is None:
        return rebuilt(view, rule=rule)[0]
    start = set(within.findings or ())
    for document in within.documents or () if within.findings is None else ():
        start |= {telling.finding.id for telling in view.tellings(document=document)}
    return around(view, start, lambda _: set(), rule=rule)[1] if start else ()


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
