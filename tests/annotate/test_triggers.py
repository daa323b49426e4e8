"""Triggers: none in texts about something else, and no part that states nothing."""

from dragoman.annotate.triggers import triggers
from dragoman.record.evidence import Span
from dragoman.record.mentions import Part, Trigger
from tests.factory import reading, trigger

TEXT = "Envoys met in Oslo on Monday.\n\nThey will meet again."


def kept(*marks: Trigger, relevance: float = 1.0) -> list[Trigger]:
    return list(triggers.run(reading(TEXT, marks=marks, relevance=relevance), None))


def test_a_text_about_something_else_has_none() -> None:
    assert kept(trigger(TEXT, "event", "met"), relevance=0.0) == []


def test_a_protest_is_kept_in_a_text_about_something_else() -> None:
    marks = [trigger(TEXT, "event", "met", event_type=each) for each in ("PROTEST", "CONSULT")]
    assert [mark.codes[0].value for mark in kept(*marks, relevance=0.0)] == ["PROTEST"]


def test_sure_findings_make_no_text_relevant() -> None:
    assert kept(trigger(TEXT, "round", "met"), relevance=0.2) == []
    assert [each.kind for each in kept(trigger(TEXT, "round", "met"), relevance=0.4)] == ["round"]


def test_a_trigger_in_a_word_of_grammar_is_dropped() -> None:
    assert kept(trigger(TEXT, "round", "in")) == []


def test_a_part_without_a_word_is_left_out() -> None:
    blank = Part(role="parties", span=Span(TEXT.index("\n"), TEXT.index("They")), score=0.9)
    mark = trigger(TEXT, "round", "met")
    (found,) = kept(Trigger(kind="round", span=mark.span, sentence=0, score=0.9, parts=(blank,)))
    assert all(part.span.words(TEXT).strip() for part in found.parts)
