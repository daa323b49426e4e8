import gzip
import json

import pytest

import card


@pytest.fixture
def scores() -> dict:
    return {
        "passages": 12, "triggers": {"micro": 0.7, "round": 0.5}, "roles": {"micro": 0.6},
        "codes": {"round.status": 0.9}, "calibration_error": 0.04,
        "names": {"wnut17": {"micro": 0.41}}, "counts": {"round": 3},
    }  # fmt: skip


def test_passages_are_counted_by_source_and_licence(passage, tmp_path) -> None:
    real = {**passage, "id": "r-1", "source": "some_agency", "licence": "CC BY 4.0"}
    told = card.data([passage, passage, real], tmp_path)
    assert "| written for this project | 1 passages | Apache-2.0 |" in told
    assert "| some_agency | 1 passages | CC BY 4.0 |" in told
    assert "2 annotated passages: round 2, statement 2, exchange 2" in told


def test_open_sets_are_named_with_their_licence_only_where_they_are(tmp_path) -> None:
    folder = tmp_path / "wnut17"
    folder.mkdir()
    (folder / "META.json").write_text(json.dumps({"licence": "CC BY\n4.0"}))
    with gzip.open(folder / "train.jsonl.gz", "wt") as lines:
        lines.write('{"id": 1}\n{"id": 2}\n')
    told = card.data([], tmp_path)
    assert "| wnut17 | 2 rows | CC BY 4.0 |" in told
    assert "wikigold" not in told


def test_a_stage_tells_what_its_last_pass_came_to(tmp_path) -> None:
    lines = [
        {"pass": 1, "step": 10, "seconds": 60, "triggers": 9.0},
        {"pass": 2, "step": 20, "seconds": 120, "triggers": 1.5},
    ]
    (tmp_path / "first.log").write_text("".join(json.dumps(line) + "\n" for line in lines))
    told = card.training([{"name": "first", "rate": 2.5e-4}, {"name": "second", "rate": 1e-4}], tmp_path)
    assert "| first | 2 | 20 | 2 | 0.00025 | triggers 1.50 |" in told
    assert "| second | ? | ? | ? | 0.0001 |  |" in told


def test_scores_are_shown_by_kind_role_and_code(scores) -> None:
    told = card.results(scores)
    for row in ("| round | 0.500 | 3 |", "| micro | 0.600 |", "| round.status | 0.900 |", "| wnut17: micro | 0.410 |"):
        assert row in told
    assert "12 passages that never trained" in told
