"""Triggers of every other interaction become events with PLOVER's mode and score."""

from tests.extract.told import told
from tests.factory import part, trigger


def test_an_event_has_actor_recipient_and_score() -> None:
    text = "Norway imposed sanctions on Sudan on Wednesday."
    actors = part(text, "actors", "Norway"), part(text, "recipients", "Sudan")
    (found,) = told(text, trigger(text, "event", "imposed sanctions", *actors, event_type="SANCTION")).events
    assert [a.country for a in (*found.actors, *found.recipients)] == ["NOR", "SDN"]
    assert found.event_type == "SANCTION"
    assert found.score is not None
    assert found.score < 0


def test_a_mode_of_another_type_is_none() -> None:
    text = "Norway imposed sanctions on Sudan on Wednesday."
    actors = part(text, "actors", "Norway"), part(text, "recipients", "Sudan")
    mark = trigger(text, "event", "imposed sanctions", *actors, event_type="SANCTION", mode="meet")
    (found,) = told(text, mark).events
    assert found.mode is None


def test_an_event_without_anybody_is_none() -> None:
    text = "Sanctions were imposed."
    assert told(text, trigger(text, "event", "imposed", event_type="SANCTION")).events == ()


def test_a_meeting_still_to_come_is_an_agreement_to_meet() -> None:
    text = "Norway's envoy will visit Sudan on Friday."
    actors = part(text, "actors", "Norway"), part(text, "recipients", "Sudan")
    mark = trigger(text, "event", "will visit", *actors, event_type="CONSULT", status="future", mode="visit")
    (found,) = told(text, mark).events
    assert (found.event_type, found.mode) == ("AGREE", None)
