"""Why an attack was made and who owns to it: reasons with the voice that gives them, claims and denials."""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.numbers import either
from dragoman.record.evidence import Span
from dragoman.record.folding import fold, plain
from dragoman.record.mentions import Code, Part

SURE = 1.0
_HELPERS = r"(?:has\s+|have\s+|had\s+|also\s+|later\s+|on\s+[A-Z][a-z]+\s+)*"


def reason_in(text: str, home: Span) -> Part | None:
    """Return the words that justify an attack ("retaliation for alleged attacks on Y"), with the voice as part."""
    flat = fold(text[home.start : home.end])
    match = _lead().search(flat)
    if match is None:
        return None
    end = _end().search(flat, match.end())
    stop = end.start() if end else len(flat.rstrip(" ."))
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    span = Span(home.start + start, home.start + stop)
    voice = _voice(text, home, span.start)
    inner = (Part(role="by", span=voice, score=SURE),) if voice else ()
    return Part(role="justification", span=span, score=SURE, parts=inner)


def _voice(text: str, home: Span, before: int) -> Span | None:
    """Return who says so: the subject of a verb of saying or calling before the reason, or after "according to"."""
    lead = plain(text[home.start : before])
    match = _sayer().match(lead)
    if match is None:
        found = list(_inner_sayer().finditer(lead))
        match = found[-1] if found else None
    return Span(home.start + match.start(1), home.start + match.end(1)) if match else None


def responsibility_in(text: str, home: Span) -> Iterator[Part]:
    """Yield who claims or denies an attack in a sentence."""
    words = plain(text[home.start : home.end])
    for verb, pattern in (("claims", _claims()), ("denies", _denies()), ("claims", _claimed_by())):
        for match in pattern.finditer(words):
            if fold(match[1]).split()[0] not in lexicon.load("force")["responsibility"]["nobody"]:
                code = Code(name="verb", value=verb, score=SURE)
                yield Part(
                    role="responsibility",
                    span=Span(home.start + match.start(1), home.start + match.end(1)),
                    score=SURE,
                    codes=(code,),
                )


def blamed_in(text: str, home: Span) -> Span | None:
    """Return whom a sentence blames for the attack told before: "It blamed the RSF."."""
    match = _blamed().search(plain(text[home.start : home.end]))
    return Span(home.start + match.start(1), home.start + match.end(1)) if match else None


@cache
def _end() -> re.Pattern[str]:
    words = lexicon.load("force")["reasons"]
    behind_comma, alone = either(words["ends_behind_comma"]), either(words["ends"])
    return re.compile(rf"[.;\n]|,\s+{behind_comma}\b|\s+{alone}\b|\"\s*,?\s")


@cache
def _name() -> str:
    """Return the pattern of a name with the body that speaks for it: "Russia's defence ministry", "the Kachin army"."""
    body = either(lexicon.load("force")["speaking"]["speaking_bodies"])
    inside = r"(?:\s+(?:of|for|and|in|the|al|de)\s+(?:the\s+)?|\s)"
    # "U.S.", but no full stop; each character fits one branch only, or a chain of hyphens is tried in 2^n ways
    word = r"[A-Z](?:[\w'-]|\.(?=\w)|(?<=\b[A-Z])\.(?!\w))*"
    return rf"(?:(?:the|a)\s+)?{word}(?:{inside}{word})*(?:'s\s+(?:[a-z]+\s+){{0,3}}[a-z]+|\s+{body})?"


@cache
def _blamed() -> re.Pattern[str]:
    verbs = either(lexicon.load("force")["blame"]["verbs"])
    return re.compile(rf"\b{verbs}\s+(?:the\s+)?({_name()})(?=\s*(?:[.,;]|for\b|of\b|and\b|$))")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['reasons']['leads'])}\s")


@cache
def _said() -> str:
    words = lexicon.load("force")
    return either([*words["speaking"]["verbs"], *words["reasons"]["framing"]])


@cache
def _sayer() -> re.Pattern[str]:
    return re.compile(rf"\W*({_name()})(?:\s+(?:on\s+)?[A-Z][a-z]+day|,[^,]{{1,60}},)?\s+{_HELPERS}{_said()}\b")


@cache
def _inner_sayer() -> re.Pattern[str]:
    return re.compile(rf"({_name()}|its\s+[a-z]+)\s+{_HELPERS}{_said()}\b")


@cache
def _claims() -> re.Pattern[str]:
    words = either(lexicon.load("force")["responsibility"]["claims"])
    return re.compile(rf"({_name()})(?:,[^,]{{1,60}},)?\s+{_HELPERS}{words}\b")


@cache
def _denies() -> re.Pattern[str]:
    words = either(lexicon.load("force")["responsibility"]["denies"])
    return re.compile(rf"({_name()})(?:,[^,]{{1,60}},)?\s+{_HELPERS}{words}\b")


@cache
def _claimed_by() -> re.Pattern[str]:
    words = either(lexicon.load("force")["responsibility"]["claimed_by"])
    return re.compile(rf"\b{words}\s+({_name()})")
