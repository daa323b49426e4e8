"""The matrix of positions: what a party holds now, since when, and whether it moved."""

from datetime import date

import pytest

from dragoman.reconcile.matrix import Cell, matrix_of, quotes_of
from dragoman.record.evidence import Evidence
from dragoman.record.records import Telling
from tests.reconcile.telling import demand, report, state
from tests.reconcile.test_assemble import put as records
from tests.reconcile.test_judging import judged


def said(day: str, stance: str = "demands", **known: object) -> Telling:
    return demand(report(f"r{day}", day), stance=stance, content=f"troops and the pass on {day}", **known)


def cell(*told: Telling) -> Cell:
    matrix = matrix_of(records(told))
    assert len(matrix.cells) == 1
    return matrix.cells["Armenia", "withdrawal"]


def test_an_empty_archive_has_an_empty_matrix() -> None:
    assert matrix_of(()).cells == {}


def test_what_is_said_again_is_reaffirmed() -> None:
    found = cell(said("02-01"), said("02-20"))
    assert found.present is not None
    assert (found.present.first, found.present.last) == (date(2031, 2, 1), date(2031, 2, 20))
    assert found.present.is_reaffirmed
    assert not found.has_moved


@pytest.mark.parametrize(
    ("stances", "moved", "since"),
    [
        (["demands", "offers"], True, "02-20"),
        (["demands", "rejects"], False, "02-01"),  # the same resistance in other words
        (["accepts", "conditions"], False, "02-01"),
        (["open", "accepts"], True, "02-20"),
    ],
)
def test_a_party_moves_between_groups_of_stances(stances: list[str], moved: bool, since: str) -> None:
    found = cell(said("02-01", stances[0]), said("02-20", stances[1]))
    assert found.has_moved == moved
    assert found.present is not None
    assert found.present.first == date.fromisoformat(f"2031-{since}")
    assert found.present.stances[0] == stances[1]


def test_who_moves_and_returns_has_three_stretches() -> None:
    found = cell(said("01-01"), said("02-01", "offers"), said("03-01"))
    assert [held.stances for held in found.held] == [("demands",), ("offers",), ("demands",)]
    assert [held.first for held in found.held] == [date(2031, 3, 1), date(2031, 2, 1), date(2031, 1, 1)]


def test_what_others_say_of_a_party_is_not_its_word() -> None:
    found = cell(said("02-01"), said("02-20", "offers", asserted="alleged"))
    assert found.present is not None
    assert found.present.stances == ("demands",)
    assert len(found.aside) == 1
    assert not found.has_moved
    assert cell(said("02-01", asserted="denied")).present is None


def test_parties_and_issues_can_be_chosen_by_any_name() -> None:
    told = [said("02-01"), said("02-02", party=state("AZE"), issue="borders"), said("02-03", party=None)]
    found = matrix_of(records(told))
    assert set(found.cells) == {("Armenia", "withdrawal"), ("Azerbaijan", "borders")}
    assert matrix_of(records(told), parties=["Yerevan"]).parties == ("Armenia",)
    assert matrix_of(records(told), parties=["AZE"], issues=["withdrawal"]).cells == {}
    assert matrix_of(records(told), issues=["borders"]).parties == ("Azerbaijan",)


def test_a_person_can_set_the_stance() -> None:
    told = said("02-01")
    (edited,) = records([told], judged("j", "edit", told.finding.id, field="stance", value="accepts"))
    present = matrix_of([edited]).cells["Armenia", "withdrawal"].present
    assert present is not None
    assert present.stances == ("accepts",)


def test_the_words_shown_are_those_of_the_content() -> None:
    shown = (
        Evidence(field="stance", start=0, end=7, quote="demands"),
        Evidence(field="content", start=8, end=9, quote="x"),
    )
    (record,) = records([said("02-01", evidence=shown)])
    assert [each.quote for _, each in quotes_of(record)] == ["x"]
