"""Services that failed in a stretch of text → parts with service, how many are affected, and where."""

import re
from collections.abc import Sequence
from functools import cache

from dragoman.annotate.quantities import quantities_in
from dragoman.codebook import lexicon
from dragoman.codebook.cues import Cued
from dragoman.codebook.numbers import either
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part

SURE = 1.0
_BEFORE, _AFTER = 120, 40  # characters between a figure and the words for the outage
_PLACE = re.compile(
    r"\s*(?:(?:of|in|across|around|throughout)\s+(?:the\s+(?:(?:city|town|region|province|capital)\s+of\s+)?)?)((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+)*)"
)


def outages_in(text: str, home: Span, places: Sequence[Span] = ()) -> list[Part]:
    """Return the outages of a stretch: "left over 1,000 buildings in X without heat", "90,000 homes lost power".

    ``places`` are the names of places in the text: where no place stands behind the figure, the one named last before
    it in the sentence is meant ("missiles hit X, leaving 900 homes without power").
    """
    flat = fold(text[home.start : home.end])
    figures = [(span, quantity.unit) for span, quantity in quantities_in(text, home)]
    found: list[Part] = []
    for name, without, cut in _outages():
        for match in (*without.finditer(flat), *cut.finditer(flat)):
            words = Span(home.start + match.start(), home.start + match.end())
            affected = _affected([span for span, _ in figures], words, leads=match.re.pattern == cut.source)
            anchor = affected or words
            if not any(part.span.overlaps(anchor) for part in found):
                found.append(
                    _outage(name, affected, anchor, _place(text, home, anchor, words) or _before(places, home, anchor))
                )
    return found


def _affected(figures: list[Span], words: Span, *, leads: bool) -> Span | None:
    """Return the figure before the words ("… homes without power"), or after them ("cut power to … homes")."""
    before = [span for span in figures if words.start - _BEFORE <= span.start and span.end <= words.start + 1]
    after = [span for span in figures if words.end <= span.start <= words.end + _AFTER]
    if leads:
        return after[0] if after else None
    return before[-1] if before else after[0] if after else None


def _outage(service: str, affected: Span | None, anchor: Span, place: Span | None) -> Part:
    inner: tuple[Part, ...] = (Part(role="affected", span=affected, score=SURE),) if affected else ()
    inner += (Part(role="place", span=place, score=SURE),) if place else ()
    return Part(
        role="service_loss",
        span=anchor,
        score=SURE,
        codes=(Code(name="service", value=service, score=SURE),),
        parts=inner,
    )


def _place(text: str, home: Span, anchor: Span, words: Span) -> Span | None:
    return next((place for at in (anchor, words) if (place := _place_after(text, at, home))), None)


def _before(places: Sequence[Span], home: Span, anchor: Span) -> Span | None:
    return max((place for place in places if home.covers(place) and place.end <= anchor.start), default=None)


def _place_after(text: str, anchor: Span, home: Span) -> Span | None:
    match = _PLACE.match(text, anchor.end, home.end)
    return Span(*match.span(1)) if match else None


@cache
def _outages() -> tuple[tuple[str, Cued, Cued], ...]:
    words = lexicon.load("force")
    lost, cut, without, failure = (either(words["service_loss"][key]) for key in ("lost", "cut", "without", "failure"))
    lead = r"(?:the\s+|any\s+|their\s+|all\s+)?(?:(?:\w+\s+and|running|central)\s+)?"
    found = []
    for name, nouns in words["services"].items():
        noun = either(nouns)
        left = rf"\b(?:{without}\s+(?:\w+(?:,\s*|\s+(?:and|or)\s+))*{lead}{noun}|{lost}\s+{lead}{noun})\b"
        plain = "|".join(map(re.escape, words["outage_phrases"].get(name, ["\x00"])))
        left = rf"{left}|\b(?:{plain})\b"
        cut_off = rf"{cut}\s+(?:off\s+)?{lead}{noun}(?:\s+supplies|\s+supply)?\s+(?:to|for|in)\b"
        right = rf"\b(?:{cut_off}|{noun}\s+{failure}\b)"
        found.append((name, Cued(left), Cued(right)))
    return tuple(found)
