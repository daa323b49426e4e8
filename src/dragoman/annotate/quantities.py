"""Figures to ranges with their qualifier, ordinals, and numbered days; all words are in the codebook's lexicon.

``best`` alone stands for "about" and "nearly", ``low`` alone for "over" and "at least", ``high`` alone for "up to" and
"fewer than", ``low`` and ``high`` for a range; amounts without a figure ("dozens") have the qualifier only.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, get_args

from dragoman.codebook.lexicon import load
from dragoman.codebook.numbers import number_of, ordinal_pattern, ordinal_value
from dragoman.codebook.quantities import day_patterns, figures, series_pattern
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.quantities import Qualifier, Quantity

Number = int | float
_WORD = re.compile(r"\s+(per cent\b|(?:[a-z]\.){2,}|\d+-[a-z][\w-]*|[^\W\d_](?:[\w'’.-]*\w)?)|\s?(%)")
_LONGEST_UNIT = 5
_YEARS = range(1900, 2100)


class _Figure(NamedTuple):
    span: Span  # with its unit
    number: Span
    quantity: Quantity
    article: bool


def quantity_of(words: str) -> Quantity | None:
    """Read the first figure of ``words``; persons joined by "and" are added up ("a woman and two children": 3)."""
    found = list(_figures(words, fold(words)))
    if not found:
        return None
    return _sum(found, words) or found[0].quantity


def quantities_in(text: str, span: Span) -> tuple[tuple[Span, Quantity], ...]:
    """Find the figures inside ``span`` with their units; dates, clock times, ages, names and labels are none."""
    found = _quantities(span.words(text))
    return tuple((Span(each.start + span.start, each.end + span.start), quantity) for each, quantity in found)


@lru_cache(maxsize=512)
def _quantities(words: str) -> tuple[tuple[Span, Quantity], ...]:
    """Find the figures of a sentence; many rules ask for those of the same one."""
    folded = fold(words)
    return tuple((each.span, each.quantity) for each in _figures(words, folded) if _counts(each, words, folded))


def ordinal_of(words: str) -> int | None:
    """Read a number in a series: "second round", "2nd", "round two", "Phase IV"; that of a day is none."""
    folded = fold(words)
    if match := series_pattern().search(folded):
        return ordinal_value(match["ordinal"])
    if match := figures().numbered.search(folded):
        return _label(match["number"], words[match.start("number") : match.end("number")])
    of_days = figures().words["days"]
    for match in figures().ordinal.finditer(folded):
        following = re.match(r"\s+(\w+)", folded[match.end() :])
        if not (following and following[1] in of_days):
            return ordinal_value(match["ordinal"])
    return None


def day_numbers_of(words: str) -> tuple[int, ...]:
    """Read which days of a meeting are meant: "first and second day" (1, 2), "Day 3"; a duration is none."""
    found: set[int] = set()
    for pattern in day_patterns():
        for match in pattern.finditer(fold(words)):
            found.update(_days(match))
    return tuple(sorted(found))


def _days(match: re.Match[str]) -> range | set[int]:
    """Return the numbers in one match: an opening day, a list, or the first of so many days."""
    parts = match.groupdict()
    if parts.get("opening"):
        return {1}
    if parts.get("many"):
        many = number_of(parts["many"])
        return range(1, int(many) + 1) if many and many <= 31 else set()
    numbers = [ordinal_value(one) if ordinal else number_of(one) for one, ordinal in _listed(parts["list"])]
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) == 2 and re.search(r"-|\bto\b", parts["list"]) and 0 < whole[1] - whole[0] <= 31:
        return range(whole[0], whole[1] + 1)
    return set(whole)


def _listed(words: str) -> list[tuple[str, bool]]:
    """Split a list of numbers or ordinals at commas, "and", "to" and dashes; tell which are ordinals."""
    pieces = [piece.strip() for piece in re.split(r",|\band\b|\bto\b|\bthe\b|&|\s-\s|(?<=\d)-(?=\d)", words)]
    ordinal = re.compile(ordinal_pattern())
    return [(piece, bool(ordinal.fullmatch(piece))) for piece in pieces if piece]


def _label(folded: str, written: str) -> int | None:
    """Read "two", "2", "2nd" or a Roman numeral in capitals."""
    roman = load("numbers")["roman"]
    if written in roman:
        return int(roman.index(written)) + 1
    number = number_of(folded)
    return number if isinstance(number, int) else ordinal_value(folded)


def _figures(text: str, folded: str) -> Iterator[_Figure]:
    at = 0
    while match := figures().figure.search(folded, at):
        at = match.end()
        bounds = _bounds(match)
        if bounds is None:
            continue
        unit = None if match["none"] else _unit(folded, match.end(), many=bounds[:3] != (1, 1, 1))
        if match["article"] and not unit:
            continue
        at = unit.end if unit else match.end()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        span = Span(start, at)
        low, best, high, qualifier = bounds
        written = unit.words(text) if unit else None
        quantity = Quantity(
            low=low, best=best, high=high, qualifier=qualifier, unit=written, words=span.words(text)
        )  # fmt: skip
        number = match.start("number") if match["number"] else match.start()
        yield _Figure(span, Span(number, match.end()), quantity, bool(match["article"]))


_Bounds = tuple[Number | None, Number | None, Number | None, Qualifier]


def _bounds(match: re.Match[str]) -> _Bounds | None:
    """Return low, best, high and qualifier; None where the words are no figure after all."""
    for group, value in (("none", 0), ("no", 0), ("single", 0), ("pair", 2), ("trio", 3)):
        if match[group]:
            return value, value, value, "exact"
    if match["vague"]:
        return None, None, None, _qualifier(figures().vague[_single(match["vague"])])
    if match["article"]:
        return None if figures().collective.match(match.string, match.end()) else (1, 1, 1, "exact")
    if match["number"]:
        return _single_figure(match)
    return _range(match["low"] or match["least"], match["high"] or match["most"])


def _single_figure(match: re.Match[str]) -> _Bounds | None:
    value = number_of(match["number"])
    if value is None:
        return None
    named = [figures().before[_single(words)] for words in _before(match["lead"] or "")]
    if match["tail"]:
        named.append(figures().behind[_single(match["tail"])])
    name = next((each for each in named if each != "about"), named[0] if named else "exact")
    if name == "exact" and "dozen" in match["number"]:
        name = "about"
    return _bounded(value, _qualifier(name))


def _bounded(value: Number, qualifier: Qualifier) -> _Bounds:
    step = 1 if isinstance(value, int) else 0
    return {
        "over": (value + step, None, None, qualifier),
        "at_least": (value, None, None, qualifier),
        "up_to": (None, None, value, qualifier),
        "fewer_than": (None, None, max(0, value - step), qualifier),
        "about": (None, value, None, qualifier),
        "nearly": (None, value, None, qualifier),
    }.get(qualifier, (value, value, value, qualifier))


def _range(first: str, last: str) -> _Bounds | None:
    """Read the ends of a range; in "1 to 2 million" the scale belongs to both."""
    low, high = number_of(first), number_of(last)
    if low is None or high is None:
        return None
    scale = re.search(r"(?<=[\d\s-])([a-z]+)$", last)
    factor = number_of("a " + scale[1]) if scale and not first.endswith(scale[1]) else None
    if factor and factor > 1 and low * factor < high:
        scaled = low * factor
        low = int(scaled) if float(scaled).is_integer() else scaled
    return (low, None, high, "between") if low < high else None


def _qualifier(name: str) -> Qualifier:
    return next(each for each in get_args(Qualifier) if each == name)


def _single(words: str) -> str:
    return " ".join(words.split())


def _before(lead: str) -> list[str]:
    """Return the qualifiers that stand before a figure."""
    return [match[0] for match in figures().qualifiers.finditer(lead)]


def _unit(folded: str, at: int, *, many: bool) -> Span | None:
    """Find what is counted: the words up to a noun that reports count or a plural, at most five of them."""
    words = figures().words
    bridge = figures().bridge.match(folded, at)
    at = bridge.end() if bridge else at
    start = end = None
    for _ in range(_LONGEST_UNIT):
        match = _WORD.match(folded, at)
        word = match and (match[1] or match[2])
        if not match or not word or word in words["stops"]:
            break
        if start is not None and _ends(folded[start:end]) and not _goes_on(folded, at, anything=False):
            break
        start = match.start(1 if match[1] else 2) if start is None else start
        end = at = match.end()
        if word in words["heads"] and not _goes_on(folded, at, anything=many and not word.endswith("s")):
            break
    return Span(start, end) if start is not None and end is not None else None


def _goes_on(folded: str, at: int, *, anything: bool) -> bool:
    """Tell whether another counted noun follows: "apartment buildings"; after a singular any plural: "tank wagons"."""
    match = _WORD.match(folded, at)
    word = match[1] if match else None
    if not word or word in figures().words["stops"]:
        return False
    return word in figures().words["heads"] or _is_plural(word, after=not anything)


def _ends(unit: str) -> bool:
    return _is_plural(unit.split()[-1], after=False)


def _is_plural(word: str, *, after: bool) -> bool:
    """Tell whether a word looks like a plural noun; after another noun only where it is a known one."""
    if after:
        return word.endswith("s") and word[:-1] in figures().words["heads"]
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def _sum(found: list[_Figure], text: str) -> Quantity | None:
    """Add up persons that are joined by "and" or commas; None where anything else is counted."""
    if len(found) < 2 or not all(_is_persons(each.quantity) for each in found):
        return None
    for one, other in pairwise(found):
        between = text[one.span.end : other.span.start].strip().lower()
        if between.strip(", ") not in figures().words["sum"] and between != ",":
            return None
    total = sum(each.quantity.best or 0 for each in found)
    words = text[found[0].span.start : found[-1].span.end]
    return Quantity(low=total, best=total, high=total, qualifier="exact", unit=None, words=words)


def _is_persons(quantity: Quantity) -> bool:
    last = (quantity.unit or "").split()[-1:]
    return quantity.qualifier == "exact" and bool(last) and fold(last[0]) in figures().words["persons"]


def _counts(figure: _Figure, text: str, folded: str) -> bool:
    """Tell whether a figure in running text counts something."""
    words, number = figures().words, figure.number
    unit = figure.quantity.unit
    if figure.article:
        return bool(unit) and fold(unit or "").split()[-1] in words["heads"]
    before = re.search(r"([\w.]+)\s*$", folded[max(0, number.start - 20) : number.start])
    after = re.match(r"\s*([\w.']+)", folded[number.end :])
    if before and before[1] in words["labels"]:
        return False
    if after and {after[1], after[1].rstrip(".")} & words["figures_of_time"] and _is_time(text, number, after):
        return False
    if (
        before
        and before[1].rstrip(".") in words["figures_of_time"]
        and text[number.start - len(before[0].lstrip())].isupper()
    ):
        return False
    if folded[number.start : number.end] == "one":
        definite = unit is None and figure.span.start < number.start
        return not definite and not _of_speech(folded[number.end :])
    return not _is_year(figure, folded, before[1] if before else "")


def _is_time(text: str, number: Span, after: re.Match[str]) -> bool:
    """Tell a month or an hour behind a figure from the verb "may"."""
    word = text[number.end + after.start(1) : number.end + after.end(1)]
    return word[:1].isupper() or word not in ("may", "march")


def _of_speech(rest: str) -> bool:
    return any(re.match(rf"\s+{re.escape(words)}\b", rest) for words in figures().words["one_of_speech"])


def _is_year(figure: _Figure, folded: str, before: str) -> bool:
    written = folded[figure.number.start : figure.number.end]
    if not (written.isdigit() and len(written) == 4 and int(written) in _YEARS):
        return False
    return before in figures().words["before_years"] or not figure.quantity.unit
