"""Facts in figures → the incident they belong to: losses, munitions and outages go to the trigger that tells of them.

A fact stands in a trigger's sentence, or in one of the sentences after it that have no trigger of force ("Three people were
killed." after the strike). Among the triggers of one sentence the nearest in the same clause counts.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.annotate.casualties import LOSSES, casualties_in
from dragoman.annotate.munitions import munitions_in
from dragoman.annotate.outages import outages_in
from dragoman.codebook import lexicon
from dragoman.codebook.numbers import either
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Part, Trigger
from dragoman.record.reading import Reading

REACH = 3  # sentences after an incident's own in which facts without a trigger still belong to it
BORDER = 60  # characters that a border between clauses weighs when the nearest trigger is looked for
FIGURES = frozenset((*LOSSES, "munitions", "service_loss"))
_BORDERS = re.compile(r"[;:]|, (?:and|but|while|after|as)\b|\b(?:while|after|but|before|whereas|when)\b")


def facts_of(reading: Reading, incidents: Sequence[Trigger]) -> dict[int, list[Part]]:
    """Return, by the index of the incident, the facts in figures that the text tells of it."""
    text = reading.document.text
    places = [mention.span for mention in reading.mentions if mention.label == "place"]
    owned: dict[int, list[Part]] = {at: [] for at in range(len(incidents))}
    by_sentence: dict[int, list[int]] = {}
    for at, trigger in enumerate(incidents):
        by_sentence.setdefault(trigger.sentence, []).append(at)
    named: str | None = None
    for number, sentence in enumerate(reading.sentences):
        munitions = munitions_in(text, sentence.span, before=named)
        named = munitions[-1].codes[0].value if munitions else named
        here = by_sentence.get(number, [])
        owners = here or _told_before(reading, by_sentence, number)
        if not owners:
            continue
        facts = [*munitions, *casualties_in(text, sentence.span), *outages_in(text, sentence.span, places)]
        for fact in _clean(facts):
            if here or not _is_loose(fact):
                owned[nearest(text, fact.span, [(at, incidents[at].span) for at in owners])].append(fact)
    return owned


def _told_before(reading: Reading, by_sentence: dict[int, list[int]], number: int) -> list[int]:
    """Return the incident whose telling a sentence without a trigger goes on with; none where it speaks of the whole war."""
    text, sentences = reading.document.text, reading.sentences
    if sentences[number].is_headline or _sums_up().search(fold(sentences[number].span.words(text))):
        return []
    before = (by_sentence[at] for at in range(number - 1, max(-1, number - 1 - REACH), -1) if at in by_sentence)
    return next(before, [])[-1:]


def _is_loose(fact: Part) -> bool:
    """Tell what a sentence of its own may say of anything else: munitions named without a figure, people held or fled."""
    return fact.role in ("captured", "displaced", "missing") or (fact.role == "munitions" and not fact.parts)


def _clean(facts: Sequence[Part]) -> Iterator[Part]:
    """Yield the facts, each figure once: munitions before losses, since a figure of drones counts no people."""
    seen: list[Span] = []
    for fact in facts:
        if not any(fact.span.overlaps(span) for span in seen):
            seen.append(fact.span)
            yield fact


def nearest(text: str, span: Span, triggers: Sequence[tuple[int, Span]]) -> int:
    """Return the number of the trigger that is nearest to a span, borders of clauses counting as distance."""

    def distance(item: tuple[int, Span]) -> tuple[int, int]:
        start, end = min(span.end, item[1].end), max(span.start, item[1].start)
        between = fold(text[start:end]) if start < end else ""
        return len(between) + BORDER * len(_BORDERS.findall(between)), item[1].start

    return min(triggers, key=distance)[0]


@cache
def _sums_up() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['period']['sums'])}\b")
