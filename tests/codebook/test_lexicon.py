"""Word lists load once, and a missing one is an error that names it."""

import pytest

from dragoman.codebook.lexicon import load
from dragoman.errors import CodebookError


def test_a_list_is_read_once() -> None:
    assert load("numbers") is load("numbers")
    assert load("numbers")["ones"]["three"] == 3


def test_a_missing_list_is_an_error_with_its_name() -> None:
    with pytest.raises(CodebookError, match="no word list 'nothing'"):
        load("nothing")
