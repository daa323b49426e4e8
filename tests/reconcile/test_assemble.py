import hashlib
import random
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reconcile.assemble import confidence_of, record_id, records_of
from dragoman.reconcile.candidates import suggestions_of
from dragoman.reconcile.linking import linked
from dragoman.record.records import Record, Telling
from tests.reconcile.telling import SETS, everything, number, report, strike, talks
from tests.reconcile.test_judging import judged

ALL = [telling for groups in SETS.values() for telling in everything(groups)]


def put(tellings: list[Telling], *judgements: Any, **options: Any) -> tuple[Record, ...]:
    return records_of(tellings, suggestions_of(tellings), judgements, **options)


def digest(made: object) -> str:
    return hashlib.sha256(repr(made).encode()).hexdigest()


def test_three_orders_give_one_digest() -> None:
    found = set()
    for seed in (1, 2, 3):
        shuffled = list(ALL)
        random.Random(seed).shuffle(shuffled)
        suggestions = list(suggestions_of(shuffled))
        random.Random(seed + 10).shuffle(suggestions)
        made = records_of(shuffled, suggestions, ())
        found.add((digest(made), digest(linked(made))))
    assert len(found) == 1


@given(st.lists(st.sampled_from(ALL), max_size=12, unique_by=lambda each: each.finding.id), st.randoms())
@settings(max_examples=25, deadline=None)
def test_any_part_in_any_order_gives_the_same(tellings: list[Telling], shuffler: Any) -> None:
    before = put(tellings)
    shuffler.shuffle(tellings)
    assert put(tellings) == before
    held = [telling.finding.id for record in before for telling in record.tellings]
    assert sorted(held) == sorted(telling.finding.id for telling in tellings)


def test_an_id_is_stable_as_long_as_the_smallest_finding_stays() -> None:
    tellings = sorted([talks("a"), talks("b"), talks("c")], key=lambda each: each.finding.id)
    assert record_id(tellings) == record_id(tellings[:2])
    assert record_id(tellings) != record_id(tellings[1:])
    assert record_id(tellings).startswith("round-record-")


def test_a_record_knows_its_sources_and_when_it_was_seen() -> None:
    (record,) = put([talks(report("a", story="wire")), talks(report("bb", story="wire")), talks(report("ccc"))])
    assert record.sources == 2
    assert record.first_seen == datetime(2031, 4, 1, 1, tzinfo=UTC)
    assert record.last_seen == datetime(2031, 4, 1, 3, tzinfo=UTC)


def test_copies_do_not_make_a_record_surer() -> None:
    assert confidence_of([talks("a")]) == pytest.approx(0.8)
    assert confidence_of([talks(report("a", story="w")), talks(report("b", story="w"))]) == pytest.approx(0.8)
    assert confidence_of([talks("a"), talks("b")]) == pytest.approx(0.96)


def test_judgements_are_in_force_in_the_record() -> None:
    first, second = strike("a", killed=number(12)), strike("b", killed=number(12))
    edit = judged("j1", "edit", first.finding.id, field="killed", value={"best": 14})
    accept = judged("j2", "accept", second.finding.id, hour=1)
    (record,) = put([first, second], edit, accept)
    assert record.fields["killed"].preferred == {"best": 14}
    assert record.judged == ("j1", "j2")
    assert record.confidence == 1.0
    assert put([first, second], judged("j3", "reject", first.finding.id))[0].tellings == (second,)
    (record,) = put([first, second], edit, judged("j4", "undo", hour=2, undoes="j1"))
    assert record.fields["killed"].preferred["best"] == 12


def test_a_merge_across_kinds_leaves_records_of_one_kind() -> None:
    first, second = talks("a"), strike("b")
    found = put([first, second], judged("j1", "merge", first.finding.id, second.finding.id))
    assert {record.kind for record in found} == {"round", "incident"}
