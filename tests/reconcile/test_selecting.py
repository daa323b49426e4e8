"""Filters over invented records: each condition lets through what it names and nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reconcile.linking import linked
from dragoman.reconcile.selecting import Box, Selection, named, processes_named, select
from dragoman.record.actors import Actor
from dragoman.record.places import Place
from dragoman.record.records import Record, Telling
from dragoman.record.rounds import AgendaItem
from dragoman.record.times import When
from tests.reconcile.telling import PORT, RSF, SUDAN, demand, number, report, strike, swap, talks, truce, voice
from tests.reconcile.test_assemble import put as records


def known() -> tuple[Record, ...]:
    told = [
        talks(report("a", "03-06", source="Fjord Wire"), agenda=(AgendaItem(issue="borders", words="the line"),)),
        talks(report("b", "03-06", source="Valley Post"), status="postponed"),
        strike("c", killed=number(12)), strike("d", killed=number(12)), strike("e", places=(PORT,)),
        swap("f", attributed_to=voice("Ilir Doda", "XKX")), truce("g"), demand("h"),
    ]  # fmt: skip
    return linked(records(told))[0]


def kinds(**wanted: object) -> list[str]:
    return sorted(record.kind for record in select(known(), Selection(**wanted)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"kinds": ("round", "position")}, ["position", "round"]),
        ({"actors": ("Serbia",)}, ["round"]),
        ({"actors": ("serbia",)}, ["round"]),
        ({"actors": ("SRB", "ERI")}, ["exchange", "round"]),
        ({"actors": ("Belgrade",)}, ["round"]),
        ({"actors": ("Rapid Support Forces",)}, ["incident", "incident"]),
        ({"actors": ("Ilir Doda",)}, []),  # who only tells of it takes no part
        ({"places": ("Port Sudan",)}, ["incident"]),
        ({"places": ("port sudan",)}, ["incident"]),
        ({"places": ("Sudan",)}, ["incident", "incident"]),
        ({"places": ("CHE",)}, ["round"]),
        ({"box": Box(west=36, south=19, east=38, north=20)}, ["incident"]),
        ({"issues": ("withdrawal",)}, ["position"]),
        ({"issues": ("borders",)}, ["round"]),
        ({"sources": ("fjord wire",)}, ["round"]),
        ({"least_sources": 2}, ["incident", "round"]),
        ({"statuses": ("agreed",)}, ["agreement"]),
        ({"disputed": True}, ["round"]),
        ({"actors": ("Serbia",), "kinds": ("incident",)}, []),
        ({"processes": ("process-none",)}, []),
    ],
)
def test_a_condition_lets_through_what_it_names(wanted: dict[str, object], found: list[str]) -> None:
    assert kinds(**wanted) == found


def test_undisputed_is_all_but_disputed() -> None:
    assert len(kinds(disputed=True)) + len(kinds(disputed=False)) == len(known())


def test_without_conditions_everything_comes_in_its_order() -> None:
    assert select(known(), Selection()) == known()


def test_a_box_may_cross_the_180th_meridian() -> None:
    box = Box(west=170, south=-20, east=-170, north=20)
    points = [Place(name="x", lat=0.0, lon=lon) for lon in (175.0, -175.0, 0.0)]
    assert [box.holds(point) for point in points] == [True, True, False]
    assert not box.holds(Place(name="x"))
    assert not box.holds(SUDAN)


@given(st.integers(1, 28), st.integers(0, 27), st.integers(1, 28), st.integers(0, 27))
def test_days_overlap_where_they_share_a_day(start: int, length: int, first: int, width: int) -> None:
    when = strike("a").finding.when
    end, last = min(28, start + length), min(28, first + width)
    days = replace(when, start=date(2031, 2, start), end=date(2031, 2, end))
    found = select(records([strike("a", when=days)]), Selection(first=date(2031, 2, first), last=date(2031, 2, last)))
    shared = set(range(start, end + 1)) & set(range(first, last + 1))
    assert bool(found) == bool(shared)


def test_what_no_report_dates_lies_on_the_days_of_its_reports() -> None:
    told = [strike(report("a", "03-10"), when=None)]
    assert select(records(told), Selection(first=date(2031, 3, 9), last=date(2031, 3, 10)))
    assert not select(records(told), Selection(last=date(2031, 3, 9)))
    undated = records([strike(report("a", None), when=None)])
    assert not select(undated, Selection(first=date(1, 1, 1)))
    assert select(undated, Selection())


def test_what_has_not_ended_lasts_to_the_last_report() -> None:
    (record,) = records([strike(report("a", "03-10"), when=When(start=date(2031, 3, 4)))])
    assert select([record], Selection(first=date(2031, 3, 10)))
    assert not select([record], Selection(first=date(2031, 3, 11)))
    assert not select([record], Selection(last=date(2031, 3, 3)))


def test_a_person_is_no_side() -> None:
    told: list[Telling] = [talks("a", mediators=(Actor(name="Putin", country="RUS"),))]
    assert not select(records(told), Selection(actors=("Lavrov",)))
    assert named("UKR").name == "Ukraine"
    assert named("rsf").name.casefold() == RSF.name.casefold()


def test_a_process_is_meant_by_id_name_and_parties() -> None:
    processes = linked(records([talks("a", round_number=1), swap("b")]))[1]
    serbian = next(each for each in processes if "Serbia" in each.parties)
    for words in (serbian.id, serbian.name, "Serbia", "Kosovo, Serbia", "Serbia and Kosovo", "SRB", "Belgrade"):
        assert processes_named(processes, words) == (serbian,)
    assert processes_named(processes, "Serbia, Eritrea") == ()
    assert processes_named(processes, "") == ()
