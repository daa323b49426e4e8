"""Each class of error, made by hand."""

import pytest
from evaluation.errors import Error, errors, told
from evaluation.measures import Difference, Document, WrongField

TEXT = "Kenya hosts talks. The army demands a truce."
WORDS = ((0, 5),)


def document(*differences: Difference, **known) -> Document:
    return Document("d1", TEXT, {}, differences, **known)


def classes(*differences: Difference, **known) -> list[str]:
    return [name for name, *_ in errors(document(*differences, **known))]


def of_finding(what: str, kind: str = "round") -> Difference:
    return Difference(what, kind, f"{kind}.1", WORDS, WORDS)


def of_field(field: str, gold, output, kind: str = "round") -> Difference:
    return Difference("wrong", kind, f"{kind}.1", WORDS, WORDS, (WrongField(field, 1, 0, gold, output, WORDS),))


def test_findings_that_differ_have_a_class() -> None:
    assert classes(of_finding("missed")) == ["missed trigger"]
    assert classes(of_finding("extra")) == ["invented"]
    assert classes(of_finding("missed"), of_finding("extra", "event")) == ["wrong kind", "wrong kind"]
    assert classes(of_finding("missed"), paired=(("round", WORDS),)) == ["joined wrongly"]
    assert classes(of_finding("extra"), paired=(("round", WORDS),)) == ["split wrongly"]
    assert classes(of_finding("extra"), paired=(("event", WORDS),)) == ["invented"]
    assert classes(of_finding("extra"), residue=((3, 9),)) == ["residue read as news"]


@pytest.mark.parametrize(
    ("field", "gold", "output", "kind", "name"),
    [
        ("when", {"start": "2026-01-01"}, {"start": "2026-01-02"}, "round", "date"),
        ("when", {"start": "2026-01-01"}, None, "round", "wrong role"),
        ("round_number", 2, 1, "round", "quantity"),
        ("killed", {"best": 2}, {"best": 3}, "incident", "quantity"),
        ("venue", {"name": "Geneva"}, {"name": "Bern"}, "round", "name not resolved"),
        ("delegations.party", {"name": "A"}, {"name": "B"}, "round", "name not resolved"),
        ("outcomes.tone", "positive", "neutral", "round", "wrong code"),
        ("stance", "demands", "offers", "position", "wrong code"),
        ("content", "a truce", "demands a truce", "position", "span too long"),
        ("content", "demands a truce", "truce", "position", "span too short"),
        ("attributed_to", {"name": "A"}, None, "incident", "voice lost"),
        ("outcomes.attributed_to", {"name": "A"}, {"name": "B"}, "round", "voice lost"),
    ],
)
def test_a_wrong_field_has_a_class(field: str, gold, output, kind: str, name: str) -> None:
    assert classes(of_field(field, gold, output, kind)) == [name]


def test_the_biggest_class_comes_first_and_each_error_stands_in_its_sentence() -> None:
    found: list[Error] = list(
        errors(
            document(of_finding("missed"), of_field("status", "held", "agreed"), of_field("format", ["direct"], ["x"]))
        )
    )
    lines = list(told(found, most=1))
    assert lines[:2] == ["    2  wrong code", "    1  missed trigger"]
    assert "    [Kenya] hosts talks." in lines
    assert sum("wrong round" in line for line in lines) == 1
    assert sum("wrong round" in line for line in told(found, only="wrong code")) == 2
