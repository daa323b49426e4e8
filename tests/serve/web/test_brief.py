"""The page of the brief: text and notes, what changed since, files to take along."""

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from tests.keeping.telling import table
from tests.records import holdings, raid, swap

from dragoman.export.brief import brief_of, marked
from dragoman.record.records import Process
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.brief import period_of
from dragoman.serve.web.brief_text import text_of
from dragoman.serve.web.given import COOKIE, cookie_with

if TYPE_CHECKING:
    from playwright.sync_api import Page

SPRING = {"from": "2026-03-01", "to": "2026-04-30"}


@pytest.fixture(scope="session")
def talks(desk: Desk) -> Process:
    """The process that most is known of."""
    return next(each for each in desk.archive.processes() if "Ukraine" in each.parties)


def test_notes_are_numbered_through_and_lead_to_the_words() -> None:
    held = holdings()
    told = text_of(brief_of(held, held.processes[0], start=date(2031, 3, 1), end=date(2031, 3, 31)), most=10)
    assert [note.number for note in told.notes] == list(range(1, len(told.notes) + 1))
    pieces = [p for _, entries in told.sections for e in entries for s in e.sentences for p in s.pieces]
    marks = [mark for piece in pieces for mark in piece.marks]
    assert {number for mark in marks for number in range(mark.first, mark.last + 1)} == {n.number for n in told.notes}
    assert sorted(number for mark in marks for number in mark.returns) == [note.number for note in told.notes]
    assert all(re.fullmatch(r"/evidence/sha256:[0-9a-f]{64}#w\d+", note.address) for note in told.notes)


def test_numbers_that_follow_one_another_are_one_mark() -> None:
    held = holdings(raid())
    told = text_of(brief_of(held, held.processes[0], start=date(2031, 3, 1), end=date(2031, 3, 31)), most=10)
    words = [
        m.words for _, entries in told.sections for e in entries for s in e.sentences for p in s.pieces for m in p.marks
    ]
    assert "1–2" in words  # two reports name the type


def test_a_long_brief_is_cut_on_the_page_and_says_so() -> None:
    held = holdings(raid(), swap())
    told = text_of(brief_of(held, held.processes[0], start=date(2031, 3, 1), end=date(2031, 3, 31)), most=0)
    assert told.left_out == 2
    assert told.notes == ()


def test_news_stand_with_their_entry() -> None:
    held = holdings(raid(), swap())
    brief = brief_of(held, held.processes[0], start=date(2031, 3, 1), end=date(2031, 3, 31))
    told = text_of(marked(brief, {swap().id: "new"}, since=datetime(2031, 3, 2, tzinfo=UTC)), most=10)
    assert [entry.news for _, entries in told.sections for entry in entries] == ["", "new"]


def test_without_days_it_is_four_weeks_up_to_the_last_report() -> None:
    last = date(2031, 3, 30)
    assert period_of((date(2031, 3, 20), last)) == (date(2031, 3, 20), last)
    assert period_of((date(2030, 3, 20), last)) == (date(2031, 3, 3), last)
    assert period_of(None) is None


def test_the_page_tells_the_process_with_links_to_words_and_records(client: TestClient, talks: Process) -> None:
    told = client.get("/brief", params={"process": talks.id, **SPRING}).text
    assert "Reports tell of talks between Russia, Ukraine" in told
    for number in re.findall(r'href="#note-(\d+)"', told):
        assert f'id="note-{number}"' in told
    for number in re.findall(r'href="#ref-(\d+)"', told):
        assert told.count(f'id="ref-{number}"') == 1
    assert re.search(r'<li id="note-1" value="1"><q>[^<]+</q> <a href="/evidence/sha256:[0-9a-f]{64}#w\d+">', told)
    assert told.count("<h1>") == 1
    assert "Muscat" not in told


def test_a_process_is_chosen_where_none_is_asked_for(client: TestClient) -> None:
    assert "Russia – Ukraine: 20 March 2026 to 6 April 2026" in client.get("/brief").text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"from": "2026-05-01", "to": "2026-04-01"}, 422), ({"from": "May"}, 422), ({"process": "none"}, 404),
        ({"since": "x"}, 422),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(client: TestClient, asked: dict[str, str], status: int) -> None:
    assert client.get("/brief", params=asked).status_code == status
    assert client.get("/brief/file", params=asked).status_code == status


