"""The grammar of reported speech: every shape of sentence once, with what must not be read as speech."""

import pytest

from dragoman.annotate.quotations import quotations
from dragoman.annotate.sayings import Saying, sayings_in
from dragoman.record.evidence import Span
from tests.factory import reading


def said(text: str) -> list[Saying]:
    """The acts of saying in a text of one sentence."""
    quoted = [each.span for each in quotations.run(reading(text), None)]
    return sayings_in(text, Span(0, len(text)), quoted)


def told(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Verb, speaker and words of each."""
    return [
        (s.base, s.speaker.words(text) if s.speaker else "", tuple(c.words(text) for c in s.content))
        for s in said(text)
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Oslo said on Monday that the truce had held.", "Oslo", "the truce had held"),
        ("The truce had held, the foreign ministry said on Monday.", "the foreign ministry", "The truce had held"),
        ("MUSCAT - The truce had held, said envoy Hodan Warsame.", "Hodan Warsame", "The truce had held"),
        ("According to the army, four men were hurt.", "the army", "four men were hurt"),
        ("Four men were hurt, according to mayor Ilir Prenga.", "Ilir Prenga", "Four men were hurt"),
        ("Ilir Prenga, who was not there, told men in Bern the plan was dead.", "Ilir Prenga", "the plan was dead"),
        ("Ilir Prenga -- a judge -- said in a post that all was dead.", "Ilir Prenga", "all was dead"),
        ("Norway's chief mediator, Ilir Prenga, said the plan was dead.", "Ilir Prenga", "the plan was dead"),
        ("Ilir Prenga, secretary of the Council, said the plan was dead.", "Ilir Prenga", "the plan was dead"),
        ("A raid, which the army said killed two, followed.", "the army", "killed two, followed"),
        ("The shelling left what the Red Cross called “a lake of glass”.", "the Red Cross", "“a lake of glass”"),
    ],
)  # fmt: skip
def test_speaker_and_words_are_read(text: str, speaker: str, words: str) -> None:
    assert [(who, content) for _, who, content in told(text)] == [(speaker, (words,))]


def test_a_sentence_around_its_attribution_is_two_stretches() -> None:
    assert told("The talks, the envoy said, were held in the open.") == [
        ("say", "the envoy", ("The talks", "were held in the open"))
    ]
    assert told('"We came," said the envoy Ilir Prenga, "and we will stay."') == [
        ("say", "Ilir Prenga", ('"We came,"', '"and we will stay."'))
    ]


def test_after_with_a_speaker_of_its_own_says_it() -> None:
    text = "Both teams called the day useful, with the army's chief negotiator, Ilir Prenga, describing it as calm."
    assert [(verb, who) for verb, who, _ in told(text)] == [("call", "Both teams"), ("describe", "Ilir Prenga")]
    assert told(text)[0][2] == ("the day useful",)
    assert [s.role and s.role.words(text) for s in said(text)] == [None, "the army's chief negotiator"]


def test_whom_one_accuses_and_whom_one_tells_are_hearers() -> None:
    text = "Khartoum accused its neighbour of arming the rebels."
    assert [s.addressee and s.addressee.words(text) for s in said(text)] == ["its neighbour"]
    assert told(text)[0][2] == ("arming the rebels",)
    text = "The envoy urged both armies to stop."
    assert [s.addressee and s.addressee.words(text) for s in said(text)] == ["both armies"]
    text = "The envoy told Radio Lidemo that the road was open."
    assert [s.addressee and s.addressee.words(text) for s in said(text)] == ["Radio Lidemo"]


def test_a_second_verb_has_the_speaker_of_the_first() -> None:
    assert told("The army denied shelling the town, adding that two planes were lost.") == [
        ("deny", "The army", ("shelling the town",)),
        ("add", "The army", ("two planes were lost",)),
    ]
    assert told('The envoy noted that the talks showed "progress" while criticising the press.') == [
        ("note", "The envoy", ('the talks showed "progress"',)),
        ("criticise", "The envoy", ("the press",)),
    ]


def test_the_title_is_kept_apart_from_the_name() -> None:
    for text, role in (
        ("Ukraine's top negotiator Ilir Prenga said no.", "Ukraine's top negotiator"),
        ("Ilir Prenga, secretary of the Council, said no.", "secretary of the Council"),
        ("The chief delegate, Lieutenant General Ilir Prenga, said no.", "The chief delegate"),
        ('"No," said Ilir Prenga, the mayor of Lofa.', "the mayor of Lofa"),
    ):
        assert [s.role and s.role.words(text) for s in said(text)] == [role]


@pytest.mark.parametrize(
    "text",
    [
        "The envoy declined to say whether he would come.",
        "The envoy would say nothing of it.",
        "The claims of both armies were checked.",
        "The State Department building was empty.",
        "The disputed region was quiet.",
        "He is said to be ill.",
        "Nobody said a word about it.",
        "The army was accused of theft.",
        '"They said that he denied it."',
    ],
)
def test_what_is_no_report_of_words_is_none(text: str) -> None:
    assert said(text) == []


def test_words_told_by_somebody_else_are_marked_so() -> None:
    found = said("Oslo said that the rebels claimed the attack on Monday.")
    assert [(s.base, s.is_inside) for s in found] == [("say", False), ("claim", True)]


def test_semicolons_part_two_speakers() -> None:
    assert [who for _, who, _ in told("Oslo said that it was over; Bern said that it was not.")] == ["Oslo", "Bern"]


def test_a_long_quotation_before_the_speaker_is_his() -> None:
    text = '"We came. We saw. We left," said Ilir Prenga.'
    assert told(text) == [("say", "Ilir Prenga", ('"We came. We saw. We left,"',))]


def test_talks_that_concluded_somewhere_say_nothing() -> None:
    assert said("The hearing concluded in Bern on Friday, with nobody content.") == []
    assert said("The panel concluded that the truce had held.") != []
    assert said("“The truce has held,” Warsame concluded on Monday.") != []
