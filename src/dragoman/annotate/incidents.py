"""Triggers of force as the reader marks them → triggers that tell of an attack, completed by rules.

Facts in figures are the rules' (the reader sees halves of them), roles that the grammar around the trigger shows are
put in the place of the reader's, all others only fill what it leaves open.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from dragoman.annotate.attackers import attacker_near, is_between, is_stopping
from dragoman.annotate.attacks import is_attack, is_denied
from dragoman.annotate.casualties import LOSSES, counted_in, is_people
from dragoman.annotate.figures import FIGURES, facts_of, is_earlier, nearest
from dragoman.annotate.reasons import reason_in
from dragoman.annotate.scenes import listed_after, named_place, places_near, since_before, times_near
from dragoman.annotate.targets import target_near
from dragoman.annotate.unmarked import reasoned_attacks, unmarked_attacks
from dragoman.codebook import lexicon
from dragoman.codebook.countries import is_demonym
from dragoman.codebook.targets import target_category
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger
from dragoman.record.reading import Reading

SURE = 1.0
ALLEGED = (Code(name="asserted", value="alleged", score=SURE), Code(name="reason", value="true", score=SURE))
NO_TIMES = ("now", "still", "then", "again")
_OWN_FORCE = re.compile(r"(?:its|their|our|his)\b")
_GAP = re.compile(r"[\s-]*(?:(?:and|of)\s+)?|")
CRAFT = (
    "helicopter", "helicopters", "tank", "tanks", "aircraft", "plane", "planes", "jet", "jets", "vehicles", "weapons",
)  # fmt: skip
OWN = frozenset(
    {"attacker", "target", "place", "when", "attributed_to", "killed", "injured", "captured", "damage", "service_loss"}
)
ADDED = 0.5  # confidence of a place or time that a rule finds


def told_incidents(reading: Reading, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """Return the triggers with those of force completed, and without the talk of force; the others stay as they are."""
    text = reading.document.text
    homes = [sentence.span for sentence in reading.sentences]
    marked = _whole(text, [t for t in triggers if t.kind == "incident" and is_attack(text, t, homes[t.sentence])])
    added = [t for t in unmarked_attacks(reading, marked) if is_attack(text, t, homes[t.sentence])]
    attacks = sorted([*marked, *added], key=lambda t: t.span)
    attacks = sorted([*attacks, *reasoned_attacks(reading, attacks)], key=lambda t: t.span)
    facts = facts_of(reading, attacks)
    told = [_completed(reading, trigger, facts[at], attacks) for at, trigger in enumerate(attacks)]
    others = [t for t in triggers if t.kind != "incident"]
    told = [_voiced(text, trigger, others) for trigger in told]
    return tuple(sorted([*others, *told], key=lambda t: (t.span, t.kind)))


def _whole(text: str, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Put halves of one trigger together: "rocket and" and "mortar attack"."""
    kept: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda t: t.span):
        before = kept[-1] if kept else None
        if (
            before
            and before.sentence == trigger.sentence
            and _GAP.fullmatch(text[before.span.end : trigger.span.start])
        ):
            span = Span(before.span.start, max(before.span.end, trigger.span.end))
            surer = max(before, trigger, key=lambda t: t.score)
            kept[-1] = replace(surer, span=span, parts=(*before.parts, *trigger.parts))
        else:
            kept.append(trigger)
    return kept


def _completed(reading: Reading, trigger: Trigger, facts: Sequence[Part], attacks: Sequence[Trigger]) -> Trigger:
    """Put the rules' figures in the place of the reader's, of which it sees halves, and fill the roles left open."""
    text, home = reading.document.text, reading.sentences[trigger.sentence].span
    kept = [part for part in trigger.parts if part.role not in FIGURES or _stands(text, part, facts, home)]
    kept = [part for part in kept if part.role not in FIGURES or not is_earlier(text, trigger.span, part.span)]
    kept = [each for part in kept if _is_own(text, part, home) for each in _named(text, part, home, trigger.span)]
    roles = {part.role for part in kept}
    facts = [
        part
        for part in facts
        if part.role not in ("place", "when", "attacker", "justification") or part.role not in roles
    ]
    found = _attacked(text, replace(trigger, parts=(*kept, *facts)), home)
    siblings = [(at, each.span) for at, each in enumerate(attacks) if each.sentence == trigger.sentence]
    own = next(at for at, each in enumerate(attacks) if each is trigger)
    found = _denied(text, _as_reason(text, found, home), home)
    return replace(found, parts=(*found.parts, *_scene(reading, found, home, siblings, own)))


def _voiced(text: str, trigger: Trigger, others: Sequence[Trigger]) -> Trigger:
    """Return the trigger with the voice whose words hold it, as the statements of the text say."""
    if any(part.role == "attributed_to" and part.score == SURE for part in trigger.parts):
        return trigger
    for other in others:
        speaker = _speaker(other)
        said = other.kind == "statement" and any(
            p.role == "content" and p.span.overlaps(trigger.span) for p in other.parts
        )
        if said and speaker is not None and not trigger.span.overlaps(speaker.span):
            voice = replace(speaker, role="attributed_to", parts=(), codes=())
            kept = [part for part in trigger.parts if part.role != "attributed_to"]
            kept = [replace(part, span=speaker.span) if _is_own_force(text, part) else part for part in kept]
            return replace(trigger, parts=(*kept, voice))
    return _with_speaker(trigger, others)


def _speaker(statement: Trigger) -> Part | None:
    """Return who speaks: the body only where no person is named ("Sudan's army spokesman Ali Musa" is he)."""
    return next((part for role in ("speaker", "organisation") for part in statement.parts if part.role == role), None)


