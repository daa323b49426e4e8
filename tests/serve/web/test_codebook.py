"""The page of the codebook: every code, its examples, and what the own reports have of it."""

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from dragoman.codebook.entries import entries
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.codebook import groups_of, matching

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_every_entry_is_in_one_group() -> None:
    groups = groups_of(entries(), {})
    assert [code.entry for group in groups for code in group.codes] == list(entries())
    assert len({group.id for group in groups}) == len(groups)


def test_all_words_must_be_held() -> None:
    found = matching(entries(), "In_Force  truce")
    assert not found  # no entry's definition has both
    assert [each.code for each in matching(entries(), "Crewed_Aircraft  bombs")] == ["airstrike"]
    assert matching(entries(), "") == entries()
    assert matching(entries(), "zzz") == ()


def test_the_page_shows_examples_of_the_own_reports(client: TestClient, desk: Desk) -> None:
    told = client.get("/codebook")
    assert told.status_code == 200
    usages = desk.archive.usages()
    held = next(each for (kind, field, _), each in usages.items() if (kind, field) == ("round", "status"))
    assert f'href="/records/{held.examples[0].record}"' in client.get("/codebook?q=round+status").text
    assert told.text.count("<h1>") == 1


def test_a_search_without_a_hit_says_what_to_do(client: TestClient) -> None:
    assert "Show all codes" in client.get("/codebook", params={"q": "<b>zzz"}).text
    assert "<b>zzz" not in client.get("/codebook", params={"q": "<b>zzz"}).text


def test_the_codebook_needs_no_reports(empty_client: TestClient) -> None:
    assert empty_client.get("/codebook").status_code == 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_keys_walk_through_it(page: "Page", scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/codebook?q=round")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator("[data-row].is-current").count() == 1
    assert page.locator("[data-row]").first.evaluate("row => row === document.activeElement")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/inbox")
