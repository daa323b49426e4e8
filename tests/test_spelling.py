"""Findings in JSON and back."""

import json

import pytest

from dragoman.record.findings import KINDS
from dragoman.spelling import finding_of, spelled
from tests.factory import TALKS, finding, reading, talks


def test_findings_survive_the_way_to_json_and_back() -> None:
    for each in talks().findings:
        assert finding_of(json.loads(json.dumps(spelled(each)))) == each


@pytest.mark.parametrize("kind", KINDS)
def test_a_finding_of_which_nothing_is_known_survives_too(kind: str) -> None:
    each = reading(TALKS, finding(kind, TALKS)).findings[0]
    assert finding_of(spelled(each)) == each


def test_something_else_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="kind: 'meeting' is none"):
        finding_of({"kind": "meeting"})
    with pytest.raises(ValueError, match="id"):
        finding_of({"kind": "round", "confidence": 1.0})
