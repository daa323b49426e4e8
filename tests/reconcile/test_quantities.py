from hypothesis import given
from hypothesis import strategies as st

from dragoman.reconcile.quantities import agree, are_close, bounds_of, steps
from dragoman.record.quantities import Quantity
from tests.reconcile.telling import number

FIGURES = st.builds(number, st.integers(0, 10**6), st.sampled_from(["exact", "about", "over", "at_least"]))


def test_the_words_bound_the_number() -> None:
    assert bounds_of(number(70, "about")) == (63, 77)
    assert bounds_of(Quantity(qualifier="dozens")) == (24, 99)
    assert bounds_of(Quantity(qualifier="unknown")) is None
    assert agree(Quantity(qualifier="dozens"), number(30)) is True
    assert agree(Quantity(qualifier="unknown"), number(30)) is None


def test_agreement_is_not_closeness() -> None:
    assert agree(number(70, "over"), number(300)) is True
    assert not are_close(number(70, "over"), number(300))
    assert are_close(number(70, "about"), number(71))


@given(FIGURES, FIGURES)
def test_close_figures_share_a_step(one: Quantity, other: Quantity) -> None:
    assert agree(one, other) == agree(other, one)
    lead = [each.best if each.best is not None else each.low for each in (one, other)]
    if are_close(one, other):
        assert steps(float(lead[0] or 0)) & steps(float(lead[1] or 0))
