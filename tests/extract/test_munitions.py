"""Munitions of one class become one, with what was fired, stopped and come through."""

import pytest

from dragoman.extract.munitions import united_munitions
from dragoman.record.incidents import Munition
from dragoman.record.quantities import Quantity
from tests.extract.test_attacks import attack, incidents_of


def counts(text: str, words: str) -> dict[str, tuple[float | None, float | None, float | None]]:
    (found,) = incidents_of(text, attack(text, words))
    return {
        each.class_: tuple(q.best if q else None for q in (each.launched, each.intercepted, each.hit))  # type: ignore[misc]
        for each in found.munitions
    }


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Russia launched 70 missiles and 300 drones at Ukraine overnight.",
            "launched",
            {"missile": (70, None, None), "drone": (300, None, None)},
        ),
        (
            "Russia attacked Ukraine with 97 drones overnight, of which 84 were shot down.",
            "attacked",
            {"drone": (97, 84, None)},
        ),
        ("Russia attacked Ukraine overnight; 84 of 97 drones were shot down.", "attacked", {"drone": (97, 84, None)}),
        (
            "Russia launched 40 drones at Kyiv overnight, and all but three were intercepted.",
            "launched",
            {"drone": (40, 37, 3)},
        ),
    ],
)
def test_figures_count_what_their_verbs_say(
    text: str, words: str, expected: dict[str, tuple[float | None, float | None, float | None]]
) -> None:
    assert counts(text, words) == expected


def test_the_model_stands_beside_the_class() -> None:
    text = "Russia launched 40 Shahed drones and two Iskander ballistic missiles at Kyiv overnight."
    (found,) = incidents_of(text, attack(text, "launched"))
    assert [(m.class_, m.model) for m in found.munitions] == [("drone", "Shahed"), ("ballistic_missile", "Iskander")]


def test_bare_missiles_say_nothing_beside_their_kinds() -> None:
    fired = Quantity(low=2, best=2, high=2, qualifier="exact", words="two")
    kinds = united_munitions((Munition(class_="missile"),), (Munition(class_="cruise_missile", launched=fired),))
    assert [each.class_ for each in kinds] == ["cruise_missile"]


def test_of_two_figures_the_greater_counts() -> None:
    two, nine = (Quantity(low=n, best=n, high=n, qualifier="exact", words=str(n)) for n in (2, 9))
    (found,) = united_munitions((Munition(class_="drone", launched=two),), (Munition(class_="drone", launched=nine),))
    assert found.launched == nine
