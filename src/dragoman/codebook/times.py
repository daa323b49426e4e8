"""The vocabulary of times: text to tokens of named kinds, and rules written in those names to patterns over the kinds.

A rule such as ``day of? month`` becomes a regular expression over one character per token, so that the grammar in
``dragoman.annotate.times`` speaks of kinds, not of words; the words are in ``lexicon/en/times.toml``.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from dragoman.codebook.calendar import Yearly
from dragoman.codebook.lexicon import load
from dragoman.codebook.numbers import number_of, number_pattern, ordinal_pattern, ordinal_value
from dragoman.record.folding import fold

FIRST_YEAR, LAST_YEAR = 1000, 2199  # four digits outside are no year
_TABLES = {"months": "month", "weekdays": "weekday", "seasons": "season", "units": "unit", "decades": "decade",
           "shares": "share", "portions": "portion"}  # fmt: skip
_KINDS = (
    *_TABLES.values(), "date", "yearly", "written", "clock", "ordinal", "day", "number", "year", "fraction", "phrase",
    "echo", "comma", "dash", "possessive", "other", "vague", "article", "nearly", "last", "this", "next", "that",
    "within", "ago", "hence", "earlier", "before", "later", "after", "since", "until", "to", "from", "between", "by",
    "and", "of", "at", "overnight", "part", "weekend", "feast", "movable", "silent",
)  # fmt: skip
_SYMBOLS = {kind: chr(0xE000 + number) for number, kind in enumerate(_KINDS)}
_WORD = r"[^\W\d_]+"
_NAME = re.compile(r"[a-z]+")


class Token(NamedTuple):
    """A word, figure or phrase of time with its place in the text; ``value`` is what its kind needs."""

    kind: str
    start: int
    end: int
    value: Any


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression with fixed arithmetic; bounds are distances ("-6d"), "open", "start of year", "end of month"."""

    start: str
    end: str
    fallback: bool  # whether the publication date stands in for the event spoken of


def symbols(tokens: list[Token]) -> str:
    """Return one character per token, for patterns made by ``rule``."""
    return "".join([_SYMBOLS[token.kind] for token in tokens])


@cache
def rule(pattern: str) -> re.Pattern[str]:
    """Compile a regular expression whose letters are kinds of token and whose spaces mean nothing."""
    return re.compile(_NAME.sub(lambda name: _SYMBOLS[name[0]], pattern).replace(" ", ""))


