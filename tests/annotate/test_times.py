"""Time expressions read against the publication date, by table; the codebook's own examples; finding and joining."""

from datetime import date
from typing import Any

import pytest

from dragoman.annotate.times import join, precision_of, times_in, when_of
from dragoman.codebook.lexicon import load
from dragoman.codebook.times import listed
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.times import When

THURSDAY = date(2026, 2, 5)


def days(words: str, **given: Any) -> tuple[str, str] | None:
    when = when_of(words, **{"published": THURSDAY, **given})
    return None if when is None else (str(when.start or "-"), str(when.end or "-"))


def found(text: str) -> list[str]:
    return [span.words(text) for span in times_in(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("4 February 2026", "2026-02-04", "2026-02-04"),
        ("February 4, 2026", "2026-02-04", "2026-02-04"),
        ("Feb. 4th, 2026", "2026-02-04", "2026-02-04"),
        ("the 4th of February 2026", "2026-02-04", "2026-02-04"),
        ("Wednesday, February 4, 2026", "2026-02-04", "2026-02-04"),
        ("2024-05-03", "2024-05-03", "2024-05-03"),
        ("2024-05-03T12:00:00Z", "2024-05-03", "2024-05-03"),
        ("2024/05/03", "2024-05-03", "2024-05-03"),
        ("03.05.2024", "2024-05-03", "2024-05-03"),
        ("13/05/2024", "2024-05-13", "2024-05-13"),
        ("5/13/2024", "2024-05-13", "2024-05-13"),
        ("29 February 2024", "2024-02-29", "2024-02-29"),
        ("in May 1994", "1994-05-01", "1994-05-31"),
        ("December of 1981", "1981-12-01", "1981-12-31"),
        ("in February\u00a02024", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("in 2014", "2014-01-01", "2014-12-31"),
        ("2014-15", "2014-01-01", "2015-12-31"),
        ("from 2014 to 2022", "2014-01-01", "2022-12-31"),
        ("between 2014 and 2022", "2014-01-01", "2022-12-31"),
        ("in 2018 and 2019", "2018-01-01", "2019-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("the early 1990s", "1990-01-01", "1993-04-30"),
        ("early 2024", "2024-01-01", "2024-04-30"),
        ("mid-2024", "2024-05-01", "2024-08-31"),
        ("at the end of 2024", "2024-11-01", "2024-12-31"),
        ("early March 2024", "2024-03-01", "2024-03-10"),
        ("mid-March 2024", "2024-03-11", "2024-03-20"),
        ("late March 2024", "2024-03-21", "2024-03-31"),
        ("Q1 2024", "2024-01-01", "2024-03-31"),
        ("the third quarter of 2024", "2024-07-01", "2024-09-30"),
        ("H1 2024", "2024-01-01", "2024-06-30"),
        ("the second half of 2023", "2023-07-01", "2023-12-31"),
        ("the first half of March 2024", "2024-03-01", "2024-03-15"),
        ("spring 2024", "2024-03-01", "2024-05-31"),
        ("the winter of 2024-25", "2024-12-01", "2025-02-28"),
        ("the first week of July 2024", "2024-07-01", "2024-07-07"),
        ("the second week of July 2024", "2024-07-08", "2024-07-14"),
        ("the last week of August 1991", "1991-08-25", "1991-08-31"),
        ("the first six months of 2024", "2024-01-01", "2024-06-30"),
        ("Christmas 2024", "2024-12-25", "2024-12-25"),
        ("New Year's Eve 2024", "2024-12-31", "2024-12-31"),
        ("January 23-24, 2026", "2026-01-23", "2026-01-24"),
        ("January 23–24, 2026", "2026-01-23", "2026-01-24"),
        ("between May and July 2023", "2023-05-01", "2023-07-31"),
        ("31 January to 2 February 2024", "2024-01-31", "2024-02-02"),
        ("December 30 to January 2, 2024", "2023-12-30", "2024-01-02"),
        ("Jan. 31, 2026 and Feb. 2, 2026", "2026-01-31", "2026-02-02"),
        ("at midnight on 31 August 1994", "1994-08-31", "1994-08-31"),
    ],
)
def test_a_date_with_its_year_is_stated_and_needs_no_publication_date(words: str, start: str, end: str) -> None:
    for published in (None, THURSDAY):
        when = when_of(words, published=published)
        assert when is not None
        assert (str(when.start), str(when.end), when.basis, when.words) == (start, end, "stated", words)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("January 23-24", "2026-01-23", "2026-01-24"),
        ("Feb 4 and 5", "2026-02-04", "2026-02-05"),
        ("on 23 and 24 January", "2026-01-23", "2026-01-24"),
        ("January 23, 24 and 25", "2026-01-23", "2026-01-25"),
        ("from 3 to 5 January", "2026-01-03", "2026-01-05"),
        ("between 28 July and 10 August", "2025-07-28", "2025-08-10"),
        ("on night 7/8 January", "2026-01-07", "2026-01-08"),
        ("on the night of 3 to 4 May", "2025-05-03", "2025-05-04"),
        ("in July", "2025-07-01", "2025-07-31"),
        ("from January to August", "2025-01-01", "2025-08-31"),
        ("Dec 30-Jan 2", "2025-12-30", "2026-01-02"),
        ("last July", "2025-07-01", "2025-07-31"),
        ("last February", "2025-02-01", "2025-02-28"),
        ("in January of last year", "2025-01-01", "2025-01-31"),
        ("in March of this year", "2026-03-01", "2026-03-31"),
        ("last winter", "2024-12-01", "2025-02-28"),
        ("in the summer", "2025-06-01", "2025-08-31"),
        ("on Wednesday", "2026-02-04", "2026-02-04"),
        ("Thursday", "2026-02-05", "2026-02-05"),
        ("noted Thursday", "2026-02-05", "2026-02-05"),
        ("on Friday", "2026-01-30", "2026-01-30"),
        ("on Sunday night", "2026-02-01", "2026-02-01"),
        ("early on Monday", "2026-02-02", "2026-02-02"),
        ("late Sunday and early Monday", "2026-02-01", "2026-02-02"),
        ("on Wednesday and Thursday", "2026-02-04", "2026-02-05"),
        ("from Monday to Wednesday", "2026-02-02", "2026-02-04"),
        ("Tuesday-Thursday", "2026-02-03", "2026-02-05"),
        ("between Friday and Sunday", "2026-01-30", "2026-02-01"),
        ("last Wednesday", "2026-02-04", "2026-02-04"),
        ("last Thursday", "2026-01-29", "2026-01-29"),
        ("next Monday", "2026-02-09", "2026-02-09"),
        ("next Thursday", "2026-02-12", "2026-02-12"),
        ("Monday of last week", "2026-01-26", "2026-01-26"),
        ("at dawn on Tuesday", "2026-02-03", "2026-02-03"),
        ("before dawn on Monday", "2026-02-02", "2026-02-02"),
        ("At about 1430 hrs on 6 January", "2026-01-06", "2026-01-06"),
        ("between 6 p.m. on Saturday and 8 p.m. on Sunday", "2026-01-31", "2026-02-01"),
        ("today", "2026-02-05", "2026-02-05"),
        ("yesterday evening", "2026-02-04", "2026-02-04"),
        ("tomorrow morning at 9 a.m.", "2026-02-06", "2026-02-06"),
        ("the day before yesterday", "2026-02-03", "2026-02-03"),
        ("the day after tomorrow", "2026-02-07", "2026-02-07"),
        ("this morning", "2026-02-05", "2026-02-05"),
        ("earlier in the day", "2026-02-05", "2026-02-05"),
        ("tonight", "2026-02-05", "2026-02-05"),
        ("overnight", "2026-02-04", "2026-02-05"),
        ("last night", "2026-02-04", "2026-02-05"),
        ("overnight on Tuesday", "2026-02-03", "2026-02-03"),
        ("overnight into Wednesday", "2026-02-03", "2026-02-04"),
        ("overnight from Monday to Tuesday", "2026-02-02", "2026-02-03"),
        ("in the night to Thursday", "2026-02-04", "2026-02-05"),
        ("10:30", "2026-02-05", "2026-02-05"),
        ("at 07.25 this morning", "2026-02-05", "2026-02-05"),
        ("at dawn", "2026-02-05", "2026-02-05"),
        ("shortly before midnight", "2026-02-05", "2026-02-05"),
        ("last week", "2026-01-26", "2026-02-01"),
        ("this week", "2026-02-02", "2026-02-08"),
        ("next week", "2026-02-09", "2026-02-15"),
        ("last month", "2026-01-01", "2026-01-31"),
        ("this month", "2026-02-01", "2026-02-28"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("over the weekend", "2026-01-31", "2026-02-01"),
        ("earlier this month", "2026-02-01", "2026-02-05"),
        ("later this month", "2026-02-05", "2026-02-28"),
        ("earlier this week", "2026-02-02", "2026-02-05"),
        ("late last year", "2025-09-01", "2025-12-31"),
        ("at the end of the year", "2026-11-01", "2026-12-31"),
        ("so far this year", "2026-01-01", "2026-02-05"),
        ("in recent days", "2026-01-30", "2026-02-05"),
        ("in the past 24 hours", "2026-02-04", "2026-02-05"),
        ("over the past three days", "2026-02-02", "2026-02-05"),
        ("in the past two months", "2025-12-05", "2026-02-05"),
        ("just days before", "2026-01-30", "2026-02-04"),
        ("nine days ago", "2026-01-27", "2026-01-27"),
        ("two weeks ago", "2026-01-19", "2026-01-25"),
        ("two months ago", "2025-11-20", "2025-12-20"),
        ("nearly four years ago", "2021-08-05", "2022-08-05"),
        ("several days ago", "2026-01-30", "2026-02-03"),
        ("two days before Christmas", "2025-12-23", "2025-12-23"),
        ("since 2022", "2022-01-01", "2026-02-05"),
        ("since July 5", "2025-07-05", "2026-02-05"),
        ("since Friday", "2026-01-30", "2026-02-05"),
        ("since mid-April", "2025-04-11", "2026-02-05"),
        ("until Friday", "2026-02-06", "2026-02-06"),
        ("through December 28", "2026-12-28", "2026-12-28"),
        ("until\n11:59pm\u00a0local time\u00a0on August 3", "2026-08-03", "2026-08-03"),
        ("by the end of March", "2026-02-05", "2026-03-31"),
        ("By Wednesday night", "2026-02-04", "2026-02-04"),
        ("within ten days", "2026-02-05", "2026-02-15"),
        ("within 48 hours", "2026-02-05", "2026-02-07"),
        ("in the coming days", "2026-02-05", "2026-02-11"),
        ("in the near future", "2026-02-05", "-"),
        ("soon", "2026-02-05", "-"),
        ("from Monday", "2026-02-02", "2026-02-02"),
        ("before December", "-", "2025-11-30"),
        ("after Wednesday", "2026-02-05", "-"),
        ("on the 28th", "2026-01-28", "2026-01-28"),
        ("Christmas Eve", "2025-12-24", "2025-12-24"),
    ],
)
def test_a_relative_time_is_counted_from_the_publication_date(words: str, start: str, end: str) -> None:
    when = when_of(words, published=THURSDAY)
    assert when is not None
    assert (str(when.start or "-"), str(when.end or "-"), when.basis) == (start, end, "resolved")


@pytest.mark.parametrize(
    ("words", "tense", "start", "end"),
    [
        ("by the end of February", "past", "2026-02-21", "2026-02-28"),
        ("by the end of December", "past", "2025-12-26", "2025-12-31"),
        ("on Thursday", "future", "2026-02-05", "2026-02-05"),
        ("on Friday", "future", "2026-02-06", "2026-02-06"),
        ("on Wednesday and Thursday", "future", "2026-02-11", "2026-02-12"),
        ("on Feb. 20", "past", "2025-02-20", "2025-02-20"),
        ("on Feb. 20", None, "2026-02-20", "2026-02-20"),
        ("on 20 June", None, "2025-06-20", "2025-06-20"),
        ("on 20 June", "future", "2026-06-20", "2026-06-20"),
        ("in March", "past", "2025-03-01", "2025-03-31"),
        ("this week", "past", "2026-02-02", "2026-02-05"),
        ("this week", "future", "2026-02-05", "2026-02-08"),
        ("this month", "future", "2026-02-05", "2026-02-28"),
        ("until Sunday", "past", "2026-02-01", "2026-02-01"),
        ("by Friday", "future", "2026-02-05", "2026-02-06"),
        ("over the weekend", "future", "2026-02-07", "2026-02-08"),
        ("in two weeks", "future", "2026-02-16", "2026-02-22"),
        ("in two days", "future", "2026-02-07", "2026-02-07"),
        ("before Sunday", "future", "2026-02-05", "2026-02-07"),
        ("this Tuesday", "past", "2026-02-03", "2026-02-03"),
        ("this Tuesday", "future", "2026-02-10", "2026-02-10"),
    ],
)
def test_the_tense_chooses_the_week_or_year(words: str, tense: str | None, start: str, end: str) -> None:
    assert days(words, tense=tense) == (start, end)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("three days earlier", "2026-01-17", "2026-01-17"),
        ("a day later", "2026-01-21", "2026-01-21"),
        ("the next day", "2026-01-21", "2026-01-21"),
        ("the day before", "2026-01-19", "2026-01-19"),
        ("on the eve of the talks", "2026-01-19", "2026-01-19"),
        ("just days before", "2026-01-14", "2026-01-19"),
        ("that night", "2026-01-20", "2026-01-21"),
        ("later that week", "2026-01-19", "2026-01-25"),
        ("two weeks later", "2026-01-31", "2026-02-06"),
        ("hours before the session", "2026-01-19", "2026-01-20"),
    ],
)
def test_times_relative_to_an_event_count_from_the_anchor(words: str, start: str, end: str) -> None:
    assert days(words, anchor=date(2026, 1, 20)) == (start, end)


