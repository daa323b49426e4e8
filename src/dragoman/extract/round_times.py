"""The days of a round: days told together, "two-day", "continuing Thursday", "the second day"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.numbers import number_of
from dragoman.record.folding import fold
from dragoman.record.times import When

_VAGUE = 2  # days of a time that is still exact
LONGEST = 10  # days of a round that single mentions may be joined to


def days_told(words: str) -> int | None:
    """Return how many days a round lasts by the words about it ("two-day talks", "three days of talks")."""
    match = _lasting().search(fold(words))
    number = number_of(next(group for group in match.groups() if group)) if match else None
    return int(number) if number else None


def goes_on(words: str) -> bool:
    """Tell whether the words say that the round has more than one day."""
    return days_told(words) is not None or _going_on().search(fold(words)) is not None


def whole(whens: Sequence[When], *, words: str, days: Sequence[int], ended: bool) -> When | None:
    """Return the interval of a round from the times its mentions give.

    Args:
        whens: in text order; the first counts, later ones are laid to it where the words say that it has several days.
        words: the sentences about the round.
        days: the numbers of days that are told ("the second day").
        ended: whether the round is over, so that the day told is its last.
    """
    told = [when for when in whens if when.start and when.end]
    if not told:
        return whens[0] if whens else None
    first = _exact(told)
    start, end = first.start, first.end
    if goes_on(words):
        start, end = _reach([first, *told])
    length = days_told(words) or max(days, default=1)
    if start and end and (end - start).days + 1 < length <= LONGEST:
        missing = timedelta(days=length - 1 - (end - start).days)
        start, end = (start, end + missing) if not (days or ended or _continues(words)) else (start - missing, end)
    return first if (start, end) == (first.start, first.end) else _spread(first, start, end)


def _exact(told: Sequence[When]) -> When:
    """Return the first time, or where that is vague ("in recent days") a narrower one within or beside it."""
    first = told[0]
    if _length(first) <= _VAGUE:
        return first
    near = [when for when in told[1:] if _length(when) < _length(first) and _touches(first, when)]
    return min(near, key=_length, default=first)


def _length(when: When) -> int:
    return (when.end - when.start).days + 1 if when.start and when.end else 0


def _touches(one: When, other: When) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return False
    return (other.start - one.end).days <= 1 and (one.start - other.end).days <= 1


def _reach(told: Sequence[When]) -> tuple[date | None, date | None]:
    """Return the first and last day of the times that touch the first one."""
    start, end = told[0].start, told[0].end
    for when in (w for w in told[1:] if _length(w) <= LONGEST):
        if start and end and when.start and when.end and _touches(_spread(when, start, end), when):
            start, end = min(start, when.start), max(end, when.end)
    return start, end


def _spread(when: When, start: date | None, end: date | None) -> When:
    length = (end - start).days + 1 if start and end else 0
    prec = 1 if length == 1 else 2 if length < 7 else 3 if length == 7 else 4
    return replace(when, start=start, end=end, date_prec=prec, time_precision=1 if length == 1 else 2)


def _continues(words: str) -> bool:
    return (
        re.search(r"\bcontinu\w+ (?:\w+ )?(?:on |into )?(?:mon|tues|wednes|thurs|fri|satur|sun)day", fold(words))
        is not None
    )


@cache
def _lasting() -> re.Pattern[str]:
    talks = "|".join(lexicon.load("talks")["nouns"]["talks"])
    number = r"(two|three|four|five|six|seven|[2-7])"
    return re.compile(
        rf"\b(?:{number}[- ]day (?:[\w-]+ ){{0,3}}(?:{talks})\b"
        rf"|(?:last|lasts|lasted|lasting|for) {number} days\b"
        rf"|{number} days of (?:[\w-]+ ){{0,3}}(?:{talks})\b)"
    )


@cache
def _going_on() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('talks')['days']['going_on'])})\b")
