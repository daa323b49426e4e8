"""Triggers of force completed by rules, and without the talk of force."""

from dragoman.annotate.incidents import told_incidents
from dragoman.record.mentions import Trigger
from tests.factory import part, reading, sentences, trigger


def completed(text: str, *marks: Trigger) -> list[Trigger]:
    assert sentences(text)
    return list(told_incidents(reading(text), marks))


def roles(text: str, found: Trigger) -> dict[str, str]:
    return {each.role: each.span.words(text) for each in found.parts}


def test_the_grammar_fills_what_the_reader_leaves_open() -> None:
    text = "Russian forces shelled a hospital on Monday, killing two people."
    (found,) = completed(text, trigger(text, "incident", "shelled"))
    assert roles(text, found) == {
        "attacker": "Russian forces",
        "target": "hospital",
        "when": "on Monday",
        "killed": "two people",
    }


def test_halves_of_one_trigger_are_one() -> None:
    text = "A rocket and mortar attack hit the base on Monday."
    found = completed(text, trigger(text, "incident", "rocket and"), trigger(text, "incident", "mortar attack"))
    assert [each.span.words(text) for each in found] == ["rocket and mortar attack"]


def test_the_rules_figure_stands_for_the_readers_half() -> None:
    text = "A raid on the town killed at least 12 people."
    (found,) = completed(text, trigger(text, "incident", "raid", part(text, "killed", "12")))
    assert roles(text, found)["killed"] == "at least 12 people"


def test_an_adjective_names_no_attacker() -> None:
    text = "An Islamist attack killed two people in Mopti."
    (found,) = completed(text, trigger(text, "incident", "attack", part(text, "attacker", "Islamist")))
    assert "attacker" not in roles(text, found)


def test_talk_of_force_is_left_out_and_other_triggers_stay() -> None:
    text = "Leaders met to end the fighting."
    met = trigger(text, "round", "met")
    assert completed(text, met, trigger(text, "incident", "fighting")) == [met]


def test_the_voice_is_the_person_who_speaks_and_not_his_ministry() -> None:
    text = "Chad's defence ministry spokesman Idris Malo said rebels shelled the town of Adre."
    said = trigger(
        text, "statement", "said", part(text, "organisation", "Chad's defence ministry"),
        part(text, "speaker", "Idris Malo"), part(text, "content", "rebels shelled the town of Adre"),
    )  # fmt: skip
    shelled = next(t for t in completed(text, said, trigger(text, "incident", "shelled")) if t.kind == "incident")
    assert roles(text, shelled)["attributed_to"] == "Idris Malo"
