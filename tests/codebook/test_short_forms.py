import pytest

from dragoman.codebook.short_forms import is_pronoun, is_short_form


@pytest.mark.parametrize(
    "words", ["he", "It", "the group", "The two rival factions", "Both sides", "their\ndelegation"]
)
def test_pronouns_and_articles_with_a_noun_are_short_forms(words: str) -> None:
    assert is_short_form(words)


@pytest.mark.parametrize("words", ["RSF", "the hotel", "group", "the group of nine", "Sudan's army", "the", ""])
def test_names_and_other_nouns_are_none(words: str) -> None:
    assert not is_short_form(words)


@pytest.mark.parametrize(
    ("words", "wanted"), [("They", True), ("both sides", True), ("the group", False), ("Omar", False)]
)
def test_what_names_nobody_by_itself_is_a_pronoun(words: str, wanted: bool) -> None:
    assert is_pronoun(words) is wanted
