"""Whole readings against those that were accepted last: no change of what is read goes unseen."""

import json
from pathlib import Path

import pytest
from tests.golden.readings import golden, reports, told


@pytest.mark.parametrize("report", list(reports()), ids=lambda report: report.stem)
def test_a_report_is_read_as_it_was_accepted(report: Path) -> None:
    accepted = json.loads(golden(report).read_text(encoding="utf-8"))
    assert told(report) == accepted, "look at the difference; if it is right, accept it with `make golden`"
