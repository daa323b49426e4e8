from typing import Any

import pytest

from dragoman.reconcile.conflicts import RANKS, fields_of, spread_of
from dragoman.record.records import RULES, Field, Telling
from tests.reconcile.telling import (
    GENEVA,
    KHARTOUM,
    fired,
    number,
    on,
    released,
    report,
    strike,
    swap,
    talks,
    truce,
    voice,
)  # fmt: skip
from tests.reconcile.test_judging import judged


def field(name: str, *tellings: Telling, rule: Any = "most_sources") -> Field:
    return fields_of(tellings, rule=rule)[name]


def test_every_rule_is_in_the_table() -> None:
    assert tuple(RANKS) == RULES


def test_all_in_all_and_by_side_agree() -> None:
    told = [swap("a", total=number(314)), swap("b", released_to=(released("ETH", number(157)),)),
            swap("c", released_to=(released("ETH", number(157)), released("ERI", number(157))))]  # fmt: skip
    found = fields_of(told, rule="most_sources")
    assert found["total"].preferred["best"] == 314
    assert found["released_to.ETH.quantity"].preferred["best"] == 157
    assert not any(each.is_disputed for each in found.values())
    more = swap("d", released_to=(released("ETH", number(157)), released("ERI", number(120))))
    assert field("total", *told, more).is_disputed


def test_about_seventy_and_seventy_one_are_a_range_with_voices() -> None:
    told = [strike("a", munitions=(fired("missile", number(70, "about")),), attributed_to=voice("a power company")),
            strike("b", munitions=(fired("missile", number(71)),), attributed_to=voice("the air force"))]  # fmt: skip
    found = field("munitions.missile.launched", *told, rule="range")
    assert (found.spread.low, found.spread.high) == (70, 71)  # type: ignore[union-attr]
    assert (found.preferred["low"], found.preferred["high"]) == (70, 71)
    assert not found.is_disputed
    assert {v.attributed_to.speaker.name for value in found.values for v in value.tellings if v.attributed_to} == {
        "a power company", "the air force",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "disputed"),
    [(number(12), number(30), True), (number(70, "over"), number(71), False), (number(12), number(12), False),
     (number(20, "at_least"), number(12), True), (number(70, "about"), number(120), True)],
)  # fmt: skip
def test_only_tolls_that_cannot_both_be_true_are_disputed(one: Any, other: Any, *, disputed: bool) -> None:
    assert field("killed", strike("a", killed=one), strike("b", killed=other)).is_disputed is disputed


def test_the_same_voice_brings_its_toll_up_to_date() -> None:
    ministry = voice("the health ministry", "SDN", "organisation")
    told = [strike(report("a", "03-05"), killed=number(12), attributed_to=ministry),
            strike(report("b", "03-07"), killed=number(30), attributed_to=ministry)]  # fmt: skip
    found = field("killed", *told)
    assert not found.is_disputed
    assert found.preferred["best"] == 30
    assert [value.value["best"] for value in found.values] == [30, 12]


def test_a_plan_that_came_true_is_history() -> None:
    told = [talks(report("a", "02-20"), status="planned", when=on("03-02")),
            talks(report("b", "03-01"), status="planned"), talks(report("c", "03-05"), status="held")]  # fmt: skip
    found = field("status", *told)
    assert found.preferred == "held"
    assert not found.is_disputed


def test_held_against_postponed_of_the_same_days_is_disputed() -> None:
    told = [talks(report("a", "03-06"), status="held"), talks(report("b", "03-06"), status="postponed")]
    assert field("status", *told).is_disputed
    moved = [
        talks(report("a", "03-06"), status="held"),
        talks(report("b", "03-01"), status="postponed", when=on("03-01")),
    ]
    assert not field("status", *moved).is_disputed


def test_a_truce_in_force_and_later_violated_is_history_and_not_the_other_way_round() -> None:
    told = [truce(report("a", "03-05"), status="in_force"), truce(report("b", "03-09"), status="violated")]
    assert not field("status", *told).is_disputed
    assert field("status", *told).preferred == "violated"


def test_number_and_venue_can_be_disputed() -> None:
    assert field("round_number", talks("a", round_number=1), talks("b", round_number=2)).is_disputed
    assert field("venue", talks("a"), talks("b", venue=GENEVA)).is_disputed
    assert not field("venue", talks("a"), talks("b", venue=GENEVA, status="planned")).is_disputed


def test_copies_of_a_story_are_one_source() -> None:
    copies = [strike(report(name, story="wire"), killed=number(12)) for name in ("a", "b", "c")]
    own = [strike(report(name), killed=number(13)) for name in ("d", "e")]
    found = field("killed", *copies, *own)
    assert [(value.value["best"], value.sources, len(value.tellings)) for value in found.values] == [
        (13, 2, 2),
        (12, 1, 3),
    ]


def test_rules_choose_differently() -> None:
    someone, hospital = voice("one", None, "unnamed_official"), voice("the hospital", None, "organisation")
    told = [strike(report("a", "03-05"), killed=number(12)), strike(report("b", "03-05"), killed=number(12)),
            strike(report("c", "03-09"), killed=number(30), asserted="alleged", attributed_to=someone),
            strike(report("d", "03-06"), killed=number(20), attributed_to=hospital)]  # fmt: skip
    chosen = {rule: field("killed", *told, rule=rule).preferred["best"] for rule in ("latest", "most_sources")}
    assert chosen == {"latest": 30, "most_sources": 12}
    assert field("killed", *told, rule="best_placed_source").preferred["best"] == 20
    ranged = field("killed", *told, rule="range").preferred
    assert (ranged["low"], ranged["high"]) == (12, 30)


def test_lists_hold_each_item_once_with_its_voices() -> None:
    found = field("places", strike("a"), strike("b"))
    assert [value.sources for value in found.values] == [2]
    assert found.preferred == [found.values[0].value]
    assert found.values[0].value["name"] == KHARTOUM.name


def test_nobody_bounds_an_open_figure() -> None:
    spread = spread_of([number(70, "over")])
    assert (spread.low, spread.high) == (71, None)


def test_an_edit_comes_first_and_settles() -> None:
    told = [strike("a", killed=number(12)), strike("b", killed=number(30))]
    edit = judged("j1", "edit", told[0].finding.id, field="killed", value={"best": 14})
    found = fields_of(told, [edit], rule="most_sources")["killed"]
    assert found.preferred == {"best": 14}
    assert found.values[0].tellings[0].judged_by == "Ada"
    assert len(found.values) == 3
    assert not found.is_disputed


def test_nobody_knows_the_greatest_where_somebody_says_at_least_more() -> None:
    spread = spread_of([number(12), number(30, "at_least")])
    assert (spread.low, spread.high) == (12, None)
    assert spread_of([number(40), number(30, "at_least")]).high == 40
