"""When a brief of each process was last given out, as a cookie of this browser remembers it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

COOKIE = "dragoman-briefs"
KEPT = 400 * 86_400  # seconds, as long as browsers keep a cookie
_MOST = 24  # processes; the latest stay
_ENTRY = re.compile(r"(process-[0-9a-f]{1,64})\.(\d{1,12})")


def given_in(cookie: str | None) -> dict[str, datetime]:
    """Return the moment of the last brief by id of process; whatever is no such thing is passed over."""
    found = (_ENTRY.fullmatch(each) for each in (cookie or "").split("~"))
    return {each[1]: moment for each in found if each and (moment := _moment(int(each[2])))}


def cookie_with(known: Mapping[str, datetime], process: str, now: datetime) -> str:
    """Return the cookie that remembers one more brief.

    Args:
        known: as ``given_in`` returns it.
        process: its id.
        now: the moment, with a time zone.
    """
    moments = sorted({**known, process: now}.items(), key=lambda each: each[1])[-_MOST:]
    return "~".join(f"{ident}.{int(moment.timestamp())}" for ident, moment in moments)


def _moment(seconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
