"""Spans that the reader marks → spans that end where names and time expressions end.

The reader scores words one by one and may stop inside a name ("Addis" of "Addis Ababa"), so the edges are put where the
name or the expression ends; what the reader marks is never made shorter.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from dragoman.annotate.times import times_in
from dragoman.record.evidence import Span
from dragoman.record.mentions import Mention, Part, Sentence

NAMES = frozenset(
    [
        "parties",
        "mediators",
        "hosts",
        "party",
        "speaker",
        "organisation",
        "addressee",
        "attacker",
        "delegations",
        "by",
        "responsibility",
        "released_to",
        "actors",
        "recipients",
        "attributed_to",
        "place",
    ]
)
TIMES = frozenset({"when", "declared", "effective", "ended"})

_NEXT_NAME = re.compile(r" (?:(?:of|and) )?[A-Z][\w'’.-]*(?:[ -][A-Z][\w'’.-]*)*")
_TAIL = re.compile(r"(?<=\w)(?:,|[\s,]+(?:and|or))[\s,]*$")
_CUT_ARTICLE = re.compile(r"(?i)(?:the|a|an|both|two)")


def snapped(part: Part, text: str, sentences: Sequence[Sentence], names: Sequence[Mention]) -> Part:
    """Return the part, and the parts inside it, with edges at the ends of names and time expressions."""
    span = part.span
    home = _home(span, sentences)
    widen: Callable[[str, Span, Span, Sequence[Mention]], Span] | None = None
    if part.role in TIMES:
        widen = _to_time
    elif part.role in NAMES:
        widen = _to_name
    if widen is not None:
        span = widen(text, span, home, _within(names, home))
    span = _without_tail(text, span) if part.role in NAMES else span
    inner = tuple(snapped(each, text, sentences, names) for each in part.parts)
    return Part(role=part.role, span=span, score=part.score, codes=part.codes, parts=inner)


def _without_tail(text: str, span: Span) -> Span:
    """Return the span without a joining word at its end, which belongs to what follows: "Saudi Arabia and"."""
    words = _TAIL.sub("", span.words(text))
    return Span(span.start, span.start + len(words)) if words.strip() else span


def _home(span: Span, sentences: Sequence[Sentence]) -> Span:
    """Return the first sentence that overlaps; sentences are in text order."""
    at = bisect_left(sentences, span.start, key=lambda sentence: sentence.span.end - 1)
    return sentences[at].span if at < len(sentences) and sentences[at].span.overlaps(span) else span


def _within(names: Sequence[Mention], home: Span) -> Sequence[Mention]:
    """Return the names that begin in a sentence; names are in text order."""
    start = bisect_left(names, home.start, key=lambda name: name.span.start)
    return names[start : bisect_left(names, home.end, key=lambda name: name.span.start)]


def _to_time(text: str, span: Span, home: Span, names: Sequence[Mention]) -> Span:  # noqa: ARG001
    """Return the union with the time expressions of the sentence that overlap."""
    for each in times_in(text, home):
        if each.overlaps(span):
            span = Span(min(span.start, each.start), max(span.end, each.end))
    return span


def _to_name(text: str, span: Span, home: Span, names: Sequence[Mention]) -> Span:
    """Return the union with a name that overlaps, and with the capital words that go on after it."""
    for mention in names:
        if mention.span.overlaps(span) and mention.label in ("person", "place", "organisation"):
            span = Span(min(span.start, mention.span.start), max(span.end, mention.span.end))
    words = span.words(text)
    if _CUT_ARTICLE.fullmatch(words) or words.split()[-1][:1].isupper():
        following = _NEXT_NAME.match(text, span.end, home.end)
        if following and not following.group().startswith(" and "):
            span = Span(span.start, _without_mark(text, following.end()))
    return span


def _without_mark(text: str, end: int) -> int:
    """Leave out a closing "'s" or full stop that the pattern took with the last word."""
    for mark in ("'s", "’s", ".", "'", "’"):
        if text[:end].endswith(mark) and not text[max(0, end - 4) : end].count(".") > 1:
            return end - len(mark)
    return end
