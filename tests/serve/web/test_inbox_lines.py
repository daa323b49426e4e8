"""Lines of the inbox: new, changed from what to what, first reports."""

from tests.records import MONDAY, TUESDAY, raid, record, round_of_talks

from dragoman.record.records import Record
from dragoman.serve.web.inbox_lines import InboxLine, lines_of


def lines(records: list[Record], before: list[Record], since: object = MONDAY) -> tuple[InboxLine, ...]:
    return lines_of(records, before, since=since, moments={each.id: each.last_seen for each in records})


def earlier(whole: Record) -> Record:
    """The record before its last report came."""
    return record(*whole.tellings[:-1])


def test_a_changed_figure_shows_old_and_new() -> None:
    now = raid()
    (line,) = lines([now], [earlier(now)])
    (killed,) = (each for each in line.changes if each.label == "killed")
    assert killed.note == "now disputed"
    assert not line.is_new
    assert line.is_changed
    assert (line.reports, line.new_reports, line.sources) == (2, 1, 2)
    assert line.moment == TUESDAY


def test_what_was_not_there_is_new() -> None:
    (line,) = lines([round_of_talks()], [])
    assert line.is_new
    assert line.is_first_report
    assert line.changes == ()


def test_the_first_visit_marks_nothing_as_new() -> None:
    (first, second) = lines([round_of_talks(), raid()], [], None)
    assert not first.is_new
    assert first.is_first_report
    assert not second.is_first_report  # two outlets tell of it


def test_records_that_became_one_are_a_change() -> None:
    whole = raid()
    (line,) = lines([whole], [record(each) for each in whole.tellings])
    assert line.origins == 2
    assert line.is_changed


def test_what_is_as_it_was_is_neither() -> None:
    (line,) = lines([raid()], [raid()])
    assert not line.is_new
    assert not line.is_changed