@cache
def _pieces() -> re.Pattern[str]:
    """Return the tokenizer; the first alternative that matches wins."""
    return re.compile(
        r"(?P<written>\d{4}-\d\d-\d\d(?:t[\d:.]+z?)?(?!\d)|\d{4}/\d\d/\d\d(?!\d)|\d{1,2}(?P<mark>[./])\d{1,2}(?P=mark)\d{4}(?!\d))"
        r"|(?P<clock>\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.m\.|[ap]m\b)|\d{1,2}:\d\d(?::\d\d)?|\d{4}\s?(?:hrs\b|gmt\b|utc\b))"
        rf"|(?P<decade>\d{{3}}0'?s\b)|(?P<fraction>[qh][1-4]\b)|(?P<ordinal>{ordinal_pattern()})|(?P<number>{number_pattern()})"
        rf"|(?P<word>{_WORD})|(?P<possessive>'s?(?!\w))|(?P<dash>[-/]+)|(?P<comma>,)|(?P<skip>[\s\u200b]+)|(?P<other>.)",
        re.DOTALL,
    )


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Cut ``text[start:end]`` into tokens with offsets into ``text``; silent words are left out."""
    part = text[start:end]
    pieces = list(_pieces().finditer(fold(part)))
    found: list[Token] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.lastgroup == "skip":
            at += 1
            continue
        counted = bool(found) and found[-1].kind in ("day", "number", "article", "year")
        length, token = _token(pieces, at, part, counted=counted)
        at += length
        if token.kind != "silent":
            found.append(token._replace(start=token.start + start, end=token.end + start) if start else token)
    return found


def _token(pieces: list[re.Match[str]], at: int, text: str, *, counted: bool) -> tuple[int, Token]:
    """Return the longest token that begins at a piece, and how many pieces it takes."""
    piece = pieces[at]
    group = piece.lastgroup or "other"
    group = "written" if group == "mark" else group
    length, kind, value = _listed(pieces, at, counted=counted)
    if not length or (length == 1 and group in ("ordinal", "clock", "written")):
        length, (kind, value) = 1, _figure(group, piece[0])
    elif length == 1 and piece[0] in _vocabulary().capital and not text[piece.start()].isupper():
        kind = "other"
    last = at + length - 1
    dotted = piece[0] in _vocabulary().abbreviations and last + 1 < len(pieces) and pieces[last + 1][0] == "."
    return length + dotted, Token(kind, piece.start(), pieces[last + dotted].end(), value)


def _figure(group: str, words: str) -> tuple[str, Any]:
    if group == "number":
        value = number_of(words)
        whole = isinstance(value, int) and words.isdigit()
        if whole and len(words) == 4 and FIRST_YEAR <= int(words) <= LAST_YEAR:
            return "year", value
        return ("day" if whole and 1 <= int(words) <= 31 else "number"), value
    if group == "ordinal":
        return "ordinal", ordinal_value(words)
    if group == "decade":
        return "decade", int(words[:4])
    if group == "fraction":
        return "fraction", (int(words[1]), 4 if words[0] == "q" else 2)
    return ("other" if group == "word" else group), words


def _listed(pieces: list[re.Match[str]], at: int, *, counted: bool) -> tuple[int, str, Any]:
    """Find the longest listed expression that begins at a piece; "years ago" is none in "two years ago"."""
    for words, kind, value in _vocabulary().by_first.get(pieces[at][0], ()):
        inside = counted and kind in ("phrase", "echo") and words[0] in _vocabulary().units
        length = 0 if inside else _match(pieces, at, words)
        if length:
            return length, kind, value
    return 0, "other", None


def _match(pieces: list[re.Match[str]], at: int, words: tuple[str, ...]) -> int:
    """Count the pieces that spell ``words``, passing over spaces and silent words; 0 where they do not."""
    silent, place = _vocabulary().silent, at
    for number, word in enumerate(words):
        while number and place < len(pieces) and (pieces[place].lastgroup == "skip" or pieces[place][0] in silent):
            place += 1
        if place >= len(pieces) or pieces[place][0] != word:
            return 0
        place += 1
    return place - at


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    by_first: dict[str, list[tuple[tuple[str, ...], str, Any]]]
    silent: frozenset[str]
    capital: frozenset[str]
    abbreviations: frozenset[str]
    units: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    words = load("times")
    silent = frozenset(words["silent"])
    by_first: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    for spelling, kind, value in listed():
        parts = tuple(piece[0] for piece in _pieces().finditer(spelling) if piece.lastgroup != "skip")
        parts = tuple(part for part in parts if part not in silent) or parts
        by_first.setdefault(parts[0], []).append((parts, kind, value))
    for entries in by_first.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return _Vocabulary(
        by_first, silent, frozenset(words["capital"]), frozenset(words["abbreviations"]), frozenset(words["units"])
    )


def listed() -> list[tuple[str, str, Any]]:
    """Return every listed expression with its kind and value."""
    words = load("times")
    found: list[tuple[str, str, Any]] = [(word, "silent", None) for word in words["silent"]]
    for table, kind in _TABLES.items():
        found += [
            (word, kind, tuple(value) if isinstance(value, list) else value) for word, value in words[table].items()
        ]
    for entry in words["class"]:
        dates = entry.get("dates") or [None] * len(entry["words"])
        found += [(word, entry["name"], _fixed(day) or word) for word, day in zip(entry["words"], dates, strict=True)]
    for entry in words["phrase"]:
        phrase = Phrase(entry["from"], entry["to"], entry.get("else") == "published")
        found += [(word, "echo" if entry["at"] == "anchor" else "phrase", phrase) for word in entry["words"]]
    return found


def _fixed(day: list[int] | None) -> Yearly | None:
    return Yearly(month=day[0], day=day[1], last_month=day[0], last_day=day[1]) if day else None
