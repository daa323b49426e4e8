import json
from dataclasses import fields
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.factory import KINDS as TYPES
from tests.factory import TALKS, document, finding, reading, talks

from dragoman.export.as_json import schema, to_json, to_object
from dragoman.record.findings import KINDS
from dragoman.record.reading import Failure

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema.json"


def test_a_reading_has_the_codebooks_three_parts() -> None:
    assert list(to_object(talks())) == ["document", "findings", "failures"]


def test_the_document_is_told_without_its_text() -> None:
    told = to_object(talks())["document"]
    assert told == {
        "id": talks().document.id,
        "title": "Sudan's army and paramilitaries hold second day of talks",
        "published": "2026-04-09",
        "published_basis": "inferred",
        "published_clue": {
            "start": TALKS.index("Wednesday"),
            "end": TALKS.index("Wednesday") + 9,
            "quote": "Wednesday",
        },
        "language": "en",
        "source": None,
        "url": None,
        "chars": len(TALKS),
        "residue": [{"start": TALKS.index("-\n09:40"), "end": TALKS.index("09:25") + 5, "kind": "clock_column"}],
        "doubts": ["the page names no date"],
    }


def test_findings_stand_in_the_codebooks_order_of_kinds() -> None:
    kinds = [each["kind"] for each in to_object(talks())["findings"]]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert kinds == ["round", "position", "statement", "incident", "exchange"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_finding_of_which_nothing_is_known_has_every_field_all_the_same(kind: str) -> None:
    told = to_object(reading(TALKS, finding(kind, TALKS)))["findings"][0]
    assert set(told) == {each.name for each in fields(TYPES[kind])}
    assert list(told)[:5] == ["id", "kind", "confidence", "asserted", "attributed_to"]
    assert list(told)[-1] == "evidence"
    unknown = [value for name, value in told.items() if name not in ("id", "kind", "confidence", "asserted", "quoted")]
    assert all(value in (None, []) for value in unknown)


def test_the_class_of_a_munition_is_printed_as_class() -> None:
    incident = next(each for each in to_object(talks())["findings"] if each["kind"] == "incident")
    assert [munition["class"] for munition in incident["munitions"]] == ["drone", "rocket"]
    assert "class_" not in incident["munitions"][0]


def test_words_that_end_in_an_underscore_stay_as_they_are() -> None:
    told = to_object(reading("class_ said", finding("statement", "class_ said", content="class_")))
    assert told["findings"][0]["content"] == "class_"


def test_the_line_is_one_line_of_utf8_that_reads_back_as_the_object() -> None:
    line = to_json(talks())
    assert b"\n" not in line
    assert json.loads(line) == to_object(talks())
    assert "„Krieg“ — мир".encode() in to_json(reading(document("x", title="„Krieg“ — мир")))


def test_indenting_changes_nothing_but_spaces() -> None:
    assert json.loads(to_json(talks(), indent=2)) == to_object(talks())


def test_every_quote_is_its_slice_of_the_text() -> None:
    for told in to_object(talks())["findings"]:
        for cited in told["evidence"]:
            assert TALKS[cited["start"] : cited["end"]] == cited["quote"]


def test_the_schema_is_a_valid_one_and_accepts_what_is_printed() -> None:
    Draft202012Validator.check_schema(schema())
    judge = Draft202012Validator(schema())
    failed = reading(TALKS, *(finding(kind, TALKS) for kind in KINDS), failures=(Failure(stage="rounds", message="x"),))
    for each in (talks(), failed, reading("")):
        assert list(judge.iter_errors(to_object(each))) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("document", "published"), 20260409),
        (("document", "nonsense"), None),
        (("findings", 0, "status"), "maybe"),
        (("findings", 0, "parties"), None),
        (("findings", 0, "evidence", 0, "start"), "0"),
        (("failures",), None),
    ],
)
def test_the_schema_refuses_what_is_never_printed(path: tuple[str | int, ...], value: object) -> None:
    told = json.loads(to_json(talks()))
    *way, last = path
    inner = told
    for step in way:
        inner = inner[step]
    inner[last] = value
    assert not Draft202012Validator(schema()).is_valid(told)


@pytest.mark.parametrize("path", ["document", "findings", "failures"])
def test_the_schema_misses_what_is_left_out(path: str) -> None:
    told = to_object(talks())
    del told[path]
    assert not Draft202012Validator(schema()).is_valid(told)


def test_the_published_schema_is_the_one_of_the_types() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema(), "run `make docs`"
