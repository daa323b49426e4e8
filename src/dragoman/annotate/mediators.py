"""Who mediates, by set phrases: "US-brokered", "under Omani mediation", "Qatar, which mediates", "via Swiss envoys"."""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.annotate.names import NAME, names_in
from dragoman.codebook import lexicon
from dragoman.codebook.cues import Phrase, cues_of
from dragoman.record.evidence import Span
from dragoman.record.folding import fold

_FIELD = re.compile(r"\b(?:for|to|in)\s(?:the\s)?$")


def mediators_in(text: str, home: Span, kind: str = "round") -> list[Span]:
    """Return the names of those who mediate, in a stretch of text, in text order.

    Args:
        text: the whole text.
        home: where to look, a sentence or a clause.
        kind: of the finding; swaps and truces have phrases of their own ("with the help of", "drafted by").
    """
    found: dict[Span, None] = {}
    for stretch in _stretches(text, home, kind):
        for name in names_in(text, stretch):
            if not _FIELD.search(text, stretch.start, name.start):  # "the envoy for Sudan": where he works
                found[name] = None
    return sorted(found)


def hosts_in(text: str, home: Span) -> list[Span]:
    """Return the names of those who are told to host talks: "talks hosted by Malaysia", not "a dinner hosted by"."""
    found = (
        name
        for match in _hosted().finditer(text, home.start, home.end)
        for name in names_in(text, Span(*match.span("who")))
    )
    return list(dict.fromkeys(found))


def _stretches(text: str, home: Span, kind: str) -> Iterator[Span]:
    if _cue().search(fold(text[home.start : home.end])) is None:
        return
    for pattern in _patterns(kind):
        for match in pattern.finditer(text, home.start, home.end):
            yield Span(*match.span("who"))


@cache
def _hosted() -> re.Pattern[str]:
    nouns = "|".join((*lexicon.load("talks")["nouns"]["talks"], "summit"))
    who = rf"(?P<who>{NAME}(?:(?:, | and )(?:the )?{NAME})*)"
    return re.compile(rf"\b(?:{nouns}),? (?:\w+ ){{0,4}}?hosted by (?:the )?{who}")


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('talks')['mediation']['cues'])})")


@cache
def _patterns(kind: str) -> tuple[Phrase, ...]:
    data = lexicon.load("talks")
    words = {name: f"(?:{'|'.join(group)})" for name, group in data["mediation"].items()}
    cues = {name: cues_of(pattern) for name, pattern in words.items()}
    # Atomic: a run of capital words is one unit in one way only. Otherwise a list of 30 villages has 2^30 readings.
    unit = rf"(?:(?>{NAME})|{words['people']}\b)"
    gap = r"(?:,?\sand\s(?:the\s)?|,\s(?:the\s)?|\s(?:of|for|from)\s(?:the\s)?|['’]s?\s|\s)"
    words["name"] = NAME
    words["who"] = rf"(?P<who>(?:[Tt]he\s|[Aa]n?\s)?{unit}(?:{gap}{unit})*)"
    words["start"] = r"(?:^|(?<=[\s(“\"]))"
    rows = [*data["mediation_phrases"]["any"], *data["mediation_phrases"].get(kind, ())]
    return tuple(Phrase(row, words, cues, space=r"\s") for row in rows)
