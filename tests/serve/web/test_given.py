"""The cookie that remembers when briefs were given out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dragoman.serve.web.given import cookie_with, given_in

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
ONE, OTHER = "process-0123456789ab", "process-ba9876543210"


def test_what_was_given_out_is_remembered_by_process() -> None:
    known = given_in(cookie_with(given_in(cookie_with({}, ONE, NOON)), OTHER, NOON + timedelta(days=1)))
    assert known == {ONE: NOON, OTHER: NOON + timedelta(days=1)}
    assert given_in(cookie_with(known, ONE, NOON + timedelta(days=2)))[ONE] == NOON + timedelta(days=2)


def test_a_cookie_stays_small_and_keeps_the_latest() -> None:
    known: dict[str, datetime] = {}
    for at in range(100):
        known = given_in(cookie_with(known, f"process-{at:012x}", NOON + timedelta(hours=at)))
    assert len(known) == 24
    assert f"process-{99:012x}" in known
    assert len(cookie_with(known, ONE, NOON)) < 1_000


@given(st.text() | st.none())
def test_whatever_else_a_cookie_holds_is_passed_over(words: str | None) -> None:
    assert isinstance(given_in(words), dict)


def test_a_moment_that_cannot_be_is_passed_over() -> None:
    assert given_in(f"{ONE}.999999999999~{OTHER}.0~{ONE}<script>.1") == {OTHER: datetime(1970, 1, 1, tzinfo=UTC)}
