"""How talks stand, by the words beside them: planned, ongoing, held, postponed, suspended, cancelled, denied …"""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.cues import Cued
from dragoman.record.evidence import Span
from dragoman.record.folding import fold

_AFTER, _BEFORE = 70, 45  # characters around the trigger in which its verb stands


def status_of(text: str, trigger: Span, home: Span) -> str | None:
    """Return the status that the trigger's own words tell, else those right after it, else those before it."""
    for flat in _stretches(text, trigger, home):
        for name, pattern in _patterns():
            if pattern.search(flat):
                return name
    return "planned" if _awaited().search(_flat(text[home.start : trigger.start])) else None


def goes_on(text: str, trigger: Span, home: Span) -> bool:
    """Tell whether words at the trigger tell that talks began or go on."""
    near = Span(max(home.start, trigger.start - _BEFORE), min(home.end, trigger.end + _AFTER))
    return dict(_patterns())["ongoing"].search(_flat(near.words(text))) is not None


def _stretches(text: str, trigger: Span, home: Span) -> Iterator[str]:
    yield _flat(trigger.words(text))
    after = _flat(text[trigger.end : min(home.end, trigger.end + _AFTER)])
    yield _break().split(after)[0]
    before = _flat(text[max(home.start, trigger.start - _BEFORE) : trigger.end])
    yield _break().split(before)[-1]


def _flat(words: str) -> str:
    return fold(words).replace("\n", " ")


@cache
def _break() -> re.Pattern[str]:
    return re.compile(r"[,;:\"]| and (?:that|another|a)\b| but | which | as | while | said | after | before ")


@cache
def _awaited() -> re.Pattern[str]:
    """What stands right before talks to come: "a truce before the third round"."""
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('talks')['awaited']['words'])}) (?:the |a |any )?(?:\w+ )?$")


@cache
def _patterns() -> tuple[tuple[str, Cued], ...]:
    return tuple((name, Cued(rf"\b(?:{'|'.join(words)})")) for name, words in lexicon.load("talks")["status"].items())
