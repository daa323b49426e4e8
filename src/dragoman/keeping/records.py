"""Records out of a store: rebuilt from the log, all of them or the neighbourhood of what came since."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, Protocol

from dragoman.reconcile.assemble import records_of, ruled
from dragoman.reconcile.contradictions import Contradiction, contradictions_in
from dragoman.reconcile.linking import linked
from dragoman.reconcile.resolver import neighbourhood
from dragoman.reconcile.selecting import is_disputed
from dragoman.reconcile.timeline import first_day
from dragoman.record.findings import Kind
from dragoman.record.judgements import Suggestion
from dragoman.record.records import Process, Record, Rule
from dragoman.store.contract import Page, View

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
RULE: Rule = "most_sources"  # under which records lie ready; another one is applied to what is taken out
MOST = 2_000  # changed documents from which on all is put together anew, which then is sooner done
Days = Mapping[date | None, int]  # records by the day on which they began
Linked = tuple[tuple[Record, ...], tuple[Process, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Bounds that leave out most of what a question is not about; what may fit is let through.

    ``first`` and ``last`` are days, both included; a record whose days nobody tells, or a person set, passes.
    ``sides`` are as ``reconcile.actors.side_of`` gives them, ``processes`` ids; of several one is enough.
    ``marks`` are as ``reconcile.marks.marks_wanted`` gives them; of each set one is enough. ``days`` are those on which
    records began, None for those of which nobody tells the day. ``documents`` and ``findings`` are ids, of which a
    record must tell or hold one; these three bounds are exact.
    """

    first: date | None = None
    last: date | None = None
    sides: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    marks: tuple[frozenset[str], ...] = ()
    days: frozenset[date | None] | None = None
    documents: frozenset[str] | None = None
    findings: frozenset[str] | None = None

    def holds(self, record: Record) -> bool:
        """Tell whether a record is told of by one of the documents, holds one of the findings and began on a day."""
        if self.days is not None and first_day(record) not in self.days:
            return False
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
    is_disputed: bool | None = None

    def holds(self, record: Record) -> bool:
        """Tell whether a record is of the kinds and ids."""
        is_named = (not self.kinds or record.kind in self.kinds) and (self.ids is None or record.id in self.ids)
        return is_named and self.within.holds(record)

    def holds_all_of(self, record: Record) -> bool:
        """Tell whether a record is of the kinds and ids, of the processes, and disputed as asked."""
        is_of_process = not self.within.processes or record.process in self.within.processes
        return self.holds(record) and is_of_process and self.is_disputed in (None, is_disputed(record))


class Listed(NamedTuple):
    """A record as a list counts and sorts it, before it is loaded: a tuple, because there are very many."""

    id: str
    kind: Kind
    stamp: int  # when the latest report of it came in, in microseconds since 1970
    is_disputed: bool

    @property
    def seen(self) -> datetime:
        """When the latest report of it came in."""
        return _EPOCH + timedelta(microseconds=self.stamp)


def stamp_of(moment: datetime) -> int:
    """Return a moment in microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


class Ready(Protocol):
    """Records that lie ready, under ``RULE``."""

    def records(self, asked: Asked) -> tuple[Record, ...]:
        """Return the records that may be wanted, by the day of the first report, then by id."""

    def newest(self, asked: Asked, page: Page) -> tuple[Record, ...]:
        """Return a part of the records that are wanted, the latest day of a first report first."""

    def tally(self) -> Mapping[Kind, int]:
        """Return how many records there are of each kind."""

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


def newest_of(ready: Ready | None, view: View, asked: Asked, page: Page, *, rule: Rule) -> tuple[Record, ...]:
    """Return a part of the records of some kinds, processes and disputes, the latest day of a first report first.

    Args:
        ready: the records of the view's moment, where they lie ready.
        view: of the moment that is asked about.
        asked: which records; its days, sides and marks are not looked at.
        page: which part.
        rule: chooses among several values of a field.
    """
    if ready is not None:
        found = ready.newest(asked, page)
        if rule == RULE:
            return found
        judgements = view.judgements()
        return tuple(ruled(record, judgements, rule=rule) for record in found)
    held = sorted(filter(asked.holds_all_of, rebuilt(view, rule=rule)[0]), key=_newest_first)
    return tuple(held[page.offset : None if page.limit is None else page.offset + page.limit])


def tally_of(ready: Ready | None, view: View) -> Mapping[Kind, int]:
    """Return how many records there are of each kind."""
    return ready.tally() if ready is not None else Counter(each.kind for each in rebuilt(view, rule=RULE)[0])


def published(view: View, process: str) -> tuple[date, date] | None:
    """Return the first and the last day on which reports of a process came out, from the log."""
    held = (each for each in rebuilt(view, rule=RULE)[0] if each.process == process)
    days = [told.report.published for each in held for told in each.tellings if told.report.published]
    return (min(days), max(days)) if days else None


def _newest_first(record: Record) -> tuple[int, str]:
    published = record.tellings[0].report.published
    return -published.toordinal() if published else 0, record.id


def days(view: View, asked: Asked, *, rule: Rule) -> Days:
    """Return how many of the records that may be wanted began on each day, from the log; None: without a day."""
    return Counter(first_day(record) for record in rebuilt(view, rule=rule)[0] if asked.holds(record))


def contradictions(view: View, *, rule: Rule) -> tuple[Contradiction, ...]:
    """Return the fields in dispute, or in which a voice changed its number, from the log, by record and field."""
    return tuple(sorted(contradictions_in(rebuilt(view, rule=rule)[0]), key=lambda each: (each.record, each.field)))


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
            id=each.id, kind=each.kind, stamp=stamp_of(each.last_seen),
            is_disputed=is_disputed(each),
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
