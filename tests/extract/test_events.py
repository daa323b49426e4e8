"""Triggers of every other interaction become events with PLOVER's mode and score."""

from dataclasses import replace

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


def test_where_the_reader_is_unsure_the_words_decide_and_give_the_mode() -> None:
    text = "Norway severed its ties with Sudan on Wednesday."
    actors = part(text, "actors", "Norway"), part(text, "recipients", "Sudan")
    mark = trigger(text, "event", "severed", *actors, event_type="CONSULT")
    unsure = replace(mark, codes=tuple(replace(each, score=0.4) for each in mark.codes))
    (found,) = told(text, unsure).events
    assert (found.event_type, found.mode) == ("SANCTION", "discontinue")


def test_a_reader_that_is_sure_keeps_its_type_and_no_mode_of_another() -> None:
    text = "Norway severed its ties with Sudan on Wednesday."
    actors = part(text, "actors", "Norway"), part(text, "recipients", "Sudan")
    mark = trigger(text, "event", "severed", *actors, event_type="REJECT")
    sure = replace(mark, codes=tuple(replace(each, score=0.99) for each in mark.codes))
    (found,) = told(text, sure).events
    assert (found.event_type, found.mode) == ("REJECT", None)
