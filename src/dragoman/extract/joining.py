"""Findings of one kind that tell of the same thing become one: greedy, in text order, by a test the kind supplies."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from dragoman.record.findings import Finding

F = TypeVar("F", bound=Finding)

KEPT = ("id", "kind", "evidence", "confidence")

# Mentions compared with one another at most. Reports have 5 to 60 of a kind; 200,000 characters that repeat one
# sentence has 5,000, and comparing each with all before it took more than ten minutes.
BLOCK = 200

M = TypeVar("M")


def blocks(mentions: Sequence[M]) -> list[Sequence[M]]:
    """Return the mentions in stretches short enough to compare each with all others; one stretch for a usual report."""
    return [mentions[at : at + BLOCK] for at in range(0, len(mentions), BLOCK)]


def join(findings: Sequence[F], same: Callable[[F, F], float], keys: dict[str, Callable[[Any], object]]) -> list[F]:
    """Join findings that ``same`` scores above 0, each with the best of those before it, the latest of equals.

    Args:
        findings: in text order.
        same: how well a later finding fits an earlier (joined) one; 0 or less means that they differ.
        keys: per list field, what makes two items the same item.
    """
    return [finding for block in blocks(findings) for finding in _join(block, same, keys)]


def _join(findings: Sequence[F], same: Callable[[F, F], float], keys: dict[str, Callable[[Any], object]]) -> list[F]:
    joined: list[F] = []
    for finding in findings:
        scores = [same(other, finding) for other in joined]
        top = max(scores, default=0.0)
        if top <= 0:
            joined.append(finding)
            continue
        at = len(scores) - 1 - scores[::-1].index(top)
        joined[at] = merged(joined[at], finding, keys)
    return joined


def merged(first: F, second: F, keys: dict[str, Callable[[Any], object]]) -> F:
    """Return the first finding with what only the second one states; lists are united, evidence is put together."""
    changes: dict[str, Any] = {}
    for each in fields(first):
        if each.name in KEPT:
            continue
        a, b = getattr(first, each.name), getattr(second, each.name)
        if isinstance(a, tuple):
            changes[each.name] = united(a, b, keys.get(each.name, _itself))
        elif a is None and b is not None:
            changes[each.name] = b
    evidence = sorted({*first.evidence, *second.evidence}, key=lambda e: (e.start, e.end, e.field))
    confidence = max(first.confidence, second.confidence)
    return replace(first, evidence=tuple(evidence), confidence=confidence, **changes)


def united(first: tuple[Any, ...], second: tuple[Any, ...], key: Callable[[Any], object]) -> tuple[Any, ...]:
    """Return the items of both, each once by key; an item of the second that says more replaces its poorer twin."""
    kept: dict[object, Any] = {}
    for item in (*first, *second):
        name = key(item)
        if name not in kept or _filled(item) > _filled(kept[name]):
            kept[name] = item
    return tuple(kept.values())


def _itself(item: object) -> object:
    return item


def _filled(item: object) -> int:
    names = getattr(type(item), "__slots__", ())
    return sum(getattr(item, name, None) not in (None, (), "") for name in names)
