"""Which findings are worth comparing, and the comparison of any two: cost grows with the reports, not their square."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from dragoman.reconcile import agreements, events, exchanges, incidents, positions, rounds, statements
from dragoman.reconcile.features import contradiction, suggestion
from dragoman.record.findings import Kind
from dragoman.record.judgements import Suggestion
from dragoman.record.records import Telling

KEYS: Mapping[Kind, Callable[[Telling], frozenset[str]]] = {
    "round": rounds.keys,
    "position": positions.keys,
    "statement": statements.keys,
    "incident": incidents.keys,
    "exchange": exchanges.keys,
    "agreement": agreements.keys,
    "event": events.keys,
}
COMPARE: Mapping[Kind, Callable[[Telling, Telling], Suggestion]] = {
    "round": rounds.compare,
    "position": positions.compare,
    "statement": statements.compare,
    "incident": incidents.compare,
    "exchange": exchanges.compare,
    "agreement": agreements.compare,
    "event": events.compare,
}


def keys_of(telling: Telling) -> frozenset[str]:
    """Return the blocking keys of a finding; two that may be one thing share a key, most others share none.

    A key is the kind, a span of time and what else both must have in common; the spans overlap, so that neighbours
    across a border meet. A finding without any key (an unlocated attack by nobody) is no other report's.
    """
    return KEYS[telling.finding.kind](telling)


def compare(first: Telling, second: Telling) -> Suggestion:
    """Weigh whether two findings speak of one thing; pure and symmetric, findings of two kinds never do."""
    kind = first.finding.kind
    if kind != second.finding.kind:
        return suggestion(first, second, (contradiction("other_kind", "findings of two kinds"),))
    return COMPARE[kind](first, second)


def suggestions_of(tellings: Iterable[Telling]) -> tuple[Suggestion, ...]:
    """Compare all findings that share a key, each pair once, in the order of their ids."""
    by_id = {telling.finding.id: telling for telling in tellings}
    return tuple(compare(by_id[left], by_id[right]) for left, right in sorted(_pairs(by_id)))


def _pairs(by_id: Mapping[str, Telling]) -> set[tuple[str, str]]:
    blocks: dict[str, list[str]] = {}
    for ident in sorted(by_id):
        for key in keys_of(by_id[ident]):
            blocks.setdefault(key, []).append(ident)
    return {pair for block in blocks.values() for pair in _in_block(block)}


def _in_block(block: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from combinations(block, 2)
