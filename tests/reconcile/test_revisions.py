"""Who changed their number, and how far apart numbers are."""

from datetime import date

from dragoman.reconcile.contradictions import contradictions_in, number_of, width_of
from dragoman.reconcile.revisions import revisions_of
from dragoman.record.actors import Attribution
from tests.factory import actor
from tests.records import HEALTH, raid, record, report, telling, toll

SPOKEN = "The toll of the raid is {}, the health ministry said."
CLINIC = Attribution(speaker=actor("the clinic"), anonymity="organisation")


def told(number: int, day: int, by: Attribution | None = HEALTH, source: str = "The Harbour Post"):
    text = SPOKEN.format(number)
    origin = report(text + str(day), source, published=date(2031, 3, day))
    return telling("incident", text, {"killed": str(number)}, origin, killed=toll(number), attributed_to=by)


def test_a_voice_with_another_figure_on_a_later_day_changed_its_number() -> None:
    field = record(told(12, 3), told(14, 4, source="Southern Wire"), told(14, 5), told(9, 4, CLINIC)).fields["killed"]
    (found,) = revisions_of(field)
    assert [(each.value["best"], each.day) for each in found.figures] == [
        (12, date(2031, 3, 3)), (14, date(2031, 3, 4)),
    ]  # fmt: skip


def test_two_figures_of_one_day_and_two_voices_are_no_change() -> None:
    assert revisions_of(record(told(12, 3), told(14, 3)).fields["killed"]) == ()
    assert revisions_of(record(told(12, 3), told(14, 4, CLINIC)).fields["killed"]) == ()
    assert revisions_of(record(told(12, 3, None, "A Post"), told(14, 4, None, "B Post")).fields["killed"]) == ()


def test_what_is_no_figure_is_not_revised() -> None:
    assert all(not revisions_of(field) for field in raid().fields.values() if field.spread is None)


def test_the_width_is_how_far_the_least_and_the_greatest_are_apart() -> None:
    assert width_of(raid().fields["killed"]) == 0.6
    assert width_of(raid().fields["places"]) == 0.0
    assert number_of({"best": None, "low": 30, "high": None}) == 30.0
    assert number_of({"best": 0, "low": 0, "high": 0}) == 0.0
    assert number_of("30") is None


def test_fields_in_dispute_or_changed_are_contradictions() -> None:
    (found,) = contradictions_in([raid()])
    assert (found.field, found.width, found.is_disputed, found.is_changed) == ("killed", 0.6, True, False)
    (changed,) = contradictions_in([record(told(12, 3), told(14, 4))])
    assert changed.is_changed
