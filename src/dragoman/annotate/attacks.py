"""Attacks told from the talk of attacks: a war as a whole, what is only feared or planned, words of grammar."""

import re
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.numbers import either
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Trigger

_LOSSES = ("killed", "injured", "captured", "abducted")


def is_attack(text: str, trigger: Trigger, home: Span) -> bool:
    """Tell whether a trigger tells of an attack that is said to have happened, or is denied."""
    words = fold(trigger.span.words(text)).strip(" '\"-")
    if words in _words("bare") or not re.search(r"[a-z]", words):
        return False
    if words in _words("war") and not _is_told_by_loss(words, trigger, home):
        return False
    if _rule().search(fold(home.words(text))):
        return False
    before = fold(text[home.start : trigger.span.start])
    if _is_of_many(words, before) and not _says_more(trigger, home):
        return False
    if _noun().search(words):  # "an attack", but "would strike" as well
        return _unreal_noun().search(before) is None and _modal().search(before) is None
    return _unreal_verb().search(before) is None


def is_denied(text: str, trigger: Span, home: Span) -> bool:
    """Tell a deed that is denied: "denied that it had carried out a strike", "denied shelling the town"."""
    return _denial().search(fold(text[home.start : trigger.start])) is not None


def _is_of_many(words: str, before: str) -> bool:
    """Tell "scores of attacks" from an attack."""
    return words.endswith("s") and _noun().search(words) is not None and _many().search(f"{before}{words}") is not None


def _says_more(trigger: Trigger, home: Span) -> bool:
    """Tell a trigger with a day, a place, losses or munitions of its own."""
    told = {"when", "place", "munitions", *_LOSSES}
    return any(part.role in told and home.overlaps(part.span) for part in trigger.parts)


def _is_told_by_loss(words: str, trigger: Trigger, home: Span) -> bool:
    roles = {part.role for part in trigger.parts if home.overlaps(part.span)}
    return words in _words("told_by_loss") and bool(roles & set(_LOSSES) or {"when", "place"} <= roles)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("force")["vetoes"][name])


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(r"\bshall (?:be|not|have)\b|\barticle \d+\b|\banniversary of\b|\bcommemorat")


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['nouns'])}(?:e?s)?$")


@cache
def _denial() -> re.Pattern[str]:
    words = either(lexicon.load("force")["denial"]["words"])
    return re.compile(
        rf"\b{words}\s+(?:that\s+(?:it|they|he|she|its|their|the|his)\s+[\w\s]{{0,40}}|(?:having|carrying|any|being|it|they|involvement)\b[\w\s]{{0,40}})?(?:a|an|the)?\s*(?:[\w-]+\s+)?$"
    )


@cache
def _many() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['vetoes']['many'])}\s+(?:[\w-]+\s+){{0,2}}\w+$")


@cache
def _unreal_noun() -> re.Pattern[str]:
    words = lexicon.load("force")
    between = either(words["grammar"]["adjectives"])
    sends = rf"{_before_verb()}\s+(?:\w+ly\s+)?{either(words['grammar']['sending'])}"
    lead = rf"(?:{either(words['vetoes']['unreal_before_noun'])}|{sends})"  # "could launch a new attack"
    return re.compile(rf"\b{lead}\s+[\"']?(?:(?:a|an|the|its|their|{between})\s+)*[\"']?$")


def _before_verb() -> str:
    vetoes = lexicon.load("force")["vetoes"]
    return either([*vetoes["modals"], *vetoes["unreal_before_verb"]])


@cache
def _unreal_verb() -> re.Pattern[str]:
    return re.compile(rf"\b{_before_verb()}\s+(?:\w+ly\s+)?(?:be\s+|have\s+)?$")


@cache
def _modal() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['vetoes']['modals'])}\s+(?:\w+ly\s+)?$")
