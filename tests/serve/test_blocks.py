from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest
from tests.factory import TALKS, actor, finding, talks

from dragoman.record.actors import Attribution
from dragoman.record.agreements import Agreement
from dragoman.record.events import Event
from dragoman.record.findings import KINDS, Asserted
from dragoman.record.incidents import IncidentType
from dragoman.record.positions import Position, Stance
from dragoman.record.statements import Act, Statement
from dragoman.serve.blocks import NAMES, block, by_kind, counted
from dragoman.serve.phrases import words

ARMY, RSF = actor("the army"), actor("RSF")


def heading(kind: str, **known: Any) -> str:
    return " · ".join(piece.words for piece in block(finding(kind, TALKS, **known)).heading)


@pytest.mark.parametrize(
    ("kind", "known", "told"),
    [
        ("round", {}, "Talks"),
        ("round", {"round_number": 2, "day_number": (1, 2), "status": "held"}, "Round 2, day 1 and 2 · held"),
        ("position", {"party": ARMY, "stance": "demands", "issue": "withdrawal"}, "Demand by the army · withdrawal"),
        ("position", {"stance": "rejects", "firmness": "red_line"}, "Refusal · red line"),
        ("position", {"stance": "open", "issue": "nuclear_plant"}, "Open question · nuclear plant"),
        ("statement", {"speaker": ARMY, "act": "accuse", "addressee": RSF}, "The army accused RSF"),
        ("statement", {"speaker": ARMY, "act": "announce", "addressee": RSF}, "The army announced to RSF"),
        ("statement", {}, "Somebody said"),
        ("incident", {"type": IncidentType(code="drone_strike"), "attacker": RSF}, "Drone strike by RSF"),
        ("incident", {"attacker": RSF, "asserted": "alleged"}, "Incident by RSF · alleged"),
        ("exchange", {"category": "bodies", "parties": (ARMY, RSF)}, "Exchange of bodies between the army and RSF"),
        ("exchange", {"parties": (RSF,)}, "Exchange with RSF"),
        ("agreement", {"type": "partial_truce", "status": "in_force"}, "Partial truce · in force"),
        ("agreement", {"type": "other"}, "Agreement"),
        ("event", {"event_type": "AID", "actors": (ARMY,), "recipients": (RSF,)}, "AID: the army → RSF"),
    ],
)  # fmt: skip
def test_a_heading_tells_the_finding_in_plain_words(kind: str, known: dict[str, Any], told: str) -> None:
    assert heading(kind, **known) == told


@pytest.mark.parametrize("asserted", get_args(Asserted))
def test_whose_word_it_is_stands_in_the_heading(asserted: str) -> None:
    voice = Attribution(speaker=RSF, anonymity="organisation")
    assert "RSF" in heading("exchange", asserted=asserted, attributed_to=voice)


@pytest.mark.parametrize("act", get_args(Act))
def test_every_act_has_its_past_tense(act: str) -> None:
    assert heading("statement", speaker=RSF, act=act).split()[-1] in {
        "said", "announced", "confirmed", "denied", "accused", "criticised", "praised", "warned", "threatened", "urged",
        "expected", "promised", "described", "justified",
    }  # fmt: skip


@pytest.mark.parametrize("stance", get_args(Stance))
def test_every_stance_has_its_noun(stance: str) -> None:
    assert heading("position", stance=stance) != "Position"


def test_content_is_not_said_twice() -> None:
    told = block(finding("position", TALKS, content="leave the port", issue_words="the port"))
    assert [line.field for line in told.lines] == ["content"]
    told = block(finding("position", TALKS, content="leave", issue_words="the port"))
    assert [(line.field, line.words) for line in told.lines] == [("issue_words", "“the port”"), ("content", "leave")]


def words_fields(kind: type[Any]) -> list[str]:
    """The fields that hold words or a code, or nothing."""
    hints = get_type_hints(kind)
    empty = [each.name for each in fields(kind) if each.default is None]
    return [name for name in empty if not any(map(is_dataclass, get_args(hints[name])))]


@pytest.mark.parametrize("kind", [Position, Statement, Agreement, Event])
def test_no_field_with_words_is_left_untold(kind: type[Any]) -> None:
    names = words_fields(kind)
    full = kind(id="x", confidence=1.0, **{name: f"<{name}>" for name in names})
    if kind is Position:
        full = replace(full, stance="demands")
    told = block(full)
    page = " ".join([*(piece.words for piece in told.heading), *(line.words for line in told.lines)]).lower()
    untold = {name for name in names if words(f"<{name}>") not in page and f"<{name}>" not in page}
    assert untold <= {"about_finding", "stance", "act"}


def test_groups_follow_the_codebook_and_leave_out_what_is_not_there() -> None:
    assert list(by_kind(talks().findings)) == ["round", "position", "statement", "incident", "exchange"]
    assert by_kind(()) == {}


def test_every_kind_has_its_names() -> None:
    assert tuple(NAMES) == KINDS
    assert [counted("round", 1), counted("round", 2)] == ["1 round of talks", "2 rounds of talks"]
