"""Which triggers of force tell of an attack that happened."""

import pytest

from dragoman.annotate.attacks import is_attack, is_denied
from dragoman.record.evidence import Span
from tests.factory import part, span, trigger


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("Drones struck the port on Monday.", "struck", True),
        ("A strike on the port killed two.", "strike", True),
        ("The army said it had repelled an attack.", "attack", True),
        ("Scores of attacks have shaken the city.", "attacks", False),
        ("Talks to end the fighting resumed.", "fighting", False),
        ("The war has lasted four years.", "war", False),
        ("The army would strike the port.", "strike", False),
        ("The army could launch an attack on the port.", "attack", False),
        ("Police foiled a planned attack.", "attack", False),
        ("The sides shall not attack each other.", "attack", False),
        ("Ministers marked the anniversary of the strike.", "strike", False),
    ],
)
def test_only_what_happened_is_an_attack(text: str, words: str, told: bool) -> None:
    assert is_attack(text, trigger(text, "incident", words), Span(0, len(text))) is told


def test_many_attacks_are_told_where_they_have_losses() -> None:
    text = "Several attacks on the town killed nine people."
    losses = part(text, "killed", "nine people")
    assert is_attack(text, trigger(text, "incident", "attacks", losses), Span(0, len(text)))


def test_violence_is_told_by_its_losses() -> None:
    text = "Violence in the town left nine people dead."
    assert not is_attack(text, trigger(text, "incident", "Violence"), Span(0, len(text)))
    losses = part(text, "killed", "nine people")
    assert is_attack(text, trigger(text, "incident", "Violence", losses), Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "words", "denied"),
    [
        ("The RSF denied shelling the town.", "shelling", True),
        ("The RSF denied that it had carried out a strike.", "strike", True),
        ("The RSF denied the claim after the strike.", "strike", False),
        ("The RSF shelled the town.", "shelled", False),
    ],
)
def test_a_denied_deed_is_told_as_denied(text: str, words: str, denied: bool) -> None:
    assert is_denied(text, span(text, words), Span(0, len(text))) is denied
