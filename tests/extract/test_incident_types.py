"""The type of an incident comes from its munitions or the trigger's own words where the reader is not sure."""

import pytest

from dragoman.extract.incident_types import by_munitions, type_of, type_told, typed
from dragoman.record.incidents import Incident, Munition
from tests.factory import finding, trigger


@pytest.mark.parametrize(
    ("classes", "code"),
    [
        (("missile", "drone"), "missile_and_drone_strike"),
        (("cruise_missile",), "missile_strike"),
        (("drone",), "drone_strike"),
        (("shell",), "shelling"),
        (("ied",), "ied"),
        (("blade",), "stabbing"),
        ((), None),
    ],
)
def test_munitions_make_the_type(classes: tuple[str, ...], code: str | None) -> None:
    assert by_munitions(Munition(class_=each) for each in classes) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("suicide bombing", "suicide_bombing"),
        ("air strikes", "airstrike"),
        ("clashed", "armed_clash"),
        ("drove a car into", "ramming"),
        ("was kidnapped", "abduction"),
    ],
)
def test_the_triggers_own_words_say_the_type(words: str, code: str) -> None:
    text = f"There {words} a crowd."
    assert type_told(text, trigger(text, "incident", words, type="other"), ()) == code


def test_the_joined_attack_has_the_type_of_all_its_munitions() -> None:
    found = finding(
        "incident", "Drones and missiles struck.", type=type_of("drone_strike"),
        munitions=(Munition(class_="drone"), Munition(class_="missile")),
    )  # fmt: skip
    assert isinstance(found, Incident)
    made = typed(found)
    assert made.type == type_of("missile_and_drone_strike")


def test_a_type_without_a_code_is_none() -> None:
    assert type_of(None) is None
