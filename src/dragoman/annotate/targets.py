"""What is attacked, read from the words around a trigger of force.

The target is the object of the verb, stands after "on", "at", "against", before a passive ("a school was hit"), or
right before the noun ("mosque bombing"). Only what the codebook has a category for counts as one.
"""

import re
from functools import cache

from dragoman.annotate.attackers import is_stopping
from dragoman.annotate.phrases import (
    LONGEST,
    Around,
    been,
    clause_start,
    done_to_people,
    going_off,
    noun_of_force,
    phrase_end,
    sending,
    transitive,
    trimmed,
)
from dragoman.codebook import lexicon
from dragoman.codebook.numbers import either
from dragoman.codebook.targets import target_category
from dragoman.record.evidence import Span
from dragoman.record.folding import fold

_NO_THING = (
    "military",
    "government",
    "civilians",
    None,
)  # right before a noun of force these are its doers or adjectives


def target_near(text: str, trigger: Span, home: Span) -> Span | None:
    """Return what is attacked, where the words around the trigger say so."""
    if is_stopping(text, trigger, home):
        return None
    around = Around(text, trigger, home)
    return _object(around) or _passive(around) or _compound(around) or _driven_at(around)


def _object(around: Around) -> Span | None:
    """Return the phrase after the trigger that is its object, or stands after "on", "at", "against", "near"."""
    own = around.own
    if done_to_people().search(own):
        return None
    if noun_of_force().search(own) and (at := _toward().match(around.after)):
        return _thing(around, around.trigger.end + at.end())
    pattern = _lead_to_object(own, around.before)
    match = pattern.match(around.after) if pattern else None
    return _thing(around, around.trigger.end + match.end()) if match else None


def _lead_to_object(own: str, before: str) -> re.Pattern[str] | None:
    """Return what leads from a trigger to its target."""
    if transitive().search(own) and (own.endswith("ing") or been().search(before) is None):
        return _right_behind()
    if sending().search(own):
        return _far_toward()
    if going_off().search(own):
        return _beside()
    return _right_beside() if noun_of_force().search(own) else None


def _passive(around: Around) -> Span | None:
    """Return the phrase before "was hit", "were attacked"."""
    own = around.own
    if not transitive().search(own) or done_to_people().search(own) or own.endswith("ing"):
        return None
    before = _helpers().sub("", around.before)
    match = _be_at_end().search(" " + before)
    if _be_first().match(own):
        stop = len(before)
    elif match:
        stop = match.start() - 1
    else:
        return None
    start = max((m.end() for m in clause_start().finditer(before[:stop])), default=0)
    phrase = trimmed(around.text, Span(around.home.start + start, around.home.start + stop))
    words = phrase.words(around.text)
    short = 0 < len(words.split()) <= LONGEST
    return phrase if short and target_category(words) and not _is_munition(words) else None


def _compound(around: Around) -> Span | None:
    """Read the thing named right before a noun of force: "mosque bombing", "a market blast"."""
    match = _two_words().search(around.before) if noun_of_force().search(around.own) else None
    for words in (match[1], match[1].split()[-1]) if match else ():
        is_adjective = words.split()[-1] in lexicon.load("force")["grammar"]["adjectives"]
        if match and not is_adjective and target_category(words) not in _NO_THING:
            start = around.home.start + match.start(1) + match[1].rindex(words)
            return trimmed(around.text, Span(start, start + len(words)))
    return None


def _driven_at(around: Around) -> Span | None:
    """Return whom a vehicle is driven at, whatever word the trigger is."""
    match = _driving().search(fold(around.home.words(around.text)))
    return _thing(around, around.home.start + match.end()) if match else None


def _is_munition(words: str) -> bool:
    return fold(words).split()[-1] in lexicon.load("force")["grammar"]["stoppable"] or fold(words) == "artillery"


def _thing(around: Around, start: int) -> Span | None:
    """Return the noun phrase that starts here, where it names something that can be a target."""
    end = phrase_end(around.text, start, around.home.end)
    words = around.text[start:end]
    opens = words and fold(words).split()[0] in lexicon.load("force")["grammar"]["phrase_ends"]
    if not words or opens or target_category(words) is None:
        return None
    return trimmed(around.text, Span(start, end))


@cache
def _right_behind() -> re.Pattern[str]:
    return re.compile(r"\s+")


@cache
def _toward() -> re.Pattern[str]:
    words = either(lexicon.load("force")["grammar"]["toward"])
    return re.compile(rf"(?:\s+by\s[\w\s'-]{{1,70}}?)?\s+{words}\s+")


@cache
def _far_toward() -> re.Pattern[str]:
    words = either(lexicon.load("force")["grammar"]["toward"])
    return re.compile(rf"[^.;:]{{0,90}}?\s{words}\s+")


@cache
def _beside() -> re.Pattern[str]:
    words = either(lexicon.load("force")["grammar"]["beside"])
    return re.compile(rf"(?:\s+\w+){{0,2}}?\s+{words}\s+")


@cache
def _right_beside() -> re.Pattern[str]:
    words = either(lexicon.load("force")["grammar"]["beside"])
    return re.compile(rf"\s+{words}\s+")


@cache
def _two_words() -> re.Pattern[str]:
    return re.compile(r"([\w-]+(?:\s[\w-]+)?)\s+$")


@cache
def _driving() -> re.Pattern[str]:
    words = lexicon.load("force")["driving"]
    return re.compile(rf"\b{either(words['verbs'])}\b[^.;]{{0,40}}?\s{either(words['into'])}\s+")


@cache
def _helpers() -> re.Pattern[str]:
    return re.compile(rf"(?:\s*\b(?:{either(lexicon.load('force')['grammar']['have'])}|\w+ly)\s*)*$")


@cache
def _be_at_end() -> re.Pattern[str]:
    return re.compile(rf"\s{either(lexicon.load('force')['grammar']['be'])}\s*$")


@cache
def _be_first() -> re.Pattern[str]:
    return re.compile(rf"{either(lexicon.load('force')['grammar']['be'])}\b|(?:has|have|had)\s+been\b")
