"""Time expressions to intervals of days: ``when_of`` reads one, ``times_in`` finds them, ``join`` lays two together.

The words are in ``codebook/lexicon/en/times.toml``, the grammar in ``codebook/time_rules``. Nothing knows today's date.
"""

from datetime import date
from functools import cache, lru_cache
from re import Pattern

from dragoman.codebook.calendar import Days
from dragoman.codebook.time_dates import Frame, Tense, settled
from dragoman.codebook.time_rules import RULES, Maker
from dragoman.codebook.times import Token, rule, symbols, tokens
from dragoman.record.evidence import Span
from dragoman.record.times import Basis, When


def when_of(
    words: str, *, published: date | None, tense: Tense | None = None, anchor: date | None = None
) -> When | None:
    """Read a time expression; None where the words are no time (a duration is none).

    A relative expression without what it counts from keeps its words with both ends null. "until D" and "from D" give
    D itself, "since D" runs to the publication date. Of several dates the narrowest is taken.
    """
    frame = Frame(published=published, tense=tense, anchor=anchor)
    found = [token.value for token in _reduced(tokens(words), frame) if token.kind == "date"]
    if not found:
        return None
    return _when(min((settled(value, frame) for value in found), key=_breadth), words)


def times_in(text: str, span: Span) -> tuple[Span, ...]:
    """Find the time expressions inside ``span``, prepositions included, in text order."""
    return tuple(Span(each.start + span.start, each.end + span.start) for each in _times(span.words(text)))


@lru_cache(maxsize=512)
def _times(words: str) -> tuple[Span, ...]:
    """Find the time expressions of a sentence; many rules ask for those of the same one."""
    reduced = _reduced(tokens(words), Frame(published=None))
    return tuple(
        Span(reduced[place - 1].start if place and reduced[place - 1].kind == "at" else token.start, token.end)
        for place, token in enumerate(reduced)
        if token.kind == "date"
    )


def join(first: When, second: When) -> When:
    """Return the smallest interval that holds both; one that is not known adds nothing."""
    if not (second.start or second.end):
        return first
    if not (first.start or first.end):
        return second
    days = Days(
        min(first.start, second.start) if first.start and second.start else None,
        max(first.end, second.end) if first.end and second.end else None,
    )
    words = " ".join(dict.fromkeys(when.words for when in (first, second) if when.words)) or None
    return _valued(days, _weaker(first.basis, second.basis), words)


def precision_of(start: date | None, end: date | None) -> tuple[int | None, int | None]:
    """Return UCDP's ``date_prec`` and ACLED's ``time_precision``; neither for an open interval."""
    if start is None or end is None:
        return None, None
    length = (end - start).days + 1
    ucdp = 1 if length <= 1 else 2 if length < 7 else 3 if length == 7 else 4 if length <= 31 else 5
    return ucdp, 1 if length <= 1 else 2 if length < 28 else 3


def _weaker(first: Basis | None, second: Basis | None) -> Basis | None:
    order: tuple[Basis, ...] = ("inferred", "resolved", "stated")
    return next((basis for basis in order if basis in (first, second)), None)


def _valued(days: Days, basis: Basis | None, words: str | None) -> When:
    date_prec, time_precision = precision_of(days.start, days.end)
    return When(
        start=days.start, end=days.end, basis=basis, words=words, date_prec=date_prec, time_precision=time_precision
    )


def _when(days: Days, words: str) -> When:
    return _valued(days, ("stated" if days.stated else "resolved") if days.known else None, words)


def _breadth(days: Days) -> float:
    """Order intervals by how much they say: the narrowest first, the unknown last."""
    if days.start and days.end:
        return (days.end - days.start).days
    return 1e8 if days.known else 1e9


@cache
def _rules() -> tuple[tuple[Pattern[str], str, Maker], ...]:
    return tuple((rule(pattern), kind, make) for pattern, kind, make in RULES)


def _reduced(found: list[Token], frame: Frame) -> list[Token]:
    """Apply every rule once, in order, each from left to right."""
    line = symbols(found)
    for pattern, kind, make in _rules():
        at = 0
        while match := pattern.search(line, at):
            first, last = match.span()
            at = first + 1
            value = make(found[first:last], frame)
            if value is not None:
                merged = Token(kind, found[first].start, found[last - 1].end, value)
                found = [*found[:first], merged, *found[last:]]
                line = line[:first] + symbols([merged]) + line[last:]
    return found
