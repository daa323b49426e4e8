"""Figures of people become losses: what the verb counts, in every place it can stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.casualties import LOSSES, casualties_in, counted_in, is_people
from dragoman.record.evidence import Span


def read(text: str) -> list[tuple[str, str]]:
    return [(p.role, p.span.words(text)) for p in casualties_in(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("The strike killed ten people.", [("killed", "ten people")]),
        ("At least ten people were killed.", [("killed", "At least ten people")]),
        ("At least 10 miners are so far confirmed to have been killed.", [("killed", "At least 10 miners")]),
        ("The blast left two guards dead.", [("killed", "two guards")]),
        ("Four died and 20 others were hurt.", [("killed", "Four"), ("injured", "20 others")]),
        ("It killed four people and wounded 20.", [("killed", "four people"), ("injured", "20")]),
        ("Two dead as a car is driven into a crowd", [("killed", "Two")]),
        ("The death toll rose to 21.", [("killed", "21")]),
        ("He put the number of dead at 23.", [("killed", "23")]),
        ("The deaths of six soldiers were announced.", [("killed", "six soldiers")]),
        ("Six lorries burned and four drivers were taken away.", [("abducted", "four drivers")]),
        ("Police arrested three men.", [("captured", "three men")]),
        ("Gunmen took five nurses hostage.", [("abducted", "five nurses")]),
        ("Fighting forced 300 families to flee.", [("displaced", "300 families")]),
        ("Two miners are still missing.", [("missing", "Two miners")]),
        ("Militants killed a mullah in the east.", [("killed", "a mullah")]),
        ("Commander Adil Haroun was killed on Friday.", [("killed", "Commander Adil Haroun")]),
        ("Shells killed five people, a doctors' union said.", [("killed", "five people")]),
        ("They mourned the police officer slain on Sunday.", [("killed", "the police officer")]),
    ],
)
def test_the_verb_of_a_loss_counts_its_figure(text: str, losses: list[tuple[str, str]]) -> None:
    assert read(text) == losses


@pytest.mark.parametrize(
    "text",
    [
        "The strike destroyed ten houses.",
        "Nobody was killed.",
        "An unknown gunman has opened fire.",
        "Ten drones were killed off by the jammers.",
        "He killed time for two hours.",
        "Both sides held talks.",
    ],
)
def test_what_counts_no_people_is_no_loss(text: str) -> None:
    assert read(text) == []


def test_a_doer_with_a_figure_is_no_loss() -> None:
    assert read("Two gunmen killed fourteen soldiers.") == [("killed", "fourteen soldiers")]


def test_a_list_that_one_verb_counts_is_one_loss_with_its_figures_inside() -> None:
    text = "Two soldiers and three civilians were killed."
    (whole,) = casualties_in(text, Span(0, len(text)))
    assert whole.span.words(text) == "Two soldiers and three civilians"
    assert [each.span.words(text) for each in whole.parts] == ["Two soldiers", "three civilians"]


def test_a_woman_and_child_are_two() -> None:
    text = "A nurse and child had been killed."
    (whole,) = casualties_in(text, Span(0, len(text)))
    assert [each.span.words(text) for each in whole.parts] == ["A nurse", "child"]


def test_a_part_of_a_figure_is_marked_as_a_share() -> None:
    text = "At least 10 people were killed, including three children."
    shares = {p.span.words(text): bool(p.codes) for p in casualties_in(text, Span(0, len(text)))}
    assert shares == {"At least 10 people": False, "three children": True}


def test_figures_that_are_zero_are_none() -> None:
    text = "No civilians died, and 12 were hurt."
    assert [span.words(text) for span, _ in counted_in(text, Span(0, len(text)))] == ["12"]


def test_people_are_told_from_things() -> None:
    assert is_people("soldiers")
    assert is_people(None)
    assert not is_people("apartment buildings")


WORDS = st.sampled_from(
    ["killed", "wounded", "ten", "12", "people", "and", ",", "were", "including", "dead", "left", "a", "soldier", "the"]
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_losses_lie_inside_the_text_in_order_and_never_overlap(text: str) -> None:
    found = casualties_in(text, Span(0, len(text)))
    assert all(part.role in LOSSES and 0 <= part.span.start < part.span.end <= len(text) for part in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
