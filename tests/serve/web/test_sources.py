"""The page of sources: outlets, watched feeds, failures and refusals."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from tests.keeping.telling import table

from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.sources import failures_of
from dragoman.store.contract import Failed

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
LIST = (
    '[[source]]\nname = "Nile Courier"\nurl = "https://nile.example/feed"\nside = "Egypt"\nlicence = "CC BY"\n'
    'language = "en"\nreliability = 0.65\n'
)


def _row(told: str, outlet: str) -> str:
    found = re.search(rf'<tr data-row tabindex="-1">\s*<th scope="row"><a[^>]*>{outlet}</a>.*?</tr>', told, re.DOTALL)
    assert found, outlet
    return re.sub(r"<[^>]+>|\s+", " ", found[0])


def test_failures_are_told_the_latest_first_with_what_to_do() -> None:
    stage = Failed(document="sha256:ab", name="a.txt", message="it broke", at=NOON, stage="rounds")
    refusal = Failed(document=None, name="b.exe", message="no text", hint="give text", at=NOON.replace(hour=13))
    assert [(each.name, each.what, each.hint, each.address) for each in failures_of([stage, refusal])] == [
        ("b.exe", "refused", "give text", ""),
        ("a.txt", "stage rounds", "", "/evidence/sha256:ab"),
    ]


def test_outlets_are_told_with_copies_firsts_and_contradictions(client: TestClient) -> None:
    told = client.get("/sources").text
    assert told.count("<h1>") == 1
    assert "10 reports, of which 1 is a copy of another" in told
    assert _row(told, "Inland Mirror").split()[:8] == ["Inland", "Mirror", "3", "April", "2026", "1", "1", "0%"]
    assert "Red Sea Gazette 1" in _row(told, "Nile Courier")  # the toll of the strike
    assert "not on a list" in _row(told, "Nile Courier")
    assert "given no list of sources" in told


def test_a_list_adds_what_is_known_of_an_outlet_and_unknown_is_no_silence(
    filled_desk: Path, tmp_path: Path, desk_over: Callable[..., Desk]
) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(LIST, encoding="utf-8")
    told = TestClient(app_of(desk_over(filled_desk, watched=path)), base_url="http://localhost").get("/sources").text
    assert " Egypt en CC BY 0.65" in re.sub(r"\s+", " ", _row(told, "Nile Courier"))
    assert "state-unknown" in told
    assert "never asked yet" in told


def test_a_broken_list_is_told_on_the_page(filled_desk: Path, tmp_path: Path, desk_over: Callable[..., Desk]) -> None:
    desk = desk_over(filled_desk, watched=tmp_path / "none.toml")
    told = TestClient(app_of(desk), base_url="http://localhost").get("/sources")
    assert told.status_code == 200
    assert "none.toml" in told.text


def test_refusals_and_new_reports_are_shown_at_once(store: Path, desk_over: Callable[..., Desk]) -> None:
    desk = desk_over(store)
    client = TestClient(app_of(desk), base_url="http://localhost")
    assert "Everything that came in was read whole." in client.get("/sources").text
    (store.parent / "picture.bin").write_bytes(b"\x00\x01\x02<script>alert(1)</script>" * 50)
    hostile = {
        "source": "<img src=x onerror=alert(1)>",
        "published": "2026-04-06",
        "title": "x",
        "text": "Nothing new.",
    }
    list(desk.archive.add(store.parent / "picture.bin", table(store.with_name("more.jsonl"), [hostile])))
    told = client.get("/sources").text
    assert "picture.bin" in told
    assert "refused" in told
    assert "&lt;img src=x onerror=alert(1)&gt;" in told
    assert "<img" not in told


def test_an_empty_archive_says_what_to_do(empty_client: TestClient) -> None:
    assert "dragoman add" in empty_client.get("/sources").text


@pytest.mark.parametrize("width", [1280, 420])
def test_the_tables_scroll_and_keys_walk_through_them(page: "Page", width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/sources")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("tr.is-current").count() == 1
