"""Mentions of one agreement become one; its days, length and terms are read, and what is only aimed at is none."""

from datetime import date

import pytest

from dragoman.record.agreements import Agreement
from dragoman.record.mentions import Trigger
from tests.extract.told import told
from tests.factory import part, trigger


def deal(text: str, words: str, *parts: str, nth: int = 1, **codes: str) -> Trigger:
    given = [part(text, role, words) for role, _, words in (each.partition("=") for each in parts)]
    return trigger(text, "agreement", words, *given, nth=nth, **({"type": "other", "status": "agreed"} | codes))


def deals_of(text: str, *marks: Trigger, published: str = "2024-08-06") -> tuple[Agreement, ...]:
    return told(text, *marks, published=published).agreements


TRUCE = (
    "The humanitarian truce between Sudan and Chad has been extended by twelve days. "
    "The pause, which began on 9 July, will now run until 17 August. "
    "Under its terms both sides let aid convoys through. Norway brokered the extension."
)


def test_days_length_terms_and_mediators_are_of_the_truce_that_the_text_tells_of() -> None:
    (found,) = deals_of(TRUCE, deal(TRUCE, "has been extended"))
    assert (found.type, found.status, found.duration) == ("humanitarian_truce", "extended", "twelve days")
    assert (found.effective and found.effective.start, found.ended and found.ended.start) == (
        date(2024, 7, 9),
        date(2024, 8, 17),
    )
    assert [term.words for term in found.terms] == ["both sides let aid convoys through"]
    assert [a.canonical for a in found.mediators] == ["Norway"]


def test_a_previous_truce_is_another_one() -> None:
    text = "Sudan and Chad announced a truce on Monday. The previous 72-hour ceasefire was brokered by Norway."
    now, before = deals_of(text, deal(text, "announced"), deal(text, "ceasefire", status="ended"))
    assert (now.declared and now.declared.start, before.duration) == (date(2024, 8, 5), "72-hour")


@pytest.mark.parametrize(
    "text",
    [
        "Washington seeks a pathway to a peace deal.",
        "Discussions covered ceasefire mechanisms and a lasting ceasefire.",
        "Any peace agreement must include guarantees.",
    ],
)
def test_a_deal_that_is_only_aimed_at_is_none(text: str) -> None:
    words = next(words for words in ("peace deal", "lasting ceasefire", "peace agreement") if words in text)
    assert deals_of(text, deal(text, words, status="under_negotiation")) == ()


def test_a_name_alone_tells_nothing() -> None:
    text = "The ceasefire was in the news."
    assert deals_of(text, deal(text, "ceasefire", status="in_force")) == ()


def test_an_order_is_no_agreement() -> None:
    text = "The army issued a displacement order to Sudan and Chad."
    assert deals_of(text, deal(text, "issued", "parties=The army")) == ()


def test_a_set_phrase_with_two_sides_tells_of_a_truce_by_itself() -> None:
    text = "Chad and Sudan accepted a cessation of hostilities."
    (found,) = deals_of(text)
    assert ([a.country for a in found.parties], found.type) == (["TCD", "SDN"], "ceasefire")


def test_the_accused_is_a_side_of_a_truce_that_is_in_force() -> None:
    text = "The president accused Russia of violating the energy truce."
    (found,) = deals_of(text)
    (breach,) = found.compliance
    assert (found.type, found.status, breach.kept) == ("partial_truce", "in_force", False)
    assert [a.country for a in found.parties] == ["RUS"]


def test_mediators_are_no_parties() -> None:
    text = "A Russian-brokered ceasefire between Armenia and Azerbaijan was signed in May 1994."
    (found,) = deals_of(text, deal(text, "was signed", "parties=Russian"))
    assert [a.canonical for a in found.parties] == ["Armenia", "Azerbaijan"]
    assert [a.canonical for a in found.mediators] == ["Russia"]


def test_a_truce_that_is_welcomed_or_brokered_needs_no_sides_beside_it() -> None:
    welcomed, before = deals_of(
        "Kenya welcomed the two-week truce. It rests on adherence to the previous 72-hour truce brokered by Norway."
    )
    assert (welcomed.duration, before.duration, [a.country for a in before.mediators]) == (
        "two-week",
        "72-hour",
        ["NOR"],
    )


def test_this_truce_is_the_one_told_of_and_names_no_new_sides() -> None:
    text = "Sudan and Chad agreed a truce on Monday. Norway will work with Kenya and Egypt to use this truce extension."
    marks = deal(text, "agreed"), deal(text, "extension", "parties=Kenya", "parties=Egypt", status="extended")
    (found,) = deals_of(text, *marks)
    assert {a.country for a in found.parties} == {"SDN", "TCD"}


def test_what_is_there_was_proposed_before() -> None:
    text = "Sudan and Chad agreed a truce. Kenya backed the proposal of a truce."
    (found,) = deals_of(text, deal(text, "agreed"), deal(text, "proposal", status="proposed"))
    assert found.status == "agreed"


def test_the_day_since_when_it_is_in_force_and_the_day_guns_fell_silent() -> None:
    since = "A truce between Sudan and Chad, in force since Monday, was largely holding on Wednesday."
    (found,) = deals_of(since)
    assert found.effective is not None
    assert (found.effective.start, [(c.words, c.kept) for c in found.compliance]) == (
        date(2024, 8, 5), [("was largely holding", True)],
    )  # fmt: skip
    today = "Today, Sudan and Chad ceased fighting."
    (other,) = deals_of(today)
    assert other.effective is not None
    assert other.effective.start == date(2024, 8, 6)


def test_truces_of_one_length_are_one_whatever_the_parties_are_called() -> None:
    text = (
        "A ten-day ceasefire by the belligerents holds, Norway said. Armed groups in Chad laid down arms. "
        "Sudan had put its name to a ten-day ceasefire."
    )
    marks = (
        deal(text, "ceasefire", "parties=the belligerents", "duration=ten-day", type="ceasefire", status="in_force"),
        deal(text, "laid down arms", "parties=Armed groups", type="ceasefire", status="in_force"),
        deal(text, "ceasefire", "parties=Sudan", "duration=ten-day", nth=2, type="ceasefire", status="proposed"),
    )
    assert len(deals_of(text, *marks)) == 1
