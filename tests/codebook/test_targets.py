"""What kind of thing was attacked, by the words for it."""

import pytest

from dragoman.codebook.entries import codes
from dragoman.codebook.lexicon import load
from dragoman.codebook.targets import target_category


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("heating facilities", "heating"),
        ("an oil refinery", "energy"),
        ("the Darvi thermal power plant", "power_plant"),
        ("two apartment blocks", "housing"),
        ("the Southern Hospital", "hospital"),
        ("a bus carrying soldiers", "transport"),
        ("an army truck", "military"),
        ("a police station", "government"),
        ("a cattle market", "civilians"),
        ("an aid convoy", "aid"),
        ("a mosque", "religious"),
        ("two industrial plants", "industry"),
        ("Maria Lund", None),
    ],
)
def test_the_head_of_the_phrase_decides(words: str, category: str | None) -> None:
    assert target_category(words) == category


def test_every_category_is_one_of_the_codebook() -> None:
    assert set(load("targets")["categories"]) <= set(codes("incident", "target"))