@pytest.mark.parametrize(
    "words", ["three days earlier", "a day later", "the night before", "two weeks later", "that night"]
)
def test_times_relative_to_an_unknown_event_keep_their_words_only(words: str) -> None:
    assert when_of(words, published=THURSDAY) == When(words=words)


@pytest.mark.parametrize("words", ["on Wednesday", "January 23-24", "last week", "overnight", "two days ago", "10:30"])
def test_without_a_publication_date_relative_times_stay_open(words: str) -> None:
    assert when_of(words, published=None) == When(words=words)


def test_since_a_year_without_a_publication_date_has_a_stated_start_only() -> None:
    assert when_of("since 2022", published=None) == When(start=date(2022, 1, 1), basis="stated", words="since 2022")


@pytest.mark.parametrize("words", ["Easter", "in Ramadan", "5/3/2024", "on 30 February", "ten thousand years ago"])
def test_what_cannot_be_computed_is_recognised_and_left_open(words: str) -> None:
    assert when_of(words, published=THURSDAY) == When(words=words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "for two years",
        "two days",
        "the talks",
        "may",
        "in two days",
        "two-day",
        "at first",
        "for months",
        "second round",
        "99",
    ],
)
def test_durations_and_other_words_are_no_times(words: str) -> None:
    assert when_of(words, published=THURSDAY) is None


