"""Cues of patterns: every match holds one, and a pattern that waits for its cue finds what the plain one finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.cues import Cued, Phrase, cues_of, needs_of
from dragoman.codebook.lexicon import load

_EXPECTED = {
    "abc?": {"ab"},
    "(?:abc)?de": {"de"},
    "foo(?:bar|bazz)+": {"foo"},
    "(?:foo|ba)(?:bar|bazz)": {"bar", "bazz"},
    "(?P<a>foo)|bar+": {"foo", "bar"},
    "(?i:xyz)ab": {"ab"},
    "(?i)abc": set(),
    "(?=hello)a": {"a"},
    "(?<!hello)a{0,2}": set(),
    r"st\.?-off": {"-off"},
    "a|": set(),
    "[Uu]nder (?:the )?": {"nder"},
    "cease(?:fire)?|ceasefires": {"cease"},
}


@pytest.mark.parametrize("pattern", _EXPECTED)
def test_cues_are_the_longest_literals_that_cannot_be_left_out(pattern: str) -> None:
    assert cues_of(pattern) == _EXPECTED[pattern]


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\b[Ww]ith\s(?:the\s)?(?P<who>\w+) mediation", [{"mediation"}, {"ith"}]),
        ("(?:foo|ba)r? then", [{"then"}, {"foo", "ba"}]),
        ("one two|three", [{"one", "three"}]),
        ("(?i)one two", []),
    ],
)
def test_a_pattern_needs_a_literal_of_every_part_that_cannot_be_left_out(pattern: str, needs: list[set[str]]) -> None:
    assert [set(each) for each in needs_of(pattern)] == needs


_PIECES = st.sampled_from(
    [
        "ab",
        "c?",
        "(?:de|f)",
        "(?:gh)?",
        "[ij]k",
        "(?P<x>lm|no+)",
        "p{0,2}",
        "(?:q|)r",
        r"\bst",
        "(?!u)v",
        r"w\.?",
        "|xy",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(_PIECES, min_size=1, max_size=4, unique=True).map("".join), st.data())
def test_every_match_holds_a_cue(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern))
    found = re.compile(pattern).search(text)
    assert found is not None
    cues = cues_of(pattern)
    assert not cues or any(cue in found.group() for cue in cues)
    assert all(any(cue in found.group() for cue in each) for each in needs_of(pattern))
    assert [m.span() for m in Cued(pattern).finditer(text)] == [m.span() for m in re.finditer(pattern, text)]


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([words for group in load("issues")["words"].values() for words in group]), st.data())
def test_issues_are_found_with_and_without_cues(words: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(words, fullmatch=True, alphabet=st.characters(max_codepoint=127)))
    waiting = Cued(rf"\b(?:{words})\b")
    plain = re.compile(waiting.source)
    assert [m.span() for m in waiting.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_a_phrase_is_not_compiled_before_its_cue() -> None:
    words = {"verbs": "(?:led|headed)", "name": "[A-Z]\\w+"}
    phrase = Phrase("{verbs} by {name}", words, {"verbs": cues_of(words["verbs"])}, space=r"\s")
    assert list(phrase.finditer("Talks went on.")) == []
    assert "pattern" not in vars(phrase)
    assert [m.group() for m in phrase.finditer("A team headed by\tMaro.")] == ["headed by\tMaro"]


def test_a_cue_outside_the_stretch_does_not_count() -> None:
    assert list(Cued("led").finditer("they led it", 0, 6)) == []
    assert [m.span() for m in Cued("led").finditer("they led it", 2)] == [(5, 8)]
