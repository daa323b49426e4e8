"""How well the parties of two rounds, exchanges or agreements fit: equal, one within the other, or contradicting."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from dragoman.reconcile.actors import side_name, sides_of
from dragoman.reconcile.features import contradiction, reason
from dragoman.record.actors import Actor
from dragoman.record.judgements import Because

_ADVERSARIES = 2


def adversaries(parties: Iterable[Actor], mediators: Iterable[Actor]) -> frozenset[str]:
    """Return the sides that talk, without those that mediate, as long as two are left."""
    sides = sides_of(parties)
    left = sides - sides_of(mediators)
    return left if len(left) >= _ADVERSARIES else sides


def party_reason(kind: str, first: frozenset[str], second: frozenset[str]) -> Because | None:
    """Weigh the sides of two findings; two of each and not two in common contradict."""
    shared = first & second
    if not first or not second:
        return None
    words = _names(shared)
    if first == second and len(shared) >= _ADVERSARIES:
        return reason(kind, "parties_equal", words)
    if len(shared) >= _ADVERSARIES:
        within = first <= second or second <= first
        return reason(kind, "parties_within", words) if within else contradiction("other_parties", words)
    if len(shared) == 1 and min(len(first), len(second)) == 1:
        return reason(kind, "one_party", words)
    return contradiction("other_parties", f"{_names(first)} against {_names(second)}")


def pairs_of(sides: Iterable[str]) -> Iterator[str]:
    """Yield keys of every two sides; findings with two sides in common share one."""
    yield from (f"{one}+{other}" for one, other in combinations(sorted(sides), 2))


def _names(sides: Iterable[str]) -> str:
    return ", ".join(side_name(side) for side in sorted(sides)) or "nobody"
