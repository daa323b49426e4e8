"""What was seen, in a cookie and out of it again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dragoman.keeping.records import stamp_of
from dragoman.serve.web.visits import Seen, seen_in, written

NOON = datetime(2031, 3, 3, 12, 0, 0, 7, tzinfo=UTC)
ROUND, RAID = "round-record-0123456789ab", "incident-record-ba9876543210"


def test_a_cookie_is_read_as_it_was_written() -> None:
    seen = Seen(until=NOON).with_records([ROUND, RAID], NOON + timedelta(hours=1))
    assert seen_in(written(seen)) == seen
    assert seen_in(written(Seen())) == Seen()
    assert written(seen).isascii()
    assert not set(written(seen)) & set(' ",;\\')


def test_a_record_counts_as_seen_until_it_changes() -> None:
    seen = Seen().with_records([ROUND], NOON)
    assert seen.holds(ROUND, stamp_of(NOON))
    assert not seen.holds(ROUND, stamp_of(NOON) + 1)
    assert not seen.holds(RAID, 0)


def test_a_cookie_stays_small() -> None:
    seen = Seen(until=NOON)
    for number in range(500):
        seen = seen.with_records([f"round-record-{number:012x}"], NOON + timedelta(seconds=number))
    assert len(written(seen)) < 3_900
    assert seen.holds(f"round-record-{499:012x}", stamp_of(NOON))
    assert not seen.holds(f"round-record-{0:012x}", stamp_of(NOON))


@pytest.mark.parametrize(
    "cookie", ["", "<script>", "x" * 500, "-", "0-zz.1", "zzzzzzzzzzzz", "1-0123456789ab.zzzzzzzzzzzzz"]
)
def test_what_nobody_wrote_is_no_cookie(cookie: str) -> None:
    assert seen_in(cookie) == Seen()


@given(some.text(alphabet="0123456789abcdefz.-", max_size=40))
def test_any_cookie_is_read_without_a_fault(cookie: str) -> None:
    seen_in(cookie)
