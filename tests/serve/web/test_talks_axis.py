"""Rounds, exchanges and truces on one axis of days."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factory import days
from tests.records import SWAP, TALKS, holdings, raid, telling
from tests.records import record as put_together

from dragoman.record.records import Record
from dragoman.serve.web.talks_axis import LEFT, RIGHT, WIDTH, Axis, Mark, axis_of


def _round(first: str, number: int = 1) -> Record:
    return put_together(telling("round", TALKS, {}, when=days(first), round_number=number, status="held"))


def _truce(**times: Any) -> Record:
    return put_together(telling("agreement", SWAP, {}, type="ceasefire", status="in_force", **times))


def _axis(records: Iterable[Record]) -> Axis | None:
    return axis_of(records, {})


def _marks(axis: Axis | None) -> list[Mark]:
    assert axis is not None
    return [mark for lane in axis.lanes for mark in lane.marks]


def test_nothing_dated_is_no_drawing() -> None:
    assert _axis([]) is None
    assert _axis([raid()]) is None  # incidents have a page of their own


def test_kinds_have_lanes_and_later_days_stand_further_right() -> None:
    axis = _axis([_round("2031-03-01"), _round("2031-03-20", 2), *holdings().records])
    assert axis is not None
    assert [lane.name for lane in axis.lanes] == ["Rounds", "Exchanges"]
    rounds = axis.lanes[0].marks
    assert [mark.label for mark in rounds] == ["1", "2", "2"]
    assert sorted(mark.x for mark in rounds) == [mark.x for mark in rounds]


def test_a_truce_that_nobody_ended_reaches_to_the_end() -> None:
    kept = _truce(effective=days("2031-03-05"))
    ended = _truce(effective=days("2031-03-01"), ended=days("2031-03-04"))
    marks = {mark.record: mark for mark in _marks(_axis([kept, ended, _round("2031-04-01")]))}
    assert marks[kept.id].is_open
    assert marks[kept.id].x + marks[kept.id].width == WIDTH - RIGHT
    assert not marks[ended.id].is_open


def test_a_mark_has_the_title_it_is_given() -> None:
    found = _round("2031-03-01")
    assert [mark.title for mark in _marks(axis_of([found], {found.id: "Round 1; held"}))] == ["Round 1; held"]
    assert [mark.title for mark in _marks(axis_of([found], {}))] == ["round"]


def test_what_nobody_dates_is_counted_and_not_drawn() -> None:
    undated = put_together(telling("round", TALKS, {}, round_number=9))
    object.__setattr__(undated.tellings[0].report, "published", None)
    axis = _axis([undated, _round("2031-03-01")])
    assert axis is not None
    assert axis.undated == 1
    assert [mark.label for mark in _marks(axis)] == ["1"]


def test_marks_and_labels_of_a_row_do_not_cover_each_other() -> None:
    axis = _axis([_round((date(2031, 3, 1) + timedelta(days=at // 3)).isoformat(), at) for at in range(1, 40)])
    for lane in axis.lanes if axis else ():
        for row in {mark.row for mark in lane.marks}:
            own = [mark for mark in lane.marks if mark.row == row]
            assert all(one.x + one.width <= other.x for one, other in pairwise(own))


@pytest.mark.parametrize("last", ["2031-03-02", "2031-04-20", "2031-12-31", "2035-01-01", "2090-01-01", "9999-12-31"])
def test_an_axis_of_any_length_has_few_ticks(last: str) -> None:
    axis = _axis([_round("2031-03-01"), _round(last)])
    assert axis is not None
    assert 1 <= len(axis.ticks) <= 13
    assert len({tick.x for tick in axis.ticks}) == len(axis.ticks)


@given(st.lists(st.dates(), min_size=1, max_size=6))
def test_every_mark_lies_in_the_drawing(found: list[date]) -> None:
    for mark in _marks(_axis([_round(each.isoformat()) for each in found])):
        assert LEFT <= mark.x <= WIDTH - RIGHT
        assert mark.x + mark.width <= WIDTH
