"""Records out of a store: rebuilt from the log, whatever was rebuilt before."""

from dragoman.reconcile.assemble import records_of
from dragoman.reconcile.linking import linked
from dragoman.record.records import Process, Record, Rule
from dragoman.store.contract import View

Linked = tuple[tuple[Record, ...], tuple[Process, ...]]


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
