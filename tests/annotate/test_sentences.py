import re
import time
from itertools import pairwise
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.sentences import split, without_clock
from dragoman.codebook.lexicon import load
from dragoman.record.documents import Residue
from dragoman.record.evidence import Span

WORDS = load("abbreviations")


def sentences(text, **options):
    return [sentence.span.words(text) for sentence in split(text, **options)]


@pytest.mark.parametrize("text", WORDS["whole"])
def test_examples_that_are_one_sentence_stay_whole(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(("text", "first"), WORDS["split"])
def test_examples_of_two_sentences_are_split(text, first):
    found = sentences(text)
    assert len(found) == 2
    assert found[0] == first


def test_wrapped_lines_make_one_sentence():
    text = fill("The two armies agreed on Monday to pull back their guns from the river after a week of heavy shelling that "  # noqa: E501
                "left many families without shelter and without any hope of help. Envoys will watch.", 60)  # fmt: skip
    assert [words.replace("\n", " ") for words in sentences(text)][1] == "Envoys will watch."


def test_paragraphs_are_counted_and_headlines_flagged():
    text = "Armies pull back\n\nThe guns fell silent. Nobody was hurt.\n\nEnvoys left."
    found = split(text, title=Span(0, 16))
    assert [(each.paragraph, each.is_headline) for each in found] == [(0, True), (1, False), (1, False), (2, False)]


def test_bullets_are_sentences_of_their_own():
    assert sentences("* Guns fall silent\n* Envoys leave for Doha\n- Nothing signed") == [
        "* Guns fall silent", "* Envoys leave for Doha", "- Nothing signed",
    ]  # fmt: skip


def test_residue_is_skipped_and_ends_a_sentence():
    text = "How close is a deal?Read more\nThe guns fell silent."
    assert sentences(text, residue=[Residue(start=20, end=29, kind="teaser")]) == [
        "How close is a deal?",
        "The guns fell silent.",
    ]


def test_curly_quotes_and_odd_spaces_do_not_matter():
    assert sentences("“We won.”\u00a0The general left.") == ["“We won.”", "The general left."]


@pytest.mark.parametrize("text", ["a. " * 60_000, "x" * 200_000, '." ' * 60_000, "U.S. " * 40_000, "word " * 40_000])
def test_long_odd_texts_take_seconds_at_most(text):
    started = time.process_time()
    found = split(text)
    assert time.process_time() - started < 8
    assert all(each.span.end - each.span.start <= 2_000 for each in found)


PIECES = st.sampled_from(
    [
        "Gen. ",
        "U.S. ",
        "The war ended. ",
        "5 ",
        "p.m. ",
        "“No.” ",
        "\n",
        "\n\n",
        " ",
        "Dr",
        ".",
        "!? ",
        "…",
        "İ",
        "\u200b",
        "* ",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sets(st.integers(0, 200), max_size=6))
def test_sentences_are_ordered_disjoint_and_cover_every_character_that_counts(text, cuts):
    edges = sorted(cut for cut in cuts if cut <= len(text))
    residue = [Residue(start=a, end=b, kind="teaser") for a, b in zip(edges[::2], edges[1::2], strict=False)]
    spans = [each.span for each in split(text, residue)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    out = {at for each in residue for at in range(each.start, each.end)}
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert not out & covered
    wanted = {at for at, char in enumerate(text) if not re.match(r"[\s\u200b]", char)} - out
    assert wanted <= covered


BLOG = (
    "Live: the river war\n\n18:40 - Envoys meet in Basel\nEnvoys met in Basel. They left early.\n\n"
    "16.05 Drones hit Tamsk\nFour people were killed.\n\n9:30am | Power cuts\nMore than 200 homes are dark."
)


def test_lines_that_open_with_a_time_begin_the_entries_of_a_live_blog() -> None:
    found = split(BLOG)
    assert [each.entry for each in found] == [0, 1, 1, 1, 2, 2, 3, 3]
    assert [each.span.words(BLOG) for each in found if each.is_headline] == [
        "18:40 - Envoys meet in Basel", "16.05 Drones hit Tamsk", "9:30am | Power cuts",
    ]  # fmt: skip


def test_one_time_in_a_report_makes_no_live_blog() -> None:
    assert {each.entry for each in split("18:40 - Updated\n\nAt 16:05 drones hit the town. 12 people died.")} == {0}


def test_the_clock_of_an_entry_is_left_out_of_a_time_and_another_time_is_not() -> None:
    def freed(words: str) -> str:
        start = BLOG.index(words)
        return without_clock(BLOG, Span(start, start + len(words))).words(BLOG)

    assert (freed("18:40"), freed("16.05 Drones"), freed("Basel")) == ("", "Drones", "Basel")


def test_a_column_of_clocks_beside_a_report_makes_no_entries() -> None:
    column = "18:40 Rain\n17:20 Football\n16:05 Markets\n"
    text = f"{column}Envoys met in Basel. They left early."
    residue = [Residue(start=0, end=len(column), kind="clock_column")]
    assert {each.entry for each in split(text, residue)} == {0}
    alone = "18:40\nRain\n17:20\nFootball\n16:05\nMarkets\n"  # times on lines of their own
    assert {each.entry for each in split(alone)} == {0}
