from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factory import actor, days
from tests.records import SORREL, TALKS, holdings, raid, record, report, round_of_talks, telling

from dragoman.export.as_icalendar import to_icalendar
from dragoman.record.places import Place
from dragoman.record.records import Record

icalendar = pytest.importorskip("icalendar")


def events(*records: Record) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(to_icalendar(holdings(*records))).walk("VEVENT"))


def test_a_planned_round_is_a_tentative_whole_day() -> None:
    (event,) = events()
    assert event.errors == []
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2031, 3, 10), date(2031, 3, 11))
    assert event["STATUS"] == "TENTATIVE"
    assert event["SUMMARY"] == "Talks, round 2: Ardania, Belmark Front (Sorrel), planned"
    assert event["LOCATION"] == "Sorrel"
    assert event["UID"] == f"{round_of_talks().id}@dragoman.invalid"
    assert "second round" in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("status", "told"),
    [("held", "CONFIRMED"), ("cancelled", "CANCELLED"), ("postponed", "CANCELLED"), (None, "TENTATIVE")],
)
def test_the_status_follows(status: str | None, told: str) -> None:
    assert events(round_of_talks(status=status))[0]["STATUS"] == told


def test_a_round_of_no_certain_day_is_in_no_calendar() -> None:
    assert events(round_of_talks(when=days("2031-03-10", "2031-03-14"))) == []
    assert events(round_of_talks(when=None)) == []
    assert events(raid()) == []


def test_days_that_reports_count_are_filled() -> None:
    (event,) = events(round_of_talks(when=days("2031-03-10", "2031-03-11"), day_number=(1, 2)))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2031, 3, 10), date(2031, 3, 12))


def test_a_region_has_no_pin() -> None:
    assert events()[0]["GEO"].to_ical() == f"{SORREL.lat:.6f};{SORREL.lon:.6f}" or "GEO" in events()[0]
    assert "GEO" not in events(round_of_talks(venue=Place(name="Oman", country="OMN", lat=1, lon=2, where_prec=6)))[0]


def test_an_address_cannot_break_out_of_its_line() -> None:
    bad = report(TALKS, url="https://news.example/\r\nATTENDEE:mailto:x@example")
    held = record(telling("round", TALKS, {"when": "10 March"}, bad, when=days("2031-03-10")))
    assert b"ATTENDEE" not in to_icalendar(holdings(held))


@given(name=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_any_name_is_folded_and_comes_back(name: str) -> None:
    told = to_icalendar(holdings(round_of_talks(venue=Place(name=name))))
    lines = told.split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in lines)
    assert told.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in told.replace(b"\r\n", b"")
    (event,) = events(round_of_talks(venue=Place(name=name)))
    kept = "".join(char for char in name if char.isprintable() or ord(char) > 0x9F)
    assert str(event["LOCATION"]) == kept


def test_breaks_and_marks_in_names_are_escaped() -> None:
    nasty = "A;B,C\\n\nEND:VEVENT\r\nX\x07"
    (event,) = events(round_of_talks(parties=(actor(nasty),)))
    assert "A;B,C\\n\nEND:VEVENT\nX" in event["SUMMARY"]
