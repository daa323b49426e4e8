"""Times against independent renderers and plain day counting, and what must hold of any interval."""

from calendar import month_name
from datetime import date, timedelta
from typing import Literal

from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.annotate.times import join, times_in, when_of
from dragoman.record.evidence import Span
from dragoman.record.times import When

MONTHS = list(month_name)[1:]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2150, 12, 31))
TENSES: st.SearchStrategy[Literal["past", "future"] | None] = st.sampled_from(["past", "future", None])
RENDERERS = [
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"on the {day.day}{ending(day.day)} of {MONTHS[day.month - 1]}, {day.year}",
    lambda day: f"{MONTHS[day.month - 1][:3]}{'' if day.month == 5 else '.'} {day.day}, {day.year}",
    lambda day: f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.year:04}-{day.month:02}-{day.day:02}",
    lambda day: f"{day.day:02}.{day.month:02}.{day.year}",
]
PIECES = [
    "on ", "Monday", " and ", "last ", "week", "3", " May", " 2024", "-", " to ", "since ", "until ", "two ", "days ",
    "ago", " before", "overnight", "early ", "end of ", "the ", "İ", ", ", "night", " of ", "in ", "9999", "10:30",
    "ten thousand ", "years ", "Easter", "earlier ", "this ", "month", "first ", "half ", "within ", "a ",
    "29 February",
]  # fmt: skip


def ending(day: int) -> str:
    """Return the ending of an ordinal."""
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def read(words: str, published: date | None, tense: Literal["past", "future"] | None = None) -> When:
    """Read a time that must be one."""
    when = when_of(words, published=published, tense=tense)
    assert when is not None
    return when


@given(DAYS, st.sampled_from(RENDERERS), st.none() | DAYS, TENSES)
def test_a_rendered_date_reads_as_itself_whenever_it_was_published(day, render, published, tense) -> None:
    when = read(render(day), published, tense)
    assert (when.start, when.end, when.basis, when.date_prec, when.time_precision) == (day, day, "stated", 1, 1)


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_the_nearest_one_counted_day_by_day(published: date, weekday: int) -> None:
    past = next(day for day in (published - timedelta(days=n) for n in range(7)) if day.weekday() == weekday)
    future = next(day for day in (published + timedelta(days=n) for n in range(7)) if day.weekday() == weekday)
    words = f"on {WEEKDAYS[weekday]}"
    assert read(words, published).start == read(words, published, "past").end == past
    assert read(words, published, "future").start == future
    assert read(f"last {WEEKDAYS[weekday]}", published).start == (
        past if past < published else past - timedelta(days=7)
    )
    assert read(f"next {WEEKDAYS[weekday]}", published).start == (
        future if future > published else future + timedelta(days=7)
    )


@given(DAYS, DAYS)
@example(date(2024, 2, 29), date(2026, 2, 5))
def test_a_date_without_its_year_is_found_by_walking_from_the_publication_date(day: date, published: date) -> None:
    words = f"{day.day} {MONTHS[day.month - 1]}"
    past, future = published, published
    while (past.month, past.day) != (day.month, day.day):
        past -= timedelta(days=1)
    while (future.month, future.day) != (day.month, day.day):
        future += timedelta(days=1)
    assert read(words, published, "past").start == past
    assert read(words, published, "future").start == future
    assert read(words, published).start in (past, future)


@given(DAYS, st.integers(1, 5000))
def test_days_ago_are_counted_exactly(published: date, amount: int) -> None:
    when = read(f"{amount} days ago", published)
    assert when.start == when.end == published - timedelta(days=amount)


@given(DAYS, st.integers(1, 200))
def test_weeks_ago_are_a_week_around_that_day(published: date, amount: int) -> None:
    when = read(f"{amount} weeks ago", published)
    middle = published - timedelta(days=7 * amount)
    assert (when.start, when.end) == (middle - timedelta(days=3), middle + timedelta(days=3))
    assert when.date_prec == 3


@given(DAYS)
def test_last_this_and_next_week_follow_each_other_and_hold_seven_days(published: date) -> None:
    weeks = [read(f"{which} week", published) for which in ("last", "this", "next")]
    covered = [week.start + timedelta(days=n) for week in weeks if week.start for n in range(7)]
    assert covered == [covered[0] + timedelta(days=n) for n in range(21)]
    assert covered[0].weekday() == 0
    assert published in covered[7:14]


@given(DAYS)
def test_months_follow_each_other_without_gap(published: date) -> None:
    last, this, following = (read(f"{which} month", published) for which in ("last", "this", "next"))
    assert last.end
    assert this.start
    assert this.end
    assert last.end + timedelta(days=1) == this.start
    assert this.end + timedelta(days=1) == following.start
    assert this.start <= published <= this.end


@given(DAYS, st.integers(0, 400))
def test_a_rendered_range_reads_as_both_its_ends(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    when = read(f"from {RENDERERS[0](first)} to {RENDERERS[1](last)}", None)
    assert (when.start, when.end, when.basis) == (first, last, "stated")


@given(
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join) | st.text(max_size=40),
    st.none() | DAYS,
    TENSES,
    st.none() | DAYS,
)
def test_no_words_invert_an_interval_or_depend_on_the_clock(words, published, tense, anchor) -> None:
    when = when_of(words, published=published, tense=tense, anchor=anchor)
    if when is None:
        return
    assert when.words == words
    assert not (when.start and when.end) or when.start <= when.end
    assert (when.basis is None) == (when.start is None and when.end is None)
    assert (when.date_prec is None) == (when.start is None or when.end is None)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), DAYS, st.integers(1, 3))
def test_what_is_found_in_a_text_reads_as_a_time(text: str, published: date, times: int) -> None:
    text = ". ".join([text] * times)
    last = 0
    for span in times_in(text, Span(0, len(text))):
        assert last <= span.start < span.end <= len(text)
        assert when_of(span.words(text), published=published) is not None
        last = span.end


@given(st.integers(0, 7000))
def test_moving_the_publication_date_by_whole_weeks_moves_weekdays_with_it(weeks: int) -> None:
    published = date(2026, 2, 5)
    moved = published + timedelta(days=7 * weeks)
    first, second = (read(f"on {WEEKDAYS[weeks % 7]}", day).start for day in (published, moved))
    assert first
    assert second
    assert second - first == moved - published


@given(DAYS, DAYS, DAYS, DAYS)
def test_joining_is_the_smallest_interval_and_the_order_does_not_matter(a: date, b: date, c: date, d: date) -> None:
    first, second = (When(start=min(pair), end=max(pair), basis="stated") for pair in ((a, b), (c, d)))
    joined, other = join(first, second), join(second, first)
    assert (joined.start, joined.end) == (min(a, b, c, d), max(a, b, c, d)) == (other.start, other.end)
