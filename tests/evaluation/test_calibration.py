import random

from evaluation.calibration import Sure, error, fitted, table

from dragoman.codebook.confidence import line


def sayings(said: float, right: float, times: int = 400) -> list[Sure]:
    return [("round", said, n < right * times) for n in range(times)]


def test_what_comes_true_as_often_as_said_has_no_error() -> None:
    assert error(sayings(0.75, 0.75)) < 0.001


def test_what_comes_true_half_as_often_as_said_has_that_error() -> None:
    assert abs(error(sayings(0.9, 0.45)) - 0.45) < 0.001


def test_the_fit_lowers_what_was_said_too_surely() -> None:
    rng = random.Random(3)
    drawn = [rng.uniform(0.5, 1) for _ in range(3000)]
    slope, offset = fitted([("round", said, rng.random() < said - 0.3) for said in drawn], "round")
    assert offset < 0 < slope


def test_a_kind_without_findings_keeps_its_line() -> None:
    assert fitted([], "round") == line("round")
    assert fitted(sayings(0.5, 0.5), "exchange") == line("exchange")


def test_the_table_counts_what_is_in_each_bin() -> None:
    assert "400 findings  said 0.75  right 0.50" in table("x", sayings(0.75, 0.5))
