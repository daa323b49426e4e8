"""The day a text was published: given, stated, or worked out from the text; unknown rather than guessed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from dragoman.codebook.lexicon import load
from dragoman.ingest.published_clues import (
    DATE,
    Dated,
    Weekday,
    Window,
    dates,
    latest_year,
    read_date,
    weekdays,
    windows,
)
from dragoman.record.documents import PublishedBasis, Residue
from dragoman.record.evidence import Span
from dragoman.record.folding import plain
from dragoman.record.layout import ends, lines

Published = tuple[date | None, PublishedBasis | None, Span | None, tuple[str, ...]]

_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_WEEKDAY_BEFORE = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,?\s)?"
_TOP = 4_000  # characters at the start in which a bare date line is taken as the page's own
_OF_OTHERS = {"teaser", "headline_list", "list_counter", "navigation", "share_line", "cookie_notice", "advertisement"}
_NEAR = timedelta(days=31)  # a dated event this close before the text fixes which of several weekdays is meant
_YEARS = 5  # a weekday falls on a given date at most once in so many years
_LISTED = 6


@dataclass(frozen=True, slots=True)
class _Page:
    """What the text says that bears on its date."""

    text: str  # plain, other stories blanked out
    captions: tuple[Residue, ...]
    dated: tuple[Dated, ...] = field(default=())
    named: tuple[Weekday, ...] = field(default=())
    windows: tuple[Window, ...] = field(default=())

    def in_caption(self, span: Span) -> bool:
        return any(each.span.overlaps(span) for each in self.captions)


def published_of(
    text: str, *, metadata_date: date | None, given: date | None, residue: Iterable[Residue] = ()
) -> Published:
    """Return the date of publication, how it is known, the words that tell it, and doubts about it."""
    if given is not None:
        return given, "given", None, ()
    residue = tuple(residue)
    shown = _blank(plain(text), [each for each in residue if each.kind in _OF_OTHERS])
    stated, span, doubts = _stated(shown, residue)
    if metadata_date is not None:
        apart = stated is not None and abs(stated - metadata_date) > timedelta(days=1)
        doubt = (f"the page's metadata say {metadata_date}, its text says {stated}",) if apart else ()
        return metadata_date, "metadata", None, doubt
    if stated is not None:
        return stated, "stated", span, doubts
    return _inferred(_read(shown, residue))


def _blank(text: str, residue: Iterable[Residue]) -> str:
    """Return the text with other stories as spaces; same length."""
    chars, at = [], 0
    for each in residue:
        chars += [text[at : each.start], " " * (each.end - each.start)]
        at = each.end
    return "".join((*chars, text[at:]))


@cache
def _stamps() -> dict[str, re.Pattern[str]]:
    parts = {"date": DATE, "weekday": _WEEKDAY_BEFORE, "clock": _CLOCK}
    table = load("published")["stamps"]
    flags = {"published": re.IGNORECASE, "updated": re.IGNORECASE, "plain": re.NOFLAG}
    return {name: re.compile(table[name].format(**parts), flag) for name, flag in flags.items()}


@cache
def _dateline() -> re.Pattern[str]:
    pattern: str = load("published")["dateline"]["pattern"]
    return re.compile(pattern.format(date=DATE))


def _stated(text: str, residue: Sequence[Residue]) -> tuple[date | None, Span | None, tuple[str, ...]]:
    """Return the date of a stamp line: "Published …" before a bare date before "Updated …"."""
    found: dict[str, list[tuple[date, Span]]] = {"published": [], "plain": [], "updated": []}
    bylines = [each.span for each in residue if each.kind == "byline"]
    others = [each.end for each in residue if each.kind in ("teaser", "headline_list")]
    body = _body_start(text, residue)
    for line in lines(text):
        span = line.span
        if span.end - span.start > 160 or not (span.start < _TOP or any(each.overlaps(span) for each in bylines)):
            continue
        if any(end <= span.start and not text[end : span.start].strip() for end in others):
            continue  # the date of the story named above it
        for name, pattern in _stamps().items():
            match = pattern.fullmatch(text, span.start, span.end)
            read = read_date(match) if match else None
            if read and read[0] and (name != "plain" or span.start < body):
                found[name].append((date(read[0], read[1], read[2]), span))
                break
    return _best_stamp(found)


def _body_start(text: str, residue: Sequence[Residue]) -> int:
    """Return where the article begins; a bare date below that is the date of something in it."""
    for line in lines(text, [each.span for each in residue]):
        words = line.span.words(text)
        if (count := len(words.split())) >= 25 or (count >= 12 and ends(words)):
            return line.span.start
    return len(text)


def _best_stamp(found: dict[str, list[tuple[date, Span]]]) -> tuple[date | None, Span | None, tuple[str, ...]]:
    for name, stamps in found.items():
        if stamps:
            day, span = stamps[0]
            others = sorted({str(other) for other, _ in stamps[1:] if other != day})
            doubts = [f"other dates stand on the page as well: {', '.join(others)}"] if others else []
            doubts += ["the page says only when it was updated"] if name == "updated" else []
            return day, span, tuple(doubts)
    return None, None, ()


def _read(text: str, residue: Sequence[Residue]) -> _Page:
    captions = tuple(each for each in residue if each.kind == "caption")
    archive = [each for each in captions if text[each.start : each.start + 4].lower() == "file"]
    shown = _blank(text, archive)
    dated = tuple(dates(shown))
    named = tuple(weekdays(shown, [each.span for each in dated if each.weekday is not None]))
    years = [each.year for each in dated if each.year and not each.ahead]
    latest = max([*years, latest_year(shown) or 0])
    # A war that began long ago has many anniversaries; the text was written after every year it looks back on.
    possible = tuple(window for window in windows(_blank(text, captions)) if window.end.year >= latest)
    return _Page(shown, captions, dated, named, possible)


def _inferred(page: _Page) -> Published:
    return _from_dateline(page) or _from_anniversary(page) or _from_anchor(page) or (None, None, None, _nothing(page))


def _nothing(page: _Page) -> tuple[str, ...]:
    today = _today(page.named)
    told = f"only that it was a {_day_name(today[0])}" if len(today) == 1 else "nothing that fixes it"
    return (f"the publication date is unknown: the text tells {told}; give it with --published",)


def _day_name(number: int) -> str:
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[number]


def _today(named: Sequence[Weekday]) -> tuple[int, ...]:
    """Return the weekday of the text: the last before the widest gap in the week of the weekdays it names.

    Reports speak of the days just behind them, so the days named lie together and the text was written on the latest.
    """
    numbers = sorted({each.number for each in named})
    if not numbers:
        return ()
    gaps = {
        number: (following - number - 1) % 7 + 1
        for number, following in zip(numbers, [*numbers[1:], numbers[0]], strict=True)
    }
    widest = [number for number, gap in gaps.items() if gap == max(gaps.values())]
    running = {each.number for each in named if each.running}
    return (
        tuple(number for number in widest if number in running) or tuple(widest) if len(widest) > 1 else tuple(widest)
    )


def _from_dateline(page: _Page) -> Published | None:
    """Work out the year of an agency's dateline from the weekday and the years of the text."""
    match = _opening(page.text)
    read = read_date(match) if match else None
    if match is None or read is None:
        return None
    year, month, day = read
    span = _date_span(match)
    if year is not None:
        return date(year, month, day), "stated", span, ()
    line = Dated(span, None, month, day)
    fitting = _years_of(line, page)
    if len(fitting) == 1:
        return fitting[0], "inferred", span, ()
    listed = f": {_list(fitting)} would fit" if fitting else ""
    return None, None, None, (f"the publication date is unknown: the dateline gives no year{listed}",)


