"""The grammar of times: rules that rewrite tokens to dates, in order, each with the arithmetic of what it matched.

A rule names kinds of token (``dragoman.codebook.times``), the kind it makes, and a function that gives its value, or
None to leave the tokens alone. Nothing here knows today's date.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import ceil

from dragoman.codebook.calendar import UNKNOWN, Days, Monthly, Weekly, about, around, part, shift
from dragoman.codebook.time_dates import (
    AHEAD,
    Frame,
    Value,
    read_decade,
    read_first,
    read_in_relative_year,
    read_in_split_year,
    read_in_year,
    read_last,
    read_month,
    read_month_days,
    read_nth_share,
    read_on_weekday,
    read_portion,
    read_season,
    read_share,
    read_unknown,
    read_weekday,
    read_weekday_of_week,
    read_weekend,
    read_which_unit,
    read_which_weekday,
    read_which_yearly,
    read_written,
    read_year,
    read_years,
    settled,
    token_of,
)
from dragoman.codebook.times import Phrase, Token

Maker = Callable[[list[Token], Frame], Value | None]
HORIZON = 6  # "the past several weeks"


def _amount(found: list[Token]) -> float | None:
    """Return how many: "two", "a", "half a", "a couple of"; None for "several"."""
    figure, vague, share = token_of(found, "day", "number", "year"), token_of(found, "vague"), token_of(found, "share")
    if figure:
        return figure.value if isinstance(figure.value, int | float) else None
    if vague:
        return 2 if vague.value == "couple" else None
    return (1 / share.value if share else 1) + (1 if share and token_of(found, "and") else 0)


def _move(day: date | None, amount: float, unit: tuple[str, int, bool]) -> date | None:
    """Shift by an amount that may be a fraction: of a year in months, of a month or week in days."""
    kind, size, _ = unit
    if kind == "h":
        return shift(day, ceil(amount * size / 24) if amount > 0 else -ceil(-amount * size / 24), "d")
    if float(amount * size).is_integer():
        return shift(day, int(amount * size), kind)
    smaller, times = {"y": ("m", 12), "m": ("d", 30), "w": ("d", 7), "d": ("d", 1)}[kind]
    return shift(day, round(amount * size * times), smaller)


def _counted(found: list[Token], base: date | None, sign: int) -> Days | None:
    """Return the stretch that lies an amount of units away; hours may have crossed midnight."""
    unit, amount = token_of(found, "unit"), _amount(found)
    if unit is None or amount is None:
        return None
    kind, size, _ = unit.value
    moved = _move(base, sign * amount, unit.value)
    if moved is None:
        return UNKNOWN
    if kind != "h":
        return about(moved, kind, size if amount >= 1 else max(1, int(size * amount / 2)))
    near, far = shift(base, sign * int(amount * size // 24), "d"), moved
    return Days(far, near) if sign < 0 else Days(near, far)


def _ago(found: list[Token], frame: Frame) -> Value | None:
    return _counted(found, frame.published, -1)


def _hence(found: list[Token], frame: Frame) -> Value | None:
    return _counted(found, frame.published, 1)


def _earlier(found: list[Token], frame: Frame) -> Value | None:
    return _counted(found, frame.anchor, -1)


def _later(found: list[Token], frame: Frame) -> Value | None:
    return _counted(found, frame.anchor, 1)


def _in_future(found: list[Token], frame: Frame) -> Value | None:
    """Read "in two weeks" where the tense is future; in the past it is how long something took."""
    led = found[0].value == "in" and frame.tense == "future"
    return _counted(found, frame.published, 1) if led else None


def _from_date(found: list[Token], frame: Frame) -> Value | None:
    """Read "two days before Christmas"."""
    days = settled(found[-1].value, frame, "past")
    before = token_of(found, "before")
    return _counted(found[:-1], days.start if before else days.end, -1 if before else 1)


def _window(found: list[Token], frame: Frame) -> Value | None:
    """Read "the past two weeks", "the next few days", "within ten days"."""
    unit, amount = token_of(found, "unit"), _amount(found) or HORIZON
    if unit is None:
        return None
    if found[0].kind == "last":
        return Days(_move(frame.published, -amount, unit.value), frame.published)
    base = frame.anchor if found[0].kind == "within" and frame.tense == "past" else frame.published
    return Days(base, _move(base, amount, unit.value))


def _nth_unit(found: list[Token], frame: Frame) -> Value | None:
    """Read "the second week of July", "the first six months of the year", "the last week of 2024"."""
    place = next(at for at, token in enumerate(found) if token.kind == "of")
    unit = token_of(found[:place], "unit")
    whole = found[-1].value
    if found[-1].kind == "unit":
        whole = around(frame.published, whole[0], whole[1]) if whole[0] in "wmy" else None
    if unit is None or whole is None or unit.value[0] == "h":
        return None
    days = settled(whole, frame)
    amount = token_of(found[1:place], "day", "number", "article")
    many = amount.value if amount and isinstance(amount.value, int) else 1
    if amount is None and unit.value[2]:
        return part(days, 3 if found[0].kind == "last" else 1, 3)
    nth = 0 if found[0].kind == "last" else found[0].value
    return _slice(days, nth, many, unit.value)


def _slice(days: Days, nth: int, many: int, unit: tuple[str, int, bool]) -> Days | None:
    """Return the nth run of ``many`` units from the start of an interval, the last run for 0."""
    if nth:
        start = _move(days.start, (nth - 1) * many, unit)
        end = shift(_move(days.start, nth * many, unit), -1, "d")
    else:
        start, end = _move(shift(days.end, 1, "d"), -many, unit), days.end
    if start is None or end is None or days.start is None or days.end is None:
        return UNKNOWN
    start, end = max(start, days.start), min(end, days.end)
    return replace(days, start=start, end=end) if start <= end else None


# Phrases, nights, ranges, bounds


def _bound(code: str, base: date) -> date | None:
    if code == "open":
        return None
    edge, _, unit = code.partition(" of ")
    if unit:
        return getattr(around(base, unit[0]), edge)  # type: ignore[no-any-return]
    return base if code == "0" else shift(base, int(code[:-1]), code[-1])


def _phrase(found: list[Token], frame: Frame) -> Value:
    phrase: Phrase = found[0].value
    base = frame.published if found[0].kind == "phrase" else frame.anchor
    if base is None and phrase.fallback:
        base = frame.published
    return Days(_bound(phrase.start, base), _bound(phrase.end, base)) if base else UNKNOWN


def _today(_found: list[Token], frame: Frame) -> Value:
    return Days(frame.published, frame.published)


def _day_of(found: list[Token], frame: Frame) -> Value:
    """Read "before dawn on Monday" as Monday, "by noon on Friday" as by Friday."""
    value: Value = found[-1].value
    return _by(found, frame) if found[0].kind == "by" else value


def _tonight_before(_found: list[Token], frame: Frame) -> Value:
    """Read "overnight" alone: the night that ended on the day of publication."""
    return Days(shift(frame.published, -1, "d"), frame.published)


def _night_into(found: list[Token], frame: Frame) -> Value:
    """Read "overnight into Thursday"."""
    days = settled(found[-1].value, frame)
    return replace(days, start=shift(days.start, -1, "d")) if days.start else days


def _elapsed(found: list[Token], frame: Frame) -> Value:
    """Read "earlier this month"; a single day stays whole, an interval without today too."""
    days = settled(found[-1].value, frame, "past")
    inside = days.start and days.end and frame.published and days.start <= frame.published <= days.end
    return replace(days, end=frame.published) if inside else days


def _to_come(found: list[Token], frame: Frame) -> Value:
    """Read "later this month"."""
    days = settled(found[-1].value, frame)
    inside = days.start and days.end and frame.published and days.start <= frame.published <= days.end
    return replace(days, start=frame.published) if inside else days


def _range(found: list[Token], frame: Frame) -> Value:
    """Read "from 30 January to 2 February 2024"; a year or week that one end lacks follows from the other end."""
    ends: list[Value] = [token.value for token in found if token.kind == "date"]
    if found[-1].kind == "year":
        ends.append(read_year(found[-1:], frame))
    first, last = ends[0], ends[-1]
    if isinstance(first, Days):
        return _hull(first, _after_start(last, first, frame))
    if isinstance(last, Days):
        start = first.latest(last.end) if last.end else settled(first, frame)
        return _hull(replace(start, stated=last.stated), last)
    start = settled(first, frame)
    whole = _hull(start, _after_start(last, start, frame))
    if frame.tense == "future" or not (start.start and whole.end and frame.published):
        return whole
    if (whole.end - frame.published).days <= AHEAD:
        return whole
    start = first.latest(shift(start.start, -1, "d") or start.start)
    return _hull(start, _after_start(last, start, frame))


def _after_start(last: Value, start: Days, frame: Frame) -> Days:
    if isinstance(last, Days) or start.start is None:
        return settled(last, frame)
    return last.earliest(start.start)


def _hull(first: Days, last: Days) -> Days:
    """Return the smallest interval that holds both; an unknown one adds nothing."""
    if not (first.known and last.known):
        return first if first.known else last
    starts, ends = [first.start, last.start], [first.end, last.end]
    return Days(
        None if None in starts else min(day for day in starts if day),
        None if None in ends else max(day for day in ends if day),
        first.stated and last.stated,
    )


def _since(found: list[Token], frame: Frame) -> Value:
    """Read "since 2022": until publication, where there is one."""
    days = settled(found[-1].value, frame, "past")
    if days.start is None or frame.published is None or days.start > frame.published:
        return replace(days, end=None)
    return Days(days.start, frame.published)


def _until(found: list[Token], frame: Frame) -> Value:
    """Read "until Friday" as that Friday, the last day; when it began is another date."""
    return settled(found[-1].value, frame, "future")


def _by(found: list[Token], frame: Frame) -> Value:
    """Read "by the end of March": from now until then; where that is over, the date itself."""
    value: Value = found[-1].value
    if isinstance(value, Days) or frame.tense != "past":
        days = settled(value, frame, None if isinstance(value, Weekly) else "future")
    else:  # "agreed to leave by the end of April", told in April, is not of the year before
        days = settled(value, replace(frame, tense=None))
    if frame.tense == "past" or not (frame.published and days.end and frame.published < days.end):
        return days
    return Days(frame.published, days.end)


def _before(found: list[Token], frame: Frame) -> Value:
    days = settled(found[-1].value, frame)
    end = shift(days.start, -1, "d")
    coming = frame.tense == "future" and frame.published and end and frame.published <= end
    return Days(frame.published if coming else None, end, days.stated and not coming)


def _after(found: list[Token], frame: Frame) -> Value:
    days = settled(found[-1].value, frame)
    start = shift(days.end, 1, "d")
    over = frame.tense == "past" and frame.published and start and start <= frame.published
    return Days(start, frame.published if over else None, days.stated and not over)


def _monthly(found: list[Token], _frame: Frame) -> Value | None:
    day: int = found[-1].value
    return Monthly(day=day) if found[0].value == "on" and 1 <= day <= 31 else None


_DAYS = "[day ordinal] (?: (?: comma [day ordinal]){0,8} comma? (?:and | dash | to) [day ordinal])?"
_AMOUNT = "nearly{0,2} (?: article? vague of? | vague? [day number article] | share article)"
_WHICH = "[last this next]"
_LED = "(?<= [at portion of since until between from by before after nearly])"

RULES: tuple[tuple[str, str, Maker], ...] = (
    ("written", "date", read_written),
    (f"{_DAYS} of? month", "yearly", read_month_days),
    (f"month {_DAYS}", "yearly", read_month_days),
    ("month", "yearly", read_month),
    (f"season (?= comma? of? (?: year | {_WHICH} unit))", "yearly", read_season),
    ("(?<= [at last this next that since until by portion of from between to dash]) season (?! of) | ^ season $",
     "yearly", read_season),
    ("fraction", "yearly", read_share),
    (f"ordinal share (?= of? (?: year | {_WHICH}? unit))", "yearly", read_share),
    ("feast", "yearly", read_first),
    ("movable (?: comma? year)?", "date", read_unknown),
    ("weekday comma? yearly", "yearly", read_on_weekday),
    ("portion dash? of? at? yearly", "yearly", read_portion),
    ("ordinal share of? yearly", "yearly", read_nth_share),
    ("yearly of? year dash (?: day | year)", "date", read_in_split_year),
    ("yearly comma? of? year", "date", read_in_year),
    (f"yearly (?: comma? of {_WHICH}? | comma? {_WHICH}) unit", "date", read_in_relative_year),
    ("[last this next that] yearly | yearly last", "date", read_which_yearly),
    ("yearly", "date", read_first),
    ("year (?: dash | to | until) (?: year | day)", "date", read_years),
    (f"{_LED} year | (?<= portion dash) year | ^ year $", "date", read_year),
    (f"{_LED} decade | ^ decade $", "date", read_decade),
    (f"weekday comma? [at of]{{0,4}} {_WHICH} unit | {_WHICH} unit at? weekday", "date", read_weekday_of_week),
    ("[last this next that] weekday", "date", read_which_weekday),
    ("weekday", "date", read_weekday),
    ("[last this next that]? weekend", "date", read_weekend),
    (f"(?: ordinal | last) [day number article]? unit of at? (?: date | {_WHICH}? unit)", "date", _nth_unit),
    (f"{_AMOUNT} unit [before after] at? date (?! possessive)", "date", _from_date),
    (f"(?: {_AMOUNT} unit | year unit | article unit and article share) ago", "date", _ago),
    (f"{_AMOUNT} unit hence", "date", _hence),
    (f"{_AMOUNT} unit [earlier before]", "date", _earlier),
    (f"{_AMOUNT} unit [later after]", "date", _later),
    (f"[last next within] {_AMOUNT} unit", "date", _window),
    (f"{_WHICH} unit", "date", read_which_unit),
    (f"at {_AMOUNT} unit", "date", _in_future),
    ("portion dash? of? at? date | portion of unit", "date", read_portion),
    ("clock (?: to | dash | and | until) clock", "clock", read_last),
    ("[day number article] at part", "clock", read_last),
    ("echo (?= part | clock)", "nearly", read_unknown),
    ("phrase | echo", "date", _phrase),
    ("(?: overnight | part) to date", "date", _night_into),
    ("date comma? [at by before after until from between nearly]{0,4} (?: clock | part)", "date", read_first),
    ("[at by before after nearly]{0,4} (?: clock | part | overnight) comma? dash? [at of from between]{0,4} date",
     "date", _day_of),
    ("date (?: and | to | until | dash) clock", "date", read_first),
    ("overnight", "date", _tonight_before),
    ("[at by before after nearly until since from between]{0,4} clock", "date", _today),
    ("[at by before after nearly until since]{1,4} part | ^ part $", "date", _today),
    ("earlier at? date", "date", _elapsed),
    ("later at? date", "date", _to_come),
    ("date (?: and | to | dash | until) year", "date", _range),
    ("between date comma? and date | from? date (?: to | until | dash) date", "date", _range),
    ("date (?: comma date){0,8} comma? and date", "date", _range),
    ("(?: from | between | nearly) date", "date", read_last),
    ("since at? date (?! possessive)", "date", _since),
    ("until at? date (?! possessive)", "date", _until),
    ("by at? date (?! possessive)", "date", _by),
    ("before at? date (?! possessive)", "date", _before),
    ("after at? date (?! possessive)", "date", _after),
    ("^ at ordinal $", "date", _monthly),
)  # fmt: skip
