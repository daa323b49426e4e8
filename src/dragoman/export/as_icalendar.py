"""Rounds of talks → an iCalendar (RFC 5545) of the days on which they are said to be."""

from collections.abc import Iterator
from datetime import UTC, date, timedelta

from dragoman.export.headings import heading
from dragoman.export.holdings import Holdings
from dragoman.export.told import PARTED, days, items, name_of, places, point, preferred, quotes, reports
from dragoman.record.records import Record

_LONGEST = 75  # octets of a line, the line break not counted
_STATUS = {
    "planned": "TENTATIVE", "postponed": "CANCELLED", "cancelled": "CANCELLED", "denied": "CANCELLED",
    "held": "CONFIRMED", "ongoing": "CONFIRMED", "suspended": "CONFIRMED", "collapsed": "CONFIRMED",
}  # fmt: skip
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def to_icalendar(holdings: Holdings) -> bytes:
    """Write an all-day event for each round whose days are known, as UTF-8; a round of no certain day has none.

    Planned rounds, and those whose status nobody gives, are tentative; postponed and cancelled ones are cancelled.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dragoman//Rounds of talks//EN", "CALSCALE:GREGORIAN"]
    for record in holdings.records:
        known = _days(record) if record.kind == "round" else None
        if known:
            lines += _event(record, *known)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line)).encode()


def _days(record: Record) -> tuple[date, date] | None:
    """Return first and last day where they are days of talks: one day, or as many as reports count days of the round.

    Another interval says that the talks were at some time in it, not that they filled it.
    """
    start, end = days(record)
    if start is None or end is None:
        return None
    is_filled = (end - start).days + 1 == max((*items(record, "day_number"), 1))
    return (start, end) if is_filled else None


def _event(record: Record, start: date, end: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{record.id}@dragoman.invalid"
    yield f"DTSTAMP:{record.last_seen.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{end + timedelta(days=1):%Y%m%d}"  # exclusive
    yield f"SUMMARY:{_text(heading(record))}"
    yield f"STATUS:{_STATUS.get(str(preferred(record, 'status')), 'TENTATIVE')}"
    yield "TRANSP:TRANSPARENT"
    yield "CATEGORIES:round of talks"
    for place in places(record)[:1]:
        yield f"LOCATION:{_text(name_of(place))}"
        if pin := point(place):
            yield f"GEO:{pin[1]:.6f};{pin[0]:.6f}"
    yield f"DESCRIPTION:{_text(PARTED.join(each.quote for _, each in quotes(record)))}"
    yield from (f"URL:{url}" for url in _urls(record)[:1])
    yield "END:VEVENT"


def _urls(record: Record) -> list[str]:
    """Return addresses that may stand in a line: nothing but visible ASCII."""
    told = (report.url for report in reports(record).values())
    return [url for url in told if url and url.isascii() and url.isprintable() and " " not in url]


def _text(words: str) -> str:
    """Escape a text; control characters other than line feeds have no place in one."""
    kept = "".join(char for char in words if char in "\n\t" or char.isprintable() or ord(char) > 0x9F)
    return kept.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Cut a line into pieces of at most 75 octets, never inside a character; every piece but the first is indented."""
    piece, room = "", _LONGEST
    for char in line:
        size = len(char.encode())
        if size > room:
            yield piece
            piece, room = " ", _LONGEST - 1
        piece, room = piece + char, room - size
    yield piece
