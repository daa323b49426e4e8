"""Triggers of wanting and refusing become positions: whose side it is, what is told twice, what tells nothing."""

from typing import Any

from dragoman.extract.positions import positions
from dragoman.record.actors import Actor
from dragoman.record.mentions import Trigger
from dragoman.record.positions import Position
from tests.factory import actor, part, reading, span, trigger

ROLES = ("party", "speaker", "addressee")


def held(text: str, *marks: Trigger, **known: Actor) -> tuple[Position, ...]:
    """The positions of a text; ``known`` gives actors by their words, "_" for a space."""
    given = {name.replace("_", " "): value for name, value in known.items()}
    actors: dict[Any, Any] = {
        p.span: given.get(p.span.words(text), actor(p.span.words(text), "SDN", sector="REB"))
        for mark in marks for p in mark.parts if p.role in ROLES
    }  # fmt: skip
    return positions.run(reading(text, triggers=marks, actors=actors), None)


def stance(text: str, verb: str, party: str, content: str, *, nth: int = 1, **codes: str) -> Trigger:
    parts = (part(text, "party", party, nth=nth), part(text, "content", content))
    return trigger(text, "position", verb, *parts, **codes)


def test_the_words_of_the_proposition_settle_the_issue() -> None:
    text = "The movement demands a prisoner exchange."
    mark = stance(text, "demands", "The movement", "a prisoner exchange", stance="demands", issue="territory")
    (found,) = held(text, mark)
    assert (found.issue, found.stance, found.content) == ("prisoners", "demands", "a prisoner exchange")


def test_without_such_words_the_readers_issue_stands() -> None:
    text = "The movement demands what was promised."
    mark = stance(text, "demands", "The movement", "what was promised", stance="demands", issue="amnesty")
    assert [each.issue for each in held(text, mark)] == ["amnesty"]


def test_an_official_speaks_for_his_state() -> None:
    text = "The minister rejects a truce."
    minister = actor("Amna Idris", "SDN", role="foreign minister", sector="GOV")
    mark = stance(text, "rejects", "The minister", "a truce", stance="rejects")
    (found,) = held(text, mark, The_minister=minister)
    assert found.party is not None
    assert (found.party.canonical, found.party.country) == ("Sudan", "SDN")
    assert found.speaker == minister


def test_an_adviser_speaks_for_his_group() -> None:
    text = "The adviser offers a truce."
    adviser = actor("Haroun Idris", "SDN", role="adviser", organisation="Rapid Support Forces", sector="REB")
    (found,) = held(text, stance(text, "offers", "The adviser", "a truce", stance="offers"), The_adviser=adviser)
    assert found.party is not None
    assert found.party.name == "Rapid Support Forces"


def test_a_position_told_twice_is_one_with_the_fuller_words() -> None:
    text = "Army wants rebels out of Nyala.\nThe army wants all rebels out of the whole of Nyala town by May."
    first = stance(text, "wants", "Army", "rebels out of Nyala", stance="demands", issue="withdrawal")
    second = trigger(
        text, "position", "wants", part(text, "party", "The army"),
        part(text, "content", "all rebels out of the whole of Nyala town by May"), nth=2, stance="demands",
        issue="withdrawal",
    )  # fmt: skip
    army = actor("Sudanese army", "SDN", canonical="Sudanese Armed Forces", sector="MIL")
    (found,) = held(text, first, second, Army=army, The_army=army)
    assert found.content == "all rebels out of the whole of Nyala town by May"
    assert {e.start for e in found.evidence} >= {span(text, "Army").start, span(text, "The army").start}


def test_a_pronoun_stands_for_the_matter_before() -> None:
    text = "The government proposed a truce. The men rejected it."
    marks = (
        stance(text, "proposed", "The government", "a truce", stance="offers"),
        stance(text, "rejected", "The men", "it", stance="rejects"),
    )
    assert [(each.stance, each.content) for each in held(text, *marks)] == [
        ("offers", "a truce"),
        ("rejects", "a truce"),
    ]


def test_words_that_tell_nothing_make_no_position() -> None:
    text = "The movement wants more. Both issues remain open."
    assert held(text, stance(text, "wants", "The movement", "more", stance="demands")) == ()
    loose = trigger(text, "position", "remain open", part(text, "content", "Both issues"), stance="open")
    assert held(text, loose) == ()


def test_no_position_without_a_party_unless_it_is_open() -> None:
    text = "The question of frozen assets remains open. A truce is demanded."
    marks = (
        trigger(
            text, "position", "remains open", part(text, "content", "The question of frozen assets"), stance="open"
        ),
        trigger(text, "position", "demanded", part(text, "content", "A truce"), stance="demands"),
    )
    assert [(each.stance, each.party) for each in held(text, *marks)] == [("open", None)]


def test_words_across_the_condition_are_no_addressee() -> None:
    text = "The movement will not stop fighting until the army leaves."
    mark = trigger(
        text, "position", "not stop", part(text, "party", "The movement"), part(text, "content", "stop fighting"),
        part(text, "condition", "until the army leaves"), part(text, "addressee", "fighting until the army"),
        stance="conditions",
    )  # fmt: skip
    (found,) = held(text, mark)
    assert (found.addressee, found.condition) == (None, "until the army leaves")
    assert "addressee" not in {each.field for each in found.evidence}
