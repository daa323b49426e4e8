"""Numbers as written, in digits or words, to values; the words are in ``lexicon/en/numbers.toml``."""

import re
from functools import cache

from dragoman.codebook.lexicon import load

_DIGITS = r"(?:\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)(?:\.\d+)?"


def either(words: list[str]) -> str:
    """Return a pattern for any of ``words``, the longest first, a space standing for any run of spaces."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@cache
def number_pattern() -> str:
    """Return the pattern of a number in folded text: "1,200", "1.2 million", "twenty-three", "half a million"."""
    words = load("numbers")
    ones, teens, tens = (either(list(words[name])) for name in ("ones", "teens", "tens"))
    scale, hundred = either(list(words["scale"])), either(words["hundred"])
    article, half, joint = (either(words[name]) for name in ("article", "half", "joint"))
    small = rf"(?:{tens}(?:[\s-]+{ones})?|{teens}|{ones})\b"
    below = rf"(?:{small}|{article}(?=\s+{hundred}))(?:[\s-]+{hundred}\b(?:\s+(?:{joint}\s+)?{small})?)?"
    halves = rf"(?:\s+{joint}\s+{article}\s+{half})?"
    spelled = rf"(?:{below}|{article}(?=\s+{scale}\b)){halves}(?:[\s-]+{scale}\b(?:\s+(?:{joint}\s+)?{below})?)*"
    behind = rf"(?:{either(list(words['short_scale']))}\b|[\s-]*(?:{hundred}|{scale})\b)"
    return rf"(?:{_DIGITS}(?:{behind})*|{half}\s+{article}\s+(?:{hundred}|{scale})\b|{spelled})"


@cache
def ordinal_pattern() -> str:
    """Return the pattern of an ordinal in folded text: "2nd", "second", "twenty-third"."""
    words = load("numbers")
    tens, ordinals = either(list(words["tens"])), either(list(words["ordinals"]))
    return rf"(?:\d[\d,]*(?:st|nd|rd|th)\b|(?:{tens}[\s-]+)?{ordinals}\b)"


@cache
def _values() -> dict[str, int]:
    words = load("numbers")
    values = {**words["ones"], **words["teens"], **words["tens"], **words["ordinals"]}
    return values | dict.fromkeys(words["article"], 1)


@cache
def _scales() -> dict[str, int]:
    words = load("numbers")
    return {**words["scale"], **words["short_scale"], **dict.fromkeys(words["hundred"], 100)}


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(number_pattern())


@cache
def _halves() -> re.Pattern[str]:
    """Return the pattern of "half a" and "and a half", both worth 0.5 of what follows."""
    words = load("numbers")
    article, half, joint = (either(words[name]) for name in ("article", "half", "joint"))
    return re.compile(rf"\b(?:{half}\s+{article}|{joint}\s+{article}\s+{half})\b")


_PIECE = re.compile(rf"{_DIGITS}|[a-z]+")


def number_of(words: str) -> int | float | None:
    """Read folded ``words`` that are a number and nothing else; anything else gives None."""
    words = words.strip()
    return _total(_halves().sub("0.5", words)) if _whole().fullmatch(words) else None


def _total(words: str) -> int | float:
    """Add up from left to right: a scale multiplies what stands before it and is smaller than it."""
    values, scales, lexicon = _values(), _scales(), load("numbers")
    total: int | float = 0
    part: int | float = 0
    for piece in _PIECE.findall(words):
        if piece in scales:
            part = (part or 1) * scales[piece]
            if scales[piece] != 100:
                total, part = total + part, 0
        elif piece not in lexicon["joint"]:
            part += _digits(piece) if piece[0].isdigit() else values[piece]
    return _exact(total + part)


def _digits(piece: str) -> int | float:
    bare = piece.replace(",", "").replace(" ", "")
    return float(bare) if "." in bare else int(bare)


def _exact(value: int | float) -> int | float:
    """Return a whole number as int, and a fraction without the noise of binary multiplication."""
    if isinstance(value, int):
        return value
    rounded = round(value, 6)
    return int(rounded) if rounded.is_integer() else rounded


def ordinal_value(word: str) -> int | None:
    """Read one folded ordinal: "2nd", "twelfth", "twenty-third"."""
    word = word.strip()
    if word[:1].isdigit():
        digits = re.match(r"[\d,]+", word)
        return int(digits[0].replace(",", "")) if digits else None
    values = _values()
    pieces = _PIECE.findall(word)
    return sum(values[piece] for piece in pieces) if pieces and all(piece in values for piece in pieces) else None
