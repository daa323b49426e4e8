import pytest

from dragoman.codebook.entries import codes
from dragoman.codebook.reconciling import are_against, families_or_all, may_follow, setting, threshold, veto, weight
from dragoman.errors import CodebookError


def test_a_threshold_lies_between_nothing_and_everything() -> None:
    assert 0 < threshold() < 1
    assert veto() == -1


def test_what_is_missing_is_named() -> None:
    with pytest.raises(CodebookError, match=r"reconciling\.toml.*round\.weights.*'colour'"):
        weight("round", "colour")


@pytest.mark.parametrize(("kind", "field"), [("incident", "type"), ("exchange", "category"), ("agreement", "type")])
def test_families_hold_codes_of_the_codebook(kind: str, field: str) -> None:
    assert {code for held in setting(kind, "families").values() for code in held} <= set(codes(kind, field))
    assert families_or_all(kind, None) == frozenset(setting(kind, "families"))


@pytest.mark.parametrize("kind", ["round", "exchange", "agreement", "event"])
def test_history_and_contradictions_are_of_statuses_of_the_codebook(kind: str) -> None:
    known, rows = set(codes(kind, "status")), setting("", "history")[kind]
    assert set(rows) | {code for later in rows.values() for code in later} <= known
    assert {code for pair in setting("", "against")[kind] for code in pair} <= known


def test_history_has_a_direction() -> None:
    assert may_follow("round", "planned", "held")
    assert not may_follow("round", "held", "planned")
    assert are_against("round", "postponed", "held")
    assert are_against("round", "held", "postponed")
