import json

import pytest
from evaluation.measures import measured
from evaluation.sets import SETS, sets_of

from dragoman.errors import Unreadable
from evaluation import gate, score


def nothing(_path, _published):
    return {"document": {}, "findings": [], "failures": []}


def run(project, reader, *options):
    return gate.main(["--set", "own", *options], reader=reader, root=project)


def floors(project):
    return json.loads((project / "evaluation/floors.json").read_text(encoding="utf-8"))


def result_of(project, reader):
    (own,) = sets_of("own", project)
    gate.read_all(own, project / "out", reader, dated=True)
    return measured(own, project / "out")


def test_output_made_from_the_gold_scores_one_on_every_own_report(tmp_path, root, oracle):
    (own,) = sets_of("own", root)
    assert gate.read_all(own, tmp_path, oracle, dated=True) == []
    result = measured(own, tmp_path)
    faulty = {d.ident: d.differences for d in result.documents if d.differences}
    assert faulty == {}
    assert result.measures == dict.fromkeys(result.measures, 1.0) | {"negatives_empty": 5.0}
    assert {f"{kind}_f1" for kind in score.KINDS} <= result.measures.keys()


def test_no_output_scores_nothing_and_leaves_the_negatives_empty(tmp_path, root):
    (own,) = sets_of("own", root)
    gate.read_all(own, tmp_path, nothing, dated=True)
    result = measured(own, tmp_path)
    assert result.measures["finding_f1"] == result.measures["fact_f1"] == 0
    assert (result.measures["negatives_empty"], result.negatives) == (5, 5)
    assert "evidence_validity" not in result.measures


def test_a_finding_in_a_report_without_findings_is_counted(project, oracle):
    def eager(path, published):
        finding = {"kind": "statement", "evidence": [{"start": 0, "end": 4, "quote": "Long"}]}
        event = {"kind": "event", "evidence": []}
        return {"findings": [event, finding] if path.stem == "n01" else [event]}

    assert result_of(project, eager).measures["negatives_empty"] == 0
    assert result_of(project, lambda p, d: {"findings": [{"kind": "event"}]}).measures["negatives_empty"] == 1


def test_pinned_floors_hold_what_was_reached(project, oracle, capsys):
    assert run(project, oracle, "--pin") == 0
    assert floors(project)["own"]["floors"]["fact_f1"] == 1
    assert run(project, oracle) == 0
    assert "the gate holds" in capsys.readouterr().out


def test_a_missed_floor_fails_with_its_name_and_both_figures(project, oracle, capsys):
    run(project, oracle, "--pin")
    assert run(project, nothing) == 1
    assert "FAILED: own: fact F1 is 0, its floor is 1" in capsys.readouterr().out


def test_pinning_never_lowers_a_floor(project, oracle, capsys):
    run(project, oracle, "--pin")
    before = floors(project)
    assert run(project, nothing, "--pin") == 1
    assert floors(project) == before


def test_pinning_raises_a_floor(project, oracle):
    run(project, nothing, "--pin")
    assert floors(project)["own"]["floors"]["finding_f1"] == 0
    run(project, oracle, "--pin")
    assert floors(project)["own"]["floors"]["finding_f1"] == 1


def test_precision_has_a_floor_on_the_seed_only(project, oracle):
    run(project, oracle, "--pin")
    assert "finding_precision" not in floors(project)["own"]["floors"]


def test_changed_gold_is_noticed(project, oracle, capsys):
    run(project, oracle, "--pin")
    path = project / "evaluation/gold/gold/t01.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    gold["findings"].pop()
    path.write_text(json.dumps(gold), encoding="utf-8")
    assert run(project, oracle) == 1
    assert "not the one that its floors were pinned on" in capsys.readouterr().out


def test_a_set_that_is_not_here_is_skipped_aloud(project, oracle, capsys):
    assert gate.main(["--set", "dev"], reader=oracle, root=project) == 0
    assert "SKIPPED: the set 'dev' is not here" in capsys.readouterr().out


def test_a_report_that_cannot_be_read_fails_the_gate_and_spares_the_others(project, oracle, capsys):
    def broken(path, published):
        if path.stem == "t01":
            raise Unreadable("t01.txt: it is empty", hint="give a file with text")
        return oracle(path, published)

    assert run(project, broken) == 1
    out = capsys.readouterr().out
    assert "FAILED: own: t01 could not be read: t01.txt: it is empty" in out
    assert sorted(p.stem for p in (project / "evaluation/out/own").glob("*.json")) == ["i01", "n01"]


def test_outputs_of_an_earlier_run_are_not_scored(project, oracle):
    stale = project / "evaluation/out/own/t01.json"
    run(project, oracle)
    assert stale.exists()
    (project / "evaluation/gold/gold/t01.json").unlink()
    run(project, oracle)
    assert not stale.exists()


def test_the_reader_is_told_the_dates_that_a_user_would_know(project):
    told = {}

    def listen(path, published):
        told[path.stem] = published
        return nothing(path, published)

    run(project, listen)
    assert {ident: str(day) for ident, day in told.items()} == {
        "t01": "2026-03-12", "i01": "2026-02-19", "n01": "2025-03-27",
    }  # fmt: skip
    run(project, listen, "--no-dates")
    assert set(told.values()) == {None}


def test_the_date_of_the_seed_is_never_told(tmp_path):
    seed = tmp_path / "shared/eval/seed"
    seed.mkdir(parents=True)
    gold = {"id": "seed", "published": "2026-02-05", "coverage": {}, "findings": []}
    (seed / "seed.json").write_text(json.dumps(gold), encoding="utf-8")
    assert SETS["seed"](tmp_path / "main").published() == {}


def test_what_the_page_option_names_is_written(project, oracle):
    target = project / "evaluation/out/report.html"
    run(project, oracle, "--html", str(target))
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_an_unknown_set_is_a_usage_error(project, oracle, capsys):
    with pytest.raises(SystemExit) as stopped:
        gate.main(["--set", "hidden"], reader=oracle, root=project)
    assert stopped.value.code == 2
