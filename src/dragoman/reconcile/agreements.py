"""When two findings speak of one agreement: parties, type, days and duration."""

from dragoman.codebook.naming import key
from dragoman.codebook.reconciling import families, families_or_all
from dragoman.reconcile import times
from dragoman.reconcile.actors import sides_of
from dragoman.reconcile.features import (
    contradiction,
    document_reason,
    in_order,
    reality_reason,
    reason,
    suggestion,
    time_reason,
)
from dragoman.reconcile.parties import adversaries, pairs_of, party_reason
from dragoman.record.agreements import Agreement
from dragoman.record.judgements import Because, Suggestion
from dragoman.record.records import Telling

_KIND = "agreement"


def keys(telling: Telling) -> frozenset[str]:
    """Return blocking keys: two parties, or one with the family of the type, and a span of time."""
    found = _agreement(telling)
    sides = sides_of(found.parties)
    marks = [*pairs_of(sides), *(f"{side} {group}" for side in sides for group in families_or_all(_KIND, found.type))]
    spans = tuple(times.buckets(_KIND, times.stretch_of(telling)))
    return frozenset(f"{_KIND}|{span}|{mark}" for span in spans for mark in marks)


def compare(first: Telling, second: Telling) -> Suggestion:
    """Weigh whether two findings speak of one agreement."""
    first, second = in_order(first, second)
    one, other = _agreement(first), _agreement(second)
    return suggestion(
        first,
        second,
        (
            _parties(one, other),
            _type(one, other),
            time_reason(first, second),
            _duration(one, other),
            _mediators(one, other),
            reality_reason(first, second),
            document_reason(first, second),
        ),
    )


def _agreement(telling: Telling) -> Agreement:
    assert isinstance(telling.finding, Agreement)
    return telling.finding


def _parties(first: Agreement, second: Agreement) -> Because | None:
    one, other = (adversaries(each.parties, each.mediators) for each in (first, second))
    if not one or not other:
        return contradiction("no_parties", "an agreement without parties is no other report's")
    return party_reason(_KIND, one, other)


def _type(first: Agreement, second: Agreement) -> Because | None:
    one, other = first.type, second.type
    if one is None or other is None or "other" in (one, other):
        return None
    words = " and ".join(sorted((one, other)))
    if one == other:
        return reason(_KIND, "type_equal", one)
    return reason(_KIND, "type_family" if families(_KIND, one) & families(_KIND, other) else "type_other", words)


def _duration(first: Agreement, second: Agreement) -> Because | None:
    if first.duration is None or second.duration is None:
        return None
    words = " and ".join(sorted((first.duration, second.duration)))
    same = key(first.duration) == key(second.duration)
    return reason(_KIND, "duration_equal", words) if same else contradiction("other_duration", words)


def _mediators(first: Agreement, second: Agreement) -> Because | None:
    shared = sides_of(first.mediators) & sides_of(second.mediators)
    return reason(_KIND, "mediators_shared", ", ".join(sorted(shared))) if shared else None
