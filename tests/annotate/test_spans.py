"""The edges of marked spans end where names and time expressions end."""

import pytest

from dragoman.annotate.spans import snapped
from dragoman.record.evidence import Span
from dragoman.record.mentions import Mention, Part, Sentence


def widened(text: str, words: str, role: str, *names: str) -> str:
    at = text.index(words)
    part = Part(role=role, span=Span(at, at + len(words)), score=0.9)
    mentions = [Mention(span=Span(text.index(n), text.index(n) + len(n)), label="person", score=0.9) for n in names]
    sentences = (Sentence(span=Span(0, len(text)), paragraph=0),)
    return snapped(part, text, sentences, mentions).span.words(text)


@pytest.mark.parametrize(
    ("text", "words", "role", "wanted"),
    [
        ("They met in Port Sudan on Monday.", "Port", "place", "Port Sudan"),
        ("They met on March 3-4 in Oslo.", "on March", "when", "on March 3-4"),
        ("The Foreign Ministry said no.", "The", "speaker", "The Foreign Ministry"),
        ("Talks in Oslo's suburbs ended.", "Oslo", "place", "Oslo"),
        ("Norway and Sweden signed.", "Norway", "parties", "Norway"),
        ("the rebels Monday shelled Goma", "the rebels", "attacker", "the rebels"),
    ],
)
def test_an_edge_inside_a_name_or_a_time_moves_to_its_end(text: str, words: str, role: str, wanted: str) -> None:
    assert widened(text, words, role) == wanted


def test_a_surname_grows_to_the_name_that_the_reader_marks_around_it() -> None:
    assert widened("Envoy Ida Lund arrived.", "Lund", "speaker", "Ida Lund") == "Ida Lund"


def test_free_text_keeps_its_edges() -> None:
    assert widened("He wants Port Sudan reopened.", "Port", "content") == "Port"


def test_the_parts_of_a_part_are_widened_too() -> None:
    text = "damage in Port Sudan was heavy"
    at = text.index("Port")
    inner = Part(role="place", span=Span(at, at + 4), score=0.9)
    outer = Part(role="damage", span=Span(0, 6), score=0.9, parts=(inner,))
    sentences = (Sentence(span=Span(0, len(text)), paragraph=0),)
    assert snapped(outer, text, sentences, ()).parts[0].span.words(text) == "Port Sudan"
