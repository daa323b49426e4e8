import json
from datetime import UTC, date, datetime, timezone
from datetime import timedelta as delta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factory import talks
from tests.records import HEALTH, MONDAY, TUESDAY, holdings, raid

from dragoman.errors import BrokenLine
from dragoman.export.as_jsonl import Kept, Object, Read, objects_of, to_jsonl
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.claims import Claim
from dragoman.record.evidence import Evidence
from dragoman.record.judgements import Because, Judgement, Suggestion
from dragoman.record.reading import Failure
from dragoman.record.records import Process
from dragoman.record.runs import Run

RAW = bytes(range(256)) * 3
CLAIM = Claim(
    id="claim-1", document=talks().document.id, finding="incident-1", kind="incident", field="munitions", place=0,
    value={"class": "drone", "launched": {"low": 30, "best": None}}, asserted="alleged", attributed_to=HEALTH,
    evidence=(Evidence(field="munitions", start=1, end=7, quote="\u2028“x”\n"),),
)  # fmt: skip
OBJECTS: tuple[Object, ...] = (
    Kept(
        document=talks().document,
        arrivals=(
            Arrival(name="a.html", raw=RAW, url="https://news.example/a", retrieved=MONDAY, published=date(2031, 3, 3)),
            Arrival(name="feed.xml#3", raw=RAW, carrier="feed.xml"),
        ),
    ),
    Kept(document=talks().document, arrivals=()),
    Run(id="run-1", version="0.1.0", code="a", codebook="b", weights="c", settings="d"),
    Read(document="sha256:1", run="run-1", claims=("claim-1",), failures=(Failure(stage="rounds", message="x"),)),
    CLAIM,
    Refusal(name="b.gz", message="no gzip", hint="give another", raw_digest="sha256:2"),
    Suggestion(left="a", right="b", score=0.1 + 0.2, because=(Because(feature="day", weight=1.5, words="same day"),)),
    Judgement(id="judgement-1", verb="edit", subjects=("a",), by="N", at=TUESDAY, field="x", value=[None, 1.5, {}]),
    raid(),
    Process(id="process-1", name="A – B", parties=("A", "B"), mediators=(), records=("x",)),
)  # fmt: skip


def test_everything_comes_back_as_it_went_out() -> None:
    assert tuple(objects_of(to_jsonl(OBJECTS))) == OBJECTS


def test_a_second_export_is_the_same_bytes() -> None:
    once = b"".join(to_jsonl(OBJECTS))
    assert b"".join(to_jsonl(objects_of(once.splitlines()))) == once


def test_it_is_one_object_a_line_each_with_its_type() -> None:
    lines = [json.loads(line) for line in b"".join(to_jsonl(OBJECTS)).decode().split("\n")[:-1]]
    assert [each["type"] for each in lines] == [
        "dragoman", "document", "document", "run", "reading", "claim", "refusal", "suggestion", "judgement", "record",
        "process",
    ]  # fmt: skip


def test_raw_bytes_stand_once_however_often_they_came() -> None:
    line = list(to_jsonl(OBJECTS[:1]))[1]
    assert line.count(json.loads(line)["raw"].encode()) == 1


_JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))), inner),
    max_leaves=8,
)  # fmt: skip
_MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(delta(hours=5, minutes=30))]))


@given(value=_JSON, at=_MOMENTS, reason=st.text(st.characters(exclude_categories=("Cs",))))
def test_a_judgement_on_anything_comes_back(value: object, at: datetime, reason: str) -> None:
    judged = Judgement(id="j", verb="edit", subjects=("a",), by="N", at=at, reason=reason, field="f", value=value)
    assert tuple(objects_of(to_jsonl([judged]))) == (judged,)


@given(raw=st.binary())
def test_any_bytes_come_back(raw: bytes) -> None:
    kept = Kept(document=talks().document, arrivals=(Arrival(name="x", raw=raw),))
    assert tuple(objects_of(to_jsonl([kept]))) == (kept,)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "no JSON"),
        ("[1]", "no JSON object"),
        (b"\xff\xfe", "no JSON"),
        ('{"type": "meeting"}', "type 'meeting' is none of document, run"),
        ('{"type": ["claim"]}', "is none of"),
        ('{"type": "claim", "id": 3}', "claim: "),
        ('{"type": "document", "document": {}, "arrivals": [], "raw": "?"}', "document: "),
        ('{"type": "record"}', "record: "),
        ('{"type": "record", "tellings": [{"finding": {"kind": "round"}}]}', "record: "),
        ('{"type": "dragoman", "format": 99}', "format 99"),
    ],
)
def test_a_broken_line_is_named(line: str | bytes, why: str) -> None:
    with pytest.raises(BrokenLine, match="line 2: ") as caught:
        list(objects_of(["", line]))
    assert why in caught.value.message
    assert caught.value.hint


def test_objects_come_while_lines_are_read() -> None:
    lines = iter([*to_jsonl(OBJECTS[2:3]), b"{"])
    assert next(objects_of(lines)) == OBJECTS[2]
    assert holdings().records
