"""The page of incidents, in a client and in Chromium."""

import re
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_every_claimant_and_what_nobody_states_is_shown(client: TestClient) -> None:
    told = client.get("/incidents")
    assert told.status_code == 200
    assert told.text.count("<h1>") == 1
    assert "Ukrainian Air Force" in told.text
    assert "Ministry of Defence (Russia)" in told.text
    assert "not stated" in told.text
    assert "Casualties: not stated" in told.text
    assert not re.search(r"<td class=\"number\">\s*None", told.text)
    assert " style=" not in told.text
    assert len(told.content) < 200_000


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [("side=RUS", "Kharkiv", "El Fasher"), ("place=Sudan", "El Fasher", "Kharkiv"),
     ("box=20,10,30,20", "El Fasher", "Kharkiv"), ("munition=missile", "Kharkiv", "El Fasher"),
     ("from=2026-04-05", "Kharkiv", "El Fasher"), ("to=2026-04-03", "El Fasher", "Kharkiv")],
)  # fmt: skip
def test_filters_leave_out(client: TestClient, query: str, there: str, not_there: str) -> None:
    told = client.get(f"/incidents?{query}").text
    assert f'<span class="piece piece-places">{there}' in told
    assert f'<span class="piece piece-places">{not_there}' not in told


def test_a_filter_without_a_hit_and_a_wrong_one_say_what_to_do(client: TestClient) -> None:
    assert "Show all incidents" in client.get("/incidents?munition=mine").text
    wrong = client.get("/incidents?box=<b>", headers={"accept": "text/html"})
    assert wrong.status_code == 400
    assert "four degrees" in wrong.text
    assert "<b>" not in wrong.text
    assert client.get("/incidents?page=500").status_code == 200


def test_an_empty_archive_says_what_to_do(empty_client: TestClient) -> None:
    told = empty_client.get("/incidents")
    assert told.status_code == 200
    assert "The archive is empty." in told.text


def test_a_place_on_the_map_is_reached_by_keys_and_leads_to_the_table(page: "Page") -> None:
    page.goto("/incidents")
    spots = page.locator(".spot")
    assert spots.count() == 2
    page.locator("[data-draw]").focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.classList.contains('spot')")
    page.keyboard.press("Enter")
    assert re.search(r"#spot-\d+$", page.url)
    assert page.locator(".places tr:target").count() == 1


def test_a_box_is_drawn_over_the_map(page: "Page") -> None:
    page.goto("/incidents")
    drawing = page.locator("[data-map]")
    page.locator("[data-draw]").click()
    spot = page.locator(".spot", has_text="El Fasher").locator("circle").bounding_box()
    assert drawing.get_attribute("class") == "map-drawing draws"
    assert spot is not None
    page.mouse.move(spot["x"] - 30, spot["y"] - 30)
    page.mouse.down()
    page.mouse.move(spot["x"] + 40, spot["y"] + 40, steps=4)
    page.mouse.up()
    page.wait_for_url("**box=*")
    west, south, east, north = map(float, page.locator("#box").input_value().split(","))
    assert west < 25.35 < east
    assert south < 13.63 < north
    assert page.locator(".spot").count() == 1


def test_j_and_enter_open_an_incident(page: "Page") -> None:
    page.goto("/incidents")
    page.keyboard.press("j")
    first = page.locator("[data-row].is-current [data-open]").first.get_attribute("href")
    assert first is not None
    assert first.startswith("/records/incident-record-")


@pytest.mark.parametrize("path", ["/incidents", "/contradictions", "/incidents?munition=mine"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_keeps_anybody_out(page: "Page", path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    found = axe.Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
