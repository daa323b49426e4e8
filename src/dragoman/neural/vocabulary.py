"""Text → words with offsets → sub-word numbers: the WordPiece vocabulary with a word-shape feature for case.

The vocabulary is uncased (MiniLM), so a shape number per word gives case back to the encoder.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dragoman.record.evidence import Span
from dragoman.record.folding import plain

PAD, UNKNOWN, CLS, SEP = 0, 100, 101, 102
SHAPES = ("pad", "lower", "Capital", "UPPER", "mixed", "digits", "digits_and_letters", "punctuation")

# Numbers keep separators and ordinal endings and end before a unit ("100km"); dotted initials stay whole; "'s" and
# hyphens are words of their own, because spans end before them ("Russia" in "Russia's", "US" in "US-mediated"). An
# invisible character inside a word (a soft hyphen) does not part it.
_WORD = re.compile(
    r"(?>\d+(?:[.,:]\d+)*)(?:(?:st|nd|rd|th|s)(?![^\W_]))?|(?:[A-Za-z]\.){2,}|'s\b"
    r"|[^\W_]+(?:\u200b+[^\W_]+)*(?:'(?!s\b)[^\W_]+)?|[^\w\s\u200b]|_"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: their spans and, per word, the first and last sub-word index in ``pieces``."""

    spans: tuple[Span, ...]
    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.spans)


def words_of(text: str, start: int = 0, end: int | None = None) -> Words:
    """Return the words of ``text[start:end]`` with spans in ``text``; invisible characters alone are no word."""
    found = list(_WORD.finditer(plain(text[start:end])))
    words = [match.group().replace("\u200b", "") for match in found]
    return Words(
        tuple(Span(start + match.start(), start + match.end()) for match in found),
        tuple(map(_pieces, words)),
        tuple(map(_shape, words)),
    )


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, int]:
    lines = (files("dragoman.neural") / "weights" / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    return {piece: number for number, piece in enumerate(lines)}


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[int, ...]:
    """Cut one word into sub-words, longest match first, as WordPiece does; unknown characters give UNKNOWN."""
    vocabulary = _vocabulary()
    letters = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    numbers: list[int] = []
    for part in re.findall(r"[^\W_]+|[^\w\s]|_", letters):
        numbers.extend(_cut(part, vocabulary))
    return tuple(numbers[:12]) or (UNKNOWN,)


def _cut(part: str, vocabulary: dict[str, int]) -> list[int]:
    numbers, at = [], 0
    while at < len(part):
        prefix = "##" if at else ""
        end = next((e for e in range(len(part), at, -1) if prefix + part[at:e] in vocabulary), None)
        if end is None:
            return [UNKNOWN]
        numbers.append(vocabulary[prefix + part[at:end]])
        at = end
    return numbers


@lru_cache(maxsize=50_000)
def _shape(word: str) -> int:
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper() and len(word) > 1:
            return 3
        return 2 if (word[0].isupper() and word[1:].islower()) or len(word) == 1 else 4
    if word[0].isdigit():
        return 5 if not any(c.isalpha() for c in word) else 6
    return 3 if word[0].isalpha() and word.isupper() else 4 if word[0].isalpha() else 7
