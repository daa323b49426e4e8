"""What pages are asked for in their addresses."""

from datetime import UTC, date, datetime

import pytest

from dragoman.record.records import Process
from dragoman.serve.rest.problems import Problem
from dragoman.serve.web.asked import day_asked, end_of, largest, process_asked


def _process(ident: str, *records: str) -> Process:
    return Process(id=ident, name=ident, parties=(), mediators=(), records=records)


def test_an_empty_field_is_no_day() -> None:
    assert day_asked(" ", "from") is None
    assert day_asked("2031-03-04", "from") == date(2031, 3, 4)


@pytest.mark.parametrize("words", ["4 March", "2031-02-30", "<script>", "9" * 400])
def test_what_is_no_day_is_refused_without_being_repeated(words: str) -> None:
    with pytest.raises(Problem) as found:
        day_asked(words, "from")
    assert found.value.status == 422
    assert words not in found.value.detail


def test_what_came_in_on_a_day_counts_until_its_last_moment() -> None:
    assert end_of(date(2031, 3, 4)) == datetime(2031, 3, 4, 23, 59, 59, 999999, tzinfo=UTC)
    assert end_of(date.max).year == 9999


def test_the_largest_process_is_that_of_most_records_of_a_kind() -> None:
    one, other = _process("one", "incident-1", "incident-2", "round-1"), _process("other", "round-1", "round-2")
    assert largest((one, other)) is one
    assert largest((one, other), "round") is other
    assert largest(()) is None


def test_a_process_that_is_not_there_is_not_found() -> None:
    with pytest.raises(Problem, match="no process"):
        process_asked((), "process-x")
