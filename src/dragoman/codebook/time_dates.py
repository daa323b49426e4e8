"""Dates of the calendar, weekdays and weeks: the arithmetic that ``time_rules`` applies to matched tokens.

Each function takes the tokens a rule matched and the frame, and returns the value of the date that they make, or None
to leave them alone. Values stay recurring (a date of every year, a day of every week) until they are settled.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dragoman.codebook.calendar import UNKNOWN, Days, Recurring, Weekly, Yearly, around, part, shift
from dragoman.codebook.times import Token

Tense = Literal["past", "future"]
AHEAD = 60  # "Feb. 1" written in January is the coming one: a date eleven months old carries its year


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What relative words count from."""

    published: date | None
    tense: Tense | None = None
    anchor: date | None = None


Value = Days | Recurring


def settled(value: Value, frame: Frame, tense: Tense | None = None) -> Days:
    """Choose the year or week of a recurring date by the tense, ``tense`` being what the words suggest."""
    if isinstance(value, Days):
        return value
    if frame.published is None:
        return UNKNOWN
    tense = frame.tense or tense
    if tense is None:
        return value.nearest(frame.published, ahead=AHEAD)
    return value.latest(frame.published) if tense == "past" else value.earliest(frame.published)


def token_of(found: list[Token], *kinds: str) -> Token | None:
    """Return the last token of these kinds."""
    return next((token for token in reversed(found) if token.kind in kinds), None)


def step_of(found: list[Token]) -> int:
    """Return −1, 0 or 1 for last, this and next; 0 where none of them stands."""
    word = token_of(found, "last", "next")
    return 0 if word is None else -1 if word.kind == "last" else 1


# Dates of the calendar


def read_written(found: list[Token], _frame: Frame) -> Value | None:
    """Read a date in figures; 5/3/2024 could be two days and stays unknown, with full stops the day is first."""
    figures = [int(figure) for figure in re.findall(r"\d+", found[0].value)[:3]]
    if figures[0] > 31:
        year, month, day = figures
    elif "." in found[0].value or figures[0] > 12:
        day, month, year = figures
    else:
        month, day, year = figures
        if day <= 12 and day != month:
            return UNKNOWN
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return Yearly(month=month, day=day, last_month=month, last_day=day).within(year, stated=True) if day else None


def read_month_days(found: list[Token], _frame: Frame) -> Value | None:
    """Read "23-24 January", "May 3, 4 and 5"."""
    days = [token.value for token in found if token.kind in ("day", "ordinal")]
    month = token_of(found, "month")
    if month is None or not all(1 <= day <= 31 for day in days) or days[0] > days[-1]:
        return None
    return Yearly(month=month.value, day=days[0], last_month=month.value, last_day=days[-1])


def read_month(found: list[Token], _frame: Frame) -> Value:
    """Read a month's name."""
    return Yearly(month=found[0].value, last_month=found[0].value)


def read_season(found: list[Token], _frame: Frame) -> Value:
    """Read a season's name."""
    first, last = found[0].value
    return Yearly(month=first, last_month=last)


def read_share(found: list[Token], _frame: Frame) -> Value | None:
    """Read "Q1" and "second half"."""
    number, parts = found[0].value if found[0].kind == "fraction" else (found[0].value, found[1].value)
    size = 12 // parts
    return Yearly(month=(number - 1) * size + 1, last_month=number * size) if 1 <= number <= parts else None


def read_nth_share(found: list[Token], _frame: Frame) -> Value | None:
    """Read "second half of March"."""
    yearly: Yearly = found[-1].value
    return replace(yearly, trim=(found[0].value, found[1].value)) if found[0].value <= found[1].value else None


def read_in_split_year(found: list[Token], frame: Frame) -> Value | None:
    """Read "winter of 2024-25", which runs over into the second year; nothing else does."""
    yearly: Yearly = found[0].value
    return read_in_year(found, frame) if yearly.last_month < yearly.month else None


def read_first(found: list[Token], _frame: Frame) -> Value:
    """Take over the value of the first token."""
    value: Value = found[0].value
    return value


def read_last(found: list[Token], _frame: Frame) -> Value:
    """Take over the value of the last token."""
    value: Value = found[-1].value
    return value


def read_unknown(_found: list[Token], _frame: Frame) -> Value:
    """Recognise a date that cannot be worked out."""
    return UNKNOWN


def read_on_weekday(found: list[Token], _frame: Frame) -> Value | None:
    """Read "Wednesday, February 4"."""
    yearly: Yearly = found[-1].value
    return replace(yearly, weekday=found[0].value) if yearly.day == yearly.last_day else None


def read_portion(found: list[Token], frame: Frame) -> Value | None:
    """Read "early March", "late last year", "end of the month"."""
    which: tuple[int, int] = found[0].value
    value = found[-1].value
    if found[-1].kind == "unit":
        unit, size, _ = value
        value = around(frame.published, unit, size) if unit not in "dh" else None
    if isinstance(value, Yearly):
        return replace(value, trim=which)
    return part(value, *which) if isinstance(value, Days) else value


