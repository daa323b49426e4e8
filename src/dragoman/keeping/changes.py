"""What two moments of a store differ in, worked out around what was logged between them."""

from collections.abc import Callable, Iterable

from dragoman.keeping.records import MOST, rebuilt
from dragoman.reconcile.assemble import records_of
from dragoman.reconcile.differences import Differences, differences
from dragoman.reconcile.resolver import neighbourhood
from dragoman.record.findings import Kind
from dragoman.record.judgements import Suggestion
from dragoman.record.records import Record, Rule
from dragoman.store.contract import Changes, View


def between(before: View, now: View, *, kinds: Iterable[Kind], rule: Rule) -> Differences:
    """Return what records of two moments differ in; what they are to other records is left out.

    Args:
        before: of the earlier moment.
        now: of the later one.
        kinds: only these; all where none is named.
        rule: chooses among several values of a field.
    """
    wanted = frozenset(kinds)
    old, new = ([record for record in held if not wanted or record.kind in wanted] for held in _both(before, now, rule))
    return differences(old, new)


def linked_between(before: View, now: View, *, kinds: Iterable[Kind], rule: Rule) -> Differences:
    """Return the same with what all records are to one another, for which everything is put together twice."""
    wanted = frozenset(kinds)
    old, new = (
        [record for record in rebuilt(view, rule=rule)[0] if not wanted or record.kind in wanted]
        for view in (before, now)
    )
    return differences(old, new)


def _both(before: View, now: View, rule: Rule) -> tuple[tuple[Record, ...], ...]:
    changes = now.changes(before.head())
    if changes is None or len(changes.documents) >= MOST:
        return tuple(_records(view, None, rule) for view in (before, now))
    reached = _reached(before, now, changes)
    return tuple(_records(view, reached, rule) for view in (before, now))


def _reached(before: View, now: View, changes: Changes) -> frozenset[str]:
    """Return the findings whose records may not be the same: all others are in the same groups at both moments."""
    found = set(changes.findings)
    for document in changes.documents:
        found |= {telling.finding.id for view in (before, now) for telling in view.tellings(document=document)}
    done: set[str] = set()
    while found != done:
        done = set(found)
        for view in (before, now):
            found |= neighbourhood(found, _touching(view), view.judgements())
    return frozenset(found)


def _touching(view: View) -> Callable[[str], tuple[Suggestion, ...]]:
    return lambda ident: view.suggestions(ids=(ident,))


def _records(view: View, ids: frozenset[str] | None, rule: Rule) -> tuple[Record, ...]:
    suggestions = view.suggestions(ids=ids, are_both=ids is not None)
    return records_of(view.tellings(ids=ids), suggestions, view.judgements(), rule=rule)
