"""Which findings are worth comparing, and the comparison of any two: cost grows with the reports, not their square."""

from collections.abc import Callable, Collection, Iterable, Mapping

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
    return suggestions_with(tellings, ())


def suggestions_with(
    new: Iterable[Telling], known: Iterable[Telling], *, pairs: Iterable[tuple[str, str]] = ()
) -> tuple[Suggestion, ...]:
    """Compare findings that came with one another and with those known, each pair that shares a key once.

    Args:
        new: findings that came.
        known: findings that were there before; they are not compared with one another.
        pairs: of ids, compared even without a common key, where both findings are given.

    Returns:
        The suggestions in the order of the pairs' ids.
    """
    fresh = {telling.finding.id: telling for telling in new}
    by_id = {telling.finding.id: telling for telling in known} | fresh
    wanted = _pairs(by_id, fresh) | {pair for pair in pairs if by_id.keys() >= set(pair)}
    return tuple(compare(by_id[left], by_id[right]) for left, right in sorted(wanted))


def _pairs(by_id: Mapping[str, Telling], fresh: Collection[str]) -> set[tuple[str, str]]:
    blocks: dict[str, list[str]] = {}
    for ident in sorted(by_id):
        for key in keys_of(by_id[ident]):
            blocks.setdefault(key, []).append(ident)
    return {
        (min(one, other), max(one, other))
        for block in blocks.values()
        for one in block
        if one in fresh
        for other in block
        if one != other
    }
