"""Persons are found by title, by what they do and by the reader's marks; titles before and after the name."""

import pytest

from dragoman.annotate.persons import persons_in, titles_in
from dragoman.record.mentions import Mention, Trigger
from tests.factory import part, sentences, span, trigger


def people(text: str, *marks: Trigger, seen: tuple[str, ...] = ()) -> list[str]:
    mentions = [Mention(span=span(text, words), label="person", score=0.9) for words in seen]
    return [found.words(text) for found in persons_in(text, sentences(text), mentions, list(marks))]


def titled(text: str, name: str) -> str | None:
    found = titles_in(text, sentences(text), [span(text, name)])
    return next((title.words(text) for title in found.values()), None)


def test_a_title_makes_a_person() -> None:
    assert people("Foreign Minister Hodan Warsame met Mr. Prenga in Oslo.") == ["Hodan Warsame", "Prenga"]


def test_a_speaker_is_a_person_unless_it_is_known_to_be_none() -> None:
    text = "Warsame said so. Norway said so."
    marks = [
        trigger(text, "statement", "said", part(text, "speaker", "Warsame")),
        trigger(text, "statement", "said", part(text, "speaker", "Norway"), nth=2),
    ]
    assert people(text, *marks) == ["Warsame"]


def test_parts_of_a_name_that_the_reader_cuts_are_one() -> None:
    assert people("Then Hodan Warsame left.", seen=("Hodan", "Warsame")) == ["Hodan Warsame"]


def test_a_short_form_of_a_person_is_found_everywhere() -> None:
    assert people("President Hodan Warsame left. The plan that Warsame made stayed.") == ["Hodan Warsame", "Warsame"]


def test_places_are_no_persons_though_the_reader_says_so() -> None:
    assert people("They met in Abu Dhabi.", seen=("Abu Dhabi",)) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Norwegian Foreign Minister Hodan Warsame left.", "Norwegian Foreign Minister"),
        ("The chief mediator, Hodan Warsame, left.", "The chief mediator"),
        ("Hodan Warsame, the head of the mission, left.", "the head of the mission"),
        ("He held a call with Chad's president, Hodan Warsame, on Monday.", "Chad's president"),
        ("Mr. Hodan Warsame left.", None),
        ("They left the office of Hodan Warsame's brother.", None),
    ],
)
def test_the_title_beside_a_name_is_read(text: str, title: str | None) -> None:
    assert titled(text, "Hodan Warsame") == title
