"""Rounds that set phrases tell by themselves: sides, a noun of talks, and a venue or a day in one sentence.

Measured on the annotated passages: 55 of 60 such sentences have a round.
"""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.annotate.names import NAME, names_in
from dragoman.annotate.parties import parties_in
from dragoman.annotate.places import place_of
from dragoman.annotate.round_status import status_of
from dragoman.annotate.times import times_in
from dragoman.codebook import lexicon
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger

BY_RULE, LIKELY = 0.9, 0.5
_FAR = 90  # characters behind the trigger within which "in X" is the venue
_FOR = re.compile(r"(?:\s(?:on|next|last|this)\s[\w ]{3,20}?)?\sfor\s(?:[\w-]+\s){0,4}")
_HELD = re.compile(
    r"\b(?:held|take place|taking place|took place|meet|convene|hosted|likely|probably|possibly)\b[\s\w,]{0,24}$"
)
_COUNTRY = 6  # UCDP's where_prec of a country


def sessions_in(text: str, home: Span, sentence: int) -> Iterator[Trigger]:
    """Yield the round that a sentence without a round's trigger tells by set phrases."""
    flat = fold(home.words(text)).replace("\n", " ")
    if denied := _denied().search(flat):
        yield from _never(
            text, home, sentence, Span(home.start + denied.start("what"), home.start + denied.end("what"))
        )
        return
    match = _talks().search(flat)
    if match is None or _not_so().search(flat):
        return
    span = Span(home.start + match.start(), home.start + match.end())
    if len(parties_in(text, home, span)) < 2 or not (times_in(text, home) or venue_in(text, home, home)):
        return
    status = status_of(text, span, home) or status_of(text, home, home) or "held"
    codes = (Code(name="asserted", value="reported", score=1.0), Code(name="status", value=status, score=LIKELY))
    yield Trigger(kind="round", span=span, sentence=sentence, score=BY_RULE, codes=codes)


def _never(text: str, home: Span, sentence: int, span: Span) -> Iterator[Trigger]:
    """Yield the meeting with a place or a day that somebody denies."""
    venue = venue_in(text, home, span, country=True)
    if venue or times_in(text, Span(span.end, home.end)):
        codes = tuple(Code(name=name, value="denied", score=1.0) for name in ("asserted", "status"))
        parts = (Part(role="place", span=venue, score=LIKELY),) if venue else ()
        yield Trigger(kind="round", span=span, sentence=sentence, score=BY_RULE, codes=codes, parts=parts)


def venue_in(text: str, home: Span, trigger: Span, *, country: bool = False) -> Span | None:
    """Return the town in "in X" behind a trigger or before "for talks".

    Where the trigger is the whole sentence, it is the first place named in it.
    Right for 214 of 232 rounds of the annotated passages. A country counts only with ``country``, or where the words
    before it say where talks are held ("will take place in June, possibly in X").
    """
    start = home.start if trigger == home else trigger.end
    for match in _venue().finditer(text, start, home.end):
        if trigger != home and match.start() - trigger.end > _FAR:
            break
        names = names_in(text, Span(*match.span("name")))
        place = place_of(names[0].words(text)) if names else None
        held = country or _HELD.search(fold(text[trigger.end : match.start()]))
        if place and place.country and place.where_prec and (held or place.where_prec < _COUNTRY):
            return names[0]
    return _before(text, home, trigger)


def _before(text: str, home: Span, trigger: Span) -> Span | None:
    """Return the town in "received them in X on Friday for talks"."""
    for match in _venue().finditer(text, home.start, trigger.start):
        names = names_in(text, Span(*match.span("name")))
        place = place_of(names[0].words(text)) if names else None
        between = text[names[0].end : trigger.start] if names else ""
        if place and place.country and _FOR.fullmatch(between):
            return names[0]
    return None


def only_venue(text: str, home: Span, trigger: Span) -> list[Part]:
    """Return the venue behind a trigger as a part."""
    span = venue_in(text, home, trigger)
    return [Part(role="place", span=span, score=LIKELY)] if span else []


@cache
def _talks() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('talks')['told']['talks'])})\b")


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(
        r"\bden(?:y|ies|ied)\s(?:that\s)?(?:[\w'’-]+\s){1,6}?(?:(?:had|have|has)\s)?(?:already\s|ever\s|also\s)?"
        rf"(?P<what>{'|'.join(lexicon.load('talks')['told']['denied'])})\b"
    )


@cache
def _not_so() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('talks')['told']['not_so'])})\b")


@cache
def _venue() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:in|at)\s(?:the\s(?:[\w-]+\s){{0,3}}?(?:city|town|capital|resort|village|province|region|district)(?:\sof)?,?\s|the\s)?(?P<name>{NAME})"
    )