def _with_speaker(trigger: Trigger, others: Sequence[Trigger]) -> Trigger:
    """Put the one speaker of the sentence in the place of a voice of which the reader saw a part."""
    near = (each for each in others if each.kind == "statement" and each.sentence == trigger.sentence)
    speakers = [speaker for each in near if (speaker := _speaker(each))]
    seen = [part for part in trigger.parts if part.role == "attributed_to"]
    if len(speakers) != 1 or not seen:
        return trigger
    kept = tuple(part for part in trigger.parts if part.role != "attributed_to")
    return replace(trigger, parts=(*kept, replace(speakers[0], role="attributed_to", parts=(), codes=())))


def _is_own_force(text: str, part: Part) -> bool:
    """Tell "its planes" as attacker: the speaker's own."""
    return part.role == "attacker" and _OWN_FORCE.match(fold(part.span.words(text))) is not None


def _denied(text: str, trigger: Trigger, home: Span) -> Trigger:
    """Return a deed that somebody denies as denied."""
    if not is_denied(text, trigger.span, home):
        return trigger
    codes = tuple(code for code in trigger.codes if code.name != "asserted")
    return replace(trigger, codes=(*codes, Code(name="asserted", value="denied", score=SURE)))


def _as_reason(text: str, trigger: Trigger, home: Span) -> Trigger:
    """Return a deed that one side names as its reason as alleged by that side."""
    reason = reason_in(text, home)
    if reason is None or not reason.span.covers(trigger.span):
        return trigger
    codes = tuple(code for code in trigger.codes if code.name != "asserted")
    parts = tuple(
        part
        for part in trigger.parts
        if part.role not in ("attributed_to", "justification")
        and not (part.role == "target" and home.start <= part.span.start < reason.span.start)  # of the deed it answers
    )
    voices = tuple(Part(role="attributed_to", span=part.span, score=SURE) for part in reason.parts)
    return replace(trigger, codes=(*codes, *ALLEGED), parts=(*parts, *voices))


def _is_own(text: str, part: Part, home: Span) -> bool:
    """Tell a part of the trigger's own sentence: of those outside it one in seven was right on held-out passages."""
    return part.role not in OWN or (home.overlaps(part.span) and not _names_nobody(text, part))


def _names_nobody(text: str, part: Part) -> bool:
    """Tell "Islamist" of an attack, and the owner in "Ukraine's largest firm" as a voice."""
    words = fold(part.span.words(text))
    if part.role == "attacker":
        return words in _nameless()
    if part.role == "target":
        return is_demonym(part.span.words(text))
    behind = text[part.span.end : part.span.end + 90]
    return part.role == "attributed_to" and bool(
        re.match(r"['’]s\s+[a-z]+est\b", behind) or _is_accused().match(behind)
    )


@cache
def _is_accused() -> re.Pattern[str]:
    """Return what follows somebody who is accused of the deed, and vouches for nothing."""
    words = "|".join(lexicon.load("force")["speaking"]["accused"])
    return re.compile(
        rf"(?:,[^,.;]{{1,50}},)?\s(?:who\s)?(?:is|was|are|were|has been|had been)\s(?:\w+ly\s)?(?:{words})\b"
    )


@cache
def _nameless() -> frozenset[str]:
    return frozenset(lexicon.load("force")["doers_without_name"]["words"])


def _stands(text: str, part: Part, facts: Sequence[Part], home: Span) -> bool:
    """Keep a figure of the reader that no rule reads otherwise, and that counts people where losses are meant."""
    if any(part.span.overlaps(fact.span) for fact in facts):
        return False
    if part.role not in LOSSES:
        return not any(fact.role == part.role for fact in facts) and not _is_craft(text, part)
    if any(fact.role == part.role for fact in facts):
        return False
    counted = [unit for span, unit in counted_in(text, home) if span.overlaps(part.span)]
    both = any(fold(unit or "").endswith("casualties") for unit in counted)  # killed and wounded together: neither
    return bool(counted) and not both and all(is_people(unit) for unit in counted)


def _is_craft(text: str, part: Part) -> bool:
    """Tell helicopters and tanks that the reader takes for munitions."""
    words = fold(part.span.words(text)).split()
    return part.role == "munitions" and bool(words) and words[-1] in CRAFT


def _named(text: str, part: Part, home: Span, trigger: Span) -> Iterator[Part]:
    """Yield the part, a place only where it is a name."""
    span = named_place(text, part.span, home) if part.role == "place" else part.span
    if part.role == "when" and since_before(text, part.span, home, trigger):
        part = replace(part, codes=(*part.codes, Code(name="since", value="true", score=SURE)))
    if span is not None and not (part.role == "when" and fold(span.words(text)) in NO_TIMES):
        yield replace(part, span=span)


def _attacked(text: str, trigger: Trigger, home: Span) -> Trigger:
    """Add who attacks and what is attacked, where the reader sees nobody; the target's category by its words."""
    parts = list(trigger.parts)
    attacker = attacker_near(text, trigger.span, home)
    if attacker or is_between(text, trigger.span, home):  # right in 96 of 100 annotated incidents, the reader in 80
        parts = [part for part in parts if part.role != "attacker"]
    if is_stopping(text, trigger.span, home):
        parts = [part for part in parts if part.role not in ("attacker", "target")]
    if attacker and not any(part.role == "attacker" for part in parts):
        parts.append(Part(role="attacker", span=attacker, score=SURE))
    target = target_near(text, trigger.span, home)
    if target:  # right in 88 of 100 annotated incidents, the reader in 75
        parts = [part for part in parts if part.role != "target"]
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
        times = [span for span in times_near(text, home) if nearest(text, span, siblings) == own]
        for span in times[:1]:
            yield from _named(text, Part(role="when", span=span, score=ADDED), home, trigger.span)
