from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.reconciling import threshold
from dragoman.reconcile.candidates import compare, keys_of, suggestions_of
from dragoman.reconcile.features import is_veto
from dragoman.reconcile.resolver import clusters
from dragoman.record.actors import Actor
from dragoman.record.evidence import Evidence
from dragoman.record.findings import KINDS
from dragoman.record.incidents import Target
from dragoman.record.places import Place
from dragoman.record.records import Telling
from dragoman.record.times import When
from tests.reconcile.telling import (
    BERN,
    DOHA,
    GENEVA,
    KHARTOUM,
    OMDURMAN,
    PORT,
    RSF,
    SETS,
    SUDAN,
    everything,
    fired,
    number,
    on,
    released,
    report,
    state,
    states,
    strike,
    talks,
    tell,
)  # fmt: skip


def person(name: str) -> Actor:
    return Actor(name=name)


def shown(words: str) -> tuple[Evidence, ...]:
    return (Evidence(field="event_type", start=0, end=len(words), quote=words),)


DAYS = st.integers(0, 40).map(lambda n: date(2031, 3, 1) + timedelta(days=n))
NOWHERE = Place(name="Hill 40")
PLACES = st.sampled_from([BERN, GENEVA, DOHA, KHARTOUM, OMDURMAN, PORT, SUDAN, NOWHERE])
SIDES = st.sampled_from([*states("SRB", "XKX", "SDN", "NOR"), RSF])


@st.composite
def whens(draw: Any) -> When | None:
    if draw(st.booleans()) and draw(st.booleans()):
        return None
    start, length = draw(DAYS), draw(st.sampled_from([0, 0, 0, 1, 2, 6, 29, 60, 400]))
    return When(
        start=draw(st.sampled_from([start, start, start, None])),
        end=draw(st.sampled_from([start + timedelta(days=length)] * 3 + [None])),
    )


FIGURES = st.none() | st.builds(
    number,
    st.sampled_from([1, 2, 12, 30, 64, 70, 71, 78, 314]),
    st.sampled_from(["exact", "about", "over", "at_least"]),
)
AID, BACK = st.just("aid"), st.builds(number, st.just(157))
FIELDS: dict[str, dict[str, Any]] = {
    "round": {
        "parties": st.lists(SIDES, max_size=3, unique=True).map(tuple),
        "mediators": st.lists(SIDES, max_size=1).map(tuple),
        "venue": st.none() | PLACES,
        "when": whens(),
        "round_number": st.none() | st.integers(1, 3),
        "status": st.sampled_from(["planned", "held", "postponed", "ongoing", None]),
    },
    "incident": {
        "attacker": st.none() | SIDES,
        "type": st.none() | st.sampled_from(["drone_strike", "shelling", "ied", "other"]),
        "places": st.lists(PLACES, max_size=3, unique=True).map(tuple),
        "when": whens(),
        "killed": FIGURES,
        "injured": FIGURES,
        "munitions": st.lists(st.builds(fired, st.sampled_from(["drone", "missile"]), FIGURES), max_size=2).map(tuple),
        "target": st.none() | st.builds(Target, words=st.sampled_from(["grain market", "grain"]), category=AID),
        "scope": st.sampled_from(["single", "wave", "period", None]),
    },
    "exchange": {
        "parties": st.lists(SIDES, max_size=3, unique=True).map(tuple),
        "category": st.sampled_from(["prisoners", "detainees", "bodies", "civilians", None]),
        "when": whens(),
        "total": FIGURES,
        "released_to": st.lists(st.builds(released, st.sampled_from(["SRB", "XKX"]), BACK), max_size=2).map(tuple),
        "status": st.sampled_from(["expected", "held", "agreed", None]),
        "place": st.none() | PLACES,
    },
    "agreement": {
        "parties": st.lists(SIDES, max_size=3, unique=True).map(tuple),
        "type": st.sampled_from(["ceasefire", "framework", "protocol", "other", None]),
        "declared": whens(),
        "duration": st.sampled_from(["72-hour", None]),
        "status": st.sampled_from(["proposed", "in_force", None]),
    },
    "position": {
        "party": st.none() | SIDES,
        "issue": st.sampled_from(["borders", "sanctions"]),
        "stance": st.sampled_from(["demands", "rejects"]),
        "content": st.sampled_from(["open the border", "the border must open", "lift everything", None]),
        "when": whens(),
    },
    "statement": {
        "speaker": st.none() | SIDES | st.sampled_from(["Lena Morvath", "Morvath", "Arno Kesk"]).map(person),
        "content": st.sampled_from(["open the border", "the border must open", None]),
        "when": whens(),
    },
    "event": {
        "event_type": st.sampled_from(["SANCTION", "AID"]),
        "actors": st.lists(SIDES, max_size=2, unique=True).map(tuple),
        "recipients": st.lists(SIDES, max_size=2, unique=True).map(tuple),
        "place": st.none() | PLACES,
        "when": whens(),
        "status": st.sampled_from(["occurred", "future"]),
        "evidence": st.sampled_from(["froze the accounts", "accounts were frozen", "sent grain"]).map(shown),
    },
}  # fmt: skip