def test_a_weekday_beside_a_date_helps_to_choose_the_year() -> None:
    assert days("Tuesday, 3 March", published=date(2026, 2, 5)) == ("2026-03-03", "2026-03-03")
    assert days("Monday, 3 March", published=date(2026, 2, 5)) == ("2025-03-03", "2025-03-03")


def test_the_publication_day_itself_is_the_weekday_that_a_report_names() -> None:
    assert days("on Saturday", published=date(2020, 9, 12)) == ("2020-09-12", "2020-09-12")


@pytest.mark.parametrize(
    ("start", "end", "codes"),
    [
        (date(2026, 2, 5), date(2026, 2, 5), (1, 1)),
        (date(2026, 2, 4), date(2026, 2, 5), (2, 2)),
        (date(2026, 2, 1), date(2026, 2, 6), (2, 2)),
        (date(2026, 2, 2), date(2026, 2, 8), (3, 2)),
        (date(2026, 2, 1), date(2026, 2, 10), (4, 2)),
        (date(2026, 2, 1), date(2026, 2, 28), (4, 3)),
        (date(2026, 1, 1), date(2026, 1, 31), (4, 3)),
        (date(2026, 1, 1), date(2026, 3, 31), (5, 3)),
        (date(2026, 1, 1), date(2026, 12, 31), (5, 3)),
        (date(2026, 1, 1), None, (None, None)),
        (None, None, (None, None)),
    ],
)
def test_precision_codes_follow_the_length_of_the_interval(
    start: date | None, end: date | None, codes: tuple[int | None, int | None]
) -> None:
    assert precision_of(start, end) == codes


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The talks on Wednesday and Thursday followed the round of January 23-24.",
         ["on Wednesday and Thursday", "January 23-24"]),
        ("Since 2022 the front has moved; in the near future it may not.", ["Since 2022", "in the near future"]),
        ("He said that Monday's raid killed 12 in May 2023.", ["Monday", "in May 2023"]),
        ("They met for two days and may meet again.", []),
        ("Drones struck overnight into Thursday, a day after the truce.", ["overnight into Thursday", "a day after"]),
        ("The İzmir talks took place on 3 May.", ["on 3 May"]),
    ],
)  # fmt: skip
def test_times_are_found_in_running_text_with_their_prepositions(text: str, times: list[str]) -> None:
    assert found(text) == times


