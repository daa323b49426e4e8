import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook.confidence import calibrated, line, logit
from dragoman.record.findings import KINDS

KINDS_OF_FINDING = st.sampled_from(KINDS)
SHARES = st.floats(0, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_rising_line(kind: str) -> None:
    assert line(kind)[0] > 0


@given(KINDS_OF_FINDING, SHARES, SHARES)
def test_a_higher_score_is_never_less_sure(kind: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= calibrated(kind, low) <= calibrated(kind, high) <= 1


@given(SHARES)
def test_the_odds_stay_finite(share: float) -> None:
    assert -10 < logit(share) < 10
