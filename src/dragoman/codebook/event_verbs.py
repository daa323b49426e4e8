"""Which of PLOVER's interactions the words of a sentence name, by the verbs and nouns of ``lexicon/en/events.toml``."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.codebook.lexicon import load
from dragoman.record.evidence import Span
from dragoman.record.folding import fold

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[\w'-]*\w|[^\w\s]")
_GAP = "…"
_REACH = 4  # words that a gap may hold
_FAR = 80  # characters from the first word of an entry to where the event is announced
_ANY = "*"
_PASSIVE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_SHEETS = ("irregular", "doubling", "ahead", "threat", "unsure")  # tables of the lexicon that are no event type

Forms = frozenset[str] | None  # what may stand at a place of a pattern; None is a gap, the empty set any word


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a stretch of a sentence names: type and mode of event, and how many words of the lexicon say so."""

    event_type: str
    mode: str | None
    span: Span  # of the words, first to last
    weight: int
    ahead: bool = False  # still to come


@dataclass(frozen=True, slots=True)
class _Pattern:
    """An entry of the lexicon behind its first word."""

    event_type: str
    mode: str | None
    rest: tuple[Forms, ...]
    weight: int


def event_told(words: str, at: Span | None = None) -> Told | None:
    """Return what the words name, None where they hold no entry of the lexicon.

    Of several entries, those that begin where the event is announced decide, then those of most words, then the last.

    Args:
        words: a sentence, as written.
        at: where in it the event is announced, in characters; entries that touch nothing of it do not count.
    """
    where = at or Span(0, len(words))
    found = list(_told(words, where))
    if not found:
        return None
    best = max(found, key=lambda told: (where.start <= told.span.start, told.weight, told.span.start))
    starts = {best.span.start, where.start}
    if best.event_type in load("events")["threat"]["types"] and _is_threat(words, starts):
        return replace(best, event_type="THREATEN", mode=None)
    return replace(best, ahead=any(_ahead().search(fold(words[:start])) for start in starts))


def is_unsure(score: float, told: Told) -> bool:
    """Tell whether the reader's score of its own type is so low that the lexicon decides."""
    least: dict[str, float] = load("events")["unsure"]
    return score < least["word" if told.weight == 1 else "phrase"]


def _is_threat(words: str, starts: Iterable[int]) -> bool:
    """Tell a deed that will be done on a condition."""
    flat = fold(words)
    before, condition = _threat()
    return condition.search(flat) is not None and any(before.search(flat[:start]) for start in starts)


@cache
def _threat() -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = load("events")["threat"]
    before = re.compile(rf"(?<!\w)(?:{_any(said['before'])})\s(?:\w+\s){{0,2}}$")
    return before, re.compile(rf"\b(?:{_any(said['conditions'])})\b")


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(load('events')['ahead']['words'])})\s(?:\w+\s)?$")


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


def _told(words: str, where: Span) -> Iterator[Told]:
    """Yield every entry that touches ``where``; most words are the first of none, so one look-up is all they cost."""
    table, flat = _table(), fold(words)
    places = [match.span() for match in _TOKEN.finditer(flat)]
    tokens = [flat[start:end] for start, end in places]
    for first, (start, end) in enumerate(places):
        if start >= where.end or end < where.start - _FAR:
            continue
        for pattern in table.get(tokens[first], ()):
            last = _end(tokens, first + 1, pattern.rest)
            if last is not None and places[last - 1][1] > where.start:
                span = Span(start, places[last - 1][1])
                yield Told(event_type=pattern.event_type, mode=pattern.mode, span=span, weight=pattern.weight)


def _end(tokens: Sequence[str], at: int, rest: Sequence[Forms]) -> int | None:
    """Return where a pattern's rest ends that begins at ``at``, None where it does not stand there."""
    if not rest:
        return at
    if rest[0] is None:
        return _end_behind_gap(tokens, at, rest[1:])
    if at >= len(tokens) or not tokens[at][0].isalnum() or (rest[0] and tokens[at] not in rest[0]):
        return None
    return _end(tokens, at + 1, rest[1:])


def _end_behind_gap(tokens: Sequence[str], at: int, rest: Sequence[Forms]) -> int | None:
    for skipped in range(at, min(len(tokens), at + _REACH + 1)):
        end = _end(tokens, skipped, rest)
        if end is not None or not tokens[skipped][0].isalnum():
            return end
    return None


@cache
def _table() -> Mapping[str, tuple[_Pattern, ...]]:
    """Return the patterns by each form of their first word."""
    table: dict[str, list[_Pattern]] = {}
    for event_type, mode, lists in _lists():
        rows = [(entry, row) for entry in lists["verbs"] for row in _of_verb(entry)]
        rows += [(entry, _of_noun(entry)) for entry in lists["nouns"]]
        for entry, (heads, rest) in rows:
            weight = sum(word not in (_GAP, _ANY) for word in entry.split())
            for head in heads or ():
                table.setdefault(head, []).append(_Pattern(event_type, mode, rest, weight))
    return {head: tuple(patterns) for head, patterns in table.items()}


def _lists() -> Iterator[tuple[str, str | None, Mapping[str, list[str]]]]:
    """Yield type, mode and entries of every table."""
    for event_type, modes in load("events").items():
        if event_type not in _SHEETS:
            for mode, lists in modes.items():
                yield event_type, None if mode == "any" else mode, lists


def _of_verb(entry: str) -> list[tuple[Forms, tuple[Forms, ...]]]:
    """Return the pattern of a verb and, where it has one object behind a gap, those of the object before it."""
    verbs, *rest = entry.split()
    heads = frozenset(form for verb in verbs.split("/") for form in verb_forms(verb))
    if len(rest) != 2 or rest[0] != _GAP:
        return [(heads, tuple(map(_place, rest)))]
    done, what = frozenset(form for verb in verbs.split("/") for form in _past(verb)), _place(rest[1])
    return [(heads, (None, what)), (what, (done,)), (what, (None, _PASSIVE, done))]


def _of_noun(entry: str) -> tuple[Forms, tuple[Forms, ...]]:
    first, *rest = entry.split()
    return _place(first), tuple(map(_place, rest))


def _place(word: str) -> Forms:
    """Return what may stand for a word that is no first word: itself, an alternative, a plural."""
    if word in (_GAP, _ANY):
        return None if word == _GAP else frozenset()
    return frozenset(form for each in word.split("/") for form in (each, _with_s(each)))


@cache
def verb_forms(verb: str) -> tuple[str, ...]:
    """Return every form of a verb in its base form: "ban", "bans", "banned", "banning"."""
    return tuple(dict.fromkeys((verb, _with_s(verb), *_past(verb), _stem(verb) + "ing")))


def _past(verb: str) -> tuple[str, ...]:
    regular = verb[:-1] + "ied" if _ends_in_y(verb) else verb + "d" if verb.endswith("e") else _stem(verb) + "ed"
    return tuple(load("events")["irregular"].get(verb, (regular,)))


def _with_s(word: str) -> str:
    """Return the plural of a noun, the third person of a verb."""
    if _ends_in_y(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _stem(verb: str) -> str:
    if verb in load("events")["doubling"]["verbs"]:
        return verb + verb[-1]
    return verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "be")) else verb


def _ends_in_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2:-1] not in tuple("aeiou")
