"""Statements as the reader marks them, completed and corrected by the grammar of reported speech."""

from dragoman.annotate.quotations import quotations
from dragoman.annotate.voices import with_voices
from dragoman.record.mentions import Trigger
from tests.factory import part, reading, trigger


def voices(text: str, *marks: Trigger) -> list[Trigger]:
    read = reading(text)
    return with_voices(reading(text, quotations=quotations.run(read, None)), list(marks))


def words(text: str, found: Trigger, role: str) -> list[str]:
    return [each.span.words(text) for each in found.parts if each.role == role]


def acts(found: list[Trigger]) -> list[str]:
    return [code.value for each in found for code in each.codes if code.name == "act"]


def test_the_grammar_settles_whose_words_they_are() -> None:
    text = "The defence ministry in Oslo said on Monday that the road was open."
    mark = trigger(text, "statement", "said", part(text, "speaker", "Oslo"), part(text, "content", "the"), act="say")
    found = voices(text, mark)[0]
    assert words(text, found, "speaker") == ["The defence ministry in Oslo"]
    assert words(text, found, "content") == ["the road was open"]
    assert words(text, found, "when") == ["on Monday"]


def test_the_verb_settles_the_act_and_else_the_reader_does() -> None:
    text = "Oslo denied the report. Oslo vowed to stay. Oslo voiced regret."
    marks = (
        trigger(text, "statement", "denied", act="say"),
        trigger(text, "statement", "vowed", act="threaten"),
        trigger(text, "statement", "voiced", part(text, "speaker", "Oslo", nth=3), act="criticise"),
    )
    assert acts(voices(text, *marks)) == ["deny", "threaten", "criticise"]


def test_a_verb_that_only_reports_makes_a_statement_by_itself() -> None:
    text = "Four men were hurt, the army said."
    found = voices(text)
    assert [(each.kind, each.span.words(text)) for each in found] == [("statement", "said")]
    assert words(text, found[0], "content") == ["Four men were hurt"]


def test_a_verb_that_may_do_more_than_report_makes_none() -> None:
    assert voices("Oslo expects a second round.") == []
    assert voices("The talks continued in Oslo.") == []


def test_marks_of_other_kinds_stay() -> None:
    text = "Oslo demands that the road be opened."
    mark = trigger(text, "position", "demands", stance="demands")
    assert voices(text, mark) == [mark]


def test_what_he_called_it_is_part_of_the_statement_around_it() -> None:
    text = 'The envoy criticised what he called interference from "war-lovers."'
    marks = [trigger(text, "statement", verb, part(text, "speaker", "he")) for verb in ("criticised", "called")]
    found = voices(text, *marks)
    assert [each.span.words(text) for each in found] == ["criticised"]


def test_what_somebody_does_inside_the_words_of_another_is_no_statement() -> None:
    text = "Oslo accused Bern of terror, exploiting the winter."
    found = voices(text, trigger(text, "statement", "exploiting", part(text, "speaker", "Oslo"), act="criticise"))
    assert [each.span.words(text) for each in found] == ["accused"]


def test_a_quotation_that_fills_a_sentence_is_by_whoever_spoke_before() -> None:
    text = 'The mayor said that the road was open. "We are tired of it."'
    found = voices(text)
    assert [words(text, each, "speaker") for each in found] == [["The mayor"], ["The mayor"]]
    assert words(text, found[1], "quote") == ["We are tired of it."]


def test_a_quotation_behind_no_statement_is_nobodys() -> None:
    assert voices('The road was closed. "We are tired of it."') == []


def test_headlines_make_no_statement_by_themselves() -> None:
    text = "Oslo says that the road is open"
    read = reading(text)
    from dataclasses import replace

    headline = tuple(replace(sentence, is_headline=True) for sentence in read.sentences)
    assert with_voices(reading(text, sentences=headline), []) == []