def _opening(text: str) -> re.Match[str] | None:
    """Return the dateline at the start of a line."""
    starts = (line.span for line in lines(text[: 2 * _TOP]))
    return next(
        (match for span in starts if (match := _dateline().match(text, span.start, min(span.end, span.start + 160)))),
        None,
    )


def _date_span(match: re.Match[str]) -> Span:
    keys = [key for key in ("y0", "m0", "d0", "m1", "d1", "e1", "y1", "d2", "e2", "m2", "y2") if match[key]]
    return Span(min(match.start(key) for key in keys), max(match.end(key) for key in keys))


def _years_of(line: Dated, page: _Page) -> list[date]:
    """Return the dates that the dateline can mean, by the other dates, the anniversaries and the weekday."""
    twins = {each.year for each in page.dated if each.year and (each.month, each.day) == (line.month, line.day)}
    if len(twins) == 1 and (day := line.on(twins.pop() or 0)):
        return [day]
    full = [day for each in page.dated if each.year and not each.ahead and (day := each.on(each.year))]
    bare = latest_year(page.text)
    if not full and bare is None and not page.windows:
        return []
    first = max([*(day.year for day in full), *([bare] if bare else []), *(w.start.year for w in page.windows[:1])])
    days = [day for year in range(first, first + _YEARS) if (day := line.on(year)) and day >= max(full, default=day)]
    today = _today(page.named)
    days = [day for day in days if day.weekday() in today] if today else days
    inside = [day for day in days if all(w.start <= day <= w.end for w in page.windows)]
    return inside or days


