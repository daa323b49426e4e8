"""The date that a feed, table or archive gives of a report: the day as its writer counted it, or a doubt."""

from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from dragoman.codebook.sheets import sheet

_FIRST = date(1900, 1, 1)
_LATE = 100_000_000_000  # a number beyond this counts milliseconds, not seconds
_LONGEST = 80  # characters


def carried_date(words: object, *, today: date | None = None) -> tuple[date | None, tuple[str, ...]]:
    """Return the day that ``words`` give, in the writer's own time zone, and doubts where they give none.

    ``words`` are ISO 8601, RFC 822 as in feeds, or seconds or milliseconds since 1970; ``today`` is the day on which
    they were fetched, after which no report is dated.
    """
    if words is None or words == "":
        return None, ()
    try:
        day = _read(words)
    except (ValueError, TypeError, OverflowError, IndexError, OSError):
        return None, (f"the date given with it is none: {str(words)[:_LONGEST]!r}",)
    if day < _FIRST:
        return None, (f"the date given with it is far in the past: {day}",)
    if today and day > today + timedelta(days=sheet("feeds")["item"]["days_ahead"]):
        return None, (f"the date given with it lies in the future: {day}",)
    return day, ()


def _read(words: object) -> date:
    if isinstance(words, (int, float)) and not isinstance(words, bool):
        return datetime.fromtimestamp(words / 1_000 if words > _LATE else words, UTC).date()
    if not isinstance(words, str) or len(words) > _LONGEST:
        raise ValueError("no date")
    stripped = " ".join(words.split())
    try:
        return datetime.fromisoformat(stripped).date()
    except ValueError:
        return parsedate_to_datetime(stripped).date()
