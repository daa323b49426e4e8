"""Processes, positions, briefs and sources for everybody: checked by axe, light and dark, narrow, and empty."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.serve.desk import serving
from tests.serve.web.conftest import watched

from dragoman.archive import open_archive
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
PAGES = (
    "/process", "/process/{}", "/positions", "/positions?party=Ukraine&issue=ceasefire&against=2026-04-01", "/brief",
    "/brief?since=2026-03-01", "/sources",
)  # fmt: skip


@pytest.fixture
def empty_page(browser: "Browser", tmp_path: Path, desk_over: Callable[..., Desk]) -> Iterator["Page"]:
    """A page over a store that holds nothing."""
    with open_archive(tmp_path / "empty") as archive:
        archive.add_user("Nobody", "reader")
    with serving(app_of(desk_over(tmp_path / "empty"))) as address, watched(browser, address) as made:
        yield made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_violations(page: "Page", desk: Desk, path: str, scheme: str) -> None:
    talks = next(each for each in desk.archive.processes() if "Ukraine" in each.parties)
    page.emulate_media(color_scheme=scheme)
    if scheme == "dark":
        page.set_viewport_size({"width": 420, "height": 800})
    page.goto(path.format(talks.id))
    assert _violations(page) == []


@pytest.mark.parametrize("path", ["/process", "/positions", "/brief", "/sources"])
def test_an_empty_archive_is_for_everybody_too(empty_page: "Page", path: str) -> None:
    empty_page.goto(path)
    assert empty_page.locator(".empty code").count() == 1
    assert _violations(empty_page) == []


def _violations(page: "Page") -> list[str]:
    found = axe.Axe().run(page).response["violations"]
    return [f"{each['id']}: {[n['html'][:120] for n in each['nodes']][:3]}" for each in found]
