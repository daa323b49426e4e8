"""Rounds of talks as a process page shows them."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.factory import actor, days
from tests.records import ARDANIA, FRONT, TALKS, round_of_talks, telling
from tests.records import record as put_together

from dragoman.record.actors import Attribution
from dragoman.record.records import Record
from dragoman.record.rounds import AgendaItem, Delegation, Outcome
from dragoman.serve.web.talks_rounds import WRITERS, agenda_of, contested_of, next_of, rounds_of, with_agenda

ENVOY = Attribution(speaker=actor("the Ardanian envoy", "SDN", sector="GOV"), anonymity="unnamed_official")


def _told(cited: dict[str, str], **values: Any) -> Record:
    return put_together(telling("round", TALKS, cited, parties=(ARDANIA, FRONT), **values))


def test_a_round_is_told_in_words() -> None:
    (shown,) = rounds_of([round_of_talks()])
    assert (shown.title, shown.days, shown.place) == ("Round 2", "10 March 2031", "Sorrel (Oman)")
    assert (shown.mediators, shown.status, shown.is_coming) == ("Norway", "planned", True)
    assert shown.series == "Belmark Front – Sudan"  # a government stands for its state
    assert shown.address == f"/records/{shown.id}"


def test_what_nobody_tells_is_empty_and_not_made_up() -> None:
    (shown,) = rounds_of([_told({"parties": "Ardania"})])
    assert (shown.number, shown.place, shown.level, shown.status, shown.heads, shown.agenda) == ("", "", "", "", (), ())
    assert shown.title == "Talks"


def test_heads_of_delegation_stand_apart_from_the_others() -> None:
    head = Delegation(party=ARDANIA, person=actor("Ona Brill"), head=True)
    other = Delegation(party=FRONT, person=actor("Tam Rook"))
    (shown,) = rounds_of([_told({}, delegations=(head, other))])
    assert shown.heads == ("Ardania: Ona Brill",)
    assert shown.others == ("Belmark Front: Tam Rook",)


def test_rounds_stand_by_day_and_those_without_one_last() -> None:
    early = _told({"when": "10 March"}, when=days("2031-02-01"), round_number=1)
    undated = put_together(*(replace(t, report=replace(t.report, published=None)) for t in _told({}).tellings))
    assert [each.title for each in rounds_of([undated, round_of_talks(), early])] == ["Round 1", "Round 2", "Talks"]


def test_the_next_meeting_is_the_first_that_is_planned_and_not_over() -> None:
    past = round_of_talks(when=days("2031-01-10", basis="stated"), round_number=1)
    held = round_of_talks(when=days("2031-03-09", basis="stated"), round_number=3, status="held")
    rounds = rounds_of([past, held, round_of_talks()])
    found = next_of(rounds, date(2031, 3, 1))
    assert found is not None
    assert found.number == "2"
    assert next_of(rounds, date(2031, 3, 10)) == found  # on its day it is still the next one
    assert next_of(rounds, date(2031, 3, 11)) is None


def test_outcomes_stand_by_side_parties_first_and_the_writers_word_last() -> None:
    said = (
        Outcome(words="second round", tone="neutral"),
        Outcome(words="Norwegian mediation", attributed_to=ENVOY, tone="positive", quoted=True),
    )
    (shown,) = rounds_of([_told({"outcomes": "second round"}, outcomes=said)], ("Sudan",))
    assert [side.side for side in shown.outcomes] == ["Sudan", WRITERS]
    assert shown.outcomes[0].said[0][0] == "positive"


def test_an_outcome_without_words_of_a_report_is_not_shown() -> None:
    (shown,) = rounds_of([_told({}, outcomes=(Outcome(words="a breakthrough"),))])
    assert shown.outcomes == ()


def test_the_agenda_has_the_issues_of_most_rounds_first() -> None:
    truce, swap = AgendaItem(issue="ceasefire", words="a truce"), AgendaItem(issue="prisoners", words="a swap")
    first = _told({"agenda": "second round"}, agenda=(swap,), when=days("2031-01-01"))
    second = _told({"agenda": "second round"}, agenda=(truce, swap), when=days("2031-02-01"))
    rounds = rounds_of([second, first, round_of_talks()])
    assert [each.first for each in with_agenda(rounds)] == [date(2031, 1, 1), date(2031, 2, 1)]
    told = [(code, [len(cell) for cell in cells]) for code, cells in agenda_of(rounds)]
    assert told == [("prisoners", [1, 1]), ("ceasefire", [0, 1])]


def test_a_contradiction_shows_every_value_with_its_words() -> None:
    second = telling("round", TALKS, {"round_number": "second"}, round_number=2)
    third = telling("round", TALKS, {"round_number": "10"}, round_number=3)
    (found,) = contested_of(put_together(second, third))
    assert found.told.field == "round_number"
    assert [(value, [each.words for each in quotes]) for value, quotes in found.quotes] == [
        ("2", ["second"]),
        ("3", ["10"]),
    ]
