"""What a record says of the outlets that tell of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from dragoman.reconcile.outlets import Share, first_teller, opposed_in, shares_in, tally_in
from dragoman.record.records import Record, Report
from tests.records import RAID_A, RAID_B, SWAP, raid, record, report, telling


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
    tally = tally_in([_swap(one, one, other), _swap(alone)], [])
    assert dict(tally.told) == {"Early": 2, "Late": 1}
    assert (dict(tally.first), dict(tally.alone)) == ({"Early": 1}, {"Early": 1})
    assert not tally.disputes


def test_shares_are_parts_of_one_record() -> None:
    one, other = _report(RAID_A, "Early", 2), _report(RAID_B, "Late", 3)
    assert shares_in(_swap(one, other)) == {Share("told", "Early"), Share("told", "Late"), Share("first", "Early")}
    assert Share("against", "The Harbour Post", "Southern Wire") in shares_in(raid())
    against = tally_in([raid(), raid()], []).against
    assert against == {"The Harbour Post": {"Southern Wire": 2}, "Southern Wire": {"The Harbour Post": 2}}
