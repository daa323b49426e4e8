"""What changed of records between two moments, in words."""

from dataclasses import replace

from tests.factory import days
from tests.records import record, round_of_talks, swap

from dragoman.reconcile.differences import differences
from dragoman.reconcile.processes import pairs_in, process_id
from dragoman.record.records import Process, Record
from dragoman.serve.web.changes import changes_in, news_in, part_in


def _moved() -> tuple[Record, Record]:
    """A round as it was, and as it is after its day was put off."""
    before = round_of_talks()
    told = before.tellings[0]
    finding = replace(told.finding, status="postponed", when=days("2031-03-12", date_prec=1, basis="stated"))
    return before, record(replace(told, finding=finding), process="process-1")


def test_a_changed_field_is_told_with_what_it_was() -> None:
    before, after = _moved()
    (changed,) = changes_in(differences([before], [after]))
    assert changed.what == "changed"
    assert {each.label: (each.old, each.new) for each in changed.fields} == {
        "status": ("planned", "postponed"),
        "when": ("10 March 2031", "12 March 2031"),
    }


def test_new_and_gone_records_are_told_around_what_changed() -> None:
    before, after = _moved()
    assert [each.what for each in changes_in(differences([before], [after, swap()]))] == ["new", "changed"]
    assert [each.what for each in changes_in(differences([before, swap()], [after]))] == ["changed", "gone"]


def test_a_brief_marks_what_is_new_and_what_changed() -> None:
    before, after = _moved()
    assert news_in(differences([before], [after, swap()])) == {after.id: "changed", swap().id: "new"}


def test_of_a_process_its_own_records_count_and_what_is_gone_by_its_sides() -> None:
    before, after = _moved()
    (pair,) = pairs_in(before)
    process = Process(id=process_id(pair), name="", parties=(), mediators=(), records=(after.id,))
    other = replace(process, id="process-other", records=(swap().id,))
    found = differences([before], [after, swap()])
    assert [each.what for each in changes_in(part_in(found, process))] == ["changed"]
    assert [each.what for each in changes_in(part_in(found, other))] == ["new"]
    gone = differences([before], [])
    assert part_in(gone, process).gone == (before,)
    assert part_in(gone, other).gone == ()
