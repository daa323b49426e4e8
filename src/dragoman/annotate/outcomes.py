"""What is said of the talks: "described it as …", "the talks were constructive", "narrowed gaps", "without a deal"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.cues import Phrase, cues_of
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger

_SURE = 1.0
_EARLY = 30  # characters of a judgement within which its tone is clear: later words belong to something else


def tone_of(words: str) -> str | None:
    """Return the tone of words about talks; failure outweighs praise ("no progress"), None where there is neither."""
    flat = fold(words)
    return next((tone for tone, pattern in _tones() if pattern.search(flat)), None)


def outcomes_in(text: str, home: Span, said: Sequence[Trigger], *, near: bool, own: bool = False) -> list[Part]:
    """Return what a sentence says of talks, with tone and speaker.

    Args:
        text: the whole text.
        home: the sentence.
        said: the triggers of statements; the one whose words hold the judgement gives its speaker.
        near: whether talks are told of right here, so that "it" and "there was progress" are about them.
        own: whether the sentence itself tells of the talks, so that what is agreed in it is what they brought.
    """
    flat = fold(text[home.start : home.end]).replace("\n", " ")
    found: dict[Span, Part] = {}
    for start, end in _judgements(flat, near=near, own=own):
        span = _trimmed(flat, start, end)
        span = Span(home.start + span.start, home.start + span.end)
        if span.start < span.end and not any(span.overlaps(other) for other in found):
            found[span] = _outcome(text, home, span, said)
    return sorted(found.values(), key=lambda part: part.span)


def _outcome(text: str, home: Span, span: Span, said: Sequence[Trigger]) -> Part:
    by = speaker_of(home, span, said)
    tone = Code(name="tone", value=tone_of(span.words(text)) or "neutral", score=_SURE)
    inner = (Part(role="by", span=by.span, score=by.score),) if by else ()
    return Part(role="outcomes", span=span, score=_SURE, codes=(tone,), parts=inner)


def speaker_of(home: Span, span: Span, said: Sequence[Trigger]) -> Part | None:
    """Return the speaker of the statement whose words overlap the span, or whose trigger is right before it."""
    for trigger in said:
        words = [part.span for part in trigger.parts if part.role in ("content", "quote")]
        speaker = next((part for part in trigger.parts if part.role == "speaker"), None)
        near = home.covers(trigger.span) and 0 <= span.start - trigger.span.end <= 60
        if speaker and (any(each.overlaps(span) for each in words) or near):
            return speaker
    return None


def _judgements(flat: str, *, near: bool, own: bool) -> Iterator[tuple[int, int]]:
    for pattern, rule in _patterns():
        for match in pattern.finditer(flat):
            about = match["thing"] if "thing" in match.re.groupindex else None
            if rule == "own" and not own:
                continue
            if not near and (about is None or not _named().fullmatch(about)):
                continue
            if rule in ("any", "own") or tone_of(match["words"][:_EARLY]):
                yield match.span("words")


def _trimmed(flat: str, start: int, end: int) -> Span:
    words = flat[start:end]
    lead = len(words) - len(words.lstrip(" ,\"'"))
    return Span(start + lead, start + len(words.rstrip(" ,\"'")))


@cache
def _tones() -> tuple[tuple[str, re.Pattern[str]], ...]:
    tones = lexicon.load("talks")["tones"]
    return tuple(
        (tone, re.compile(rf"\b(?:{'|'.join(tones[tone])})\b")) for tone in ("negative", "positive", "neutral")
    )


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?:\S+ )*?(?:{'|'.join(lexicon.load('talks')['judged']['talks'])})")


@cache
def _patterns() -> tuple[tuple[Phrase, str], ...]:
    data = lexicon.load("talks")["judged"]
    words = {name: f"(?:{'|'.join(group)})" for name, group in data.items() if name != "phrases"}
    cues = {name: cues_of(pattern) for name, pattern in words.items()}
    words["thing"] = rf"(?P<thing>(?:the |their |these |those |[\w'.-]+ ){{0,4}}?{words['talks']}|{words['short']})"
    words["quote"] = r'(?P<words>"[^"]+"(?: and "[^"]+")*)'
    words["clause"] = r'(?P<words>[^.;:,"]+?(?:,? "[^"]*"| and [^.;:,"]+?)?)(?=[.;:,"]|$| but | while | although )'
    return tuple((Phrase(row, words, cues), rule) for rule, group in data["phrases"].items() for row in group)
