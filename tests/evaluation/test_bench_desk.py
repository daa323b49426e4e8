"""The bench of the desk: how it finds what to ask, and a small run of all of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from evaluation.bench import desk
from evaluation.bench.calling import served
from evaluation.bench.ways import MOST, calls_of_api, ways_through

pytest.importorskip("fastapi", reason="the desk's packages are not installed")
REPORTS = 200
LIST = """<a href="/list?at=50">next</a> <a href="/list/x#y">x</a> <a href="/listing">other</a>
<a href="//evil.example/list">far</a> <a href="/list/file" download>file</a>
<form action="/list"><input type="hidden" name="kept" value="1"><select name="kind"><option value="">all</option>
<option value="a">a</option><option value="b">b</option></select><input type="date" name="first"><input name="place">
<input type="submit" name="go" value="go"></form>
<form method="post" action="/list"><input name="secret"></form><form action="/elsewhere"><input name="q"></form>"""


class Still:
    """A desk of two pages of a list."""

    asked: list[str]

    def __init__(self) -> None:
        self.asked = []

    def ask(self, path: str) -> SimpleNamespace:
        self.asked.append(path)
        return SimpleNamespace(body='<a href="/list?at=0">back</a>' if "at=50" in path else LIST)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk.filled(tmp_path_factory.mktemp("bench") / "store.sqlite", REPORTS)


@pytest.fixture(scope="module")
def running(store: Path) -> Iterator[desk.Desk]:
    with served(store) as found:
        yield found


def test_a_page_is_asked_by_its_links_its_choices_and_its_last_part() -> None:
    found = ways_through(Still(), "/list")  # type: ignore[arg-type]
    assert found == [
        "/list", "/list?kept=1&kind=a", "/list?kept=1&kind=b", "/list?kept=1&first=2031-01-06",
        "/list?kept=1&place=Norway", "/list?at=50", "/list/x",
    ]  # fmt: skip


def test_no_page_is_asked_without_end(running: desk.Desk) -> None:
    for path in ("/inbox", "/codebook"):
        found = ways_through(running, path)
        assert found[0] == path
        assert len(found) == len(set(found)) <= MOST


def test_every_call_of_the_api_is_one(running: desk.Desk) -> None:
    told = {name: running.ask(path).status for name, path in calls_of_api(running).items()}
    assert {name: status for name, status in told.items() if status != 200} == {}


def test_all_is_measured_and_laid_beside_what_is_required(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "STARTS", 1)
    figures = desk.measured(store, times=2)
    json.dumps(figures)
    assert figures["refused"] == []
    assert len(figures["pages"]) == 10
    assert 0 < figures["memory_mb"] < 300
    assert figures["records"] > 100
    told = desk.table({**figures, "page_ms_p95": 201.0, "first_page_seconds": 0.9})
    assert "201.0   MISSED: ≤ 200" in told
    assert "0.9   met: ≤ 1" in told
    assert "only" in told