def test_days_without_reports_say_what_to_do(client: TestClient, talks: Process) -> None:
    told = client.get("/brief", params={"process": talks.id, "from": "1999-01-01", "to": "1999-01-02"}).text
    assert "No report tells of this process in these days." in told


@pytest.mark.parametrize(
    ("form", "kind"), [("markdown", "text/markdown"), ("html", "text/html"), ("docx", "application/vnd.openxml")]
)
def test_files_open_again_and_note_the_moment(desk: Desk, talks: Process, form: str, kind: str) -> None:
    client = TestClient(app_of(desk), base_url="http://localhost")
    told = client.get("/brief/file", params={"process": talks.id, **SPRING, "form": form})
    assert told.headers["content-type"].startswith(kind)
    assert f"brief-{talks.id}-2026-03-01-2026-04-30." in told.headers["content-disposition"]
    cookie = told.headers["set-cookie"].lower()
    assert cookie.startswith(f"{COOKIE}={talks.id}.")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/brief" in cookie
    words = _words(told.content) if form == "docx" else told.text
    assert "Reports tell of talks between Russia, Ukraine" in re.sub(r"<sup>.*?</sup>|\[\^\d+\]", "", words)


def test_a_form_that_there_is_not_is_refused(client: TestClient) -> None:
    told = client.get("/brief/file", params={"form": "exe"})
    assert told.status_code == 422
    assert "markdown" in told.text


def test_what_came_in_since_the_last_brief_is_shown(
    store: Path, desk_over: Callable[..., Desk], talks: Process
) -> None:
    desk = desk_over(store)
    client = TestClient(app_of(desk), base_url="http://localhost")
    client.cookies.set(COOKIE, cookie_with({}, talks.id, datetime.now(UTC) - timedelta(minutes=5)))
    assert "Nothing came in that changes anything" in client.get("/brief", params={"process": talks.id}).text
    text = (
        "Russia and Ukraine held a third round of talks in Ankara on Thursday, mediated by Turkey. The talks were "
        "difficult, a Turkish official said."
    )
    report = {"source": "Bosphorus Times", "published": "2026-04-10", "title": "Third round", "text": text}
    list(desk.archive.add(table(store.with_name("more.jsonl"), [report])))
    told = client.get("/brief", params={"process": talks.id, **SPRING}).text
    news = told[told.index("What changed since the last brief") : told.index('<article class="brief"')]
    assert "Ankara" in news
    assert "planned" in news  # what it was
    assert 'class="brief-entry is-news"' in told
    file = client.get("/brief/file", params={"process": talks.id, **SPRING}).text
    assert "what is new or changed since" in file
    assert "**Changed.** Reports tell of talks" in file


def test_a_day_can_be_chosen_instead_of_the_last_brief(client: TestClient, talks: Process) -> None:
    told = client.get("/brief", params={"process": talks.id, "since": "2026-03-31", **SPRING}).text
    assert told.count('news-mark news-new">new') > 5  # all came in on 1 April
    later = client.get("/brief", params={"process": talks.id, "since": "2026-04-02", **SPRING}).text
    assert "Nothing came in that changes anything" in later


def test_giving_out_is_noted_and_leads_back(writing_client: TestClient, talks: Process) -> None:
    told = writing_client.post("/brief/given", data={"process": talks.id}, follow_redirects=False)
    assert told.status_code == 303
    assert told.headers["location"] == f"/brief?process={talks.id}"
    assert "The last brief of this process was given out" in writing_client.get("/brief").text
    assert writing_client.post("/brief/given", data={"process": "https://evil.example"}).status_code == 404


def test_an_empty_archive_says_what_to_do(empty_client: TestClient) -> None:
    assert "dragoman add" in empty_client.get("/brief").text
    assert empty_client.get("/brief/file").status_code == 404


def test_from_a_number_to_the_note_and_back(page: "Page", talks: Process) -> None:
    page.goto(f"/brief?process={talks.id}&from=2026-03-01&to=2026-04-30")
    page.locator(".brief sup a").first.press("Enter")
    assert page.locator("li:target q").count() == 1
    page.locator("li:target .back").press("Enter")
    assert page.evaluate("location.hash") == "#ref-1"
    with page.expect_download() as found:
        page.get_by_role("link", name="DOCX").click()
    assert found.value.suggested_filename.endswith(".docx")
    page.reload()
    assert page.get_by_text("The last brief of this process was given out").count() == 1


def _words(content: bytes) -> str:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    found = docx.Document(io.BytesIO(content))
    return "\n".join("".join(run.text for run in each.runs) for each in found.paragraphs)
