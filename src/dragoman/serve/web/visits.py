"""What a visitor has seen, in a cookie, so that nobody needs a name: all until a moment, then single records."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dragoman.keeping.records import stamp_of

COOKIE = "dragoman-seen"
KEPT = 60 * 60 * 24 * 365  # seconds
_MOST = 150  # records in a cookie, which browsers bound to 4 kB
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WRITTEN = re.compile(r"([0-9a-z]{0,12})((?:-[0-9a-f]{12}\.[0-9a-z]{1,12})*)")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ID = 12  # hexadecimal digits at the end of a record's id


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen: everything until ``until``, and each record of ``records`` as it was at the moment given."""

    until: datetime | None = None
    records: Mapping[str, int] = field(default_factory=dict)  # by the last digits of the id; microseconds since 1970

    def holds(self, record: str, stamp: int) -> bool:
        """Tell whether a record was seen, by itself, since it changed."""
        return stamp <= self.records.get(record[-_ID:], -1)

    def with_records(self, ids: Iterable[str], at: datetime) -> "Seen":
        """Return what is seen when records are, as they were at a moment; of very many the latest are remembered."""
        kept = {**self.records, **{ident[-_ID:]: stamp_of(at) for ident in ids}}
        latest = sorted(kept.items(), key=lambda each: each[1])[-_MOST:]
        return Seen(until=self.until, records=dict(latest))


def seen_in(cookie: str) -> Seen:
    """Read a cookie; what nobody can have written says that nothing was seen."""
    found = _WRITTEN.fullmatch(cookie)
    if found is None:
        return Seen()
    try:
        pairs = [each.split(".") for each in found[2].split("-")[1:]]
        return Seen(until=_moment(found[1]) if found[1] else None, records={ident: _read(at) for ident, at in pairs})
    except OverflowError:
        return Seen()


def written(seen: Seen) -> str:
    """Return the cookie that says what was seen."""
    until = _number(stamp_of(seen.until)) if seen.until else ""
    return until + "".join(f"-{ident}.{_number(at)}" for ident, at in seen.records.items())


def _number(stamp: int) -> str:
    told = ""
    while stamp > 0:
        stamp, digit = divmod(stamp, len(_DIGITS))
        told = _DIGITS[digit] + told
    return told or "0"


def _read(told: str) -> int:
    return int(told, len(_DIGITS))


def _moment(told: str) -> datetime:
    return _EPOCH + timedelta(microseconds=_read(told))
