"""The pages of processes: the list, rounds of talks with their axis, the calendar."""

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from tests.records import holdings, raid, round_of_talks, swap

from dragoman.record.records import Process, Record
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.process import contested_beside, entries_of, last_report, lines_of
from dragoman.serve.web.record_lines import RecordLine, line_of

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="session")
def talks(desk: Desk) -> Process:
    """The process of two rounds of which the second is told twice."""
    return next(each for each in desk.archive.processes() if "Ukraine" in each.parties)


def _lines(*records: Record) -> dict[str, RecordLine]:
    return {record.id: line_of(record) for record in records}


def test_processes_are_counted_by_what_they_have() -> None:
    one = Process(id="process-1", name="One", parties=(), mediators=(), records=("incident-record-1",) * 9)
    other = holdings().processes[0]
    assert [line.process for line in lines_of([one, other])] == [other, one]
    assert [line.told for line in lines_of([one, other])] == ["1 round of talks, 1 incident, 1 exchange", "9 incidents"]


def test_the_last_report_is_that_of_the_latest_day() -> None:
    assert last_report([raid(), round_of_talks()]) == date(2031, 3, 3)
    assert last_report([]) == date.min


def test_the_timeline_names_each_record_in_the_order_of_days() -> None:
    lines = entries_of([round_of_talks(), swap()], _lines(round_of_talks(), swap()))
    assert [line.line.kind for line in lines] == ["exchange", "round"]
    assert lines[1].days == "10 March 2031"


def test_what_is_disputed_of_rounds_stands_with_the_rounds() -> None:
    assert contested_beside([round_of_talks(), swap()], _lines(round_of_talks(), swap())) == ()
    assert [line.kind for line, _ in contested_beside([raid()], _lines(raid()))] == ["incident"]


def test_the_list_leads_to_each_process(client: TestClient, desk: Desk) -> None:
    told = client.get("/process").text
    for process in desk.archive.processes():
        assert f'href="/process/{process.id}"' in told
    assert told.count("<h1>") == 1


def test_a_process_shows_its_rounds_with_links_to_records_and_words(client: TestClient, talks: Process) -> None:
    told = client.get(f"/process/{talks.id}").text
    rounds = [ident for ident in talks.records if ident.startswith("round")]
    assert rounds
    assert all(f'href="/records/{ident}"' in told and f'id="{ident}"' in told for ident in rounds)
    assert re.search(r'href="/evidence/sha256:[0-9a-f]{64}#w\d+"', told)
    assert "an exchange of prisoners" in told  # on the table of the second round
    assert "Vladimir Medinsky" in told
    assert told.count("<h1>") == 1


def test_the_next_meeting_is_named_with_its_day(client: TestClient, talks: Process) -> None:
    told = client.get(f"/process/{talks.id}").text
    section = told[told.index("Next meeting") : told.index("</section>", told.index("Next meeting"))]
    assert "9 April 2026" in section
    assert "Ankara" in section


def test_the_calendar_has_the_meetings(client: TestClient, talks: Process) -> None:
    told = client.get(f"/process/{talks.id}/meetings.ics")
    assert told.headers["content-type"].startswith("text/calendar")
    assert told.text.startswith("BEGIN:VCALENDAR")
    assert "DTSTART;VALUE=DATE:20260409" in told.text
    assert told.text.count("BEGIN:VEVENT") == 3
    assert "Muscat" not in told.text  # of the other process


@pytest.mark.parametrize("path", ["/process/none", "/process/none/meetings.ics", "/process/%3Cscript%3E"])
def test_a_process_that_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    told = client.get(path, headers={"accept": "text/html"})
    assert told.status_code == 404
    assert "<script>" not in told.text.replace('<script src="/static', "")


def test_an_empty_archive_says_what_to_do(empty_client: TestClient) -> None:
    assert "dragoman add" in empty_client.get("/process").text
    assert empty_client.get("/process/none").status_code == 404


def test_from_the_list_to_a_record_by_keys(page: "Page", talks: Process) -> None:
    page.goto("/process")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/process/{talks.id}")
    page.locator(".axis-svg a").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").startswith("#round-record-")
    assert page.locator("article.round:target").count() == 1


@pytest.mark.parametrize("width", [1280, 420])
def test_the_page_is_never_wider_than_the_window(page: "Page", talks: Process, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/process/{talks.id}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
