"""Issue codes of agenda items and demands by the words that name them."""

from functools import cache

from dragoman.codebook.cues import Cued
from dragoman.codebook.lexicon import load
from dragoman.record.folding import fold


def issue_of(words: str) -> str | None:
    """Return the issue that the words name, the longest name deciding; None where they name none."""
    flat, best, found = fold(words), 0, None
    for name, pattern in _patterns():
        size = max((match.end() - match.start() for match in pattern.finditer(flat)), default=0)
        if size > best:
            best, found = size, name
    return found


@cache
def _patterns() -> tuple[tuple[str, Cued], ...]:
    return tuple((name, Cued(rf"\b(?:{'|'.join(words)})\b")) for name, words in load("issues")["words"].items())
