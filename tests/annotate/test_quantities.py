"""Figures, ordinals and numbered days, by table; the codebook's own examples; finding figures in running text."""

import pytest

from dragoman.annotate.quantities import day_numbers_of, ordinal_of, quantities_in, quantity_of
from dragoman.codebook.lexicon import load
from dragoman.record.evidence import Span
from dragoman.record.quantities import Quantity


def found(text: str) -> list[str]:
    return [span.words(text) for span, _ in quantities_in(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("words", "low", "best", "high", "qualifier", "unit"),
    [
        ("157", 157, 157, 157, "exact", None),
        ("157 each", 157, 157, 157, "exact", None),
        ("one person", 1, 1, 1, "exact", "person"),
        ("a soldier", 1, 1, 1, "exact", "soldier"),
        ("A Serb bus driver", 1, 1, 1, "exact", "Serb bus driver"),
        ("a nine-year-old girl", 1, 1, 1, "exact", "nine-year-old girl"),
        ("both", 2, 2, 2, "exact", None),
        ("twenty-three", 23, 23, 23, "exact", None),
        ("three hundred and forty", 340, 340, 340, "exact", None),
        ("One hundred and twelve of the people", 112, 112, 112, "exact", "people"),
        ("two thousand and five", 2005, 2005, 2005, "exact", None),
        ("1.2 million", 1_200_000, 1_200_000, 1_200_000, "exact", None),
        ("half a million people", 500_000, 500_000, 500_000, "exact", "people"),
        ("two and a half million", 2_500_000, 2_500_000, 2_500_000, "exact", None),
        ("2.5k", 2500, 2500, 2500, "exact", None),
        ("10 000 houses", 10_000, 10_000, 10_000, "exact", "houses"),
        ("12 Kh-101s", 12, 12, 12, "exact", "Kh-101s"),
        ("29 of the missiles", 29, 29, 29, "exact", "missiles"),
        ("all 48 hostages", 48, 48, 48, "exact", "hostages"),
        ("a total of 157 prisoners", 157, 157, 157, "exact", "prisoners"),
        ("another forty", 40, 40, 40, "exact", None),
        ("a group of 200", 200, 200, 200, "exact", None),
        ("eleven tank wagons", 11, 11, 11, "exact", "tank wagons"),
        ("80 per cent of the power stations", 80, 80, 80, "exact", "per cent"),
        ("no one", 0, 0, 0, "exact", None),
        ("None", 0, 0, 0, "exact", None),
        ("no casualties", 0, 0, 0, "exact", "casualties"),
        ("about 70 missiles", None, 70, None, "about", "missiles"),
        ("some 300", None, 300, None, "about", None),
        ("~70", None, 70, None, "about", None),
        ("an estimated 40 fighters", None, 40, None, "about", "fighters"),
        ("forty-odd men", None, 40, None, "about", "men"),
        ("a dozen", None, 12, None, "about", None),
        ("two dozen clerics", None, 24, None, "about", "clerics"),
        ("nearly four years", None, 4, None, "nearly", "years"),
        ("almost 1,000 houses", None, 1000, None, "nearly", "houses"),
        ("more than 1,000 residential buildings", 1001, None, None, "over", "residential buildings"),
        ("over two dozen people", 25, None, None, "over", "people"),
        ("over 1.5 million", 1_500_001, None, None, "over", None),
        ("at least 10 people", 10, None, None, "at_least", "people"),
        ("no fewer than 12", 12, None, None, "at_least", None),
        ("30 or more hostages", 30, None, None, "at_least", "hostages"),
        ("50+ vehicles", 50, None, None, "at_least", "vehicles"),
        ("at least some 70", 70, None, None, "at_least", None),
        ("up to 50", None, None, 50, "up_to", None),
        ("as many as 200 prisoners", None, None, 200, "up_to", "prisoners"),
        ("no more than 60 people", None, None, 60, "up_to", "people"),
        ("fewer than 20 fighters", None, None, 19, "fewer_than", "fighters"),
        ("less than a hundred men", None, None, 99, "fewer_than", "men"),
        ("between 20 and 30", 20, None, 30, "between", None),
        ("10 to 15", 10, None, 15, "between", None),
        ("5,000-6,000", 5000, None, 6000, "between", None),
        ("5,000–6,000 residents", 5000, None, 6000, "between", "residents"),
        ("two or three drones", 2, None, 3, "between", "drones"),
        ("1 to 2 million people", 1_000_000, None, 2_000_000, "between", "people"),
        ("between 1.5 and 2 million", 1_500_000, None, 2_000_000, "between", None),
        ("dozens of rockets", None, None, None, "dozens", "rockets"),
        ("scores of hostages", None, None, None, "scores", "hostages"),
        ("Hundreds of Pakistanis", None, None, None, "hundreds", "Pakistanis"),
        ("several hundred prisoners", None, None, None, "hundreds", "prisoners"),
        ("tens of thousands of people", None, None, None, "thousands", "people"),
        ("several houses", None, None, None, "several", "houses"),
    ],
)  # fmt: skip
def test_a_figure_keeps_its_bounds_qualifier_and_unit(
    words: str, low: float | None, best: float | None, high: float | None, qualifier: str, unit: str | None
) -> None:
    quantity = quantity_of(words)
    assert quantity is not None
    assert (quantity.low, quantity.best, quantity.high) == (low, best, high)
    assert (quantity.qualifier, quantity.unit) == (qualifier, unit)


def test_the_words_run_from_the_qualifier_to_the_unit() -> None:
    quantity = quantity_of("left more than 1,000 residential buildings without heat")
    assert quantity == Quantity(
        low=1001, qualifier="over", unit="residential buildings", words="more than 1,000 residential buildings"
    )


@pytest.mark.parametrize(
    "words", ["", "soldiers", "the driver", "no talks", "a swarm of Shaheds", "half of the capital", "2-1"]
)
def test_words_without_a_figure_give_none_and_never_zero(words: str) -> None:
    assert quantity_of(words) is None


@pytest.mark.parametrize(
    ("words", "total"),
    [("a woman and two children", 3), ("two women, a man and a child", 4), ("Seven seafarers and a cook", 8)],
)
def test_persons_joined_by_and_are_added_up(words: str, total: int) -> None:
    quantity = quantity_of(words)
    assert quantity is not None
    assert (quantity.low, quantity.best, quantity.high, quantity.words) == (total, total, total, words)


def test_persons_and_things_are_not_added_up() -> None:
    quantity = quantity_of("10 soldiers and 3 tanks")
    assert quantity is not None
    assert quantity.best == 10


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Russia fired 34 missiles and 271 attack drones, killing at least 12 people, including two children.",
         ["34 missiles", "271 attack drones", "at least 12 people", "two children"]),
        ("On February 4, 2026, at 10 pm, and on 5 May 2022, a drone hit.", ["a drone"]),
        ("A 34-year-old man with a Kh-101 quoted Resolution 1701 on Day 3 of two-day talks.", ["A 34-year-old man"]),
        ("In 2022 Russian forces left; 20 may have died.", ["20"]),
        ("One of the drones fell one day later at one point.", ["One of the drones"]),
        ("More than 1,000 residential buildings were left without heat.", ["More than 1,000 residential buildings"]),
        ("No one was hurt.", ["No one"]),
        ("At 07:10 nobody reported on 7 February. The one that fell hit 19 U.S. soldiers.",
         ["nobody", "19 U.S. soldiers"]),
        ("İ İ İ about 70 missiles", ["about 70 missiles"]),
    ],
)  # fmt: skip
def test_figures_are_found_in_running_text_and_dates_names_and_ages_are_not(text: str, figures: list[str]) -> None:
    assert found(text) == figures


