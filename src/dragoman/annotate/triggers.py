"""What the reader marks → triggers: vetoes first, then parts that rules read more surely than the reader.

A rule stands here only where figures and set phrases decide: counts of munitions, outages, ordinals of rounds. The
reader had 43 munition counts and 21 outages to learn from; the rules raise both (evaluation/README.md).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from dragoman.annotate.quantities import quantities_in
from dragoman.annotate.spans import snapped
from dragoman.annotate.voices import with_voices
from dragoman.codebook import lexicon
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Sentence, Trigger
from dragoman.record.reading import Reading
from dragoman.stage import stage

# A text is read when the reader finds it to be about conflict or peace talks, or is sure of one finding in it: with the
# reader of the third stage, dev and own negatives stay below 0.07 and 0.70, all other reports are above one of the two.
RELEVANT = 0.3
TELLING = 0.8
SURE = 1.0


@stage(needs=("document", "sentences", "quotations", "mentions", "marks", "relevance"), gives=("triggers",))
def triggers(reading: Reading, tools: object) -> tuple[Trigger, ...]:  # noqa: ARG001
    """Drop the triggers of texts that are about something else, and complete the others by rule."""
    if not _is_relevant(reading):
        return ()
    text = reading.document.text
    marks = [mark for mark in reading.marks if not _is_bare(text, mark)]
    kept = [
        replace(mark, parts=tuple(snapped(part, text, reading.sentences, reading.mentions) for part in mark.parts))
        for mark in marks
    ]
    kept = with_voices(reading, kept)
    return tuple(_completed(text, mark, kept, reading.sentences) for mark in kept)


def _is_relevant(reading: Reading) -> bool:
    """Tell a text about conflict or peace talks; statements and events occur in texts of all sorts."""
    scores = (mark.score for mark in reading.marks if mark.kind not in ("statement", "event"))
    return reading.relevance >= RELEVANT or max(scores, default=0.0) >= TELLING


def _is_bare(text: str, mark: Trigger) -> bool:
    """Tell a trigger that the reader saw in a word of grammar alone."""
    return fold(mark.span.words(text)) in ("the", "of", "in", "a", "an", "and", "to", "is", "was", "were", "its")


def _completed(text: str, mark: Trigger, marks: Sequence[Trigger], sentences: Sequence[Sentence]) -> Trigger:
    if mark.kind == "incident":
        found = [*munitions_near(text, mark, marks, sentences), *outages_near(text, mark, marks, sentences)]
    elif mark.kind == "round":
        found = [*ordinals_near(text, mark, marks, sentences), *formats_near(text, mark)]
    else:
        return mark
    roles = {part.role for part in found}
    # a rule's munitions replace the reader's: two readings of one figure would count it twice
    kept = tuple(p for p in mark.parts if p.role not in roles or not any(p.span.overlaps(f.span) for f in found))
    return replace(mark, parts=kept + tuple(found))


def _home(text: str, mark: Trigger, marks: Iterable[Trigger], sentences: Sequence[Sentence]) -> Span:
    """Return the stretch of the trigger's sentence that is nearer to it than to another trigger of its kind."""
    del text
    span = sentences[mark.sentence].span
    others = [m.span for m in marks if m.kind == mark.kind and m is not mark and span.overlaps(m.span)]
    start = max((o.end for o in others if o.end <= mark.span.start), default=span.start)
    end = min((o.start for o in others if o.start >= mark.span.end), default=span.end)
    return Span(start, end)


def munitions_near(text: str, mark: Trigger, marks: Iterable[Trigger], sentences: Sequence[Sentence]) -> list[Part]:
    """Return the counted munitions of the trigger's clause as parts with class and the count's role."""
    home = _home(text, mark, marks, sentences)
    flat = fold(text[home.start : home.end])
    found = []
    for span, quantity in quantities_in(text, home):
        name = _munition(quantity.unit or "")
        if name is None:
            continue
        role = _count_role(flat, span.start - home.start, span.end - home.start)
        inner = Part(role=role, span=span, score=SURE)
        code = Code(name="class", value=name, score=SURE)
        found.append(Part(role="munitions", span=span, score=SURE, codes=(code,), parts=(inner,)))
    return found


def _munition(unit: str) -> str | None:
    words = fold(unit)
    best = ""
    for name, noun in _nouns("munitions"):
        if re.search(rf"\b{re.escape(noun)}s?\b", words) and len(noun) > len(best):
            best, found = noun, name
    return found if best else None


@cache
def _nouns(table: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, noun) for name, nouns in lexicon.load("force")[table].items() for noun in nouns)


