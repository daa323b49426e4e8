"""When two findings speak of one round of talks: parties, number, days and venue."""

from dragoman.reconcile import places, times
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
from dragoman.record.judgements import Because, Suggestion
from dragoman.record.records import Telling
from dragoman.record.rounds import Round

_KIND = "round"


def keys(telling: Telling) -> frozenset[str]:
    """Return blocking keys: two sides and a span of time; for a round with one known side its country or number."""
    found = _round(telling)
    sides = sides_of(found.parties)
    marks = [*pairs_of(sides)]
    if found.venue is not None:
        marks += [f"{side} in {found.venue.country or found.venue.name}" for side in sides]
    if found.round_number is not None:
        marks += [f"{side} number {found.round_number}" for side in sides]
    spans = tuple(times.buckets(_KIND, times.stretch_of(telling)))
    return frozenset(f"{_KIND}|{span}|{mark}" for span in spans for mark in marks)


def compare(first: Telling, second: Telling) -> Suggestion:
    """Weigh whether two findings speak of one round."""
    first, second = in_order(first, second)
    time, venue = time_reason(first, second), _venue(_round(first), _round(second))
    number = _number(_round(first), _round(second), time)
    return suggestion(
        first,
        second,
        (
            _parties(_round(first), _round(second)),
            number,
            time,
            venue,
            reality_reason(first, second),
            None if _is_plan_kept(number, venue, time) else document_reason(first, second),
        ),
    )


def _round(telling: Telling) -> Round:
    assert isinstance(telling.finding, Round)
    return telling.finding


def _parties(first: Round, second: Round) -> Because | None:
    """Weigh the adversaries; where a report tells no mediator, the mediator may stand among its parties."""
    one, other = (adversaries(each.parties, each.mediators) for each in (first, second))
    mediators = sides_of(first.mediators) | sides_of(second.mediators)
    if len(one - mediators) > 1 and len(other - mediators) > 1:
        one, other = one - mediators, other - mediators
    if not one or not other:
        return contradiction("no_parties", "a round without parties is no other report's")
    return party_reason(_KIND, one, other)


def _number(first: Round, second: Round, time: Because | None) -> Because | None:
    one, other = first.round_number, second.round_number
    if one is None or other is None:
        return None
    if one == other:
        return reason(_KIND, "number_equal", f"round {one}")
    words = f"round {min(one, other)} against round {max(one, other)}"
    if time is not None and time.feature == "same_days" and _share_venue(first, second):
        return reason(_KIND, "number_disputed", words)
    return contradiction("other_number", words)


def _share_venue(first: Round, second: Round) -> bool:
    if first.venue is None or second.venue is None:
        return False
    return places.relation(first.venue, second.venue) in ("same", "wide", "within")


def _venue(first: Round, second: Round) -> Because | None:
    if first.venue is None or second.venue is None:
        return None
    fit = places.relation(first.venue, second.venue)
    words = " and ".join(sorted((first.venue.name, second.venue.name)))
    feature = {"same": "venue_same", "near": "venue_within", "within": "venue_within", "wide": "venue_within"}.get(fit)
    if feature is not None:
        return reason(_KIND, feature, words)
    return reason(_KIND, "venue_apart", words) if fit == "apart" else None


def _is_plan_kept(number: Because | None, venue: Because | None, time: Because | None) -> bool:
    """Tell a plan and what came of it, which one report tells as two: the number and venue, but another day."""
    features = {each.feature for each in (number, venue, time) if each is not None}
    return {"number_equal", "venue_same", "moved"} <= features
