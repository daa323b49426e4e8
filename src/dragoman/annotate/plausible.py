"""Which parts of the reader cannot be what they are marked as: times of sayings, people as venues, bare articles."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dragoman.annotate.exchanges import is_figure, is_part, without_particle
from dragoman.annotate.spans import NAMES
from dragoman.codebook import lexicon
from dragoman.codebook.numbers import ordinal_pattern
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Part, Trigger
from dragoman.record.reading import Reading

HOMELY = frozenset(
    {
        "when",
        "place",
        "round_number",
        "day_number",
        "parties",
        "mediators",
        "hosts",
        "total",
        "declared",
        "effective",
        "ended",
    }
)
_FAR = 25  # characters from a verb of saying to its time
_CLOSE = 80  # characters from a delegate to the words that seat him
_PLACES = re.compile(
    r"\b(?:in|at|near|to|outside|inside|from|of|around|into|via|for)\s+(?:the\s+)?(?:(?!(?:as|and|by|for|with|that|when|while)\b)[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"\d|{ordinal_pattern()}|\bround (?:one|two|three|four|five)|latest|final|last")


def plausible(reading: Reading, mark: Trigger, marks: Sequence[Trigger]) -> list[Part]:
    """Return the parts that can be right, those of other sentences only where the own has none of the role."""
    home = reading.sentences[mark.sentence].span
    trimmed = [_trimmed(reading.document.text, freed(reading.document.text, part, marks), home) for part in mark.parts]
    kept = [part for part in trimmed if _can_be(reading, part, home, marks)]
    if any(code.name == "status" and code.value == "held" for code in mark.codes):  # what has been is not to come
        kept = [part for part in kept if part.role != "when" or not is_soon(part.span.words(reading.document.text))]
    if mark.kind == "exchange":  # people go to and from places; only "in" and "at" are where they are handed over
        kept = [part for part in kept if part.role != "place" or not _is_way(reading.document.text, part.span)]
    inside = {part.role for part in kept if home.overlaps(part.span)}
    return [part for part in kept if part.role not in HOMELY or home.overlaps(part.span) or part.role not in inside]


def freed(text: str, part: Part, marks: Sequence[Trigger]) -> Part:
    """Cut a trigger off the end of who acts: of "Russia handed over" it is Russia, of "the army said" the army."""
    for mark in marks:
        if part.role in NAMES and part.span.start < mark.span.start < part.span.end <= mark.span.end:
            name = _helpers().sub("", text[part.span.start : mark.span.start].rstrip())
            return replace(part, span=Span(part.span.start, part.span.start + len(name))) if name else part
    return part


def _trimmed(text: str, part: Part, home: Span) -> Part:
    """Cut a part that runs over the end of the trigger's sentence, as names in headings do, and a verb's particle."""
    if part.role in ("total", "released_to"):
        part = replace(part, span=without_particle(text, part.span))
    if home.overlaps(part.span) and part.span.end > home.end:
        return replace(part, span=Span(part.span.start, home.end))
    return part


def _can_be(reading: Reading, part: Part, home: Span, marks: Sequence[Trigger]) -> bool:
    text = reading.document.text
    if part.role == "when":
        return not is_of_saying(text, part.span, marks)
    if part.role == "place":
        return _is_venue(reading, part.span)
    if part.role == "total":
        return is_figure(text, part.span) and not is_part(text, part.span)
    if part.role == "round_number":
        return _NUMBER.search(fold(part.span.words(text))) is not None
    if part.role == "mediators" and _observing().match(text, part.span.end):
        return False
    if part.role in ("parties", "mediators", "hosts"):
        return _is_actor(text, part)
    if part.role == "delegations":
        return _sits(text, part, home)
    return True


def _is_way(text: str, span: Span) -> bool:
    return re.search(r"\b(?:to|from|into|of|for) (?:the )?$", text[max(0, span.start - 10) : span.start]) is not None


def _is_actor(text: str, part: Part) -> bool:
    """Tell who acts: not "the negotiators" or "both sides", and no country where something is ("in Sudan")."""
    words = fold(part.span.words(text))
    if words.removeprefix("the ") in _nobody() or words.split()[0] in ("both", "all", "each"):
        return False
    return not (
        part.role == "parties" and re.search(r"\bin (?:the )?$", text[max(0, part.span.start - 8) : part.span.start])
    )


def is_of_saying(text: str, span: Span, marks: Sequence[Trigger]) -> bool:
    """Tell a time that stands right behind a verb of saying ("said on Monday", "told reporters late on Friday")."""
    for mark in marks:
        if mark.kind == "statement" and 0 <= span.start - mark.span.end <= _FAR:
            between = text[mark.span.end : span.start]
            if not re.search(r"[,;:.\"“”]|\b(?:that|the talks|would|will|had|was|were)\b", between):
                return True
    return False


def _is_venue(reading: Reading, span: Span) -> bool:
    """Tell a place where people meet: a name after a preposition, or before the noun of talks ("Geneva talks")."""
    text = reading.document.text
    words = span.words(text)
    if not re.search(r"[A-Z]", words) and fold(words) not in ("here", "there"):
        return False
    if any(m.label == "person" and m.span.covers(span) for m in reading.mentions):
        return False
    before, after = text[max(0, span.start - 40) : span.start], fold(text[span.end : span.end + 40])
    return bool(
        _PLACES.search(before)
        or _PLACES.match(words)
        or re.match(rf"(?:['’]s)?(?: [\w-]+){{0,2}} (?:{_talks()})\b", after)
    )


def _sits(text: str, part: Part, home: Span) -> bool:
    """Tell a delegate: a name close to words for delegations or those who lead them, and no spokesperson."""
    if not re.search(r"[A-Z]", part.span.words(text)) or not home.overlaps(part.span):
        return False
    near = fold(text[max(home.start, part.span.start - _CLOSE) : min(home.end, part.span.end + _CLOSE)])
    return _seated().search(near) is not None and not re.search(r"\bspokes(?:man|woman|person)\b", near)


def is_soon(words: str) -> bool:
    """Tell a time to come that names no day ("in the near future"), which talks that were held cannot have."""
    return re.search(rf"^(?:{'|'.join(lexicon.load('talks')['days']['soon'])})\b", fold(words)) is not None


@cache
def _observing() -> re.Pattern[str]:
    return re.compile(rf"[^.;:]{{0,60}}?\b(?:{'|'.join(lexicon.load('talks')['sides']['observing'])})\b")


@cache
def _helpers() -> re.Pattern[str]:
    """Words between a name and its verb: "could", "has also"."""
    words = lexicon.load("saying")["clause"]
    return re.compile(rf"(?:\s+(?:{'|'.join((*words['auxiliaries'], *words['modal'], *words['adverbs']))}|\w+ly))+$")


@cache
def _talks() -> str:
    return "|".join(lexicon.load("talks")["nouns"]["talks"])


@cache
def _nobody() -> frozenset[str]:
    words = lexicon.load("talks")["sides"]
    return frozenset({*words["nobody"], *lexicon.load("chains")["articles"]})


@cache
def _seated() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('talks')['delegations']['seated'])})\b")
