from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.quotations import quotations
from dragoman.record.documents import Residue
from tests.factory import document, reading


def quoted(source) -> list[str]:
    read = reading(source)
    return [each.span.words(read.document.text) for each in quotations.run(read, None)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('He said "peace now" and left.', ["peace now"]),
        ("He said “peace now” and “no more”.", ["peace now", "no more"]),
        ('"Peace now," he said.', ["Peace now"]),
        ('"Peace now!" he said. "Enough."', ["Peace now!", "Enough."]),
        ("He called it 'a step' forward.", ["a step"]),
        ("‘We’ll fight,’ he said. ‘Never,’ she said.", ["We’ll fight", "Never"]),
        ("'It's over,' he said.", ["It's over"]),
        ("He said “peace is ‘near’ now”.", ["peace is ‘near’ now"]),
        ("«Peace» (“peace”)", ["Peace", "peace"]),
    ],
)
def test_words_inside_marks_are_quotations(text: str, wanted: list[str]) -> None:
    assert quoted(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The rebels' camp and the army's base",
        "workers' rights and teachers' pay",
        "the '90s and the army's leaders' camp",
        "rock 'n' roll",
        "peace now” he said and left",
        'an open mark " and nothing closes it',
        '"" and ""',
        "",
    ],
)
def test_apostrophes_and_stray_marks_are_none(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_may_run_over_the_lines_of_a_wrapped_paragraph() -> None:
    text = """The governor of the province told reporters on Monday that "we will
never leave the bridge to those who burnt the other one" and asked for
ten more buses to bring the people of the valley to the near bank.
"""
    assert quoted(text) == ["we will\nnever leave the bridge to those who burnt the other one"]


def test_a_speech_over_paragraphs_opens_each_and_closes_the_last() -> None:
    assert quoted("“First we talk.\n\n“Then we act,” he said.") == ["First we talk.", "Then we act"]
    assert quoted('"First we talk.\n\n"Then we act," he said.') == ["First we talk.", "Then we act"]


def test_a_mark_left_open_does_not_swallow_the_next_paragraph() -> None:
    assert quoted('He said "yes.\n\nShe said "no".') == ["no"]


def test_quotations_in_residue_are_none() -> None:
    text = 'He said "yes".\n\nMore: "Ten quotes"\n'
    start = text.index("More")
    assert quoted(document(text, residue=(Residue(start=start, end=len(text), kind="teaser"),))) == ["yes"]


words = st.text("abc XYZ", min_size=2, max_size=20).filter(lambda text: len(text.strip()) > 1)


@given(st.lists(st.tuples(words, words), max_size=5))
def test_what_is_put_between_marks_is_found_again(pairs: list[tuple[str, str]]) -> None:
    text = "".join(f"{said} “{quote}” " for said, quote in pairs)
    assert quoted(text) == [quote.strip() for _, quote in pairs]


@given(st.text("ab\"'“”‘’«»,. \n\u200b", max_size=60))
def test_quotations_are_ordered_apart_and_hold_something(text: str) -> None:
    spans = [each.span for each in quotations.run(reading(text), None)]
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.words(text).strip() for span in spans)
