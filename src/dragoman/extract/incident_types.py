"""The type of an incident: the reader's where it is sure, else what the munitions or the trigger's own words say."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.cues import Cued
from dragoman.codebook.entries import incident_type
from dragoman.codebook.numbers import either
from dragoman.extract.findings import code, sureness
from dragoman.extract.tellings import nouns_of_force, verbs_of_force
from dragoman.record.folding import fold
from dragoman.record.incidents import Incident, IncidentType, Munition
from dragoman.record.mentions import Trigger

SURE = 0.85  # above it the reader's type stands against the trigger's own words
BY_MUNITIONS = ("airstrike", "missile_strike", "drone_strike", "missile_and_drone_strike", "shelling", "other")
MISSILES = frozenset({"missile", "ballistic_missile", "cruise_missile"})
KINDS = (
    ("drone", "drone_strike"), ("glide_bomb", "airstrike"), ("ied", "ied"), ("mine", "ied"), ("shell", "shelling"),
    ("rocket", "missile_strike"), ("vehicle", "ramming"), ("blade", "stabbing"),
)  # fmt: skip


def type_of(name: str | None) -> IncidentType | None:
    """Return the code with ACLED's types and PLOVER's mode, which the codebook derives from it."""
    if name is None:
        return None
    event_type, sub_event_type, mode = incident_type(name)
    return IncidentType(code=name, event_type=event_type, sub_event_type=sub_event_type, mode=mode)


def type_told(text: str, trigger: Trigger, munitions: Iterable[Munition]) -> str | None:
    """Return the reader's type, or what the munitions or the trigger's own words say where the reader is not sure."""
    name, munitions = code(trigger, "type"), tuple(munitions)
    if name is not None and name != "other" and sureness(trigger, "type") >= SURE:
        return name
    words = fold(trigger.span.words(text))
    counted = any(m.launched or m.intercepted or m.hit for m in munitions)
    fired = by_munitions(munitions) if counted or name in BY_MUNITIONS else None
    told = next((kind for kind, pattern in _types() if pattern.search(words)), None)
    is_deed = nouns_of_force().search(words) or verbs_of_force().search(words)
    return fired or told or (name if is_deed else "other")


def by_munitions(munitions: Iterable[Munition]) -> str | None:
    """Return the type that the munitions make."""
    kinds = {m.class_ for m in munitions}
    if kinds & MISSILES:
        return "missile_and_drone_strike" if "drone" in kinds else "missile_strike"
    return next((name for kind, name in KINDS if kind in kinds), None)


def typed(found: Incident) -> Incident:
    """Return the joined incident with the type that all its munitions make together."""
    name = found.type.code if found.type else "other"
    whole = by_munitions(found.munitions) if name in BY_MUNITIONS else None
    if whole is None or (name == "airstrike" and whole != "missile_and_drone_strike" and whole != "drone_strike"):
        return found
    return replace(found, type=type_of(whole))


@cache
def _types() -> tuple[tuple[str, Cued], ...]:
    return tuple((name, Cued(rf"\b{either(words)}\b")) for name, words in lexicon.load("force")["types"].items())
