"""Records out of a store: rebuilt from the log, all of them or the neighbourhood of what came since."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dragoman.reconcile.assemble import records_of, ruled
from dragoman.reconcile.linking import linked
from dragoman.reconcile.resolver import neighbourhood
from dragoman.reconcile.selecting import is_disputed
from dragoman.record.findings import Kind
from dragoman.record.judgements import Suggestion
from dragoman.record.records import Process, Record, Rule
from dragoman.store.contract import Page, View

RULE: Rule = "most_sources"  # under which records lie ready; another one is applied to what is taken out
MOST = 2_000  # changed documents from which on all is put together anew, which then is sooner done
Linked = tuple[tuple[Record, ...], tuple[Process, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Bounds that leave out most of what a question is not about; what may fit is let through.

    ``first`` and ``last`` are days, both included; a record whose days nobody tells, or a person set, passes.
    ``sides`` are as ``reconcile.actors.side_of`` gives them, ``processes`` ids; of several one is enough.
    ``documents`` are ids of reports, one of which tells of the record; this bound leaves out all others.
    ``marks`` are as ``reconcile.marks.marks_wanted`` gives them; of each set one is enough.
    """

    first: date | None = None
    last: date | None = None
    sides: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    marks: tuple[frozenset[str], ...] = ()
    documents: frozenset[str] | None = None


_UNBOUND = Within()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which records are wanted; all kinds where none is named, all ids where there is no list of them."""

    kinds: frozenset[Kind] = frozenset()
    ids: frozenset[str] | None = None
    within: Within = _UNBOUND
    is_disputed: bool | None = None

    def holds(self, record: Record) -> bool:
        """Tell whether a record is of the kinds and ids, and told of in one of the documents."""
        documents = self.within.documents
        return (
            (not self.kinds or record.kind in self.kinds)
            and (self.ids is None or record.id in self.ids)
            and (documents is None or any(telling.report.id in documents for telling in record.tellings))
        )

    def holds_all_of(self, record: Record) -> bool:
        """Tell whether a record is of the kinds and ids, of the processes, and disputed as asked."""
        is_of_process = not self.within.processes or record.process in self.within.processes
        return self.holds(record) and is_of_process and self.is_disputed in (None, is_disputed(record))


class Ready(Protocol):
    """Records that lie ready, under ``RULE``."""

    def records(self, asked: Asked) -> tuple[Record, ...]:
        """Return the records that may be wanted, by the day of the first report, then by id."""

    def newest(self, asked: Asked, page: Page) -> tuple[Record, ...]:
        """Return a part of the records that are wanted, the latest day of a first report first."""

    def tally(self) -> Mapping[Kind, int]:
        """Return how many records there are of each kind."""


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


def _newest_first(record: Record) -> tuple[int, str]:
    published = record.tellings[0].report.published
    return -published.toordinal() if published else 0, record.id


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
