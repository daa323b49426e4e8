"""When two findings report one utterance: the same speaker, the same days, the same words."""

from dragoman.codebook.naming import key
from dragoman.reconcile import times
from dragoman.reconcile.actors import actor_keys, same_actor
from dragoman.reconcile.features import (
    contradiction,
    document_reason,
    in_order,
    reason,
    shared_words,
    suggestion,
    time_reason,
)
from dragoman.record.judgements import Because, Suggestion
from dragoman.record.records import Telling
from dragoman.record.statements import Statement

_KIND = "statement"


def keys(telling: Telling) -> frozenset[str]:
    """Return blocking keys: a sign of the speaker's name and a span of time."""
    found = _statement(telling)
    if found.speaker is None:
        return frozenset()
    spans = tuple(times.buckets(_KIND, times.stretch_of(telling)))
    return frozenset(f"{_KIND}|{span}|{mark}" for span in spans for mark in actor_keys(found.speaker))


def compare(first: Telling, second: Telling) -> Suggestion:
    """Weigh whether two findings report one utterance."""
    first, second = in_order(first, second)
    return suggestion(
        first,
        second,
        (
            _speaker(_statement(first), _statement(second)),
            _words(_statement(first), _statement(second)),
            time_reason(first, second),
            document_reason(first, second),
        ),
    )


def _statement(telling: Telling) -> Statement:
    assert isinstance(telling.finding, Statement)
    return telling.finding


def _speaker(first: Statement, second: Statement) -> Because:
    if first.speaker is None or second.speaker is None:
        return contradiction("no_speaker", "words of nobody are no other report's")
    words = " and ".join(sorted((first.speaker.name, second.speaker.name)))
    same = same_actor(first.speaker, second.speaker)
    return reason(_KIND, "speaker_equal", words) if same else contradiction("other_speaker", words)


def _words(first: Statement, second: Statement) -> Because | None:
    """Weigh exact words against exact words where both quote, else all that is told."""
    if first.quote and second.quote:
        shares = [_likeness(one, other) for one in first.quote for other in second.quote]
    else:
        shares = [_likeness(_told(first), _told(second))]
    share = max(shares)
    return reason(_KIND, "words", "words in common", share=share) if share else None


def _told(found: Statement) -> str:
    return " ".join((*found.quote, found.content or ""))


def _likeness(first: str, second: str) -> float:
    return 1.0 if key(first) and key(first) == key(second) else shared_words(first, second)
