"""What kind of thing was attacked, by the words for it."""

import re
from functools import cache

from dragoman.codebook.cues import Cued
from dragoman.codebook.lexicon import load
from dragoman.record.folding import fold

_HEAD_ENDS = re.compile(
    r"\b(?:in|near|at|on|with|of|for|from|by|carrying|housing|belonging|where|who|that|which|across|outside|along|including|to|around|between|during|under|after|over|full)\b"
)


def target_category(words: str) -> str | None:
    """Return the codebook's category of what ``words`` name: the head's, else that of anything named in the phrase."""
    flat = " ".join(re.findall(r"[\w'-]+", fold(words)))
    head = flat[: match.start()] if (match := _HEAD_ENDS.search(flat)) and match.start() else flat
    found = _last(head) or _last(flat)
    owner = load("targets")["makes_military"]
    if found in owner["over"] and any(word in owner["words"] for word in head.split()):
        return "government" if "police" in head.split() else "military"
    return found


def _last(flat: str) -> str | None:
    """Return the category of the word that stands last; of words that end together the longest counts."""
    found = [
        (match.end(), match.end() - match.start(), name)
        for name, pattern in _patterns()
        for match in pattern.finditer(flat)
    ]
    return max(found)[2] if found else None


@cache
def _patterns() -> tuple[tuple[str, Cued], ...]:
    def either(words: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))

    return tuple(
        (name, Cued(rf"(?<![\w-])(?:{either(words)})(?![\w])")) for name, words in load("targets")["categories"].items()
    )
