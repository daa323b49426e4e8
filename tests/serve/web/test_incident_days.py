"""Days spread over pages, and the axis of time."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dragoman.serve.web.incident_days import MOST, WIDTH, axis_of, stretches_of
from dragoman.serve.web.incident_filters import asked_in

FIRST = date(2031, 1, 1)
COUNTS = st.dictionaries(st.none() | st.dates(FIRST, date(2033, 1, 1)), st.integers(1, 3 * MOST), max_size=40)


@given(COUNTS)
def test_every_day_is_on_one_page_and_no_page_is_too_long(counts: dict[date | None, int]) -> None:
    made = stretches_of(counts)
    shown = [day for each in made if each.part == 0 for day in each.days]
    assert sorted(shown, key=str) == sorted(counts, key=str)
    assert all(sum(counts[day] for day in each.days) <= MOST * each.parts for each in made)
    known = [day for day in shown if day is not None]
    assert known == sorted(known, reverse=True)
    assert None not in shown[:-1]


def test_a_day_with_too_many_is_parted() -> None:
    first, second, third = stretches_of({FIRST: MOST + 1, FIRST - timedelta(1): 2})
    assert (first.parts, second.part) == (2, 1)
    assert first.words == "1 January 2031, part 1 of 2"
    assert third.words == "31 December 2030"


@given(COUNTS)
def test_the_axis_holds_every_incident_within_its_width(counts: dict[date | None, int]) -> None:
    axis = axis_of(counts, [FIRST], asked_in({}))
    known = {day: count for day, count in counts.items() if day is not None}
    assert (axis is None) == (not known)
    if axis is not None:
        assert sum(bar.count for bar in axis.bars) == sum(known.values())
        assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH + 0.2 for bar in axis.bars)
        assert len(axis.bars) <= 70


def test_a_bar_leads_to_its_days_and_keeps_the_filters() -> None:
    axis = axis_of({FIRST: 1, FIRST + timedelta(300): 3}, [FIRST], asked_in({"side": "RUS"}))
    assert axis is not None
    assert axis.unit == "week"
    assert axis.bars[0].address == "/incidents?side=RUS&from=2031-01-01&to=2031-01-05"
    assert axis.bars[0].is_shown
    assert not axis.bars[-1].is_shown
