import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook.lexicon import load
from dragoman.ingest.residue import find_residue
from dragoman.record.evidence import Span

RULES = load("residue")["rule"]
NEWS = [
    "The two armies agreed on Monday to pull back their guns from the river after a week of heavy shelling.",
    "Envoys of the neighbours will watch the crossings and report to the council twice a week, a spokesman said.",
    "The commander of the northern front said his men would leave the bridge by the end of the month.",
    "Aid groups asked both sides to keep the road to the town open for food and medicine.",
    "Fighting broke out in May, when a patrol was ambushed near the border and nine soldiers died.",
]


def kinds(text, words):
    """The kinds of residue that cover all of ``words``."""
    start = text.index(words)
    return {each.kind for each in find_residue(text) if each.start <= start and start + len(words) <= each.end}


def marked(text):
    return [text[each.start : each.end] for each in find_residue(text)]


@pytest.mark.parametrize(("rule", "example"), [(rule, yes) for rule in RULES for yes in rule["yes"]], ids=str)
def test_yes_examples_are_marked_with_their_kind(rule, example):
    text = "\n".join([*NEWS, example])
    found = {each.kind for each in find_residue(text) if each.end > text.index(example)}
    assert rule["kind"] in found


@pytest.mark.parametrize("example", [no for rule in RULES for no in rule["no"]])
def test_no_examples_are_never_marked(example):
    assert marked("\n".join([*NEWS[:3], example, *NEWS[3:]])) == []
    assert marked(example) == []


def test_a_clock_column_is_marked_as_one_stretch():
    text = "\n".join([*NEWS, *["-", "09:30", "-", "09:20", "-", "17:05"]])
    (found,) = find_residue(text)
    assert (found.kind, text[found.start : found.end]) == ("clock_column", "-\n09:30\n-\n09:20\n-\n17:05")


def test_a_single_time_is_not_a_column():
    assert marked("\n".join([*NEWS, "The raid began at", "09:30"])) == []


def test_titles_after_the_article_are_a_list():
    titles = [
        "Rebels free nine miners in the east",
        "Council votes on sanctions today",
        "Storm closes the port of the capital",
    ]
    text = "\n".join([*NEWS, *titles])
    assert marked(text) == ["\n".join(titles)]


def test_points_of_a_text_are_not_a_list_of_titles():
    points = [
        "- Withdrawal of all heavy guns",
        "- Exchange of all prisoners of war",
        "- Return of the displaced to the town",
    ]
    assert marked("\n".join([*NEWS, "The accord has three points:", *points])) == []
    assert marked("\n".join([*NEWS, *points])) == []
    assert marked("\n".join([*NEWS, "The accord has three points:", *(point[2:] for point in points)])) == []


def test_stories_under_a_heading_are_marked_up_to_the_next_paragraph():
    text = "\n".join([NEWS[0], "Most read", "Storm closes the port", "Miners freed", *NEWS[1:]])
    assert marked(text) == ["Most read\nStorm closes the port\nMiners freed"]


def test_an_unpunctuated_line_that_repeats_the_text_is_a_caption():
    caption = NEWS[2].removesuffix(".")
    assert marked("\n".join([*NEWS, caption, NEWS[0] + " It was late."])) == [caption]


def test_the_caption_above_a_credit_is_marked():
    text = "\n".join([NEWS[0], "Envoys attend the talks in the palace, February 4, 2026.", "Getty Images", *NEWS[1:]])
    assert marked(text) == ["Envoys attend the talks in the palace, February 4, 2026.\nGetty Images"]


def test_a_sentence_above_a_credit_is_kept():
    text = "\n".join([NEWS[0], "Getty Images", *NEWS[1:]])
    assert marked(text) == ["Getty Images"]


def test_menus_are_marked():
    menu = ["World", "Africa", "Asia", "Business", "Sport", "Culture"]
    assert marked("\n".join([*menu, *NEWS])) == ["\n".join(menu)]


def test_lines_in_another_script_are_translations():
    line = "Обе армии договорились отвести орудия от реки."
    assert kinds("\n".join([NEWS[0], line, NEWS[1]]), line) == {"translation"}


def test_what_follows_the_end_of_the_article_is_marked():
    text = "\n".join(
        [*NEWS, "Reporting by Jane Doe; Editing by John Roe", "Storm closes the port of the capital", "Bank cuts rates"]
    )
    assert kinds(text, "Bank cuts rates") == {"teaser"}


def test_a_second_article_after_an_end_is_kept():
    text = "\n".join(
        [
            *NEWS,
            "(Reporting by Jane Doe; Editing by John Roe)",
            *(f"{each} It went on for long, and nobody in the town knew why." for each in NEWS),
        ]
    )
    assert len(marked(text)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "KYIV, Feb 5 (Reuters) - Both sides concluded a second round of talks on Thursday.",
        "GOMA, Congo (AP) — Rebels entered the town on Monday.",
        "July 26 (UPI) -- The minister named the suspect on Sunday.",
        "WASHINGTON --- The envoy left for Doha.",
        '"We will not stop," the general said.',
        "Who fired first is unclear.",
    ],
)
def test_datelines_and_sentences_are_news(line):
    assert marked("\n".join([line, *NEWS])) == []


def test_the_title_is_never_residue():
    text = "\n".join(["Read more: truce holds", *NEWS])
    assert find_residue(text, Span(0, 22)) == ()


@pytest.mark.parametrize(
    "text", ["word and " * 22_000, "Kyiv\n" * 40_000, '"a" ' * 50_000, "the (A" * 33_000, "12:30 " * 33_000]
)
def test_long_odd_texts_take_seconds_at_most(text):
    started = time.process_time()
    find_residue(text)
    assert time.process_time() - started < 10


PIECES = [
    *NEWS,
    "09:30",
    "-",
    "By Jane Doe",
    "Related",
    "World",
    "Getty Images",
    "",
    "[](https://example.org/abc)",
    "Мир и война",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_residue_is_ordered_disjoint_and_spares_the_news(pieces, newline):
    text = newline.join(pieces)
    found = find_residue(text)
    edges = [edge for each in found for edge in (each.start, each.end)]
    assert edges == sorted(edges)
    assert all(each.start < each.end <= len(text) for each in found)
    firsts = {sentence: text.find(sentence) for sentence in NEWS if sentence in text}
    body = pieces[: max((at for at, piece in enumerate(pieces) if piece in NEWS), default=0)]
    assert all(
        not (each.start < at + len(words) and at < each.end) for words, at in firsts.items() for each in found
    ), body
