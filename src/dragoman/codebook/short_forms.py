"""Short forms: pronouns, and an article with a noun ("the group"), which stand for a name given elsewhere."""

import re
from functools import cache

from dragoman.codebook.lexicon import load
from dragoman.record.folding import fold

_LONGEST = 4  # letters: longer words in capitals are headings ("THE ARMY")


@cache
def short_form() -> re.Pattern[str]:
    """Return the pattern of short forms in folded text."""
    words = load("chains")
    pronouns = "|".join(words["persons"] + words["groups"] + words["things"])
    articles, numbers, nouns = ("|".join(words[key]) for key in ("articles", "numbers", "nouns"))
    return re.compile(rf"\b(?:(?:{articles})\s+(?:(?:{numbers})\s+)*(?:{nouns})|{pronouns})\b")


def is_short_form(words: str) -> bool:
    """Tell whether the words are a short form and nothing more."""
    return short_form().fullmatch(fold(words)) is not None and not is_abbreviation(words)


def is_pronoun(words: str) -> bool:
    """Tell whether the words are a pronoun, or mean all sides together and so name none."""
    return fold(words) in _pronouns() and not is_abbreviation(words)


def is_abbreviation(words: str) -> bool:
    """Tell "US" from "us", and "IT" from "it"."""
    return 1 < len(words) < _LONGEST and words.isupper()


@cache
def _pronouns() -> frozenset[str]:
    words = load("chains")
    return frozenset(words["persons"] + words["groups"] + words["things"] + words["all_sides"])
