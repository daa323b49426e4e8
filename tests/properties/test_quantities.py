"""Figures against an independent speller, and what must hold of any figure in any text."""

from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.annotate.quantities import day_numbers_of, ordinal_of, quantities_in, quantity_of
from dragoman.record.evidence import Span

SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
PIECES = [
    "about ", "1,000", "12", "-", "people", "a ", "dozen", "no one", "İ", "2026", "of", "\u200b", "two", "third", " ",
    "more than ", "between ", " and ", " to ", "million", "day", "round",
]  # fmt: skip


def spell(number: int) -> str:
    """Write a number below a million in words; knows nothing of the reader."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10 * 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {spell(number % 100)}" if number % 100 else ""
        return f"{SMALL[number // 100]} hundred{rest}"
    rest = number % 1000
    return f"{spell(number // 1000)} thousand" + (f"{' and' if rest < 100 else ''} {spell(rest)}" if rest else "")


@given(st.integers(0, 999_999))
@example(100_000)
@example(20_020)
def test_spelled_numbers_read_as_themselves(number: int) -> None:
    quantity = quantity_of(spell(number))
    assert quantity is not None
    assert quantity.best == number


@given(st.integers(0, 10**9))
def test_digits_with_thousands_separators_read_as_themselves(number: int) -> None:
    quantity = quantity_of(f"{number:,} people")
    assert quantity is not None
    assert (quantity.low, quantity.best, quantity.high, quantity.unit) == (number, number, number, "people")


@given(st.integers(1, 10**6))
def test_a_qualifier_bounds_on_its_own_side_only(number: int) -> None:
    over, least, most, fewer = (
        quantity_of(f"{words} {number:,} people") for words in ("more than", "at least", "up to", "fewer than")
    )
    assert over
    assert least
    assert most
    assert fewer
    assert (over.low, over.best, over.high) == (number + 1, None, None)
    assert (least.low, least.best, least.high) == (number, None, None)
    assert (most.low, most.best, most.high) == (None, None, number)
    assert (fewer.low, fewer.best, fewer.high) == (None, None, number - 1)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_range_keeps_both_ends(low: int, more: int) -> None:
    quantity = quantity_of(f"between {low:,} and {low + more:,} people")
    assert quantity is not None
    assert (quantity.low, quantity.best, quantity.high) == (low, None, low + more)


@given(st.integers(1, 999))
def test_ordinals_in_digits_read_as_themselves(number: int) -> None:
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    assert ordinal_of(f"the {number}{ending} round") == ordinal_of(f"round {number}") == number
    assert day_numbers_of(f"the {number}{ending} day") == (number,)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=60))
def test_any_text_gives_ordered_bounds_and_words_that_are_the_slice(text: str) -> None:
    last = 0
    for span, quantity in quantities_in(text, Span(0, len(text))):
        assert last <= span.start < span.end <= len(text)
        assert quantity.words == text[span.start : span.end]
        assert quantity.unit is None or quantity.unit in quantity.words
        bounds = [value for value in (quantity.low, quantity.best, quantity.high) if value is not None]
        assert bounds == sorted(bounds)
        last = span.end


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.text(alphabet="İß éa", max_size=10))
def test_figures_do_not_depend_on_what_stands_before_the_span(text: str, before: str) -> None:
    alone = quantities_in(text, Span(0, len(text)))
    moved = quantities_in(before + text, Span(len(before), len(before) + len(text)))
    assert [(span.start + len(before), quantity) for span, quantity in alone] == [(s.start, q) for s, q in moved]
