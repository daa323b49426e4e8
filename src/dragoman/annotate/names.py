"""Names by their capitals: what a rule takes as a name next to words that it knows ("mediated by …", "led by …")."""

import re
from itertools import pairwise

from dragoman.codebook import lexicon
from dragoman.record.evidence import Span

_CAPITAL = r"[A-Z]\.(?:[A-Z]\.)+|(?:(?:al|el|ad|as|ash|an)-)?[A-ZÀ-ÖØ-Þ][\w’'.-]*\w|[A-Z]\.?"
_LINK = r"(?:of|of the|for the|for|al|bin|ibn|de|da|van|von|der|the|y|del|la|ul|du)"
NAME = rf"(?:{_CAPITAL})(?:(?:\s{_LINK})?\s(?:{_CAPITAL}))*"
_NAME = re.compile(NAME)
_POSSESSIVE = re.compile(r"['’]s?$")


def names_in(text: str, span: Span) -> list[Span]:
    """Return the runs of capital words within a span, an "'s" at the end left out, months and weekdays too."""
    found = []
    for match in _NAME.finditer(text, span.start, span.end):
        found += _parts(text, match.start(), match.end())
    return found


def _parts(text: str, start: int, end: int) -> list[Span]:
    """Cut a run at possessives ("Kenya's Peter Mutiso" is two names); leave out times and first words of sentences."""
    ends = [m for m in re.finditer(r"['’]s?(?= (\w+))", text[start:end]) if m[1].lower() not in _bodies()]
    cuts = [start, *(start + m.end() + 1 for m in ends), end + 1]
    spans = []
    for a, b in pairwise(cuts):
        words = _POSSESSIVE.sub("", text[a : b - 1])
        lead = _lead(words)
        if words[lead:]:
            spans.append(Span(a + lead, a + len(words)))
    return spans


def _lead(words: str) -> int:
    """Return how many characters at the start belong to capital words that are no names ("The", "On Monday")."""
    at = 0
    while (match := re.match(r"(\S+)(?:\s+|$)", words[at:])) and match[1] in _not_names():
        at += match.end()
    return at


def _bodies() -> frozenset[str]:
    """Return the nouns of bodies, which belong to the possessive before them ("the Sultan's Council")."""
    return frozenset(lexicon.load("titles")["around"]["bodies"])


def _not_names() -> frozenset[str]:
    return frozenset(lexicon.load("talks")["capitals"]["not_names"])
