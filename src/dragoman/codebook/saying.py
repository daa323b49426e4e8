"""Verbs of saying in all their forms, and the acts they do (``lexicon/en/saying.toml``)."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from dragoman.codebook import lexicon

ACCORDING = "according to"


@cache
def forms_pattern() -> re.Pattern[str]:
    """Return a pattern that finds every form of a verb of saying in folded text."""
    forms = sorted(verb_forms(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])")


@cache
def verb_forms() -> dict[str, tuple[str, str]]:
    """Return every form of every verb of saying with its base and whether it is base, s, ed or ing."""
    words = lexicon.load("saying")
    found = {ACCORDING: (ACCORDING, "ed")}
    for base in (verb for verbs in words["acts"].values() for verb in verbs):
        forms = words["irregular"].get(base) or _inflected(base)
        found.setdefault(base, (base, "base"))
        for form, kind in zip(forms, _kinds(forms), strict=True):
            found[form] = (base, kind)
    return found


def act_of(base: str) -> str | None:
    """Return the act that a verb does."""
    return _acts().get(base)


@cache
def _acts() -> dict[str, str]:
    acts = {verb: act for act, verbs in lexicon.load("saying")["acts"].items() for verb in verbs}
    return {**acts, ACCORDING: "say"}


def _kinds(forms: Sequence[str]) -> Iterable[str]:
    """Name the forms: one for "says", one or two for "labelled" and "labeled", as many for "labelling"."""
    return ["s", "ed", "ing"] if len(forms) == 3 else ["s", "ed", "ed", "ing", "ing"]


def _inflected(base: str) -> list[str]:
    head, _, rest = base.partition(" ")
    stem = head[:-1] if head.endswith("e") else head
    ending = "es" if head.endswith(("s", "sh", "ch", "x")) else "s"
    return [" ".join(filter(None, (form, rest))) for form in (head + ending, stem + "ed", stem + "ing")]
