"""When two findings speak of one event: its type, who did it to whom, in the same days and words."""

from collections.abc import Sequence

from dragoman.reconcile import places, times
from dragoman.reconcile.actors import sides_of
from dragoman.reconcile.features import (
    contradiction,
    document_reason,
    in_order,
    reason,
    shared_words,
    suggestion,
    time_reason,
)
from dragoman.record.actors import Actor
from dragoman.record.events import Event
from dragoman.record.judgements import Because, Suggestion
from dragoman.record.records import Telling

_KIND = "event"


def keys(telling: Telling) -> frozenset[str]:
    """Return blocking keys: the type, a side that acts and a span of time."""
    found = _event(telling)
    marks = [f"{found.event_type} {side}" for side in sides_of(found.actors)]
    spans = tuple(times.buckets(_KIND, times.stretch_of(telling)))
    return frozenset(f"{_KIND}|{span}|{mark}" for span in spans for mark in marks)


def compare(first: Telling, second: Telling) -> Suggestion:
    """Weigh whether two findings speak of one event."""
    first, second = in_order(first, second)
    one, other = _event(first), _event(second)
    return suggestion(
        first,
        second,
        (
            _type(one, other),
            _sides("actors_equal", one.actors, other.actors),
            _sides("recipients_equal", one.recipients, other.recipients),
            _place(one, other),
            _words(one, other),
            time_reason(first, second),
            document_reason(first, second),
        ),
    )


def _event(telling: Telling) -> Event:
    assert isinstance(telling.finding, Event)
    return telling.finding


def _type(first: Event, second: Event) -> Because:
    if first.event_type != second.event_type:
        return contradiction("other_type", " and ".join(sorted((str(first.event_type), str(second.event_type)))))
    return reason(_KIND, "type_equal", str(first.event_type))


def _sides(feature: str, first: Sequence[Actor], second: Sequence[Actor]) -> Because | None:
    one, other = sides_of(first), sides_of(second)
    if feature == "actors_equal" and not one & other:
        return contradiction("other_actors", "nobody acts in both")
    if not one or not other:
        return None
    shared = one & other
    if not shared:
        return contradiction("other_recipients", "not done to the same")
    return reason(_KIND, feature, ", ".join(sorted(shared)), share=len(shared) / len(one | other))


def _place(first: Event, second: Event) -> Because | None:
    if first.place is None or second.place is None:
        return None
    fit = places.relation(first.place, second.place)
    words = " and ".join(sorted((first.place.name, second.place.name)))
    if fit == "apart":
        return reason(_KIND, "place_apart", words)
    return reason(_KIND, "place_same", words) if fit in ("same", "near") else None


def _words(first: Event, second: Event) -> Because | None:
    """Weigh the words on which the type rests."""
    one, other = (" ".join(e.quote for e in each.evidence if e.field == "event_type") for each in (first, second))
    share = shared_words(one, other)
    return reason(_KIND, "words", "words in common", share=share) if share else None
