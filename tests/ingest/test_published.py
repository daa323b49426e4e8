from datetime import date, timedelta

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from dragoman.codebook.anniversaries import conflicts
from dragoman.codebook.lexicon import load
from dragoman.ingest.published import published_of
from dragoman.ingest.published_clues import words
from dragoman.ingest.residue import find_residue
from dragoman.record.folding import fold


def published(text, *, metadata_date=None, given=None):
    return published_of(text, metadata_date=metadata_date, given=given, residue=find_residue(text))


BODY = "The envoys met and spoke about the border. Nothing was signed, a spokesman said."


def test_what_the_user_gives_wins():
    day = date(2024, 1, 2)
    assert published(f"Published 5 February 2026\n{BODY}", metadata_date=date(2025, 1, 1), given=day) == (
        day,
        "given",
        None,
        (),
    )


def test_metadata_wins_over_the_text_and_the_difference_is_doubted():
    day, basis, _, doubts = published(f"Published 5 February 2026\n{BODY}", metadata_date=date(2026, 2, 9))
    assert (day, basis) == (date(2026, 2, 9), "metadata")
    assert "2026-02-05" in doubts[0]


@pytest.mark.parametrize("stamp", load("published")["stamps"]["yes"])
def test_stamp_lines_state_the_date(stamp):
    text = f"Envoys meet on the border\n{stamp}\n{BODY}"
    day, basis, clue, _ = published(text)
    assert day in (date(2026, 2, 5), date(2024, 5, 9))
    assert basis == "stated"
    assert clue.words(text) == stamp


@pytest.mark.parametrize("line", load("published")["stamps"]["no"])
def test_sentences_with_a_date_are_no_stamps(line):
    assert published(f"{line}\n{BODY}")[1] != "stated"


def test_the_stamp_of_another_story_does_not_count():
    text = f"{BODY}\nReporting by Jane Doe; Editing by John Roe\nStorm closes the port\nFebruary 8, 2026"
    assert published(text)[0] is None


def test_a_bare_date_inside_the_article_does_not_count():
    long = "The envoys of both sides met in the city and spoke about the border for hours."
    assert published(f"{long}\n\nMarch 11, 2021\n\n{long}")[0] is None


def test_two_stamps_are_doubted():
    assert "2026-02-06" in published(f"5 February 2026\n6 February 2026\n{BODY}")[3][0]


def test_a_dateline_with_a_year_states_the_date():
    assert published(f"GENEVA, May 3, 2024 (AP) — {BODY}")[:2] == (date(2024, 5, 3), "stated")


def test_the_year_of_a_dateline_follows_from_weekday_and_years():
    text = f"GENEVA, May 3 (AP) — The envoys met on Friday, as they had since 2022. {BODY}"
    day, basis, clue, _ = published(text)
    assert (day, basis) == (date(2024, 5, 3), "inferred")
    assert clue.words(text) == "May 3"


def test_a_dateline_that_fits_several_years_stays_unknown_with_the_years_listed():
    day, basis, _, doubts = published(f"GENEVA, May 3 (AP) — They had met in 2023. {BODY}")
    assert (day, basis) == (None, None)
    assert "2024-05-03" in doubts[0]
    assert "2025-05-03" in doubts[0]


WAR = (
    "Sudan's army and the RSF held indirect talks in Geneva on Tuesday, and again Wednesday, where the ongoing round goes on. "  # noqa: E501
    "It follows a meeting on April 2-3 in Cairo. The talks come as the war nears its second anniversary later this month."  # noqa: E501
)


def test_an_anniversary_with_weekdays_and_a_dated_event_gives_the_day():
    day, basis, clue, doubts = published(WAR)
    assert (day, basis) == (date(2025, 4, 9), "inferred")
    assert clue.words(WAR) == "nears its second anniversary later this month"
    assert doubts == ()


def test_the_first_fitting_weekday_after_the_dated_event_is_taken_and_the_others_named():
    text = WAR.replace("April 2-3", "March 27").replace("second", "third")
    day, _, _, doubts = published(text)
    assert day == date(2026, 4, 1)
    assert "2026-04-08" in doubts[0]


def test_without_a_dated_event_several_weeks_stay_open():
    day, basis, _, doubts = published(WAR.replace(" on April 2-3", ""))
    assert (day, basis) == (None, None)
    assert "2025-04-02, 2025-04-09" in doubts[0]


def test_days_after_an_anniversary_date_the_event():
    text = "Envoys met on Friday in Oslo, one day after the 20th anniversary of the 9/11 attacks. They go on on Sunday."
    assert published(text)[0] in (date(2021, 9, 12), date(2021, 9, 17))
    text = "Envoys met on Sunday in Oslo, one day after the 20th anniversary of the 9/11 attacks."
    assert published(text)[:2] == (date(2021, 9, 12), "inferred")


def test_future_weekdays_are_not_the_day_of_the_text():
    text = WAR.replace("They", "They").replace("It follows", "They will meet again on Friday. It follows")
    assert published(text)[0] == date(2025, 4, 9)


def test_a_photo_of_years_ago_dates_nothing():
    text = (
        f"FILE - The general speaks in Goma, Congo, May 3, 2019. (AP Photo/Jane Doe)\nThe army left on Friday. {BODY}"
    )
    assert published(text)[0] is None


def test_photos_of_the_day_with_its_weekdays_date_the_text():
    photos = "Envoys arrive in Oslo, Norway, Feb. 4, 2026. (AP Photo/Jane Doe)\nA guard in Oslo, Norway, Feb. 5, 2026. (AP Photo/Jane Doe)"  # noqa: E501
    text = f"The envoys met on Wednesday and Thursday.\n{photos}\n{BODY}"
    assert published(text)[:2] == (date(2026, 2, 5), "inferred")


def test_nothing_to_go_by_is_unknown_and_says_so():
    day, basis, clue, doubts = published(BODY)
    assert (day, basis, clue) == (None, None, None)
    assert "--published" in doubts[0]


@pytest.mark.parametrize("table", ["anniversary", "age"])
def test_clue_patterns_find_their_examples_only(table):
    rows = load("published")[table]
    assert all(words(table, "pattern").search(fold(text)) for text in rows["yes"])
    assert not any(words(table, "pattern").search(fold(text)) for text in rows["no"])


def test_the_table_of_conflicts_holds_days_of_the_past():
    assert len(conflicts()) >= 12
    assert all(date(1945, 1, 1) < each.start < date(2026, 1, 1) and each.cues for each in conflicts())


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@over(st.integers(1, 8), st.integers(1, 14), st.integers(1, 7))
def test_any_year_of_a_war_gives_back_the_day_it_was_written(years, back, gap):
    """The oracle writes the text from the day; April 2023 is the start of the war."""
    day = date(2023 + years, 4, 15) - timedelta(days=back)
    event = day - timedelta(days=gap)
    ordinal = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"][years - 1]
    text = (
        f"Sudan's army and the RSF met on {DAYS[day.weekday()]}. It follows talks on {MONTHS[event.month - 1]} {event.day}. "  # noqa: E501
        f"The war nears its {ordinal} anniversary later this month."
    )
    assert published(text)[0] == day


@over(st.text(max_size=120))
def test_any_text_gives_a_date_with_a_basis_or_neither(text):
    day, basis, clue, _ = published(text)
    assert (day is None) == (basis is None)
    assert clue is None or 0 <= clue.start < clue.end <= len(text)
