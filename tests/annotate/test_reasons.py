"""Reasons for attacks with the voice that gives them; claims, denials and blame."""

import pytest

from dragoman.annotate.reasons import blamed_in, reason_in, responsibility_in
from dragoman.record.evidence import Span


@pytest.mark.parametrize(
    ("text", "words", "voice"),
    [
        (
            "Moscow framed the strikes as retaliation for alleged attacks on Kursk.",
            "as retaliation for alleged attacks on Kursk",
            "Moscow",
        ),
        (
            "Russia's defence ministry said the strike was in response to an attack on a bridge, and warned of more.",
            "in response to an attack on a bridge",
            "Russia's defence ministry",
        ),
        ("The strike was in revenge for a raid on Tuesday.", "in revenge for a raid on Tuesday", None),
        ("Drones struck the port.", None, None),
    ],
)
def test_the_reason_has_its_voice(text: str, words: str | None, voice: str | None) -> None:
    found = reason_in(text, Span(0, len(text)))
    assert (found.span.words(text) if found else None) == words
    assert ([part.span.words(text) for part in found.parts] if found else []) == ([voice] if voice else [])


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("The Islamic State claimed responsibility for the attack.", [("claims", "The Islamic State")]),
        ("The attack was claimed by Boko Haram.", [("claims", "Boko Haram")]),
        ("Rwanda denied involvement in the raid.", [("denies", "Rwanda")]),
        ("No one claimed responsibility for the attack.", []),
        ("Nobody has claimed responsibility.", []),
    ],
)
def test_who_owns_to_it_and_who_does_not(text: str, answers: list[tuple[str, str]]) -> None:
    found = responsibility_in(text, Span(0, len(text)))
    assert [(part.codes[0].value, part.span.words(text)) for part in found] == answers


@pytest.mark.parametrize(
    ("text", "who"),
    [("The army blamed the RSF for the attack.", "RSF"), ("It blamed Boko Haram.", "Boko Haram"), ("It rained.", None)],
)
def test_who_is_blamed(text: str, who: str | None) -> None:
    found = blamed_in(text, Span(0, len(text)))
    assert (found.words(text) if found else None) == who
