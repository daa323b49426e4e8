"""Numbers and ordinals as written, to values."""

import pytest

from dragoman.codebook.numbers import number_of, ordinal_value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,200", 1200), ("12 000", 12_000), ("1.5", 1.5), ("1.2 million", 1_200_000), ("2.5k", 2500), ("zero", 0),
        ("twenty-three", 23), ("twenty three", 23), ("a hundred", 100), ("a hundred and eighty-eight", 188),
        ("seventeen hundred", 1700), ("two hundred and fifty thousand", 250_000), ("half a million", 500_000),
        ("two and a half million", 2_500_000), ("one million two hundred thousand and five", 1_200_005),
        ("half a dozen", 6), ("three dozen", 36), ("5 hundred", 500),
    ],
)  # fmt: skip
def test_a_number_reads_as_its_value(words: str, value: float) -> None:
    assert number_of(words) == value


@pytest.mark.parametrize("words", ["", "a", "two three", "and", "someone", "12 people", "twenty-"])
def test_anything_else_is_no_number(words: str) -> None:
    assert number_of(words) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("2nd", 2), ("1,000th", 1000), ("twelfth", 12), ("twenty-third", 23), ("next", None), ("", None)],
)
def test_an_ordinal_reads_as_its_value(words: str, value: int | None) -> None:
    assert ordinal_value(words) == value
