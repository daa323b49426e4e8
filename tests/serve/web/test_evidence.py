"""Evidence: the list of reports, a report with its marked words, and how both light each other up."""

import re
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from dragoman.record.documents import Document
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.evidence import PAGE, is_followed, reports_at

if TYPE_CHECKING:
    from playwright.sync_api import Page


def titled(desk: Desk, title: str) -> Document:
    found = next(each for each in desk.archive.documents() if each.title == title)
    document = desk.archive.document(found.id)
    assert document is not None
    return document


def test_only_pages_of_the_web_are_followed() -> None:
    assert is_followed("https://news.example/a?b=c")
    for url in (
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//news.example", "https://", "", "ftp://a.b",
        "https://a b", "java\nscript:x", "http://[",
    ):  # fmt: skip
        assert not is_followed(url)


def test_the_latest_report_comes_first_and_a_search_finds_words(desk: Desk) -> None:
    every, is_more = reports_at(desk.archive, "", "", 0)
    added = [each.added for each in sorted(desk.archive.documents(), key=lambda each: each.added, reverse=True)]
    assert len(every) == len(added) <= PAGE
    assert not is_more
    found, _ = reports_at(desk.archive, "Ukrainian soldiers came home", "", 0)
    assert [each.title for each in found] == ["Prisoners swapped"]
    (copied,) = (each for each in every if each.is_copy)
    assert copied.title in ("Russia and Ukraine meet again", "Second round of talks held in Istanbul")


def test_the_list_leads_to_each_report(client: TestClient, desk: Desk) -> None:
    told = client.get("/evidence").text
    for report in desk.archive.documents():
        assert f'href="/evidence/{report.id}"' in told
    assert "No report holds these words" in client.get("/evidence?q=zeppelin").text
    assert client.get("/evidence?source=Nile+Courier").text.count('class="record"') == 2


def test_every_report_shows_its_whole_text(client: TestClient, desk: Desk) -> None:
    for report in desk.archive.documents():
        page = client.get(f"/evidence/{report.id}")
        assert page.status_code == 200
        document = desk.archive.document(report.id)
        assert document is not None
        drawn = page.text.split('<div class="text"')[1].split(">", 1)[1].split("</div>")[0]
        words = re.sub(r"<[^>]+>", "", drawn).replace("&#39;", "'")
        assert words.strip() == document.text.strip()
        assert report.id in page.text


def test_links_lead_to_words_and_back(client: TestClient, desk: Desk) -> None:
    told = client.get(f"/evidence/{titled(desk, 'Drones over Kharkiv').id}").text
    ids = set(re.findall(r' id="([^"]+)"', told))
    assert set(re.findall(r'class="to-words" href="#([^"]+)"', told)) <= ids
    assert set(re.findall(r'class="words[^"]*" id="[^"]+" href="#([^"]+)"', told)) <= ids
    assert len(re.findall(r' id="', told)) == len(ids)


def test_residue_is_greyed_and_origin_is_told(client: TestClient, desk: Desk) -> None:
    document = titled(desk, "Ministry on the night's strikes")
    assert document.residue
    told = client.get(f"/evidence/{document.id}").text
    assert 'class="residue"' in told
    assert "set aside, not read" in told
    assert "https://reports.example/5" in told
    assert 'rel="noopener noreferrer nofollow external"' in told
    assert "denied" in told


def test_copies_lead_to_one_another(client: TestClient, desk: Desk) -> None:
    one, other = (titled(desk, t) for t in ("Russia and Ukraine meet again", "Second round of talks held in Istanbul"))
    assert f'href="/evidence/{other.id}"' in client.get(f"/evidence/{one.id}").text
    assert f'href="/evidence/{one.id}"' in client.get(f"/evidence/{other.id}").text


def test_a_record_is_led_to_its_page(client: TestClient, desk: Desk) -> None:
    record = next(iter(desk.archive.records()))
    answer = client.get(f"/evidence/{record.id}", follow_redirects=False)
    assert answer.headers["location"] == f"/records/{record.id}"
    assert client.get("/evidence/sha256:0").status_code == 404


def test_an_empty_archive_says_what_to_do(empty_client: TestClient) -> None:
    assert "dragoman add" in empty_client.get("/evidence").text


def test_hovering_a_field_marks_its_words_and_the_other_way_round(page: "Page", desk: Desk) -> None:
    page.goto(f"/evidence/{titled(desk, 'Drones over Kharkiv').id}")
    page.locator(".field", has_text="killed").first.hover()
    assert page.locator(".words.is-lit").all_inner_texts() == ["Four people"]
    page.locator(".words", has_text="40,000 people").hover()
    assert "40,000" in page.locator(".field.is-lit").first.inner_text()
    page.locator("h1").hover()
    assert page.locator(".is-lit").count() == 0


def test_focus_does_what_hovering_does(page: "Page", desk: Desk) -> None:
    page.goto(f"/evidence/{titled(desk, 'Drones over Kharkiv').id}")
    page.locator(".words", has_text="Kharkiv").first.focus()
    assert page.locator(".field.is-lit").count() >= 1
    page.locator(".to-words").first.focus()
    assert page.locator(".words.is-lit").count() >= 1


@pytest.mark.parametrize("is_scripted", [True, False])
def test_without_a_script_links_jump(browser: object, site: str, desk: Desk, is_scripted: bool) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=is_scripted)  # type: ignore[attr-defined]
    shown = context.new_page()
    shown.goto(f"/evidence/{titled(desk, 'Prisoners swapped').id}")
    link = shown.locator(".to-words").first
    anchor = link.get_attribute("href")
    link.click()
    shown.wait_for_url(f"**{anchor}")
    assert shown.locator(".words:target").count() == 1
    context.close()
