import json

import pytest
from evaluation.sameness import SAME, measured, wanted_groups


def groups(*names: str) -> list[frozenset[str]]:
    return [frozenset(name) for name in names]


def test_b_cubed_is_what_the_paper_says() -> None:
    """Bagga and Baldwin's own example: three chains of 5, 2 and 5 mentions, the last two of which were joined."""
    truth = groups("12345", "67", "89ABC")
    found = measured(groups("12345", "6789ABC"), truth)
    assert found.precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert found.recall == 1.0
    joined = measured(groups("1234589ABC", "67"), truth)
    assert (joined.precision, joined.recall) == (pytest.approx((10 / 2 + 2) / 12), 1.0)


def test_links_are_counted_besides() -> None:
    assert measured(groups("ab", "c"), groups("abc")).links == (1, 1, 3)
    assert measured([], []).f1 == 1.0


def test_who_is_not_named_is_alone() -> None:
    assert set(wanted_groups([["a", "b", "x"]], ["a", "b", "c"])) == {frozenset("ab"), frozenset("c")}


def test_the_gold_names_a_finding_once_and_holds_ids_only() -> None:
    same = json.loads(SAME.read_text(encoding="utf-8"))["same"]
    named = [ident for group in same for ident in group]
    assert len(named) == len(set(named))
    assert all(len(ident.split(".")) == 3 for ident in named)
    assert all(len(group) > 1 for group in same)
