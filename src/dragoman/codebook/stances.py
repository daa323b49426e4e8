"""Verbs and set phrases by which a party takes a stance, as patterns over folded text (``lexicon/en/stances.toml``)."""

import re
from collections.abc import Sequence
from functools import cache

from dragoman.codebook.lexicon import load
from dragoman.codebook.saying import inflected


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def stance_forms() -> dict[str, tuple[str, str, str]]:
    """Return every form of every verb of a stance with its base, stance and kind of form."""
    words = load("stances")
    found: dict[str, tuple[str, str, str]] = {}
    for stance, verbs in words["verbs"].items():
        for base in verbs:
            for form, kind in inflected(base, words["irregular"].get(base)).items():
                found.setdefault(form, (base, stance, kind))
    return found


@cache
def stance_verbs() -> re.Pattern[str]:
    """Return the pattern of those forms."""
    return re.compile(rf"(?<![\w-])(?:{_any(list(stance_forms()))})(?![\w-])")


@cache
def refusals() -> re.Pattern[str]:
    """Return the pattern of "will not …", the verb as ``verb``."""
    words = load("stances")["refused"]
    return re.compile(rf"\b(?:{_any(words['modals'])})\s+(?:\w+ly\s+)?(?P<verb>{_any(words['verbs'])})\b")


@cache
def bargains() -> re.Pattern[str]:
    """Return the pattern of "would open …", the verb as ``verb``."""
    return re.compile(rf"\b(?:would|will)\s+(?:only\s+)?(?P<verb>{_any(load('stances')['refused']['verbs'])})\b")


@cache
def readiness() -> re.Pattern[str]:
    """Return the pattern of "is ready to" and "is open to": ``how``, and ``no`` where it is not."""
    words = load("stances")["phrases"]
    return re.compile(
        rf"\b(?:is|are|was|were|remains?|remained|stands?|stood)\s+(?:also\s+|still\s+)?(?P<no>not\s+)?(?:\w+ly\s+)?"
        rf"(?P<how>{_any(words['offers'] + words['accepts'])})\s+(?:to|for)\b"
    )


@cache
def unresolved() -> re.Pattern[str]:
    """Return the pattern of "remains unresolved", the word as ``how``."""
    words = load("stances")["phrases"]
    return re.compile(
        rf"\b(?:{_any(words['open_verbs'])})\s+(?:largely\s+|still\s+|also\s+)?(?P<how>{_any(words['open'])})(?=[\s~]*[.,;]|[\s~]*$|\s(?:and|as|but|after|despite)\s)"
    )


@cache
def unthinkable() -> re.Pattern[str]:
    """Return the pattern of "is out of the question"."""
    return re.compile(rf"\b(?:is|are|was|were|remains|as)\s+(?:{_any(load('stances')['phrases']['refused'])})\b")


@cache
def noun_stances() -> dict[str, str]:
    """Return the stance that each noun shows."""
    return {noun: stance for stance, nouns in load("stances")["nouns"].items() for noun in nouns}


@cache
def stance_nouns() -> re.Pattern[str]:
    """Return the pattern of "'s demand for": ``noun``, and ``own`` for a pronoun that owns it."""
    return re.compile(
        rf"(?:(?<=\w)['’]s?|\b(?P<own>his|her|its|their))\s+(?:\w+\s)?(?P<noun>{_any(list(noun_stances()))})\s(?:for|that|to|of)\s"
    )


@cache
def dependence() -> re.Pattern[str]:
    """Return the pattern of "would depend on"."""
    return re.compile(rf"\b(?:will|would|may|must)?\s*(?:{_any(load('stances')['phrases']['depends'])})\b")


@cache
def obligation() -> re.Pattern[str]:
    """Return the pattern of "must"."""
    return re.compile(rf"\b(?:{_any(load('stances')['phrases']['musts'])})\s")


@cache
def conditions() -> re.Pattern[str]:
    """Return the pattern of what a condition begins with, as ``word``."""
    return re.compile(rf"(?<=[\s,])(?P<word>{_any(load('stances')['phrases']['conditions'])})\s")


@cache
def firmness() -> re.Pattern[str]:
    """Return the pattern of unconditional words."""
    return re.compile(rf"\b(?:{_any(load('stances')['firm']['words'])})\b")


def is_doubt(words: str) -> bool:
    """Tell words in which the writer doubts: they are no party's stance."""
    return any(word in words for word in load("stances")["doubt"]["words"])
