from dragoman.codebook.short_forms import is_pronoun, is_short_form


def test_pronouns_and_nouns_with_an_article_are_short_forms() -> None:
    assert all(is_short_form(words) for words in ("they", "the group", "both sides", "It"))
    assert not is_short_form("the Group of Seven")


def test_abbreviations_in_capitals_are_names_and_no_pronouns() -> None:
    assert is_pronoun("us")
    assert is_pronoun("Us")
    assert not is_pronoun("US")
    assert not is_short_form("US")
