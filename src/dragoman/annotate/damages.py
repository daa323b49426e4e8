"""Things that an attack damaged or destroyed: objects of verbs of damage, lists taken apart, with level and count."""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.annotate.phrases import phrase_end
from dragoman.annotate.quantities import quantities_in
from dragoman.codebook import lexicon
from dragoman.codebook.cues import Cued
from dragoman.codebook.numbers import either, number_pattern
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part

SURE = 1.0
_LONGEST = 8  # words of one damaged thing
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s+as\s+well\s+as\s+)(?=[\w'-])")
_DOING = re.compile(
    r"[a-z]+ing\s+(?:the|a|an|at|\d|two|three|four|five|several|dozens|hundreds|some|more|people|its|their|least)\b|(?:killing|wounding|injuring|leaving|including)\b"
)
_VERB = re.compile(
    r"\s+(?:said|says|was|were|is|are|has|have|had|died|told|reported|added|killed|left|did|will|would|confirmed)\b"
)
_ARTICLE = re.compile(r"\s*(?:(?:the|a|an|its|their|his|her|some|part\s+of|parts\s+of)\s+)*")
_CLAUSE = re.compile(
    r"[;:.()\"]|,\s+(?:and\s+)?(?:said|which|who|but|while)\b|\b(?:that|when|while|after|said|says|say|but|because|as|where|which|and\s+said)\s"
)


def damages_in(text: str, home: Span) -> list[Part]:
    """Return the damaged things of a stretch, each once."""
    found: list[Part] = []
    for thing, level in (*_objects(text, home), *_subjects(text, home)):
        words = fold(thing.words(text)).split()
        if (
            words
            and len(words) <= _LONGEST
            and not any(part.span.overlaps(thing) for part in found)
            and _is_thing(words)
        ):
            found.append(_damage(text, thing, level))
    return sorted(found, key=lambda part: part.span)


def _is_thing(words: list[str]) -> bool:
    """Tell a noun phrase from a bare number, people and what is no thing."""
    if (
        words[-1] in ("others", "continue", "continued")
        or (len(words) == 1 and words[0].endswith("ed"))
        or all(re.fullmatch(rf"{number_pattern()}|another|more|of", word) for word in words)
    ):
        return False
    head = next(
        (
            at
            for at, word in enumerate(words)
            if at and word in ("of", "housing", "used", "for", "with", "belonging", "carrying")
        ),
        len(words),
    )
    return words[head - 1] not in _not_things() and words[0] not in (
        "by",
        "in",
        "at",
        "on",
        "to",
        "and",
        "or",
        "when",
        "after",
        "overnight",
    )


def _damage(text: str, thing: Span, level: str) -> Part:
    counts = [span for span, quantity in quantities_in(text, thing) if (quantity.best or quantity.low or 0) > 1]
    inner = (Part(role="count", span=counts[0], score=SURE),) if counts else ()
    return Part(
        role="damage", span=thing, score=SURE, codes=(Code(name="level", value=level, score=SURE),), parts=inner
    )


def _objects(text: str, home: Span) -> Iterator[tuple[Span, str]]:
    """Yield what stands behind an active verb: "damaged two barns and the roof of a mill"."""
    flat = fold(text[home.start : home.end])
    for level, pattern in _verbs():
        for match in pattern.finditer(flat):
            if _was().search(flat[: match.start()]) or _alone_behind(flat, match):
                continue
            yield from ((thing, level) for thing in _list_from(text, home.start + match.end(), home.end))


def _alone_behind(flat: str, match: re.Match[str]) -> bool:
    """Tell a participle with nothing behind it: "112 huts burnt; …"."""
    return (
        re.match(r"\s*(?:[.,;:)\"]|$|(?:in|on|at|by|and|when|after|during|over|near)\b)", flat[match.end() :])
        is not None
    )


def _list_from(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield the things of a list; after a bare comma only what goes on to another comma or to "and"."""
    joint = ""
    while True:
        lead = _ARTICLE.match(fold(text[start:stop]))
        begin = start + (lead.end() if lead else 0)
        end = phrase_end(text, begin, stop)
        more = _AND.match(text, end, stop)
        if end <= begin or _DOING.match(fold(text[begin:end])) or _VERB.match(fold(text[end:stop])):
            return
        if joint.strip() == "," and more is None:
            return
        yield Span(begin, end)
        if more is None:
            return
        start, joint = more.end(), more.group()


def _subjects(text: str, home: Span) -> Iterator[tuple[Span, str]]:
    """Yield what stands before "was damaged", or before a participle alone."""
    flat = fold(text[home.start : home.end])
    for level, pattern in _passives():
        for match in pattern.finditer(flat):
            start = max((m.end() for m in _CLAUSE.finditer(flat, 0, match.start())), default=0)
            yield from (
                (thing, level) for thing in _list_before(text, Span(home.start + start, home.start + match.start()))
            )


def _list_before(text: str, span: Span) -> Iterator[Span]:
    """Yield the things of the last list in a stretch, circumstances left out."""
    flat = fold(span.words(text))
    pieces = re.split(r"(,\s+and\s+|,\s+|\s+and\s+)", flat)
    at, things = 0, []
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            things.append((at, piece))
        at += len(piece)
    for offset, piece in reversed(things):
        if re.match(r"\W*(?:in|on|at|near|over|late|early|overnight|during|by)\b", piece) or not piece.strip():
            return
        lead = _ARTICLE.match(piece)
        begin = span.start + offset + (lead.end() if lead else 0)
        end = phrase_end(text, begin, span.start + offset + len(piece))
        if end > begin:
            yield Span(begin, end)


@cache
def _verbs() -> tuple[tuple[str, Cued], ...]:
    order = ("heavily_damaged", "slightly_damaged", "destroyed", "damaged")
    levels = lexicon.load("damages")["levels"]
    worse = r"(?<!heavily )(?<!badly )(?<!severely )(?<!slightly )(?<!lightly )(?<!seriously )"
    return tuple((name, Cued(rf"{worse if name == 'damaged' else ''}\b{either(levels[name])}\b")) for name in order)


@cache
def _passives() -> tuple[tuple[str, Cued], ...]:
    words = lexicon.load("damages")["grammar"]
    be, helpers = either(words["be"]), either(words["helpers"])
    ends = r"(?=\s*(?:[.,;:)\"]|$|(?:in|on|at|by|and|when|after|during|over|near|overnight)\b))"
    return tuple(
        (
            name,
            Cued(
                rf"\s+(?:{helpers}\s+)*{be}\s+(?:{helpers}\s+)*{verb.source}"
                rf"|\s+(?:{helpers}\s+)*(?={either(words['alone'])}\b){verb.source}{ends}",
                verb.cues,
            ),
        )
        for name, verb in _verbs()
    )


@cache
def _was() -> re.Pattern[str]:
    words = lexicon.load("damages")["grammar"]
    return re.compile(rf"\b{either(words['be'])}\s+(?:{either(words['helpers'])}\s+|\w+ly\s+)*$")


@cache
def _not_things() -> frozenset[str]:
    return frozenset(lexicon.load("damages")["grammar"]["not_things"])
