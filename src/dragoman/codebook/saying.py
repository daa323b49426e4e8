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
        for form, kind in inflected(base, words["irregular"].get(base)).items():
            found.setdefault(form, (base, kind))
    return found


def act_of(base: str) -> str | None:
    """Return the act that a verb does."""
    return _acts().get(base)


@cache
def _acts() -> dict[str, str]:
    acts = {verb: act for act, verbs in lexicon.load("saying")["acts"].items() for verb in verbs}
    return {**acts, ACCORDING: "say"}


def inflected(base: str, irregular: Sequence[str] | None = None) -> dict[str, str]:
    """Return the forms of a verb with their kinds; ``irregular`` are those that no rule gives."""
    forms = irregular or _inflected(base)
    return {base: "base", **dict(zip(forms, _kinds(forms), strict=True))}


def _kinds(forms: Sequence[str]) -> Iterable[str]:
    """Name the forms: one for "says", one or two for "labelled" and "labeled", as many for "labelling"."""
    return ["s", "ed", "ing"] if len(forms) == 3 else ["s", "ed", "ed", "ing", "ing"]


def _inflected(base: str) -> list[str]:
    head, _, rest = base.partition(" ")
    stem = head[:-1] if head.endswith("e") else head
    ending = "es" if head.endswith(("s", "sh", "ch", "x")) else "s"
    return [" ".join(filter(None, (form, rest))) for form in (head + ending, stem + "ed", stem + "ing")]


def is_about_words(base: str, content: str) -> bool:
    """Tell whether what is rejected or dismissed are somebody's words ("the claim"): then that is a denial."""
    return not words_of_others(base) or bool(_words_of_others().match(content))


def words_of_others(base: str) -> bool:
    """Tell the verbs that are said of words and of proposals alike."""
    return base in lexicon.load("saying")["words_of_others"]["verbs"]


@cache
def _words_of_others() -> re.Pattern[str]:
    nouns = "|".join(lexicon.load("saying")["words_of_others"]["nouns"])
    return re.compile(rf"(?:(?!of\b|for\b|to\b|that\b)[\w'’-]+\s+){{0,4}}?(?:{nouns})\b")


@cache
def claim_before() -> re.Pattern[str]:
    """Return a pattern for "a claim " before whoever denies it."""
    nouns = "|".join(lexicon.load("saying")["words_of_others"]["nouns"])
    return re.compile(
        rf"(?:an?\s|the\s)?(?:{nouns})\s(?=\w)(?!of\b|by\b|in\b|from\b|and\b|that\b|to\b|on\b|for\b|about\b)"
    )
