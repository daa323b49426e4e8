"""Krippendorff's alpha against the worked examples of his "Computing Krippendorff's Alpha-Reliability" (2011)."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reconcile.coders import SAMENESS, VERDICT, alpha, concordances_of
from dragoman.record.judgements import Judgement
from tests.reconcile.telling import number, strike, talks
from tests.reconcile.test_judging import judged

# Section C: four observers, twelve units, some missing.
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]

# Another example in wide use (the encyclopaedias' article on alpha): three coders, fifteen units, 21 values missing.
_ = None
THREE = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]


def units(coders: list) -> list[list]:
    return [[value for value in column if value is not None] for column in zip(*coders, strict=True)]


def test_four_observers_with_missing_data() -> None:
    assert alpha(units(FOUR)) == pytest.approx(0.743, abs=0.0005)
    assert alpha(units(FOUR), metric="interval") == pytest.approx(0.849, abs=0.0005)


def test_three_coders_of_whom_each_coded_a_part() -> None:
    assert alpha(units(THREE)) == pytest.approx(0.691, abs=0.0005)
    assert alpha(units(THREE), metric="interval") == pytest.approx(0.811, abs=0.0005)


def test_perfect_agreement_is_one_and_one_value_says_nothing() -> None:
    assert alpha([[1, 1], [2, 2]]) == 1.0
    assert alpha([[1, 1], [1, 1]]) is None
    assert alpha([[1], [2]]) is None
    assert alpha([]) is None


@given(st.lists(st.lists(st.integers(0, 3), max_size=4), max_size=8), st.integers(0, 10**6))
def test_alpha_looks_at_no_order_and_no_names(coded: list[list[int]], seed: int) -> None:
    shuffled = [random.Random(seed).sample(values, len(values)) for values in coded]
    random.Random(seed).shuffle(shuffled)
    one, other = alpha(coded), alpha([[f"v{value}" for value in values] for values in shuffled])
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one == pytest.approx(other)
        assert one <= 1 + 1e-9


@given(st.lists(st.lists(st.integers(-9, 9), min_size=2, max_size=3), min_size=2, max_size=6), st.integers(1, 9))
def test_interval_alpha_keeps_under_another_scale(coded: list[list[int]], factor: int) -> None:
    one = alpha(coded, metric="interval")
    other = alpha([[value * factor + 100 for value in values] for values in coded], metric="interval")
    assert (one is None) == (other is None)
    assert one is None or one == pytest.approx(other)


def by(coder: str, verb: str, *subjects: str, **known: object) -> Judgement:
    made = judged(f"{coder} {verb} {subjects} {known}", verb, *subjects, **known)  # type: ignore[arg-type]
    return replace(made, by=coder)


def test_coders_agree_field_by_field() -> None:
    told = [talks("a"), talks("b", status="planned"), strike("c", killed=number(12))]
    findings = {telling.finding.id: telling.finding for telling in told}
    first, second, third = findings
    log = [
        by("Ada", "accept", first), by("Ben", "accept", first),
        by("Ada", "accept", second), by("Ben", "reject", second),
        by("Ada", "accept", third), by("Ben", "accept", third),
        by("Ben", "edit", first, field="status", value="postponed"),
        by("Ben", "edit", third, field="killed", value={"low": 30, "best": 30, "high": 30}),
        by("Ada", "merge", first, second), by("Ben", "split", first, second), by("Cleo", "accept", third),
    ]  # fmt: skip
    found = {each.field: each for each in concordances_of(log, findings)}
    assert found[VERDICT].differing == (second,)
    assert (found[VERDICT].units, found[VERDICT].coders) == (3, ("Ada", "Ben", "Cleo"))
    assert found["round.status"].differing == (first,)
    assert found["incident.killed"].metric == "interval"
    assert found["incident.killed"].differing == (third,)
    assert found["round.venue"].differing == ()
    assert found[SAMENESS].differing == (f"{min(first, second)} {max(first, second)}",)
    assert concordances_of([by("Ada", "accept", first)], findings) == ()


def test_what_was_taken_back_does_not_count() -> None:
    (told,) = [talks("a")]
    ident = told.finding.id
    log = [by("Ada", "accept", ident), by("Ben", "reject", ident)]
    undo = by("Ben", "undo", undoes=log[1].id)
    assert concordances_of(log, {ident: told.finding})[0].field == VERDICT
    assert concordances_of([*log, undo], {ident: told.finding}) == ()
