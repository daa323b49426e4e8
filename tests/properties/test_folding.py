"""Folding against an oracle of its own: the character database, asked one character at a time."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dragoman.record.folding import fold, plain


@given(st.text())
def test_no_offset_moves(text: str) -> None:
    assert len(plain(text)) == len(fold(text)) == len(text)


@given(st.text())
def test_letters_and_digits_stay_where_they_are(text: str) -> None:
    for before, after in zip(text, plain(text), strict=True):
        if unicodedata.category(before)[0] in "LNM":
            assert after == before


@given(st.text())
def test_a_folded_letter_differs_from_its_own_by_case_alone(text: str) -> None:
    for before, after in zip(plain(text), fold(text), strict=True):
        assert after == before or after.upper() == before.upper() or after.casefold() == before.casefold()


@given(st.text())
def test_plain_text_has_no_space_but_the_space_within_lines(text: str) -> None:
    assert not any(unicodedata.category(char) == "Zs" and char != " " for char in plain(text))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_folds_as_python_lowers_it(text: str) -> None:
    assert fold(text) == text.lower().replace("\t", " ")
