"""Outlets by what their reports add."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.records import RAID_A, RAID_B, SWAP, raid, record, report, telling

from dragoman.record.records import Record, Report
from dragoman.record.sources import Source
from dragoman.serve.web.outlets import UNKNOWN, first_teller, opposed_in, outlets_of, tally_of


def _report(text: str, source: str | None, day: int | None, **known: Any) -> Report:
    return report(text, source, published=date(2031, 3, day) if day else None, **known)


def _swap(*reports: Report) -> Record:
    return record(*(telling("exchange", each.title or "", {}, each, category="prisoners") for each in reports))


def test_the_first_is_who_told_on_an_earlier_day_than_all_others() -> None:
    one, other = _report(RAID_A, "Early", 2), _report(RAID_B, "Late", 3)
    assert first_teller(_swap(other, one)) == "Early"
    assert first_teller(_swap(one, replace(other, published=date(2031, 3, 2)))) is None  # of one day
    assert first_teller(_swap(replace(one, published=None), other)) == "Late"  # of the other nobody knows
    assert first_teller(_swap(replace(one, published=None), replace(other, published=None))) is None


def test_copies_are_one_with_their_story() -> None:
    one, other = _report(RAID_A, "Original", 2), _report(RAID_B, "Copyist", 2)
    copy = replace(other, story=one.id)
    assert first_teller(_swap(copy, replace(one, added=one.added.replace(hour=1)))) == "Original"


def test_contradictions_are_between_outlets_that_share_no_value() -> None:
    both = {("The Harbour Post", "Southern Wire"), ("Southern Wire", "The Harbour Post")}
    told = raid()  # of a disputed toll
    assert opposed_in(told) == both
    settled = {name: replace(field, is_disputed=False) for name, field in told.fields.items()}
    assert opposed_in(replace(told, fields=settled)) == frozenset()


def test_a_tally_counts_each_record_once_for_an_outlet() -> None:
    one, other, alone = _report(RAID_A, "Early", 2), _report(RAID_B, "Late", 3), _report(SWAP, "Early", 4)
    tally = tally_of([_swap(one, one, other), _swap(alone)])
    assert dict(tally.told) == {"Early": 2, "Late": 1}
    assert (dict(tally.first), dict(tally.alone)) == ({"Early": 1}, {"Early": 1})
    assert not tally.disputes


def test_outlets_are_told_with_their_copies_and_by_whom_they_are_copied() -> None:
    one, other, third = _report(RAID_A, "Wire", 2), _report(RAID_B, "Echo", 3), _report(SWAP, None, 4)
    reports = [replace(other, story=one.id), third, one]
    found = {each.name: each for each in outlets_of(reports, tally_of([]))}
    assert (found["Wire"].copies, found["Wire"].copied, found["Wire"].independence) == (0, 1, 100)
    assert (found["Echo"].copies, found["Echo"].copied, found["Echo"].independence) == (1, 0, 0)
    assert found[UNKNOWN].first_day == date(2031, 3, 4)


def test_the_original_is_the_first_and_not_whose_name_the_story_has() -> None:
    one, other = _report(RAID_A, "Wire", 2), _report(RAID_B, "Echo", 3)
    found = {each.name: each for each in outlets_of([replace(one, story=other.id), other], tally_of([]))}
    assert (found["Wire"].copies, found["Echo"].copies) == (0, 1)


def test_a_watched_outlet_without_a_report_is_listed_and_not_independent() -> None:
    listed = Source(name="wire-feed", outlet="Wire", url="https://wire.example/feed", reliability=0.4)
    silent = Source(name="Silent", url="https://silent.example/feed")
    found = outlets_of([_report(RAID_A, "Wire", 2)], tally_of([]), [listed, silent])
    assert [each.name for each in found] == ["Wire", "Silent"]
    assert found[0].source is listed
    assert (found[1].reports, found[1].independence) == (0, None)
