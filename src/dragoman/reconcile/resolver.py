"""From the log of suggestions and judgements to groups of findings, whatever the order in which reports arrived."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.reconcile.features import is_enough, is_veto
from dragoman.reconcile.judging import Pair, in_force, pairs_of, rejected
from dragoman.record.judgements import Judgement, Suggestion

Partition = tuple[tuple[str, ...], ...]


def clusters(
    ids: Iterable[str],
    suggestions: Iterable[Suggestion],
    judgements: Iterable[Judgement],
    *,
    origin: Mapping[str, str] | None = None,
) -> Partition:
    """Group findings that are one thing.

    First judgements, the latest first: a merge joins, a split holds apart. Then suggestions by falling score and, of
    equals, by ids: each joins two groups unless that would join findings that a split, a contradiction or the reader
    of one document holds apart. The rule looks at nothing else, so any order of arrival gives the same groups.

    Args:
        ids: the findings; rejected ones are left out.
        suggestions: the log; of several on one pair the greatest score counts.
        judgements: the log, undone ones included.
        origin: document by finding; two findings of one document join only where they themselves were found alike.

    Returns:
        The groups, each sorted, by their first ids.
    """
    forced = in_force(judgements)
    groups = _Groups(set(ids) - rejected(forced), origin or {})
    for judgement in reversed([each for each in forced if each.verb in ("merge", "split")]):
        for pair in pairs_of(judgement):
            groups.judge(pair, is_merge=judgement.verb == "merge")
    known = _by_pair(suggestions, groups.members)
    for pair, each in known.items():
        if is_veto(each):
            groups.hold_apart(pair)
    alike = [(each.score, pair) for pair, each in known.items() if is_enough(each) and not is_veto(each)]
    groups.alike = {pair for _, pair in alike}
    for _, pair in sorted(alike, key=lambda each: (-each[0], each[1])):
        groups.join(pair)
    return groups.partition()


def neighbourhood(
    start: Iterable[str], touching: Callable[[str], Iterable[Suggestion]], judgements: Iterable[Judgement]
) -> frozenset[str]:
    """Return all findings whose groups may depend on the given ones; the groups of all others stay as they are.

    Args:
        start: ids of findings that came, or of which a judgement was made.
        touching: gives the suggestions on one finding.
        judgements: the log.
    """
    merged: dict[str, set[str]] = {}
    for judgement in in_force(judgements):
        if judgement.verb == "merge":
            for subject in judgement.subjects:
                merged.setdefault(subject, set()).update(judgement.subjects)
    seen: set[str] = set()
    stack = list(start)
    while stack:
        ident = stack.pop()
        if ident in seen:
            continue
        seen.add(ident)
        alike = {end for each in touching(ident) if is_enough(each) for end in (each.left, each.right)}
        stack += sorted((alike | merged.get(ident, set())) - seen)
    return frozenset(seen)


@dataclass(slots=True)
class _Groups:
    """Groups under way: who is with whom, and who must not be."""

    members: set[str]
    origin: Mapping[str, str]
    alike: set[Pair] = field(default_factory=set)
    head: dict[str, str] = field(init=False)
    within: dict[str, list[str]] = field(init=False)
    apart: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.head = {ident: ident for ident in self.members}
        self.within = {ident: [ident] for ident in self.members}

    def judge(self, pair: Pair, *, is_merge: bool) -> None:
        """Carry out a merge or a split of two findings, unless a later judgement speaks against it."""
        if not self.members.issuperset(pair):
            return
        if not is_merge:
            self.hold_apart(pair)
        elif not self._are_apart(*pair):
            self._unite(*pair)

    def hold_apart(self, pair: Pair) -> None:
        """Keep two findings out of one group, unless they are in one already."""
        one, other = pair
        if self.head[one] != self.head[other]:
            self.apart.setdefault(self.head[one], set()).add(other)
            self.apart.setdefault(self.head[other], set()).add(one)

    def join(self, pair: Pair) -> None:
        """Unite the groups of two findings, unless something holds them apart."""
        if self.head[pair[0]] != self.head[pair[1]] and not self._are_apart(*pair) and not self._share_document(*pair):
            self._unite(*pair)

    def partition(self) -> Partition:
        """Return the groups, sorted."""
        return tuple(sorted(tuple(sorted(group)) for group in self.within.values()))

    def _are_apart(self, one: str, other: str) -> bool:
        first, second = self.head[one], self.head[other]
        return any(self.head[enemy] == second for enemy in self.apart.get(first, ()))

    def _share_document(self, one: str, other: str) -> bool:
        """Tell whether both groups have a finding of one document, and the two were not found alike."""
        first, second = (self._by_document(self.within[self.head[each]]) for each in (one, other))
        return any(
            (min(mine, theirs), max(mine, theirs)) not in self.alike
            for document in first.keys() & second.keys()
            for mine in first[document]
            for theirs in second[document]
        )

    def _by_document(self, group: Collection[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for ident in group:
            if ident in self.origin:
                found.setdefault(self.origin[ident], []).append(ident)
        return found

    def _unite(self, one: str, other: str) -> None:
        first, second = sorted((self.head[one], self.head[other]), key=lambda head: len(self.within[head]))
        if first == second:
            return
        moved = self.within.pop(first)
        self.within[second] += moved
        self.head.update(dict.fromkeys(moved, second))
        self.apart.setdefault(second, set()).update(self.apart.pop(first, set()))


def _by_pair(suggestions: Iterable[Suggestion], members: Collection[str]) -> Mapping[Pair, Suggestion]:
    """Return one suggestion for each pair of members: the greatest, so that repeats in the log change nothing."""
    found: dict[Pair, Suggestion] = {}
    for each in suggestions:
        pair = (each.left, each.right)
        if each.left in members and each.right in members and (pair not in found or _rank(each) > _rank(found[pair])):
            found[pair] = each
    return found


def _rank(each: Suggestion) -> tuple[float, Sequence[tuple[str, float, str]]]:
    return each.score, tuple((b.feature, b.weight, b.words) for b in each.because)
