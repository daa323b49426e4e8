"""The grammar of positions: stance, party, content, condition and addressee of every shape of sentence."""

import pytest

from dragoman.annotate.clauses import line_of
from dragoman.annotate.stances import Stance, stances_in
from dragoman.record.evidence import Span


def stances(text: str) -> list[Stance]:
    return stances_in(line_of(text, Span(0, len(text)), ()))


def read(text: str) -> list[tuple[str, str, str]]:
    """Stance, party and content of each."""
    return [(s.stance, s.party.words(text) if s.party else "", s.content.words(text)) for s in stances(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Oslo demands that the rebels leave the port.", ("demands", "Oslo", "the rebels leave the port")),
        ("The rebels want the road opened.", ("demands", "The rebels", "the road opened")),
        ("Kinshasa rejects any talks on land.", ("rejects", "Kinshasa", "any talks on land")),
        ("Kinshasa has ruled out foreign patrols.", ("rejects", "Kinshasa", "foreign patrols")),
        ("The junta does not accept a fixed date.", ("rejects", "The junta", "a fixed date")),
        ("Baku would never cede the villages.", ("rejects", "Baku", "cede the villages")),
        ("Baku is ready to free forty prisoners.", ("offers", "Baku", "free forty prisoners")),
        ("Baku is not ready to free them.", ("rejects", "Baku", "free them")),
        ("Baku does not rule out a truce.", ("open", "Baku", "a truce")),
        ("Baku no longer rules out a truce.", ("open", "Baku", "a truce")),
        ("Baku no longer opposes a lease.", ("open", "Baku", "a lease")),
        ("Baku remains open to talks on water.", ("accepts", "Baku", "talks on water")),
        ("Baku would agree to a truce.", ("accepts", "Baku", "a truce")),
        ("The status of the plant remains unresolved.", ("open", "", "The status of the plant remains unresolved")),
        ("Leaving the farms is out of the question for Beirut.", ("rejects", "Beirut", "Leaving the farms")),
        ("A row over the army's demand for hostages grew.", ("demands", "the army", "hostages grew")),
    ],
)
def test_stance_party_and_content_are_read(text: str, wanted: tuple[str, str, str]) -> None:
    assert read(text) == [wanted]


def test_what_is_no_longer_demanded_is_no_position() -> None:
    assert read("Baku no longer demands a lease.") == []


def test_what_should_be_is_kept_whole_before_the_next_stance() -> None:
    text = "Oslo has said the border should stay open at night and rejects any closure of the roads."
    assert read(text) == [
        ("demands", "", "the border should stay open at night"), ("rejects", "Oslo", "any closure of the roads"),
    ]  # fmt: skip


def test_what_hangs_on_something_else_is_a_condition() -> None:
    text = "The army will not halt its raids until the rebels leave."
    (found,) = stances(text)
    assert (found.stance, found.condition and found.condition.words(text)) == ("conditions", "until the rebels leave")
    assert [s.stance for s in stances("Further aid would depend on their conduct.")] == ["conditions"]


def test_whom_a_demand_is_put_to() -> None:
    for text, addressee in (
        ("Moscow demands Kyiv withdraw its forces.", "Kyiv"),
        ("Kyiv sought American guarantees.", "American"),
        ("Kyiv demands a truce.", None),
    ):
        assert [s.addressee and s.addressee.words(text) for s in stances(text)] == [addressee]


def test_unconditional_words_make_a_red_line() -> None:
    assert [s.is_firm for s in stances("Baku firmly rejects any patrols.")] == [True]
    assert [s.is_firm for s in stances("Baku rejects any patrols.")] == [False]


def test_two_stances_of_one_party_part_what_they_are_on() -> None:
    assert read("Baku demands two villages and rejects any patrols.") == [
        ("demands", "Baku", "two villages"),
        ("rejects", "Baku", "any patrols"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Baku rejected the report that it had fired.",
        "The demands of both sides were read out.",
        "It would come only if Baku were ready to pay.",
        "The rejected plan was long.",
    ],
)
def test_what_is_no_stance_is_none(text: str) -> None:
    assert [each for each in stances(text) if each.is_sure] == []
