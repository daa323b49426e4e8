"""Triggers of force as the reader marks them → triggers that tell of an attack, completed by rules.

Measured with the reader of the third stage on the fifth of the annotated passages that never trains: see evaluation/README.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.annotate.assaults import attacker_near, is_stopping, target_near
from dragoman.annotate.figures import FIGURES, facts_of, nearest
from dragoman.annotate.quantities import quantity_of
from dragoman.annotate.scenes import listed_after, named_place, places_near, times_near
from dragoman.codebook.targets import target_category
from dragoman.record.evidence import Span
from dragoman.record.mentions import Code, Part, Trigger
from dragoman.record.reading import Reading

SURE = 1.0
ADDED = 0.5  # confidence of a place or time that a rule finds


def told_incidents(reading: Reading, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """Return the triggers with those of force completed; the others stay as they are."""
    incidents = [trigger for trigger in triggers if trigger.kind == "incident"]
    facts = facts_of(reading, incidents)
    told = {id(trigger): _completed(reading, trigger, facts[at], incidents) for at, trigger in enumerate(incidents)}
    return tuple(told.get(id(trigger), trigger) for trigger in triggers)


def _completed(reading: Reading, trigger: Trigger, facts: Sequence[Part], incidents: Sequence[Trigger]) -> Trigger:
    """Put the rules' figures in the place of the reader's, of which it sees halves, and fill the roles left open."""
    text, home = reading.document.text, reading.sentences[trigger.sentence].span
    kept = [part for part in trigger.parts if part.role not in FIGURES or _stands(text, part, facts)]
    kept = [each for part in kept for each in _named(text, part, reading)]
    found = replace(trigger, parts=(*kept, *facts))
    found = _attacked(text, found, home)
    siblings = [(at, each.span) for at, each in enumerate(incidents) if each.sentence == trigger.sentence]
    own = next(at for at, each in enumerate(incidents) if each is trigger)
    return replace(found, parts=(*found.parts, *_scene(reading, found, home, [s for s in siblings], own)))


def _stands(text: str, part: Part, facts: Sequence[Part]) -> bool:
    """Keep a figure of the reader that no rule reads otherwise and that is a figure at all."""
    if any(part.span.overlaps(fact.span) for fact in facts):
        return False
    if part.role in ("munitions", "service_loss"):
        return not any(fact.role == part.role for fact in facts)
    return quantity_of(part.span.words(text)) is not None and not any(fact.role == part.role for fact in facts)


def _named(text: str, part: Part, reading: Reading) -> Iterator[Part]:
    """Yield the part, a place only where it is a name."""
    if part.role != "place":
        yield part
        return
    home = next((s.span for s in reading.sentences if s.span.overlaps(part.span)), part.span)
    span = named_place(text, part.span, home)
    if span is not None:
        yield replace(part, span=span)


def _attacked(text: str, trigger: Trigger, home: Span) -> Trigger:
    """Add who attacks and what is attacked, where the reader sees nobody; the target's category by its words."""
    parts = list(trigger.parts)
    attacker = attacker_near(text, trigger.span, home)
    if is_stopping(text, trigger.span):
        parts = [part for part in parts if part.role not in ("attacker", "target")]
    if attacker and not any(part.role == "attacker" for part in parts):
        parts.append(Part(role="attacker", span=attacker, score=SURE))
    target = target_near(text, trigger.span, home)
    if target and not any(part.role == "target" for part in parts):
        parts.append(Part(role="target", span=target, score=SURE))
    return replace(trigger, parts=tuple(_categorised(text, part) for part in parts))


def _categorised(text: str, part: Part) -> Part:
    """Return a target with the category that its words say (88 of 100 right on held-out passages, the reader's 82)."""
    name = target_category(part.span.words(text)) if part.role == "target" else None
    if name is None:
        return part
    others = tuple(code for code in part.codes if code.name != "category")
    return replace(part, codes=(*others, Code(name="category", value=name, score=SURE)))


def _scene(
    reading: Reading, trigger: Trigger, home: Span, siblings: Sequence[tuple[int, Span]], own: int
) -> Iterator[Part]:
    """Yield places and the time of the trigger's sentence, where the reader sees none."""
    text = reading.document.text
    names = sorted(m.span for m in reading.mentions if m.label == "place")
    places = [part.span for part in trigger.parts if part.role == "place"]
    if not places:
        places = [span for span in places_near(text, home, names) if nearest(text, span, siblings) == own]
        yield from (Part(role="place", span=span, score=ADDED) for span in places)
    for place in places:
        yield from (Part(role="place", span=span, score=ADDED) for span in listed_after(text, place, home, names))
    if not any(part.role == "when" for part in trigger.parts):
        for span in times_near(text, home):
            if nearest(text, span, siblings) == own:
                yield Part(role="when", span=span, score=ADDED)
                return
