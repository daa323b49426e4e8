import pytest

from dragoman.codebook.contexts import contexts_of
from dragoman.codebook.entries import codes
from dragoman.codebook.lexicon import load


def test_every_context_of_the_lexicon_is_a_code_and_every_code_has_words() -> None:
    assert set(load("contexts")["words"]) == set(codes("event", "context"))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("The army moved two brigades to the border", ("military", "territory")),
        ("Nine tons of cocaine were seized", ("illegal_drugs",)),
        ("Nine tons of coffee were seized", ()),
        ("Human-rights groups decried TORTURE in jails", ("legal", "human_rights")),
        ("", ()),
    ],
)
def test_contexts_are_named_by_words(words: str, wanted: tuple[str, ...]) -> None:
    assert contexts_of(words) == wanted


def test_contexts_come_in_the_order_of_the_lexicon() -> None:
    assert contexts_of("oil and the army") == contexts_of("the army and oil") == ("military", "natural_resource")