def _from_anniversary(page: _Page) -> Published | None:
    """Fix year and month by an anniversary, the day by the first weekday after the latest dated event."""
    if not page.windows:
        return None
    strong = page.windows[0]
    if strong.exact:
        return _soon_after(page, strong.start, strong.span)
    spans: dict[Span, list[Window]] = {}
    for window in page.windows:
        spans.setdefault(window.span, []).append(window)
    several = [window for window in spans[strong.span] if window.start != strong.start]
    start, end = strong.start, strong.end
    for window in page.windows[1:]:
        if window.span != strong.span and max(start, window.start) <= min(end, window.end):
            start, end = max(start, window.start), min(end, window.end)
    if several:
        return None, None, None, ("the publication date is unknown: the text may mean one of several anniversaries",)
    return _choose(page, start, end, strong)


def _choose(page: _Page, start: date, end: date, clue: Window) -> Published | None:
    """Choose among the days from ``start`` to ``end`` that fall on the text's weekday."""
    anchor = max((day for each in page.dated if (day := _earliest(each, page, end))), default=None)
    first = max(start, anchor) if anchor else start
    today = _today(page.named)
    span = (end - first).days + 1
    fitting = [day for n in range(max(span, 0)) if (day := first + timedelta(days=n)).weekday() in (today or range(7))]
    if len(fitting) == 1:
        return fitting[0], "inferred", clue.span, ()
    near = anchor is not None and bool(fitting) and fitting[0] - anchor <= _NEAR
    if near and len(today) == 1 and end - start <= _NEAR:
        doubt = f"the publication date is worked out; {_list(fitting[1:])} would fit less well"
        return fitting[0], "inferred", clue.span, (doubt,)
    if not fitting:
        return None
    return None, None, None, (f"the publication date is unknown: {_list(fitting)} would fit; give it with --published",)


def _earliest(dated: Dated, page: _Page, end: date) -> date | None:
    """Return the earliest day on which a text can have been written that looks back on the date.

    Reports name days of the week behind them by weekday: a day named by its date alone is not the day of the text.
    """
    if dated.ahead:
        return None
    later = timedelta(days=0 if dated.weekday is not None or page.in_caption(dated.span) else 1)
    days = [day + later for year in (end.year, end.year - 1) if (day := dated.on(year)) and day + later <= end]
    return max(days, default=None)


def _from_anchor(page: _Page) -> Published | None:
    """Take the first weekday at or after the latest full date, where that date belongs to the day's events."""
    full = [(day, each) for each in page.dated if each.year and not each.ahead and (day := each.on(each.year))]
    if not full:
        return None
    day, each = max(full, key=lambda pair: (pair[0], pair[1].weekday is not None))
    cluster = [other for other, at in full if page.in_caption(at.span) and day - other <= timedelta(days=6)]
    is_close = day.weekday() in {name.number for name in page.named} and (each.weekday is not None or len(cluster) > 1)
    found = _soon_after(page, day, each.span) if is_close else None
    return found or (
        None,
        None,
        None,
        (f"the publication date is unknown: not before {day}; give it with --published",),
    )


def _soon_after(page: _Page, day: date, span: Span) -> Published | None:
    """Return the first day from ``day`` on that is the text's weekday."""
    today = _today(page.named)
    if len(today) != 1:
        return None
    found = day + timedelta(days=(today[0] - day.weekday()) % 7)
    return found, "inferred", span, ()


def _list(days: Sequence[date]) -> str:
    shown = ", ".join(map(str, days[:_LISTED]))
    return f"{shown} and {len(days) - _LISTED} more" if len(days) > _LISTED else shown
