"""Facts in figures → the incident they belong to: losses, munitions and outages go to the trigger that tells of them.

A fact stands in a trigger's sentence, or in one of the sentences after it that have no trigger of force ("Three people
were killed." after the strike). Among the triggers of one sentence the nearest in the same clause counts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dragoman.annotate.attacks import is_denied
from dragoman.annotate.casualties import LOSSES, casualties_in
from dragoman.annotate.damages import damages_in
from dragoman.annotate.munitions import munitions_in
from dragoman.annotate.outages import outages_in
from dragoman.annotate.quantities import quantity_of
from dragoman.annotate.reasons import blamed_in, reason_in, responsibility_in
from dragoman.annotate.scenes import places_near, times_near
from dragoman.codebook import lexicon
from dragoman.codebook.numbers import either
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Part, Trigger
from dragoman.record.quantities import Quantity
from dragoman.record.reading import Reading

REACH = 3  # sentences after an incident's own in which facts without a trigger still belong to it
AROUND = 0.3  # confidence of what is told beside the attack, below what its own sentence says
BORDER = 60  # characters that a border between clauses weighs when the nearest trigger is looked for
FIGURES = frozenset((*LOSSES, "munitions", "service_loss", "damage"))
_BORDERS = re.compile(r"[;:]|, (?:and|but|while|after|as)\b|\b(?:while|after|but|before|whereas|when)\b")


def facts_of(reading: Reading, incidents: Sequence[Trigger]) -> dict[int, list[Part]]:
    """Return, by the index of the incident, the facts in figures that the text tells of it."""
    text = reading.document.text
    places = sorted(mention.span for mention in reading.mentions if mention.label == "place")
    owned: dict[int, list[Part]] = {at: [] for at in range(len(incidents))}
    by_sentence: dict[int, list[int]] = {}
    for at, trigger in enumerate(incidents):
        by_sentence.setdefault(trigger.sentence, []).append(at)
    main = {
        number: [at for at in here if not _is_aside(text, incidents[at], reading)]
        for number, here in by_sentence.items()
    }
    named: tuple[int, str] | None = None  # the sentence that named a munition last, and its class
    for number, sentence in enumerate(reading.sentences):
        before = named[1] if named and named[0] >= number - 1 else None
        munitions = munitions_in(text, sentence.span, before=before)
        named = (number, munitions[-1].codes[0].value) if munitions else named
        here = by_sentence.get(number, [])
        owners = here or _told_before(reading, main, number)
        outages = outages_in(text, sentence.span, places)
        facts = [*munitions, *casualties_in(text, sentence.span), *outages, *damages_in(text, sentence.span)]
        for fact in _clean(facts) if owners else ():
            at = nearest(text, fact.span, [(each, incidents[each].span) for each in owners])
            if here and not is_earlier(text, incidents[at].span, fact.span):
                owned[at].append(fact)
            elif not here and not _is_loose(fact) and not _is_told(text, fact, owned, at):
                owned[at] += [fact, *_around(text, sentence.span, places)]
        for part in _answered(text, sentence.span) if owners else ():
            owned[
                nearest(text, part.span, [(each, incidents[each].span) for each in main.get(number) or owners])
            ].append(part)
    return owned


def _is_aside(text: str, trigger: Trigger, reading: Reading) -> bool:
    """Tell a deed that is named only as a reason, or is denied: what the text goes on with is not told of it."""
    return _is_reason(text, trigger, reading) or is_denied(text, trigger.span, reading.sentences[trigger.sentence].span)


def _is_reason(text: str, trigger: Trigger, reading: Reading) -> bool:
    """Tell a deed that is only named as the reason for another."""
    reason = reason_in(text, reading.sentences[trigger.sentence].span)
    return reason is not None and reason.span.covers(trigger.span)


def _around(text: str, home: Span, names: Sequence[Span]) -> Iterator[Part]:
    """Yield where and when a fact without a trigger is told, for an attack that is told without."""
    yield from (Part(role="place", span=span, score=AROUND) for span in places_near(text, home, names))
    yield from (Part(role="when", span=span, score=AROUND) for span in times_near(text, home)[:1])


def _answered(text: str, home: Span) -> Iterator[Part]:
    """Yield who owns to the attack, who is blamed for it, and the reason given."""
    yield from responsibility_in(text, home)
    blamed = blamed_in(text, home)
    if blamed is not None:
        yield Part(role="attacker", span=blamed, score=AROUND)
    reason = reason_in(text, home)
    if reason is not None:
        yield reason


def is_earlier(text: str, trigger: Span, fact: Span) -> bool:
    """Tell what had happened before: "the attack came days after four officers were killed"."""
    return fact.start > trigger.end and _before_it().search(fold(text[trigger.end : fact.start])) is not None


def _is_told(text: str, fact: Part, owned: Mapping[int, Sequence[Part]], at: int) -> bool:
    """Tell a toll that an attack told earlier has already, word for word or in figures."""
    figure = quantity_of(fact.span.words(text))
    if figure is None or fact.role not in ("killed", "injured"):
        return False
    return any(
        part.role == fact.role and number != at and _alike(figure, quantity_of(part.span.words(text)))
        for number, parts in owned.items()
        for part in parts
    )


def _alike(figure: Quantity, other: Quantity | None) -> bool:
    return other is not None and (figure.low, figure.best) == (other.low, other.best) and (figure.best or 9) > 1


def _told_before(reading: Reading, by_sentence: dict[int, list[int]], number: int) -> list[int]:
    """Return the incident that a sentence without a trigger goes on telling; none where it speaks of the whole war."""
    text, sentences = reading.document.text, reading.sentences
    words = fold(sentences[number].span.words(text))
    if sentences[number].is_headline or _sums_up().search(words) or _other_times().search(words):
        return []
    before = (by_sentence[at] for at in range(number - 1, max(-1, number - 1 - REACH), -1) if by_sentence.get(at))
    return next(before, [])[-1:]


def _is_loose(fact: Part) -> bool:
    """Tell what a sentence of its own may say of anything else: munitions without a figure, people held or fled."""
    counts = any(part.role != "model" for part in fact.parts)
    return fact.role in ("captured", "displaced", "missing") or (fact.role == "munitions" and not counts)


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


@cache
def _other_times() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['before_it']['other_times'])}\b")


@cache
def _before_it() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['before_it']['words'])}\b")
