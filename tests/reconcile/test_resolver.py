from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.reconciling import threshold
from dragoman.reconcile.resolver import clusters, neighbourhood
from dragoman.record.judgements import Because, Judgement, Suggestion

IDS = [f"f{n}" for n in range(9)]
START = datetime(2031, 4, 1, tzinfo=UTC)


def like(left: str, right: str, score: float) -> Suggestion:
    """A suggestion with this score; below zero it holds apart."""
    because = (Because(feature="x", weight=max(-1.0, score), words="x"),)
    return Suggestion(left=min(left, right), right=max(left, right), score=max(0.0, score), because=because)


def judge(verb: Any, *subjects: str, at: int = 0, **more: Any) -> Judgement:
    ident = f"judgement-{at}"
    return Judgement(id=ident, verb=verb, subjects=subjects, by="Ada", at=START + timedelta(hours=at), **more)


PAIR = st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True)
SCORES = st.sampled_from([-1.0, 0.3, 0.6, 0.7, 0.7, 0.9])
LIKES = st.lists(st.builds(lambda pair, score: like(*pair, score), PAIR, SCORES),
                 max_size=20, unique_by=lambda each: (each.left, each.right))  # fmt: skip
VERBS = st.sampled_from(["merge", "split", "reject", "accept"])


@st.composite
def judgements(draw: Any) -> list[Judgement]:
    found: list[Judgement] = []
    for at in range(draw(st.integers(0, 5))):
        if found and draw(st.integers(0, 4)) == 0:
            found.append(judge("undo", at=at, undoes=draw(st.sampled_from(found)).id))
            continue
        verb = draw(VERBS)
        subjects = draw(st.lists(st.sampled_from(IDS), min_size=2, max_size=3, unique=True))
        found.append(judge(verb, *(subjects if verb in ("merge", "split") else subjects[:1]), at=at))
    return found


ORIGIN = st.fixed_dictionaries({ident: st.sampled_from(["d1", "d2", "d3", "d4", "d5"]) for ident in IDS})


@given(LIKES, judgements(), ORIGIN, st.randoms())
@settings(max_examples=200, deadline=None)
def test_the_order_of_arrival_changes_nothing(
    likes: list[Suggestion], judged: list[Judgement], origin: dict[str, str], random: Any
) -> None:
    before = clusters(IDS, likes, judged, origin=origin)
    for given_ in (ids := list(IDS), likes, judged):
        random.shuffle(given_)
    assert clusters(ids, likes, judged, origin=dict(reversed(list(origin.items())))) == before


@given(LIKES, judgements(), ORIGIN)
@settings(max_examples=200, deadline=None)
def test_every_finding_that_nobody_rejects_is_in_one_group(
    likes: list[Suggestion], judged: list[Judgement], origin: dict[str, str]
) -> None:
    held = [ident for group in clusters(IDS, likes, judged, origin=origin) for ident in group]
    assert len(held) == len(set(held))
    assert set(IDS) - set(held) <= {s for each in judged if each.verb == "reject" for s in each.subjects}


@given(LIKES, ORIGIN)
@settings(max_examples=200, deadline=None)
def test_nothing_is_joined_that_is_held_apart_or_that_no_chain_joins(
    likes: list[Suggestion], origin: dict[str, str]
) -> None:
    found = clusters(IDS, likes, (), origin=origin)
    alike = {(each.left, each.right) for each in likes if each.score >= threshold()}
    apart = {(each.left, each.right) for each in likes if each.because[0].weight <= -1}
    for group in found:
        within = set(combinations(group, 2))
        assert not within & apart
        assert all(pair in alike for pair in within if origin[pair[0]] == origin[pair[1]])
        assert reached(group[0], alike & within) == set(group)


def reached(start: str, edges: Iterable[tuple[str, str]]) -> set[str]:
    seen, edges = {start}, list(edges)
    for _ in edges:
        seen |= {end for edge in edges if seen & set(edge) for end in edge}
    return seen


@given(LIKES, judgements(), ORIGIN, st.sampled_from(IDS))
@settings(max_examples=200, deadline=None)
def test_a_neighbourhood_put_together_by_itself_is_what_the_whole_gives(
    likes: list[Suggestion], judged: list[Judgement], origin: dict[str, str], start: str
) -> None:
    near = neighbourhood([start], lambda ident: [each for each in likes if ident in (each.left, each.right)], judged)
    whole = clusters(IDS, likes, judged, origin=origin)
    assert start in near
    assert clusters(near, likes, judged, origin=origin) == tuple(g for g in whole if set(g) <= near)
    assert all(set(group) <= near or not set(group) & near for group in whole)


def test_a_person_outranks_a_contradiction_and_a_score() -> None:
    assert clusters("ab", [like("a", "b", -1.0)], [judge("merge", "a", "b")]) == (("a", "b"),)
    assert clusters("ab", [like("a", "b", 1.0)], [judge("split", "a", "b")]) == (("a",), ("b",))


def test_the_later_judgement_counts_and_an_undo_takes_it_back() -> None:
    split, merge = judge("split", "a", "b", at=1), judge("merge", "a", "b", at=2)
    assert clusters("ab", [], [merge, split]) == (("a", "b"),)
    undone = judge("undo", at=3, undoes=merge.id)
    assert clusters("ab", [like("a", "b", 1.0)], [undone, merge, split]) == (("a",), ("b",))


def test_a_chain_does_not_join_what_is_split() -> None:
    likes = [like("a", "b", 0.9), like("b", "c", 0.8)]
    assert clusters("abc", likes, [judge("split", "a", "c")]) == (("a", "b"), ("c",))


def test_two_findings_of_a_document_need_to_be_found_alike_themselves() -> None:
    likes, origin = [like("a", "b", 0.9), like("b", "c", 0.8)], {"a": "d1", "b": "d2", "c": "d1"}
    assert clusters("abc", likes, [], origin=origin) == (("a", "b"), ("c",))
    assert clusters("abc", [*likes, like("a", "c", 0.7)], [], origin=origin) == (("a", "b", "c"),)


def test_a_rejected_finding_leaves() -> None:
    assert clusters("abc", [like("a", "b", 0.9)], [judge("reject", "b")]) == (("a",), ("c",))
