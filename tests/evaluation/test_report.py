import json

import pytest
from evaluation.measures import measured
from evaluation.report import details, summary
from evaluation.sets import sets_of

from evaluation import gate


@pytest.fixture
def result(project, oracle):
    """A result with a miss, an extra and a wrong field."""

    def read(path, published):
        output = oracle(path, published)
        if path.stem != "t01":
            return output
        kept = [finding for finding in output["findings"] if finding["kind"] != "position"]
        kept[0]["status"] = "cancelled"
        extra = {
            "id": "made-up",
            "kind": "exchange",
            "evidence": [{"field": "trigger", "start": 0, "end": 7, "quote": "Armenia"}],
        }
        return {**output, "findings": [*kept, extra]}

    (own,) = sets_of("own", project)
    gate.read_all(own, project / "out", read, dated=True)
    return measured(own, project / "out")


def test_the_summary_gives_each_kind_and_field_with_its_counts(result):
    lines = summary(result).splitlines()
    positions = next(line for line in lines if line.startswith("position"))
    assert positions.split() == ["position", "1.000", "0.000", "0.000", "0/0/2", "0.000"]
    status = next(line for line in lines if line.strip().startswith("round.status"))
    assert status.split() == ["round.status", "0.500", "1/1/1"]
    assert "reports without findings left empty: 1 of 1" in lines


def test_the_details_name_each_difference_in_its_sentence(result):
    text = details(result)
    assert "missed position t01.position.1" in text
    assert "Armenia refuses [to hand over land under pressure]." in text
    assert "extra exchange made-up\n    [Armenia] and Azerbaijan enter second day of border talks" in text
    assert "round.status" not in text
    assert "    status: gold ongoing; output cancelled" in text


def test_reports_without_differences_are_left_out_of_the_details(result):
    assert "n01" not in details(result)


def test_a_perfect_result_has_no_details(project, oracle):
    (own,) = sets_of("own", project)
    gate.read_all(own, project / "out", oracle, dated=True)
    assert details(measured(own, project / "out")) == ""


def test_an_output_of_unknown_shape_is_scored_as_wrong_and_shown(project, oracle):
    def odd(path, published):
        output = json.loads(json.dumps(oracle(path, published)))
        for finding in output["findings"]:
            finding["when"] = "some day"
        return output

    (own,) = sets_of("own", project)
    gate.read_all(own, project / "out", odd, dated=True)
    assert "output some day" in details(measured(own, project / "out"))