def _count_role(flat: str, start: int, end: int) -> str:
    """Tell whether a figure counts what was fired, stopped or came through, by the words of its clause."""
    left = max((flat.rfind(mark, 0, start) for mark in (",", ";", " and ", " while ", " but ")), default=-1)
    right = min((at for mark in (",", ";", " and ", " while ", " but ", ".") if (at := flat.find(mark, end)) >= 0), default=len(flat))
    clause = flat[max(left, 0) : right]
    counts = lexicon.load("force")["counts"]
    for role in ("intercepted", "hit"):
        if any(phrase in clause for phrase in counts[role]):
            return role
    return "launched"


def outages_near(text: str, mark: Trigger, marks: Iterable[Trigger], sentences: Sequence[Sentence]) -> list[Part]:
    """Return the outages of the trigger's clause: "left over 1,000 buildings in X without heat"."""
    home = _home(text, mark, marks, sentences)
    flat = fold(text[home.start : home.end])
    figures = quantities_in(text, home)
    found = []
    for name, pattern in _outages():
        for match in pattern.finditer(flat):
            at = home.start + match.start()
            before = [span for span, _ in figures if at - 120 <= span.start and span.end <= at + 1]
            after = [span for span, _ in figures if home.start + match.end() <= span.start <= home.start + match.end() + 40]
            affected = before[-1] if before and match.group().startswith(_without()) else next(iter(after), None)
            anchor = affected or Span(at, home.start + match.end())
            inner = (Part(role="affected", span=affected, score=SURE),) if affected else ()
            code = Code(name="service", value=name, score=SURE)
            place = _place_after(text, anchor, home)
            inner += (Part(role="place", span=place, score=SURE),) if place else ()
            found.append(Part(role="service_loss", span=anchor, score=SURE, codes=(code,), parts=inner))
    return found


def _without() -> tuple[str, ...]:
    return tuple(lexicon.load("force")["service_loss"]["without"])


@cache
def _outages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = lexicon.load("force")
    verbs = "|".join(map(re.escape, (*words["service_loss"]["without"], *words["service_loss"]["cut"])))
    return tuple(
        (name, re.compile(rf"\b(?:{verbs})\s+(?:the\s+|any\s+)?(?:{'|'.join(map(re.escape, nouns))})\b"))
        for name, nouns in words["services"].items()
    )


_PLACE = re.compile(r"\s*(?:of|in|across|around|throughout)\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+)*)")


def _place_after(text: str, anchor: Span, home: Span) -> Span | None:
    match = _PLACE.match(text, anchor.end, home.end)
    return Span(*match.span(1)) if match else None


def ordinals_near(text: str, mark: Trigger, marks: Iterable[Trigger], sentences: Sequence[Sentence]) -> list[Part]:
    """Return "second round" and "day three" of the trigger's clause, or in the trigger's own words."""
    home = _home(text, mark, marks, sentences)
    found = []
    for role, pattern in _ordinals().items():
        if any(part.role == role for part in mark.parts):
            continue
        match = pattern.search(fold(text[home.start : home.end]))
        if match:
            span = Span(home.start + match.start(), home.start + match.end())
            found.append(Part(role=role, span=span, score=SURE))
    return found


@cache
def _ordinals() -> dict[str, re.Pattern[str]]:
    nth = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d+(?:st|nd|rd|th))"
    number = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
    return {
        "round_number": re.compile(rf"\b(?:{nth}\s+(?:\w+\s+){{0,2}}round|round\s+(?:number\s+)?{number})\b"),
        "day_number": re.compile(rf"\b(?:{nth}(?:\s+and\s+{nth})?\s+day|day\s+{number})\b"),
    }


def formats_near(text: str, mark: Trigger) -> list[Part]:
    """Return the words of format that stand up to three words before a noun of talks in or right after the trigger."""
    end = min(len(text), mark.span.end + 60)
    start = max(0, mark.span.start - 30)
    flat = fold(text[start:end])
    held = {p.span for p in mark.parts if p.role == "format"}
    found = []
    for match in _formats().finditer(flat):
        span = Span(start + match.start(1), start + match.end(1))
        if not any(span.overlaps(other) for other in held):
            found.append(Part(role="format", span=span, score=SURE))
    return found


@cache
def _formats() -> re.Pattern[str]:
    words = lexicon.load("talks")
    formats = "|".join(re.escape(w) for group in words["formats"].values() for w in group)
    nouns = "|".join(words["nouns"]["talks"])
    return re.compile(rf"\b({formats})\b(?=(?:[ -][\w-]+){{0,3}}?[ -](?:{nouns})\b)")
