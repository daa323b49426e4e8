"""Triggers: none in texts about something else, and no part that states nothing."""

from dragoman.annotate.triggers import triggers
from dragoman.record.evidence import Span
from dragoman.record.mentions import Part, Trigger
from tests.factory import part, reading, trigger

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


def read(text: str, *marks: Trigger) -> list[Trigger]:
    return list(triggers.run(reading(text, marks=marks, relevance=1.0), None))


def test_pieces_of_one_term_are_joined_and_terms_of_a_list_are_not() -> None:
    text = "They signed a pact to set up a joint body to watch the line and to open the road, to free ten men."
    pieces = ("set up", "a joint body to watch the line and to", "open the road, to", "free ten men")
    mark = trigger(text, "agreement", "signed a pact", *(part(text, "terms", each) for each in pieces))
    (found,) = read(text, mark)
    terms = [each.span.words(text) for each in found.parts if each.role == "terms"]
    assert terms == ["set up a joint body to watch the line and to", "open the road, to", "free ten men"]


def test_a_dateline_is_no_part_of_what_is_said_and_an_article_no_actor() -> None:
    text = "OSLO, 3 May - The army left the port, an envoy said."
    mark = trigger(
        text, "statement", "said", part(text, "content", "OSLO, 3 May - The army left the port"),
        part(text, "speaker", "an envoy"), part(text, "addressee", "the"),
    )  # fmt: skip
    (found,) = read(text, mark)
    roles = {each.role: each.span.words(text) for each in found.parts}
    assert roles["content"] == "The army left the port"
    assert "addressee" not in roles
