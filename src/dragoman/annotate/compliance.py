"""Whether a truce or deal is kept, by set phrases: "was largely holding", "has been broken 163 times"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.annotate.names import NAME
from dragoman.annotate.outcomes import speaker_of
from dragoman.codebook import lexicon
from dragoman.codebook.cues import Cued
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger

_SURE = 1.0


def compliance_in(text: str, home: Span, said: Sequence[Trigger]) -> list[Part]:
    """Return what a sentence that is about a truce or deal says of its keeping, each with who says so.

    Args:
        text: the whole text.
        home: the sentence or its stretch.
        said: the triggers of statements; the one whose words hold the phrase gives its speaker.
    """
    flat = fold(home.words(text)).replace("\n", " ")
    found: dict[Span, Part] = {}
    for (start, end), kept in _phrases(flat):
        span = Span(home.start + start, home.start + end)
        if any(span.overlaps(other) for other in found):
            continue
        by = speaker_of(home, span, said)
        inner = (Part(role="by", span=by.span, score=by.score),) if by else ()
        code = Code(name="kept", value="true" if kept else "false", score=_SURE)
        found[span] = Part(role="compliance", span=span, score=_SURE, codes=(code,), parts=inner)
    return sorted(found.values(), key=lambda part: part.span)


def accused_in(text: str, home: Span) -> list[Span]:
    """Return who is accused of breaking a truce or deal: a side of it."""
    return [Span(*match.span("who")) for match in _accused().finditer(text, home.start, home.end)]


def _phrases(flat: str) -> Iterator[tuple[tuple[int, int], bool]]:
    for pattern, kept in _patterns():
        for match in pattern.finditer(flat):
            yield match.span("words"), kept


@cache
def _patterns() -> tuple[tuple[Cued, bool], ...]:
    data = lexicon.load("truces")
    words = {"truce": "|".join((*data["nouns"]["truce"], *data["nouns"]["deal"]))}
    return tuple(
        (Cued(row.format(**words)), name == "kept") for name, rows in data["compliance_phrases"].items() for row in rows
    )


@cache
def _accused() -> re.Pattern[str]:
    words = lexicon.load("truces")
    names, breaking = ("|".join(words["made"][name]) for name in ("names", "breaking"))
    gap = r"(?:\w+ly\s)?(?:a|an|the|that|this|their|its)?\s?(?:[\w-]+\s){0,4}?"
    return re.compile(
        rf"\b(?i:accus\w+)\s(?:the\s)?(?P<who>{NAME})(?:['’]s\s\w+)?\sof\s(?:\w+ly\s)?(?i:{breaking})\s{gap}(?i:{names})"
    )
