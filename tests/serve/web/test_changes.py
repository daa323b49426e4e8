"""What changed of records between two moments, in words."""

from dataclasses import replace
from datetime import timedelta

from tests.factory import days
from tests.records import TUESDAY, record, round_of_talks, swap

from dragoman.reconcile.differences import differences
from dragoman.record.judgements import Judgement
from dragoman.record.records import Record
from dragoman.serve.web.changes import changes_in, news_in, touched_since


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


def test_reports_and_judgements_touch_records() -> None:
    held = [round_of_talks()]
    judged = Judgement(id="judgement-1", verb="accept", subjects=("x",), by="Amira", at=TUESDAY)
    seen = held[0].last_seen
    assert not touched_since(held, (), seen)
    assert touched_since(held, (), seen - timedelta(seconds=1))
    assert touched_since(held, [judged], seen)
    assert not touched_since(held, [judged], TUESDAY)
