"""Several rounds told by one trigger: "have held three rounds of talks, on Jan. 23, Feb. 4 and Feb. 17" are three."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dragoman.annotate.sessions import venue_in
from dragoman.annotate.times import times_in
from dragoman.codebook import lexicon
from dragoman.codebook.numbers import number_of
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger

_SURE = 1.0
_OWN = ("when", "place", "round_number")  # what each of several rounds has for itself
_GAP = re.compile(r",\s+(?:and\s+)?|\s+and\s+")


def each_apart(text: str, marks: Sequence[Trigger], sentence: Span) -> list[Trigger]:
    """Return the rounds that the triggers of one sentence tell: as many as it counts, where it gives a day for each.

    Args:
        text: the whole text.
        marks: the triggers of rounds in the sentence.
        sentence: where they stand.
    """
    match = _counted().search(_flat(text, sentence))
    number = number_of(match["number"]) if match else None
    days = _days(text, sentence)
    if match is None or not marks or number != len(days):
        return list(marks)
    first = min(marks, key=lambda mark: abs(mark.span.start - sentence.start - match.start()))
    shared = tuple(part for part in first.parts if part.role not in _OWN)
    codes = tuple(code for code in first.codes if code.name != "series")
    last, earlier = _venues(text, sentence)
    rounds = []
    for nth, day in enumerate(days, start=1):
        venue = (last if nth == number else earlier) or (None if last or earlier else _only(first))
        own = [Part(role="when", span=day, score=_SURE)]
        own += [Part(role="place", span=venue, score=_SURE)] if venue else []
        code = (Code(name="round_number", value=str(nth), score=_SURE),) if match["all"] is None else ()
        rounds.append(replace(first, span=day, codes=(*codes, *code), parts=(*shared, *own)))
    return rounds


def _days(text: str, sentence: Span) -> list[Span]:
    """Return the times of a sentence, each of a list of times for itself."""
    found: list[Span] = []
    for span in times_in(text, sentence):
        cuts = [*(Span(*match.span()) for match in _GAP.finditer(text, span.start, span.end)), Span(span.end, span.end)]
        start, pieces = span.start, []
        for cut in cuts:
            pieces.append(Span(start, cut.start))
            start = cut.end
        found += pieces if all(times_in(text, piece) for piece in pieces) else [span]
    return found


def _venues(text: str, sentence: Span) -> tuple[Span | None, Span | None]:
    """Return where the last of several rounds was, and where those before it."""
    flat, found = _flat(text, sentence), []
    for name in ("last", "earlier"):
        match = _which(name).search(flat)
        at = Span(sentence.start + match.start(), sentence.start + match.end()) if match else None
        found.append(venue_in(text, sentence, at, country=True) if at else None)
    return found[0], found[1]


def _only(mark: Trigger) -> Span | None:
    return next((part.span for part in mark.parts if part.role == "place"), None)


@cache
def _counted() -> re.Pattern[str]:
    words = lexicon.load("talks")["several"]
    number = r"(?P<number>two|three|four|five|six|seven|eight|nine|[2-9])"
    return re.compile(
        rf"\b(?P<all>(?:{'|'.join(words['more'])})\s)?{number}\s(?:[\w-]+\s)?(?:{'|'.join(words['nouns'])})\b"
    )


@cache
def _which(name: str) -> re.Pattern[str]:
    words = lexicon.load("talks")["several"]
    return re.compile(
        rf"\b(?:{'|'.join(words[name])})\s(?:[\w-]+\s)?(?:{'|'.join(words['nouns'])}|round|one|ones|two)\b"
    )


def _flat(text: str, span: Span) -> str:
    return fold(span.words(text)).replace("\n", " ")