def test_times_are_found_inside_the_span_only() -> None:
    text = "On Monday they met, on Tuesday they parted."
    assert [span.words(text) for span in times_in(text, Span(20, len(text)))] == ["on Tuesday"]


def test_joining_gives_the_smallest_interval_that_holds_both() -> None:
    first = when_of("on Wednesday", published=THURSDAY)
    second = when_of("on Thursday", published=THURSDAY)
    assert first is not None
    assert second is not None
    joined = join(second, first)
    assert (joined.start, joined.end) == (date(2026, 2, 4), date(2026, 2, 5))
    assert (joined.basis, joined.date_prec, joined.time_precision) == ("resolved", 2, 2)


def test_joining_with_an_unknown_time_changes_nothing() -> None:
    known = When(start=date(2026, 2, 4), end=date(2026, 2, 4), basis="stated", words="4 February 2026")
    assert join(known, When(words="Easter")) == known
    assert join(When(words="Easter"), known) == known


def test_joining_with_an_open_end_stays_open() -> None:
    known = When(start=date(2026, 2, 4), end=date(2026, 2, 4), basis="stated")
    assert join(known, When(start=date(2026, 2, 1), basis="resolved")).end is None


ENTRIES = [entry for entry in (*load("times")["class"], *load("times")["phrase"]) if "yes" in entry]


@pytest.mark.parametrize("sentence", [text for entry in (load("times"), *ENTRIES) for text in entry["yes"]])
def test_every_yes_example_of_the_codebook_holds_a_time(sentence: str) -> None:
    assert found(sentence)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["words"][0])
def test_every_yes_example_is_found_by_the_words_of_its_entry(entry: dict[str, Any]) -> None:
    for sentence in entry["yes"]:
        read = " ".join(fold(words).replace("the ", "") for words in found(sentence))
        assert any(word.replace("the ", "") in read for word in entry["words"]), (sentence, read)


@pytest.mark.parametrize("sentence", [text for entry in (load("times"), *ENTRIES) for text in entry["no"]])
def test_no_no_example_of_the_codebook_holds_a_time(sentence: str) -> None:
    assert found(sentence) == []


def test_no_word_is_listed_twice() -> None:
    words = [word for word, _, _ in listed()]
    assert sorted(words) == sorted(set(words))


def test_every_listed_phrase_reads_as_a_time() -> None:
    for entry in load("times")["phrase"]:
        for words in entry["words"]:
            assert when_of(words, published=THURSDAY, anchor=THURSDAY) is not None, words
