"""Triggers of saying become statements: exact words apart from paraphrase, nothing without speaker or words."""

from typing import Any

from dragoman.annotate.quotations import quotations
from dragoman.extract.statements import statements
from dragoman.record.mentions import Part, Trigger
from dragoman.record.statements import Statement
from tests.factory import actor, part, reading, trigger


def stated(text: str, *marks: Trigger) -> tuple[Statement, ...]:
    """The statements of a text whose speakers are known by their words."""
    people: list[Part] = [p for mark in marks for p in mark.parts if p.role in ("speaker", "addressee")]
    actors: dict[Any, Any] = {p.span: actor(p.span.words(text)) for p in people}
    quoted = quotations.run(reading(text), None)
    return statements.run(reading(text, triggers=marks, actors=actors, quotations=quoted), None)


def said(text: str, *parts: Part, verb: str = "said", **codes: str) -> Trigger:
    return trigger(text, "statement", verb, *parts, **codes)


def test_paraphrase_is_content_and_words_in_marks_are_quotes() -> None:
    text = 'The envoy said the talks were "slow" and "dry".'
    mark = said(text, part(text, "speaker", "The envoy"), part(text, "content", 'the talks were "slow" and "dry"'))
    (found,) = stated(text, mark)
    assert (found.quote, found.quoted) == (("slow", "dry"), True)
    assert found.content == 'the talks were "slow" and "dry"'


def test_content_that_is_all_quotation_is_no_paraphrase() -> None:
    text = '"We will stay," said the envoy.'
    mark = said(text, part(text, "speaker", "the envoy"), part(text, "content", '"We will stay,"'))
    (found,) = stated(text, mark)
    assert (found.quote, found.content) == (("We will stay",), None)


def test_a_quotation_cut_by_its_attribution_is_two_quotes_of_one_statement() -> None:
    text = '"We came," said the envoy, "and we will stay."'
    mark = said(
        text, part(text, "speaker", "the envoy"),
        part(text, "content", '"We came,"'), part(text, "content", '"and we will stay."'),
    )  # fmt: skip
    (found,) = stated(text, mark)
    assert found.quote == ("We came", "and we will stay.")


def test_marks_around_nobodys_words_stay_out() -> None:
    text = 'The "truce" was over when the envoy said that the road was open.'
    mark = said(text, part(text, "speaker", "the envoy"), part(text, "content", "the road was open"))
    (found,) = stated(text, mark)
    assert (found.quote, found.quoted) == ((), False)


def test_no_statement_without_a_speaker_or_without_words() -> None:
    text = "The envoy said that the road was open."
    assert stated(text, said(text, part(text, "content", "the road was open"))) == ()
    assert stated(text, said(text, part(text, "speaker", "The envoy"))) == ()


def test_every_field_has_its_evidence() -> None:
    text = "The envoy told reporters that the road was open."
    mark = said(
        text, part(text, "speaker", "The envoy"), part(text, "addressee", "reporters"),
        part(text, "content", "the road was open"), verb="told", act="say",
    )  # fmt: skip
    (found,) = stated(text, mark)
    assert {(e.field, e.quote) for e in found.evidence} == {
        ("act", "told"), ("speaker", "The envoy"), ("addressee", "reporters"), ("content", "the road was open"),
    }  # fmt: skip


def test_an_article_cut_off_before_a_quotation_is_no_matter() -> None:
    text = 'The envoy called the "worst" raid of the war a crime.'
    speaker, words = part(text, "speaker", "The envoy"), part(text, "content", 'the "worst" raid of the war a crime')
    cut = part(text, "about", "the")
    assert [each.about for each in stated(text, said(text, speaker, words, cut, verb="called"))] == [None]
    whole = part(text, "about", 'the "worst" raid')
    assert [each.about for each in stated(text, said(text, speaker, words, whole, verb="called"))] == [
        'the "worst" raid'
    ]
