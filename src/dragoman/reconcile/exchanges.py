"""When two findings speak of one exchange: parties, whom, days, numbers; an expected one may have been held since."""

from dragoman.codebook.reconciling import families, families_or_all
from dragoman.reconcile import places, times
from dragoman.reconcile.actors import side_of, sides_of
from dragoman.reconcile.features import (
    contradiction,
    document_reason,
    in_order,
    reality_reason,
    reason,
    suggestion,
    time_reason,
)
from dragoman.reconcile.parties import pairs_of, party_reason
from dragoman.reconcile.quantities import agree, are_close, lead
from dragoman.record.exchanges import Exchange
from dragoman.record.judgements import Because, Suggestion
from dragoman.record.quantities import Quantity
from dragoman.record.records import Telling

_KIND = "exchange"


def keys(telling: Telling) -> frozenset[str]:
    """Return blocking keys: two parties, or one side with whom it gets back, and a span of time."""
    found = _exchange(telling)
    sides = sides_of(found.parties)
    groups = families_or_all(_KIND, found.category)
    marks = [*pairs_of(sides), *(f"{side} {group}" for side in sides for group in groups)]
    spans = tuple(times.buckets(_KIND, times.stretch_of(telling)))
    return frozenset(f"{_KIND}|{span}|{mark}" for span in spans for mark in marks)


def compare(first: Telling, second: Telling) -> Suggestion:
    """Weigh whether two findings speak of one exchange."""
    first, second = in_order(first, second)
    one, other = _exchange(first), _exchange(second)
    return suggestion(
        first,
        second,
        (
            _parties(one, other),
            _category(one, other),
            time_reason(first, second),
            _total(one, other),
            _sides(one, other),
            _place(one, other),
            reality_reason(first, second),
            document_reason(first, second),
        ),
    )


def whole(found: Exchange) -> Quantity | None:
    """Return how many were freed in all: as told, else the sum of what two sides are told to have got back."""
    if lead(found.total) is not None:
        return found.total
    return total_of_sides(found)


def total_of_sides(found: Exchange) -> Quantity | None:
    """Return the sum of what two or more sides got back; None where one side is told alone."""
    figures = {side_of(each.party): lead(each.quantity) for each in found.released_to}
    numbers = [number for number in figures.values() if number is not None]
    if len(numbers) < max(2, len(figures)):
        return None
    total = int(sum(numbers))
    exact = all(each.quantity and each.quantity.qualifier == "exact" for each in found.released_to)
    return Quantity(low=total, best=total, high=total, qualifier="exact" if exact else "about")


def _exchange(telling: Telling) -> Exchange:
    assert isinstance(telling.finding, Exchange)
    return telling.finding


def _parties(first: Exchange, second: Exchange) -> Because | None:
    one, other = sides_of(first.parties), sides_of(second.parties)
    if not one or not other:
        return contradiction("no_parties", "an exchange without parties is no other report's")
    return party_reason(_KIND, one, other)


def _category(first: Exchange, second: Exchange) -> Because | None:
    one, other = first.category, second.category
    if one is None or other is None:
        return None
    words = " and ".join(sorted((one, other)))
    if one == other or families(_KIND, one) & families(_KIND, other):
        return reason(_KIND, "category_equal", words, share=1.0 if one == other else 0.5)
    return contradiction("other_category", words)


def _total(first: Exchange, second: Exchange) -> Because | None:
    one, other = whole(first), whole(second)
    if one is None or other is None:
        return None
    if agree(one, other) is False:
        return reason(_KIND, "total_differs", f"{one.words or lead(one)} against {other.words or lead(other)}")
    return reason(_KIND, "total_equal", f"{lead(one):g} in all") if are_close(one, other) else None


def _sides(first: Exchange, second: Exchange) -> Because | None:
    """Weigh that a side gets back as many in both reports."""
    one, other = ({side_of(r.party): lead(r.quantity) for r in each.released_to} for each in (first, second))
    same = sorted(side for side in one if one[side] is not None and one[side] == other.get(side))
    return reason(_KIND, "side_equal", ", ".join(f"{one[side]:g} to {side}" for side in same)) if same else None


def _place(first: Exchange, second: Exchange) -> Because | None:
    if first.place is None or second.place is None:
        return None
    fit = places.relation(first.place, second.place)
    words = " and ".join(sorted((first.place.name, second.place.name)))
    if fit == "apart":
        return reason(_KIND, "place_apart", words)
    return reason(_KIND, "place_same", words) if fit in ("same", "near", "within") else None
