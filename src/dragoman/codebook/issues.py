"""Issue codes of agenda items and demands by the words that name them."""

import re
from functools import cache

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
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{'|'.join(words)})\b")) for name, words in load("issues")["words"].items())
