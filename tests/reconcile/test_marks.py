"""Marks never leave out what a selection lets through, and leave out most of the rest."""

import pytest

from dragoman.reconcile.marks import marks_in, marks_wanted
from dragoman.reconcile.selecting import Box, Selection, select
from dragoman.record.records import Record
from tests.reconcile.test_selecting import known


def marked(selection: Selection) -> list[Record]:
    wanted = marks_wanted(selection)
    return [each for each in known() if all(not marks.isdisjoint(marks_in(each)) for marks in wanted)]


@pytest.mark.parametrize(
    "wanted",
    [
        {"places": ("Port Sudan",)}, {"places": ("port sudan",)}, {"places": ("Sudan",)}, {"places": ("CHE", "SDN")},
        {"box": Box(west=36, south=19, east=38, north=20)}, {"box": Box(west=30.5, south=-90, east=33, north=16)},
        {"issues": ("withdrawal",)}, {"issues": ("borders", "withdrawal")}, {"sources": ("fjord wire",)},
        {"statuses": ("agreed",)}, {"statuses": ("held",)}, {"statuses": ("postponed",)},
        {"disputed": True}, {"types": ("drone_strike",)}, {"munitions": ("drone",)},
        {"statuses": ("held",), "places": ("CHE",), "sources": ("VALLEY POST",)},
    ],
)  # fmt: skip
def test_marks_let_through_all_that_fits_and_not_everything(wanted: dict[str, object]) -> None:
    selection = Selection(**wanted)  # type: ignore[arg-type]
    found = marked(selection)
    assert set(map(id_of, select(known(), selection))) <= set(map(id_of, found))
    assert len(found) < len(known())


def test_a_box_of_half_the_world_is_not_spelled_out() -> None:
    assert marks_wanted(Selection(box=Box(west=-180, south=-90, east=0, north=90))) == ()


def test_a_box_may_cross_the_180th_meridian() -> None:
    (marks,) = marks_wanted(Selection(box=Box(west=179.5, south=0.5, east=-179.5, north=0.7)))
    assert {"degree 0 179", "degree 0 -180"} <= marks
    assert "degree 0 0" not in marks


def id_of(record: Record) -> str:
    return record.id
