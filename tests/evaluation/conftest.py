"""What the tests of the gate share: the own gold, and a reader that gives back what the gold says."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DROPPED = ("optional", "optional_fields", "unscored", "evidence")


def plain(value, text):
    """A gold value as the program prints it: first alternative, words instead of spans."""
    if isinstance(value, list):
        return [plain(each, text) for each in value]
    if not isinstance(value, dict):
        return value
    if "any" in value:
        first = plain(value["any"][0], text)
        return {**first, "role": plain(value["role"], text)} if "role" in value else first
    if "value" in value:
        return value["value"]
    if isinstance(value.get("start"), int):
        return text[value["start"] : value["end"]]
    if "sub_event_type" in value:
        return {"code": "x", "sub_event_type": value["sub_event_type"][0]}
    return {key: plain(each, text) for key, each in value.items() if key not in ("optional", "state", "aliases")}


def as_output(gold, text):
    """Gold as the program's output."""
    findings = []
    for finding in gold["findings"]:
        values = {key: plain(value, text) for key, value in finding.items() if key not in DROPPED}
        evidence = [
            {"field": "trigger", "start": e["start"], "end": e["end"], "quote": text[e["start"] : e["end"]]}
            for e in finding["evidence"]
        ]
        findings.append({**values, "evidence": evidence})
    return {"document": {"id": "sha256:" + gold["text_sha256"]}, "findings": findings, "failures": []}


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def golds():
    """Every own report: id to (text, gold)."""
    folder = ROOT / "evaluation/gold"
    loaded = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "gold").glob("*.json")))
    return {g["id"]: ((folder / "texts" / f"{g['id']}.txt").read_bytes().decode(), g) for g in loaded}


@pytest.fixture(scope="session")
def oracle():
    """A reader that answers with the gold beside the texts."""

    def read(path, _published):
        text = path.read_bytes().decode()
        gold = json.loads((path.parent.parent / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        return as_output(gold, text)

    return read


@pytest.fixture
def project(tmp_path, golds):
    """A project of its own with three of the own reports: talks, a strike, and one without findings."""
    folder = tmp_path / "project/evaluation/gold"
    for name in ("texts", "gold"):
        (folder / name).mkdir(parents=True)
    for ident in ("t01", "i01", "n01"):
        text, gold = golds[ident]
        (folder / "texts" / f"{ident}.txt").write_bytes(text.encode())
        (folder / "gold" / f"{ident}.json").write_text(json.dumps(gold), encoding="utf-8")
    return tmp_path / "project"
