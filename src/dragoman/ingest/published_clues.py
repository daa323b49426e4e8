"""What in a text bears on the day it was written: dates, weekdays, anniversaries, the age of a war."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from dragoman.codebook.anniversaries import Conflict, conflicts
from dragoman.codebook.lexicon import load
from dragoman.record.evidence import Span
from dragoman.record.folding import fold

_WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)}
_MONTHS = (
    r"(?P<{m}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<d{n}>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?-\s?(?P<e{n}>\d{{1,2}}))?"
_OF_YEAR = r"(?:,?\s(?P<y{n}>(?:19|20)\d{{2}})\b)?"
DATE = "|".join(
    (
        r"(?:(?P<y0>\d{4})-(?P<m0>\d{2})-(?P<d0>\d{2})(?!\d)",
        rf"{_MONTHS.format(m='m1')}\s{_DAY.format(n=1)}\b{_OF_YEAR.format(n=1)}",
        rf"{_DAY.format(n=2)}\s(?:of\s)?{_MONTHS.format(m='m2')}\b{_OF_YEAR.format(n=2)})",
    )
)
_DATED = re.compile(r"(?:\b(?P<weekday>[MTWFS][a-z]{2,5}day),?\s)?\b" + DATE)
_WEEKDAY = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")
_YEAR = re.compile(r"\b(?:in|since|of|early|late|mid-?|end of|from|during|and|,)\s?((?:19|20)\d{2})\b(?!-)")
_CLAUSE = re.compile(r"[.!?;:\n]")


@dataclass(frozen=True, slots=True)
class Dated:
    """A written date; ``day`` is the last of a range. ``ahead`` tells that the text looks forward to it."""

    span: Span
    year: int | None
    month: int
    day: int
    ahead: bool = False
    weekday: int | None = None

    def on(self, year: int) -> date | None:
        """Return the day in ``year``, where it exists."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday named for a day close to the text."""

    span: Span
    number: int
    running: bool  # something is said to go on on that day


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which the text may have been written, by one clue; ``strong`` where it names an anniversary."""

    span: Span
    start: date
    end: date
    strong: bool
    exact: bool = False  # the clue dates an event of the text rather than the text


@cache
def words(table: str, name: str) -> re.Pattern[str]:
    """Compile a pattern of the word list."""
    pattern: str = load("published")[table][name]
    return re.compile(pattern)


def read_date(match: re.Match[str]) -> tuple[int | None, int, int] | None:
    """Return year, month and (last) day of a match of ``DATE``, or nothing where no calendar has it."""
    for key in "012":
        month = match[f"m{key}"]
        if month is None:
            continue
        number = int(month) if month.isdigit() else load("times")["months"][month.lower().rstrip(".")]
        day = int((match[f"e{key}"] if key != "0" else None) or match[f"d{key}"])
        year = int(match[f"y{key}"]) if match[f"y{key}"] else None
        known = 1 <= number <= 12 and 1 <= day <= calendar.monthrange(year or 2024, number)[1]
        return (year, number, day) if known else None
    return None


def dates(text: str) -> Iterator[Dated]:
    """Yield the written dates of a plain text."""
    for match in _DATED.finditer(text):
        found = read_date(match)
        if found:
            number = _WEEKDAYS.get(match["weekday"] or "")
            yield Dated(Span(*match.span()), *found, ahead=_ahead(text, match.start()), weekday=number)


def weekdays(text: str, taken: list[Span]) -> Iterator[Weekday]:
    """Yield the weekdays that lie at or before the text; those of written dates (``taken``) are left out."""
    starts = {span.start for span in taken}
    for match in _WEEKDAY.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if match.start() in starts or words("ahead", "far").search(before) or _ahead(text, match.start()):
            continue
        clause = text[max(0, match.start() - 40) : match.start()]
        yield Weekday(Span(*match.span()), _WEEKDAYS[match[1]], bool(words("ahead", "running").search(clause)))


def latest_year(text: str) -> int | None:
    """Return the latest year that the text speaks of as past or present."""
    found = [int(match[1]) for match in _YEAR.finditer(text) if not _ahead(text, match.start(1))]
    return max(found, default=None)


def windows(text: str) -> list[Window]:
    """Return what anniversaries and ages of known conflicts say of the day, the strong clues first."""
    about = [conflict for conflict in conflicts() if _named(conflict, text)]
    found = (*_anniversaries(text, about), *_ages(text, about))
    return sorted(found, key=lambda window: not window.strong)


def _ahead(text: str, at: int) -> bool:
    """Tell whether the clause up to ``at`` looks forward."""
    clause = _CLAUSE.split(text[max(0, at - 70) : at])[-1]
    return bool(words("ahead", "before").search(clause))


def _named(conflict: Conflict, text: str) -> bool:
    return any(all(cue in text and re.search(rf"\b{re.escape(cue)}", text) for cue in group) for group in conflict.cues)


def _number(word: str | None) -> int | None:
    digits = re.match(r"\d+", word or "")
    found: Any = int(digits.group()) if digits else load("published")["numbers"].get((word or "").lower())
    return int(found) if found else None


def _anniversaries(text: str, about: list[Conflict]) -> Iterator[Window]:
    for match in words("anniversary", "pattern").finditer(fold(text)):
        number = _number(match["ordinal"])
        sentence = text[max(0, match.start() - 200) : match.end()]
        named = [conflict for conflict in about if _named(conflict, sentence)] or about
        for conflict in named if number else ():
            day = _years_on(conflict.start, number or 0)
            yield from _around(match, day)


def _around(match: re.Match[str], day: date) -> Iterator[Window]:
    """Yield the window that the words about an anniversary leave open."""
    span = Span(match.start(), match.end() - len(match["tail"]) + _time_end(match["tail"]))
    if match["days"] and (count := _number(match["days"])):
        event = day + timedelta(days=count if match["side"] == "after" else -count)
        yield Window(span, event, event + timedelta(days=6), strong=True, exact=True)
        return
    low, high = _distance(match)
    start, end = day + timedelta(days=low), day + timedelta(days=high)
    if "this month" in match["tail"]:
        start, end = max(start, day.replace(day=1)), min(end, _month_end(day))
    if "next month" in match["tail"]:
        end = min(end, day.replace(day=1) - timedelta(days=1))
        start = end.replace(day=1)
    yield Window(span, start, end, strong=True)


def _distance(match: re.Match[str]) -> tuple[int, int]:
    table: dict[str, Any] = load("published")["anniversary"]
    lead, around = match["lead"] or "", f"{match['lead'] or ''} {match['tail']}"
    for phrase, (low, high) in table["times"].items():
        if phrase in around:
            return low, high
    return next(((low, high) for word, (low, high) in table["leads"].items() if lead.startswith(word)), (-45, 45))


def _time_end(tail: str) -> int:
    """Return where the words of time end in what follows the anniversary."""
    phrases = load("published")["anniversary"]["times"]
    return max((at + len(phrase) for phrase in phrases if (at := tail.find(phrase)) >= 0), default=0)


def _ages(text: str, about: list[Conflict]) -> Iterator[Window]:
    for match in words("age", "pattern").finditer(fold(text)):
        number = _number(match["number"])
        sentence = text[max(0, match.start() - 200) : match.end() + 100]
        named = [conflict for conflict in about if _named(conflict, sentence)] or about
        for conflict in named if number else ():
            yield _aged(match, conflict, number or 0)


def _aged(match: re.Match[str], conflict: Conflict, number: int) -> Window:
    span = Span(*match.span())
    if match["unit"].startswith("month"):
        start, end = _months_on(conflict.start, number), _months_on(conflict.start, number + 1)
        wide = timedelta(days=31 if match["hedge"] else 0)
        return Window(span, start - wide, end + wide, strong=False)
    day = _years_on(conflict.start, number)
    before = timedelta(days=0 if match["hedge"] in ("more than", "over") else 200)
    after = timedelta(days=30 if match["hedge"] in ("nearly", "almost", "close to") else 364)
    return Window(span, day - before, day + after, strong=False)


def _years_on(day: date, years: int) -> date:
    return _months_on(day, 12 * years)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
