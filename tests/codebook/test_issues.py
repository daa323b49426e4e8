import re

import pytest

from dragoman.codebook.entries import codes
from dragoman.codebook.issues import issue_of
from dragoman.codebook.lexicon import load


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("ceasefire mechanisms", "ceasefire"),
        ("how a ceasefire would be verified", "monitoring"),
        ("the lifting of oil sanctions", "sanctions"),
        ("the demarcation of their border", "borders"),
        ("safe routes for aid", "humanitarian_access"),
        ("the level of uranium enrichment", "nuclear_programme"),
        ("control of the nuclear power plant", "nuclear_plant"),
        ("the Grand Ethiopian Renaissance Dam", "natural_resources"),
        ("the return of deported children", "children"),
        ("a wider peace deal", "end_of_fighting"),
        ("the return of the remains of soldiers", "missing_persons"),
        ("who should hold the port", "territory"),
    ],
)
def test_the_longest_words_name_the_issue(words: str, issue: str) -> None:
    assert issue_of(words) == issue


def test_words_that_name_no_issue_give_none() -> None:
    assert issue_of("the weather in Minsk") is None
    assert issue_of("the matter remains unsettled") is None


def test_case_does_not_matter() -> None:
    assert issue_of("SANCTIONS") == issue_of("sanctions") == "sanctions"


def test_every_code_of_the_list_is_an_issue_of_the_codebook_and_its_words_compile() -> None:
    words = load("issues")["words"]
    assert set(words) <= set(codes("issue", "issue"))
    assert all(re.compile(pattern) for group in words.values() for pattern in group)
