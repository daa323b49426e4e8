"""Which judgements are in force: undone ones fall, later ones outrank earlier ones."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from dragoman.record.judgements import Judgement

Pair = tuple[str, str]


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that nobody took back, the earliest first; an undo can be undone as well."""
    ordered = sorted({each.id: each for each in judgements}.values(), key=lambda each: (each.at, each.id))
    undone: set[str] = set()
    for each in reversed(ordered):
        if each.verb == "undo" and each.id not in undone and each.undoes is not None:
            undone.add(each.undoes)
    return tuple(each for each in ordered if each.id not in undone and each.verb != "undo")


def rejected(forced: Sequence[Judgement]) -> frozenset[str]:
    """Return the findings that the last word on them rejects."""
    last = {subject: each.verb for each in forced if each.verb in ("accept", "reject") for subject in each.subjects}
    return frozenset(subject for subject, verb in last.items() if verb == "reject")


def accepted(forced: Sequence[Judgement]) -> frozenset[str]:
    """Return the findings that the last word on them accepts."""
    last = {subject: each.verb for each in forced if each.verb in ("accept", "reject") for subject in each.subjects}
    return frozenset(subject for subject, verb in last.items() if verb == "accept")


def pairs_of(judgement: Judgement) -> Iterator[Pair]:
    """Yield every two subjects, in the order of ids."""
    yield from combinations(sorted(set(judgement.subjects)), 2)
