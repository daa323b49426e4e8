"""Damaged things: lists taken apart, with level and count."""

import pytest

from dragoman.annotate.damages import damages_in
from dragoman.record.evidence import Span


def read(text: str) -> list[tuple[str, str]]:
    return [(part.span.words(text), part.codes[0].value) for part in damages_in(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "The blast damaged several shops and the outer wall of a school.",
            [("several shops", "damaged"), ("outer wall of a school", "damaged")],
        ),
        ("A pumping station was heavily damaged.", [("pumping station", "heavily_damaged")]),
        (
            "A terminal was destroyed and two blocks were damaged.",
            [("terminal", "destroyed"), ("two blocks", "damaged")],
        ),
        ("Six lorries were burnt.", [("Six lorries", "destroyed")]),
        ("Damage was reported at an ambulance station.", [("ambulance station", "damaged")]),
        (
            "It hit the post, destroying a bunker, a store and an ammunition dump.",
            [("bunker", "destroyed"), ("store", "destroyed"), ("ammunition dump", "destroyed")],
        ),
        ("The row damaged relations.", []),
        ("The camp was reached on Monday.", []),
    ],
)
def test_things_are_read_with_their_level(text: str, things: list[tuple[str, str]]) -> None:
    assert read(text) == things


def test_only_a_figure_above_one_is_a_count() -> None:
    text = "It damaged a clinic and nine houses."
    found = damages_in(text, Span(0, len(text)))
    assert [[each.span.words(text) for each in part.parts] for part in found] == [[], ["nine houses"]]
