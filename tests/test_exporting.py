"""What goes out of an archive and comes back: the same bytes, and the forms as a user asks for them."""

import csv
import io
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.errors import BrokenLine, Damaged, StoreError, Unreadable
from dragoman.keeping.runs import present_run
from dragoman.serve.cli import run
from dragoman.settings import Settings
from tests.keeping.telling import REPORTS, Ticking, sha, table, timeless, written


def archive(path: Path, **known) -> Archive:
    return Archive(path, settings=Settings(), clock=Ticking(), **known)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with reports in several versions and deliveries, read by two programs, refused and judged; to be read."""
    folder = tmp_path_factory.mktemp("filled")
    paths = written(folder / "in")
    bad = folder / "bad.txt"
    bad.write_bytes(b"\x7fELF\0\0\0")
    carried = {"text": REPORTS["strike"], "url": "https://a.org/1", "source": "Herald", "title": "T",
               "published": "2026-03-18"}  # fmt: skip
    undated = {"text": "RSF drones struck a market in El Fasher on Tuesday, killing 12 people.",
               "published": "2026-03-11", "source": "Post"}  # fmt: skip
    with archive(folder / "store") as made:
        list(made.add(*paths, bad, table(folder / "t.jsonl", [carried, undated])))
        one, other = (each.id for r in made.records(kinds=["incident"])[:1] for each in _findings(r)[:2])
        judged = made.judge("split", one, other, by="Amira", reason="two markets")
        made.judge("undo", by="Amira", undoes=judged.id)
        made.judge("accept", one, by="Jan")
    later = replace(present_run(Settings()), id="run-later", code="another")
    with archive(folder / "store", run=later) as made:
        list(made.add(paths[3]))
    return folder / "store"


def _findings(record):
    return [telling.finding for telling in record.tellings]


def exported(store: Path, **known) -> bytes:
    with archive(store) as made:
        return b"".join(made.export("jsonl", **known))


def test_out_and_in_and_out_again_gives_the_same_bytes(filled: Path, tmp_path: Path) -> None:
    once = exported(filled)
    (tmp_path / "out.jsonl").write_bytes(once)
    with archive(tmp_path / "copy") as copy, archive(filled) as original:
        held = copy.load(tmp_path / "out.jsonl")
        assert b"".join(copy.export("jsonl")) == once
        assert timeless(copy.records()) == timeless(original.records())
        assert copy.processes() == original.processes()
        assert held == original.status()[0]
        assert {each.id: each.story for each in copy.documents()} == {
            each.id: each.story for each in original.documents()
        }
        assert copy.judgements() == original.judgements()
        assert list(copy.verify()) == []


def test_what_is_exported_holds_everything_that_was_told(filled: Path) -> None:
    lines = [json.loads(line) for line in exported(filled).splitlines()]
    kinds = [each["type"] for each in lines]
    assert kinds.count("document") == len(REPORTS) + 1
    assert kinds.count("reading") == len(REPORTS) + 2  # one was read by a second program
    assert (kinds.count("run"), kinds.count("refusal"), kinds.count("judgement")) == (2, 1, 3)
    (strike,) = [each for each in lines if each.get("document", {}) and each["type"] == "document"
                 and each["document"]["id"] == sha(REPORTS["strike"])]  # fmt: skip
    assert len(strike["arrivals"]) == 2
    assert strike["document"]["title"] != "T"  # what a carrier says is never mixed into the document


def test_a_part_is_the_documents_that_tell_of_it(filled: Path, tmp_path: Path) -> None:
    with archive(filled) as made:
        swaps = made.records(kinds=["exchange"])
        part = b"".join(made.export("jsonl", records=swaps))
        everything = made.records()
    (tmp_path / "part.jsonl").write_bytes(part)
    told = {telling.report.id for record in swaps for telling in record.tellings}
    with archive(tmp_path / "part") as made:
        made.load(tmp_path / "part.jsonl")
        assert {each.id for each in made.documents()} == told
        assert len(made.records()) < len(everything)
        assert made.judgements() == ()  # those of the other documents' findings


def test_as_of_a_moment_only_what_was_known_then_goes_out(tmp_path: Path) -> None:
    with archive(tmp_path / "store") as made:
        list(made.add(*written(tmp_path / "in", ["strike"])))
        then, before = made._clock(), b"".join(made.export("jsonl"))
        list(made.add(*written(tmp_path / "in", ["swap"])))
        assert b"".join(made.export("jsonl", as_of=then)) == before != b"".join(made.export("jsonl"))


def test_only_a_new_store_is_filled_and_only_from_a_whole_file(filled: Path, tmp_path: Path) -> None:
    whole = exported(filled)
    lines = whole.splitlines(keepends=True)
    good, cut, lacking = tmp_path / "good", tmp_path / "cut", tmp_path / "lacking"
    good.write_bytes(whole)
    cut.write_bytes(whole[:-20])
    lacking.write_bytes(b"".join(line for line in lines if b'"type":"claim"' not in line[:20]))
    with archive(filled) as made, pytest.raises(StoreError, match="something already"):
        made.load(good)
    for path, error in ((cut, BrokenLine), (lacking, Damaged), (tmp_path / "none", Unreadable)):
        with archive(tmp_path / f"of {path.name}") as made, pytest.raises(error):
            made.load(path)
    assert not (tmp_path / "of cut").exists()


@pytest.mark.parametrize("form", ["csv", "ged", "acled", "parquet", "geojson", "plover", "polecat", "ical", "atom",
                                  "ftm", "sqlite", "jsonl"])  # fmt: skip
def test_every_form_is_written_whole(form: str, filled: Path, tmp_path: Path, capfd) -> None:
    out = tmp_path / "out"
    assert run(["export", "-f", form, "-o", str(out), "--store", str(filled)]) == 0
    assert out.stat().st_size > 100
    assert capfd.readouterr() == ("", "")
    before = out.read_bytes()
    assert run(["export", "-f", form, "-o", str(out), "--store", str(filled)]) == 0
    assert out.read_bytes() == before or form == "parquet"


def test_filters_choose_and_tables_are_described(filled: Path, tmp_path: Path, capfd) -> None:
    out, call = tmp_path / "swaps.csv", ["export", "--store", str(filled), "--format"]
    assert run([*call, "csv", "--kind", "exchange", "--actor", "UKR", "--hxl", "--datapackage", "-o", str(out)]) == 0
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert all(cell.startswith("#") or not cell for cell in rows[1])
    assert {row[0] for row in rows[2:]} <= {each.id for each in archive(filled).records(kinds=["exchange"])}
    described = json.loads((tmp_path / "datapackage.json").read_bytes())["resources"][0]
    assert described["path"] == "swaps.csv"
    assert [each["name"] for each in described["schema"]["fields"]] == rows[0]
    assert run([*call, "geojson", "--since", "2027-01-01"]) == 0
    assert json.loads(capfd.readouterr().out)["features"] == []


@pytest.mark.parametrize("tokens", [["geojson", "--hxl"], ["sqlite", "--safe"], ["csv", "--datapackage"], ["nothing"]])
def test_what_a_form_cannot_be_asked_for_is_refused(tokens: list[str], filled: Path, capfd) -> None:
    assert run(["export", "--store", str(filled), "--format", *tokens]) == 2
    assert capfd.readouterr().out == ""


def test_a_file_for_sharing_is_a_database(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "share.sqlite"
    run(["export", "-f", "sqlite", "-o", str(out), "--store", str(filled)])
    shared = sqlite3.connect(out)
    with archive(filled) as made:
        assert shared.execute("SELECT COUNT(*) FROM records").fetchone() == (len(made.records()),)
    shared.close()


def test_a_brief_is_of_one_process_and_period(filled: Path, capfd) -> None:
    with archive(filled) as made:
        names = [each.name for each in made.processes()]
    call = ["brief", names[0], "--store", str(filled), "--from"]
    assert run([*call, "2026-03-01", "--to", "2026-03-31"]) == 0
    told = capfd.readouterr().out
    assert told.startswith("# ")
    assert "[^1]: " in told
    assert run([*call, "2026-03-01", "--to", "2026-03-31", "--format", "html"]) == 0
    assert capfd.readouterr().out.startswith("<!DOCTYPE html>")
    assert run([*call, "2020-01-01", "--to", "2020-01-02"]) == 0
    assert "[^1]" not in capfd.readouterr().out
    assert run([*call, "2026-03-31", "--to", "2026-03-01"]) == 2


def test_import_makes_a_store(filled: Path, tmp_path: Path, capfd) -> None:
    out, store = tmp_path / "all.jsonl", tmp_path / "copy"
    run(["export", "-f", "jsonl", "-o", str(out), "--store", str(filled)])
    assert run(["import", str(out), "--store", str(store)]) == 0
    assert f"{len(REPORTS) + 1} documents" in capfd.readouterr().out
    assert run(["import", str(out), "--store", str(store)]) == 5
