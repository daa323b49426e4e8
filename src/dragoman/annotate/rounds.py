"""Numbers, days, formats and the place in a series of rounds, read from the words of a sentence."""

import re
from functools import cache

from dragoman.annotate.times import times_in
from dragoman.codebook import lexicon
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger

SURE, _TIED = 1.0, 0.4  # a time tied to talks counts less than one that the reader gives their trigger


def ordinals_in(text: str, home: Span, mark: Trigger) -> list[Part]:
    """Return "second round" and "day three" of the stretch, for what the reader has not marked; the nearest counts."""
    flat, found = fold(text[home.start : home.end]).replace("\n", " "), []
    for role, pattern in _ordinals().items():
        if any(part.role == role for part in mark.parts):
            continue
        spans = [Span(home.start + match.start(), home.start + match.end()) for match in pattern.finditer(flat)]
        if spans:
            nearest = min(spans, key=lambda span: max(span.start - mark.span.end, mark.span.start - span.end, 0))
            found.append(Part(role=role, span=nearest, score=SURE))
    return found


def formats_in(text: str, home: Span) -> list[Part]:
    """Return the words of format that stand up to three words before a noun of talks."""
    flat = fold(text[home.start : home.end]).replace("\n", " ")
    return [
        Part(role="format", span=Span(home.start + match.start(1), home.start + match.end(1)), score=SURE)
        for match in _formats().finditer(flat)
    ]


def days_in(text: str, home: Span, *, own: bool = False) -> list[Part]:
    """Return the times that words tie to talks: "held on Friday", with ``own`` also "Thursday's talks"."""
    flat = fold(text[home.start : home.end]).replace("\n", " ")
    ahead = (Code(name="tense", value="future", score=SURE),)
    found = []
    for span in times_in(text, home):
        before, after = flat[: span.start - home.start], flat[span.end - home.start :]
        match = _tied().search(before) or (_own().match(after) if own else None)
        if match:
            coming = _to_come().search(match.group()) is not None
            found.append(Part(role="when", span=span, score=_TIED, codes=ahead if coming else ()))
    return found


def series_of(text: str, trigger: Span, home: Span) -> str | None:
    """Tell whether a mention points to the next or to a previous round of its series, by the words about the noun."""
    start, end = max(home.start, trigger.start - 30), min(home.end, trigger.end + 20)
    flat = fold(text[start:end]).replace("\n", " ")
    for name, pattern in _series():
        for match in pattern.finditer(flat):
            at = trigger.start - start
            told = (
                _is_told_of(flat[match.end() : at], flat[at:])
                if match.end() <= at
                else match.start() < trigger.end - start
            )
            if told:
                return name
    return None


def _is_told_of(between: str, trigger: str) -> bool:
    """Tell the subject of a trigger: "another round | is planned"."""
    return not between.strip() and re.match(r"(?:is|are|was|were|will|would|has|had|have)\b", trigger) is not None


@cache
def _ordinals() -> dict[str, re.Pattern[str]]:
    nth = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d+(?:st|nd|rd|th))"
    number = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
    return {
        "round_number": re.compile(rf"\b(?:{nth}\s+(?:\w+\s+){{0,2}}round|round\s+(?:number\s+)?{number})\b"),
        "day_number": re.compile(rf"\b(?:{nth}(?:\s+and\s+{nth})?\s+day|day\s+{number})\b"),
    }


@cache
def _tied() -> re.Pattern[str]:
    words = lexicon.load("talks")
    nouns, held, on = (
        "|".join(group) for group in (words["nouns"]["talks"], words["days"]["held"], words["days"]["going_on"])
    )
    return re.compile(
        rf"\b(?:{nouns}),? (?:[\w-]+ ){{0,3}}?(?:{held}),? (?:[\w-]+ ){{0,3}}?$"
        rf"|\b(?:(?:due|set|scheduled|expected|planned|likely) to |will |to )?(?:{on}) (?:into |through |until )?$"
    )


@cache
def _own() -> re.Pattern[str]:
    """Return the pattern of what follows a day that has the talks ("Wednesday's talks")."""
    return re.compile(rf"['’]?s? (?:[\w-]+ ){{0,2}}?(?:{'|'.join(lexicon.load('talks')['nouns']['talks'])}|work)\b")


@cache
def _to_come() -> re.Pattern[str]:
    return re.compile(r"\b(?:due|set|scheduled|expected|planned|likely|will|to) ")


@cache
def _formats() -> re.Pattern[str]:
    words = lexicon.load("talks")
    formats = "|".join(re.escape(w) for group in words["formats"].values() for w in group)
    nouns = "|".join(words["nouns"]["talks"])
    return re.compile(rf"\b({formats})\b(?=(?:[ -][\w-]+){{0,3}}?[ -](?:{nouns})\b)")


@cache
def _series() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = lexicon.load("talks")
    nouns = "|".join(words["nouns"]["talks"])

    def pattern(name: str) -> re.Pattern[str]:
        before, alone = "|".join(words["series"][name]), "|".join(words["series_alone"][name])
        return re.compile(rf"\b(?:{before})\b(?:[ -][\w-]+){{0,3}}?[ -](?:{nouns})\b|\b(?:{alone})\b")

    return tuple((name, pattern(name)) for name in words["series"])
