"""The commands over a store as a user calls them."""

from pathlib import Path

import pytest
from tests.keeping.telling import written

from dragoman.errors import SourcesError
from dragoman.serve.cli import run
from dragoman.serve.watching import beside, health_in


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands of a test find their store."""
    monkeypatch.setenv("DRAGOMAN_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def test_reports_come_in_once_and_what_is_refused_is_told(
    store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "in", ["talks", "copy", "strike"])
    assert run(["add", str(tmp_path / "in"), "--jobs", "1"]) == 0
    assert capfd.readouterr().out == "3 new (1 of them copies of other reports), 0 seen before, 0 refused\n"
    (tmp_path / "in" / "bad.txt").write_bytes(b"\0\1\2" * 50)
    assert run(["add", str(tmp_path / "in"), "-j", "1"]) == 3
    out, err = capfd.readouterr()
    assert out == "0 new, 3 seen before, 1 refused\n"
    assert err.startswith("dragoman: ")
    assert err.count("\n") == err.count("bad.txt") == 1

    assert run(["status"]) == 0
    told = dict(line.split(None, 1) for line in capfd.readouterr().out.splitlines())
    assert (told["documents"], told["failures"]) == ("3", "1")
    assert run(["verify", "--head", told["head"]]) == 0
    assert "no fault in 3 documents" in capfd.readouterr().out
    assert run(["verify", "--head", "1:feed"]) == 5

    assert run(["backup", str(tmp_path / "backup")]) == 0
    assert run(["restore", str(tmp_path / "backup"), "--store", str(tmp_path / "back")]) == 0
    capfd.readouterr()
    assert run(["status", "--store", str(tmp_path / "back")]) == 0
    assert capfd.readouterr().out.splitlines()[1:] == [f"{name:<12} {it}" for name, it in told.items()][1:]


def test_fields_of_a_table_and_the_day_can_be_said(
    store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from dragoman.archive import open_archive

    (tmp_path / "t.jsonl").write_text('{"body": "The army and the rebels held talks in Geneva on Monday."}\n')
    assert run(["add", str(tmp_path / "t.jsonl"), "--fields", "text=body", "--published", "2026-03-11"]) == 0
    with open_archive(store) as archive:
        assert str(archive.documents()[0].published) == "2026-03-11"


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        (["add"], 2, "nothing to add"),
        (["add", "x", "--jobs", "two"], 2, "no number of processes"),
        (["add", "x", "--fields", "body"], 2, "maps no field"),
        (["add", "x", "--published", "today"], 2, "no date"),
        (["status"], 5, "does not exist"),
        (["verify"], 5, "does not exist"),
        (["verify", "--head", "x"], 2, "no end of a log"),
        (["backup", "b"], 5, "does not exist"),
        (["restore", "nothing"], 5, "does not exist"),
        (["watch", "nothing.toml", "--once"], 2, "nothing.toml"),
    ],
)
def test_calls_that_make_no_sense(
    store: Path, call: list[str], code: int, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(call) == code
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert words in err


def test_a_source_that_cannot_be_reached_is_unknown_and_that_is_kept(
    store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text('[[source]]\nname = "Herald"\nurl = "http://127.0.0.1:9/feed.xml"\n')
    assert run(["watch", str(sources), "--once"]) == 0
    assert capfd.readouterr().out.startswith("Herald: unknown since ")
    assert health_in(beside(sources))["Herald"].failures == 1
    assert run(["watch", str(sources), "--once"]) == 0  # not due
    assert capfd.readouterr().out == ""
    beside(sources).write_text("{")
    with pytest.raises(SourcesError, match="broken"):
        health_in(beside(sources))