def read_in_year(found: list[Token], _frame: Frame) -> Value:
    """Read "July 2023"."""
    yearly: Yearly = found[0].value
    year = next(token.value for token in found if token.kind == "year")
    return yearly.within(year, stated=True) or UNKNOWN


def read_in_relative_year(found: list[Token], frame: Frame) -> Value | None:
    """Read "January of last year"; "January last week" is none."""
    unit, size, plural = found[-1].value
    if (unit, size, plural) != ("y", 1, False):
        return None
    return read_year_of(found[0].value, frame, step_of(found))


def read_year_of(yearly: Yearly, frame: Frame, add: int) -> Value:
    """Place a recurring date in the year of publication, or years off it."""
    return (yearly.within(frame.published.year + add) if frame.published else None) or UNKNOWN


def read_which_yearly(found: list[Token], frame: Frame) -> Value | None:
    """Read "last July" (over before this month), "this July", "next July", "that July" (of the anchor's year)."""
    yearly: Yearly = next(token.value for token in found if token.kind == "yearly")
    if token_of(found, "that"):
        return yearly.within(frame.anchor.year) if frame.anchor else None
    if frame.published is None:
        return UNKNOWN
    if token_of(found, "this"):
        return yearly.within(frame.published.year) or UNKNOWN
    near = yearly.latest(frame.published) if token_of(found, "last") else yearly.earliest(frame.published)
    runs = near.start and near.end and near.start <= frame.published <= near.end
    if not runs or near.start is None or near.end is None:
        return near
    before, after = shift(near.start, -1, "d"), shift(near.end, 1, "d")
    return yearly.latest(before or near.start) if token_of(found, "last") else yearly.earliest(after or near.end)


def read_year(found: list[Token], _frame: Frame) -> Value:
    """Read a year."""
    return Days(date(found[0].value, 1, 1), date(found[0].value, 12, 31), stated=True)


def read_years(found: list[Token], _frame: Frame) -> Value | None:
    """Read "2014 to 2022" and "2014-15"."""
    first, last = found[0].value, found[-1].value
    if found[-1].kind == "day":
        last = first + 1 if last == (first + 1) % 100 and found[1].kind == "dash" else 0
    return Days(date(first, 1, 1), date(last, 12, 31), stated=True) if first < last else None


def read_decade(found: list[Token], _frame: Frame) -> Value:
    """Read "the 1990s"."""
    return Days(date(found[0].value, 1, 1), date(found[0].value + 9, 12, 31), stated=True)


# Weeks and weekdays


def read_weekday(found: list[Token], _frame: Frame) -> Value:
    """Read a weekday."""
    return Weekly(weekday=found[0].value)


def read_weekend(found: list[Token], frame: Frame) -> Value:
    """Read "the weekend", "last weekend"."""
    weekend = Weekly(weekday=5, length=2)
    return read_which_weekly(weekend, found, frame) if len(found) > 1 else weekend


def read_which_weekday(found: list[Token], frame: Frame) -> Value | None:
    """Read "last Friday", "that Friday"."""
    if token_of(found, "that"):
        return Weekly(weekday=found[-1].value).latest(frame.anchor) if frame.anchor else None
    return read_which_weekly(Weekly(weekday=found[-1].value), found, frame)


def read_which_weekly(weekly: Weekly, found: list[Token], frame: Frame) -> Value:
    """Read "last Friday" (before today), "this Friday" (coming unless the tense is past), "next Friday"."""
    if frame.published is None:
        return UNKNOWN
    if token_of(found, "that"):
        return weekly.latest(frame.anchor) if frame.anchor else UNKNOWN
    if token_of(found, "this"):
        return settled(weekly, frame, "future")
    if token_of(found, "last"):
        return weekly.latest(shift(frame.published, -weekly.length, "d") or frame.published)
    return weekly.earliest(shift(frame.published, weekly.length, "d") or frame.published)


def read_weekday_of_week(found: list[Token], frame: Frame) -> Value | None:
    """Read "Monday of last week"."""
    weekday, unit = token_of(found, "weekday"), token_of(found, "unit")
    if weekday is None or unit is None or unit.value != ("w", 1, False):
        return None
    day = shift(around(shift(frame.published, step_of(found), "w"), "w").start, weekday.value, "d")
    return Days(day, day)


def read_which_unit(found: list[Token], frame: Frame) -> Value | None:
    """Read "last week", "this month", "next year"; what is over of this week, or to come, follows the tense."""
    unit, size, plural = found[-1].value
    step = step_of(found)
    if plural or unit in "dh":
        return None
    days = around(shift(frame.published, step * size, unit), unit, size)
    if step or frame.tense is None:
        return days
    return replace(days, end=frame.published) if frame.tense == "past" else replace(days, start=frame.published)