def test_figures_are_found_inside_the_span_only() -> None:
    text = "Two men and three women died."
    assert [span.words(text) for span, _ in quantities_in(text, Span(8, len(text)))] == ["three women"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("second round", 2), ("2nd", 2), ("round two", 2), ("round 2", 2), ("fourth cycle", 4), ("the twelfth", 12),
        ("twenty-third", 23), ("Phase IV", 4), ("third round of talks", 3), ("second two-day round", 2),
        ("the second, indirect round", 2), ("Round No. 3", 3), ("on the third day of the second round", 2),
        ("21st session", 21), ("talks", None), ("second day", None), ("two rounds", None), ("seconds", None),
        ("a fresh round", None), ("phase iv", None),
    ],
)  # fmt: skip
def test_an_ordinal_is_that_of_the_series(words: str, number: int | None) -> None:
    assert ordinal_of(words) == number


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("second day", (2,)), ("first and second day", (1, 2)), ("the first, second and third days", (1, 2, 3)),
        ("Day 3", (3,)), ("day two", (2,)), ("days 2 and 3", (2, 3)), ("days 2-4", (2, 3, 4)),
        ("second and final day", (2,)), ("third consecutive day", (3,)), ("the opening day", (1,)),
        ("first two days", (1, 2)), ("the first day of the two-day talks", (1,)), ("two-day meeting", ()),
        ("30 days", ()), ("three days of talks", ()), ("D-day", ()), ("the second round", ()),
    ],
)  # fmt: skip
def test_numbered_days_are_read_and_durations_are_not(words: str, days: tuple[int, ...]) -> None:
    assert day_numbers_of(words) == days


ENTRIES = [*load("quantities")["qualifier"], *load("quantities")["vague"]]
YES = [(entry["name"], words) for entry in ENTRIES for words in entry["yes"]]
NO = [(entry["name"], words) for entry in ENTRIES for words in entry["no"]]


@pytest.mark.parametrize(("name", "words"), YES)
def test_every_yes_example_of_the_codebook_has_the_qualifier(name: str, words: str) -> None:
    quantity = quantity_of(words)
    assert quantity is not None
    assert quantity.qualifier == name


@pytest.mark.parametrize(("name", "words"), NO)
def test_no_no_example_of_the_codebook_has_the_qualifier(name: str, words: str) -> None:
    quantity = quantity_of(words)
    assert quantity is None or quantity.qualifier != name


def test_every_qualifier_word_reads_as_its_qualifier() -> None:
    for entry in load("quantities")["qualifier"]:
        for words in entry["words"]:
            quantity = quantity_of(f"{words} 70 men")
            assert quantity is not None
            assert quantity.qualifier == entry["name"], words