@st.composite
def pairs(draw: Any, kind: str) -> tuple[Telling, Telling]:
    """Two findings of a kind that differ in a few fields, so that many are alike enough."""
    first = {name: draw(values) for name, values in FIELDS[kind].items()}
    other = {
        name: draw(values) if draw(st.integers(0, 3)) == 0 else first[name] for name, values in FIELDS[kind].items()
    }
    return tuple(  # type: ignore[return-value]
        tell(
            kind,
            report(draw(st.sampled_from("ab")), draw(st.sampled_from(["03-05", "03-09", "03-20", None]))),
            asserted=draw(st.sampled_from(["reported", "claimed", "alleged", "denied"])),
            **fields,
        )
        for fields in (first, other)
    )


PAIRS = st.sampled_from(KINDS).flatmap(pairs)


@given(PAIRS)
@settings(max_examples=150, deadline=None)
def test_a_comparison_is_the_same_both_ways(pair: tuple[Telling, Telling]) -> None:
    first, second = pair
    assert compare(first, second) == compare(second, first)


@given(PAIRS)
@settings(max_examples=500, deadline=None)
def test_whatever_is_alike_enough_shares_a_key(pair: tuple[Telling, Telling]) -> None:
    first, second = pair
    found = compare(first, second)
    assert found.score < threshold() or keys_of(first) & keys_of(second), found


@given(PAIRS)
@settings(max_examples=100, deadline=None)
def test_a_score_follows_from_its_reasons_alone(pair: tuple[Telling, Telling]) -> None:
    found = compare(*pair)
    total = sum(each.weight for each in found.because)
    vetoed = any(each.weight <= -1 for each in found.because)
    assert found.score == (0.0 if vetoed else pytest.approx(min(1.0, max(0.0, total)), abs=1e-3))
    assert all(each.words for each in found.because)


@pytest.mark.parametrize("name", SETS)
def test_what_belongs_together_comes_together(name: str) -> None:
    groups = SETS[name]
    held = everything(groups)
    origin = {each.finding.id: each.report.id for each in held}
    found = clusters(origin, suggestions_of(held), (), origin=origin)
    assert set(found) == {tuple(sorted(each.finding.id for each in group)) for group in groups}


def test_findings_that_can_never_match_share_no_key() -> None:
    assert not keys_of(talks("a")) & keys_of(talks("b", parties=states("ARM", "AZE")))
    assert not keys_of(talks("a")) & keys_of(talks("b", when=on("2032-03-04")))
    assert not keys_of(strike("a")) & keys_of(strike("b", places=(PORT,)))
    assert not keys_of(strike("a")) & keys_of(talks("a"))


def test_neighbours_across_a_border_of_time_meet() -> None:
    for day in range(1, 28):
        first, second = (strike(name, when=on(f"03-{at:02}")) for name, at in (("a", day), ("b", day + 1)))
        assert keys_of(first) & keys_of(second), day


def test_blocks_grow_with_the_reports_and_not_with_their_square() -> None:
    def compared(days: int) -> int:
        held = [strike(f"r{n}-{d}", when=When(start=at, end=at)) for d in range(days) for n in range(3)
                if (at := date(2031, 1, 1) + timedelta(days=d))]  # fmt: skip
        return len(suggestions_of(held))

    assert compared(60) < 2.3 * compared(30)


def test_findings_of_two_kinds_are_never_one() -> None:
    assert is_veto(compare(talks("a"), strike("a")))


def test_a_finding_of_nobody_nowhere_has_no_key() -> None:
    assert keys_of(tell("incident", attacker=None, places=(), when=on("03-04"))) == frozenset()
    assert state("SRB").country == "SRB"
