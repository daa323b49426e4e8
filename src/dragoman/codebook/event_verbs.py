"""Which of PLOVER's interactions the words of a sentence name, by the verbs and nouns of ``lexicon/en/events.toml``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.codebook.lexicon import load
from dragoman.record.evidence import Span
from dragoman.record.folding import fold

_TOKEN = re.compile(r"[\w'-]*\w|[^\w\s]")
_GAP = "…"
_REACH = 4  # words that a gap may hold
_ANY = "*"
_SHEETS = ("irregular", "doubling", "ahead")  # tables of the lexicon that are no event type

Forms = frozenset[str] | None  # what may stand at a place of a pattern; None is a gap, the empty set any word


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a stretch of a sentence names: type and mode of event, and how many words of the lexicon say so."""

    event_type: str
    mode: str | None
    span: Span  # of the words, first to last
    weight: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """An entry of the lexicon behind its first word."""

    event_type: str
    mode: str | None
    rest: tuple[Forms, ...]
    weight: int


def event_told(words: str, at: Span | None = None) -> Told | None:
    """Return what the words name, None where they hold no entry of the lexicon.

    Of several entries the one with most words decides, then the one that comes last.

    Args:
        words: a sentence, as written.
        at: where in it the event is announced, in characters; entries that touch nothing of it do not count.
    """
    where = at or Span(0, len(words))
    found = [told for told in _told(words) if told.span.overlaps(where)]
    return max(found, key=lambda told: (told.weight, told.span.start), default=None)


def is_ahead(words: str, start: int) -> bool:
    """Tell whether the verb or noun at ``start`` is still to come ("will visit", "the planned visit")."""
    return _ahead().search(fold(words[:start])) is not None


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, load('events')['ahead']['words']))})\s(?:\w+\s)?$")


def _told(words: str) -> Iterator[Told]:
    """Yield every entry found; most words are the first of none, so that one look-up is all they cost."""
    table = _table()
    spans = [Span(match.start(), match.end()) for match in _TOKEN.finditer(words)]
    tokens = [fold(span.words(words)) for span in spans]
    for first, token in enumerate(tokens):
        for pattern in table.get(token, ()):
            last = _end(tokens, first + 1, pattern.rest)
            if last is not None:
                span = Span(spans[first].start, spans[last - 1].end)
                yield Told(event_type=pattern.event_type, mode=pattern.mode, span=span, weight=pattern.weight)


def _end(tokens: Sequence[str], at: int, rest: Sequence[Forms]) -> int | None:
    """Return where a pattern's rest ends that begins at ``at``, None where it does not stand there."""
    if not rest:
        return at
    if rest[0] is None:
        for skipped in range(at, min(len(tokens), at + _REACH + 1)):
            end = _end(tokens, skipped, rest[1:])
            if end is not None or not tokens[skipped][-1].isalnum():
                return end
        return None
    if at >= len(tokens) or not tokens[at][-1].isalnum() or (rest[0] and tokens[at] not in rest[0]):
        return None
    return _end(tokens, at + 1, rest[1:])


@cache
def _table() -> Mapping[str, tuple[_Pattern, ...]]:
    """Return the patterns by each form of their first word."""
    table: dict[str, list[_Pattern]] = {}
    for event_type, modes in load("events").items():
        for mode, lists in modes.items() if event_type not in _SHEETS else ():
            settled = None if mode == "any" else mode
            for entry, rows in [(each, _of_verb(each)) for each in lists["verbs"]] + [
                (each, _of_noun(each)) for each in lists["nouns"]
            ]:
                weight = sum(word not in (_GAP, _ANY) for word in entry.split())
                for heads, rest in rows:
                    for head in heads:
                        table.setdefault(head, []).append(_Pattern(event_type, settled, rest, weight))
    return {head: tuple(patterns) for head, patterns in table.items()}


def _of_verb(entry: str) -> list[tuple[frozenset[str], tuple[Forms, ...]]]:
    """Return the pattern of a verb and, where it has one object behind a gap, that of the object before it."""
    verb, *rest = entry.split()
    rows = [(frozenset(verb_forms(verb)), tuple(map(_place, rest)))]
    if len(rest) == 2 and rest[0] == _GAP:  # noqa: PLR2004  "lift … sanction"
        rows.append((_place(rest[1]) or frozenset(), (None, frozenset(_past(verb)))))
    return rows


def _of_noun(entry: str) -> list[tuple[frozenset[str], tuple[Forms, ...]]]:
    *before, last = entry.split()
    places = [*map(_place, before), frozenset({last, f"{last}s"})]
    return [(places[0] or frozenset(), tuple(places[1:]))]


def _place(word: str) -> Forms:
    """Return what may stand for a word that is no first word: itself, an alternative, a plural."""
    if word in (_GAP, _ANY):
        return None if word == _GAP else frozenset()
    return frozenset(form for each in word.split("/") for form in (each, f"{each}s"))


@cache
def verb_forms(verb: str) -> tuple[str, ...]:
    """Return every form of a verb in its base form: "ban", "bans", "banned", "banning"."""
    stem = _stem(verb)
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    third = verb[:-1] + "ies" if _ends_in_y(verb) else verb + ending
    return tuple(dict.fromkeys((verb, third, *_past(verb), stem + "ing")))


def _past(verb: str) -> tuple[str, ...]:
    regular = verb[:-1] + "ied" if _ends_in_y(verb) else _stem(verb) + "ed"
    return tuple(load("events")["irregular"].get(verb, (regular,)))


def _stem(verb: str) -> str:
    if verb in load("events")["doubling"]["verbs"]:
        return verb + verb[-1]
    return verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "be")) else verb


def _ends_in_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2:-1] not in tuple("aeiou")
