"""Which changes raise which alerts, against records built of known findings."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dragoman.reconcile.alerts import Window, raised, silent
from dragoman.reconcile.linking import linked
from dragoman.record.alerts import AlertRule, Raised
from dragoman.record.judgements import Judgement
from dragoman.record.records import Telling
from dragoman.record.sources import Health
from tests.reconcile.telling import (
    OMDURMAN,
    RSF,
    demand,
    fired,
    number,
    on,
    report,
    state,
    strike,
    swap,
    talks,
    truce,
)
from tests.reconcile.test_assemble import put

NOW = datetime(2031, 3, 1, tzinfo=UTC)


def seen(rule: AlertRule, before: list[Telling], after: list[Telling]) -> list[Raised]:
    """What a rule raises where the findings before are known, then all of them."""
    was, _ = linked(put(before))
    now, processes = linked(put([*before, *after]))
    return list(raised([rule], Window(before=was, after=now, processes=processes, until=NOW)))


def rule(when: Any, **known: Any) -> AlertRule:
    return AlertRule(name="r", when=when, **known)


def test_a_new_round_is_told_once_and_another_report_of_it_is_not() -> None:
    first, again = talks("a"), talks("b")
    (told,) = seen(rule("new_round"), [], [first])
    assert told.record
    assert (told.record.kind, {each.finding for each in told.grounds}) == ("round", {first.finding.id})
    assert seen(rule("new_round"), [first], [again]) == []
    assert seen(rule("new_round"), [], [swap("c")]) == []


def test_a_new_record_of_a_kind_passes_the_filters() -> None:
    asked = rule("new_record", kinds=("exchange", "agreement"), actors=("Eritrea",))
    assert [each.record.kind for each in seen(asked, [], [swap("a"), truce("b"), talks("c")])] == ["exchange"]
    assert seen(replace(asked, actors=("Mali",)), [], [swap("a")]) == []


def test_a_record_is_new_when_its_second_source_lets_it_through() -> None:
    asked = rule("new_round", least_sources=2)
    assert seen(asked, [], [talks("a")]) == []
    assert len(seen(asked, [talks("a")], [talks("b")])) == 1
    assert seen(asked, [talks("a"), talks("b")], [talks("c")]) == []


def test_what_a_better_reader_finds_in_an_old_report_is_no_news() -> None:
    first = talks("a")
    anew = replace(first, finding=replace(first.finding, id="round-anew", round_number=7))
    was, now = put([first]), put([anew])
    assert list(raised([rule("new_round")], Window(before=was, after=now, processes=(), until=NOW))) == []


def test_what_only_a_copy_of_an_old_report_says_is_no_news() -> None:
    copy = talks(report("b", story="a"), round_number=7, when=on("06-01"))
    assert seen(rule("new_round"), [talks("a")], [copy]) == []
    assert len(seen(rule("new_round"), [talks("a")], [talks("c", round_number=7, when=on("06-01"))])) == 1


def test_a_process_is_named_by_its_parties_and_one_that_is_not_known_holds_nothing() -> None:
    asked = rule("new_record", processes=("Armenia, Azerbaijan",))
    assert [each.record.kind for each in seen(asked, [], [truce("a"), swap("b")])] == ["agreement"]
    assert seen(replace(asked, processes=("Mali, Kenya",)), [], [truce("a"), swap("b")]) == []


def test_a_status_that_became_another_is_told_with_both() -> None:
    before = swap(report("a", "03-02"), status="expected", when=None)
    (told,) = seen(rule("status_changed", kinds=("exchange",)), [before], [swap("b")])
    assert (told.field, told.old, told.new) == ("status", "expected", "held")
    assert seen(rule("status_changed", kinds=("agreement",)), [before], [swap("b")]) == []
    assert seen(rule("status_changed", kinds=("exchange",), new=("postponed",)), [before], [swap("b")]) == []
    assert seen(rule("status_changed", kinds=("exchange",), old=("agreed",)), [before], [swap("b")]) == []
    assert seen(rule("status_changed", kinds=("exchange",)), [before], [truce("b")]) == []


def test_a_status_that_comes_back_is_another_change() -> None:
    one, two = swap(report("a", "03-02"), status="expected", when=None), swap("b")
    edit = Judgement(id="judgement-1", verb="edit", subjects=(two.finding.id,), by="Amal", at=NOW, field="status",
                     value="postponed")  # fmt: skip
    asked = rule("status_changed", kinds=("exchange",))
    (first,) = seen(asked, [one], [two])
    edited, processes = linked(put([one, two], edit))
    plain, _ = linked(put([one, two]))
    (by_hand,) = raised([asked], Window(before=plain, after=edited, processes=processes, until=NOW))
    assert (by_hand.old, by_hand.new, by_hand.grounds[0].judged_by) == ("held", "postponed", "Amal")
    assert by_hand.mark != first.mark


def test_a_party_that_gives_way_has_moved_and_one_that_says_it_harder_has_not() -> None:
    before = demand(report("a", "03-02"), when=on("03-02"))
    offer = demand(report("b", "03-20"), when=on("03-20"), stance="offers")
    harder = demand(report("c", "03-20"), when=on("03-20"), stance="rejects")
    (told,) = seen(rule("position_moved"), [before], [offer])
    assert (told.about, told.old, told.new) == ("Armenia", "demands", "offers")
    assert seen(rule("position_moved"), [before], [harder]) == []
    assert seen(rule("position_moved"), [before, offer], [demand(report("d", "03-21"), stance="offers")]) == []
    assert seen(rule("position_moved"), [offer], [before]) == [], "older news moves nobody"
    (both,) = seen(rule("position_moved"), [], [before, offer])
    assert (both.old, both.new) == ("demands", "offers")


@pytest.mark.parametrize(
    "known",
    [
        {"actors": ("Azerbaijan",)}, {"issues": ("ceasefire",)}, {"old": ("rejects",)}, {"new": ("accepts",)},
        {"processes": ("Mali, Kenya",)},
    ],
)  # fmt: skip
def test_filters_of_a_move(known: dict[str, Any]) -> None:
    before, offer = demand(report("a", "03-02"), when=on("03-02")), demand("b", when=on("03-20"), stance="offers")
    assert len(seen(rule("position_moved", actors=("ARM",), issues=("withdrawal",)), [before], [offer])) == 1
    assert seen(rule("position_moved", **known), [before], [offer]) == []


def test_a_contradiction_is_told_when_it_gets_wider_than_the_rule_allows() -> None:
    low, high = strike("a", killed=number(12)), strike("b", killed=number(30))
    higher = strike("c", killed=number(90))
    (told,) = seen(rule("contradiction", wider_than=10), [low], [high])
    assert (told.field, len(told.grounds)) == ("killed", 2)
    assert seen(rule("contradiction", wider_than=18), [low], [high]) == []
    assert len(seen(rule("contradiction", times=2), [low], [high])) == 1
    assert seen(rule("contradiction", times=2.5), [low], [high]) == []
    assert len(seen(rule("contradiction"), [low], [high])) == 1
    assert seen(rule("contradiction", wider_than=10), [low, high], [higher]) == [], "it was as wide before"
    assert len(seen(rule("contradiction", wider_than=40), [low, high], [higher])) == 1
    assert seen(rule("contradiction", fields=("injured",)), [low], [high]) == []


def test_figures_that_agree_are_no_contradiction_however_far_a_range_goes() -> None:
    low, about = strike("a", killed=number(12)), strike("b", killed=number(10, "at_least"))
    assert seen(rule("contradiction"), [low], [about]) == []


def test_an_open_figure_lies_as_far_as_somebody_names() -> None:
    low, high = strike("a", killed=number(12)), strike("b", killed=number(30, "at_least"))
    assert len(seen(rule("contradiction", wider_than=17), [low], [high])) == 1
    assert seen(rule("contradiction", wider_than=18), [low], [high]) == []


def test_parts_of_a_field_are_meant_with_it() -> None:
    one = strike("a", munitions=(fired("drone", number(71)),), scope="wave")
    other = strike("b", munitions=(fired("drone", number(40)),), scope="wave")
    for fields in (("munitions",), ("munitions.drone",), ("munitions.drone.launched",), ()):
        (told,) = seen(rule("contradiction", fields=fields, wider_than=30), [one], [other])
        assert told.field == "munitions.drone.launched"
    assert seen(rule("contradiction", fields=("munitions.dr",)), [one], [other]) == []


def test_the_first_use_of_a_munition_by_a_side() -> None:
    before = strike("a", munitions=(fired("drone"),))
    bombs = strike("b", munitions=(fired("glide_bomb"), fired("drone")), when=on("03-20"), places=(OMDURMAN,))
    (told,) = seen(rule("first_use"), [before], [bombs])
    assert (told.new, told.mark[-1]) == ("glide_bomb", "glide_bomb")
    theirs = strike("c", munitions=(fired("drone"),), attacker=state("SDN"), when=on("03-25"))
    assert [each.new for each in seen(rule("first_use"), [before], [theirs])] == ["drone"]
    assert seen(rule("first_use", per="process"), [before], [theirs]) == []
    assert seen(rule("first_use", munitions=("missile",)), [before], [bombs]) == []
    assert seen(rule("first_use", actors=("Mali",)), [before], [bombs]) == []


@pytest.mark.parametrize("known", [{"asserted": "denied"}, {"asserted": "hypothetical"}, {"attacker": None}])
def test_what_was_denied_or_done_by_nobody_is_no_first_use(known: dict[str, Any]) -> None:
    assert seen(rule("first_use"), [], [strike("a", munitions=(fired("glide_bomb"),), **known)]) == []


def test_a_next_meeting_is_told_when_its_day_is_set_and_when_it_moves() -> None:
    plan = talks(report("a", "02-25"), status="planned", when=on("03-04"), round_number=3)
    moved = [talks(report(name, "02-26"), status="planned", when=on("03-05"), round_number=3) for name in "bcd"]
    (told,) = seen(rule("next_meeting"), [], [plan])
    assert (told.old, told.new) == (None, "2031-03-04")
    (again,) = seen(rule("next_meeting"), [plan], moved)
    assert (again.old, again.new) == ("2031-03-04", "2031-03-05")
    assert seen(rule("next_meeting"), [plan], [talks("e", when=on("03-04"), round_number=3)]) == [], "it was held"
    past = talks(report("f", "02-01"), status="planned", when=on("02-11"), round_number=2)
    assert seen(rule("next_meeting"), [], [past]) == [], "it lies behind"
    assert seen(rule("next_meeting"), [], [replace(plan, finding=replace(plan.finding, when=None))]) == []


def test_nothing_is_raised_between_a_moment_and_itself() -> None:
    everything = [talks("a"), swap("b"), truce("c"), demand("d"), strike("e", killed=number(1), attacker=RSF)]
    asked = [rule(when) for when in ("new_round", "new_record", "position_moved", "contradiction", "status_changed",
                                     "first_use", "next_meeting")]  # fmt: skip
    was, processes = linked(put(everything))
    assert raised(asked, Window(before=was, after=was, processes=processes, until=NOW)) == ()


def health(state: Any, since: int, checked: int, name: str = "Herald") -> Health:
    moments = {"since": NOW - timedelta(hours=since), "checked": NOW - timedelta(hours=checked)}
    return Health(source=name, state=state, due=NOW, why="it answers with status 500", **moments)


def test_a_feed_is_silent_when_nobody_knows_for_too_long_and_not_when_it_has_no_news() -> None:
    asked = rule("feed_silent", longer_than=6 * 3600.0)
    assert silent([asked], {"Herald": health("ok", since=900, checked=1)}, now=NOW) == ()
    assert silent([asked], {"Herald": health("unknown", since=6, checked=1)}, now=NOW) == ()
    (told,) = silent([asked], {"Herald": health("unknown", since=7, checked=1)}, now=NOW)
    assert (told.about, told.new) == ("Herald", (NOW - timedelta(hours=7)).isoformat())
    (unwatched,) = silent([asked], {"Herald": health("ok", since=900, checked=7)}, now=NOW)
    assert unwatched.new == (NOW - timedelta(hours=7)).isoformat()
    assert silent([replace(asked, feeds=("Other",))], {"Herald": health("unknown", 7, 1)}, now=NOW) == ()


def test_a_silence_is_one_however_long_it_lasts_and_another_after_it_ended() -> None:
    asked = rule("feed_silent", longer_than=3600.0)
    one, later, other = (
        silent([asked], {"Herald": health("unknown", since, 1)}, now=NOW + timedelta(hours=more))[0].mark
        for since, more in ((7, 0), (7, 5), (3, 5))
    )
    assert one == later != other
