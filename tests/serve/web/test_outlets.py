"""Outlets by what their reports add."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.records import RAID_A, RAID_B, SWAP, report

from dragoman.reconcile.outlets import UNKNOWN, tally_in
from dragoman.record.records import Report
from dragoman.record.sources import Source
from dragoman.serve.web.outlets import outlets_of


def _report(text: str, source: str | None, day: int | None, **known: Any) -> Report:
    return report(text, source, published=date(2031, 3, day) if day else None, **known)


def test_outlets_are_told_with_their_copies_and_by_whom_they_are_copied() -> None:
    one, other, third = _report(RAID_A, "Wire", 2), _report(RAID_B, "Echo", 3), _report(SWAP, None, 4)
    reports = [replace(other, story=one.id), third, one]
    found = {each.name: each for each in outlets_of(tally_in([], reports))}
    assert (found["Wire"].copies, found["Wire"].copied, found["Wire"].independence) == (0, 1, 100)
    assert (found["Echo"].copies, found["Echo"].copied, found["Echo"].independence) == (1, 0, 0)
    assert found[UNKNOWN].first_day == date(2031, 3, 4)


def test_the_original_is_the_first_and_not_whose_name_the_story_has() -> None:
    one, other = _report(RAID_A, "Wire", 2), _report(RAID_B, "Echo", 3)
    found = {each.name: each for each in outlets_of(tally_in([], [replace(one, story=other.id), other]))}
    assert (found["Wire"].copies, found["Echo"].copies) == (0, 1)


def test_a_watched_outlet_without_a_report_is_listed_and_not_independent() -> None:
    listed = Source(name="wire-feed", outlet="Wire", url="https://wire.example/feed", reliability=0.4)
    silent = Source(name="Silent", url="https://silent.example/feed")
    found = outlets_of(tally_in([], [_report(RAID_A, "Wire", 2)]), [listed, silent])
    assert [each.name for each in found] == ["Wire", "Silent"]
    assert found[0].source is listed
    assert (found[1].reports, found[1].independence) == (0, None)
