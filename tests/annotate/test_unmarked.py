"""Sentences that tell of an attack by their figures, where the reader marks nothing."""

import pytest

from dragoman.annotate.unmarked import reasoned_attacks, unmarked_attacks
from tests.factory import reading, span, trigger


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A missile strike on the town killed nine people.", "missile strike"),
        ("Russia fired 40 drones at the port.", "fired"),
        ("Russian forces shelled a hospital.", "shelled"),
        ("Nine people were killed when a bridge collapsed at a fair.", None),
        ("Nine people were killed in a plane crash.", None),
        ("The army fired 12 missiles in a drill.", None),
        ("The council met on Monday.", None),
        ("The strike by nurses went on.", None),
    ],
)
def test_figures_beside_a_word_of_force_tell_of_an_attack(text: str, words: str | None) -> None:
    found = list(unmarked_attacks(reading(text), ()))
    assert [each.span.words(text).lower() for each in found] == ([words] if words else [])


def test_a_sentence_with_a_trigger_needs_none() -> None:
    text = "A missile strike on the town killed nine people."
    assert list(unmarked_attacks(reading(text), (trigger(text, "incident", "missile strike"),))) == []


def test_the_attack_told_before_is_taken_up() -> None:
    text = "Drones struck the port.\nThe strike on Sunday night damaged several shops."
    found = list(unmarked_attacks(reading(text), (trigger(text, "incident", "struck"),)))
    assert [each.sentence for each in found] == [1]


def test_ten_munitions_are_a_wave() -> None:
    (found,) = unmarked_attacks(reading("Russia fired 40 drones at the port."), ())
    assert {code.name: code.value for code in found.codes}["scope"] == "wave"


def test_a_reason_tells_of_the_attack_and_of_the_deed_it_answers() -> None:
    text = "The ministry called the strike retaliation for an attack on a bridge."
    found = list(reasoned_attacks(reading(text), ()))
    assert [each.span for each in found] == [span(text, "strike"), span(text, "attack")]
