"""Dated entries in order; an interval stays an interval, and what nobody dates comes last."""

import random
from datetime import date

from dragoman.reconcile.timeline import days_of, timeline_of
from dragoman.record.times import When
from tests.reconcile.telling import on, report, strike, talks, truce
from tests.reconcile.test_assemble import ALL, put
from tests.reconcile.test_judging import judged


def test_entries_come_in_the_order_of_days() -> None:
    undated = strike(report("z", None), when=None)
    entries = timeline_of(put([*ALL, undated]))
    firsts = [entry.days.first or entry.days.last for entry in entries]
    dated = [day for day in firsts if day]
    assert dated == sorted(dated)
    assert entries[-1].days.basis == "unknown"
    assert None not in firsts[:-1]


def test_the_order_of_records_changes_nothing() -> None:
    records = list(put(ALL))
    shuffled = random.Random(5).sample(records, len(records))
    assert timeline_of(records) == timeline_of(shuffled)


def test_an_interval_stays_one() -> None:
    (entry,) = timeline_of(put([talks("a")]))
    assert (entry.days.first, entry.days.last, entry.days.basis) == (date(2031, 3, 4), date(2031, 3, 5), "told")


def test_an_agreement_has_an_entry_for_each_of_its_times() -> None:
    entries = timeline_of(put([truce("a", effective=on("03-07"), ended=on("03-20"))]))
    assert [(entry.field, entry.days.first) for entry in entries] == [
        ("declared", date(2031, 3, 4)), ("effective", date(2031, 3, 7)), ("ended", date(2031, 3, 20)),
    ]  # fmt: skip


def test_only_the_report_is_dated() -> None:
    (entry,) = timeline_of(put([strike(report("a", "03-10"), when=When(words="some day"))]))
    assert (entry.days.first, entry.days.basis) == (date(2031, 3, 10), "reported")


def test_open_bounds_stay_open() -> None:
    days = days_of(put([strike("a", when=When(start=date(2031, 3, 4)))])[0])
    assert (days.first, days.last) == (date(2031, 3, 4), None)


def test_a_day_that_a_person_set_counts_and_nonsense_does_not() -> None:
    told = talks("a")
    for value, first in (({"start": "2031-03-09", "end": "2031-03-09"}, 9), ({"start": "soon"}, 4)):
        edit = judged("j", "edit", told.finding.id, field="when", value=value)
        assert days_of(put([told], edit)[0]).first == date(2031, 3, first)
