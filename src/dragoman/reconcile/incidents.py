"""When two findings speak of one attack: side, type, place, days, munitions, losses; a wave is not one of its hits."""

from collections.abc import Iterator

from dragoman.codebook.naming import place_key
from dragoman.codebook.reconciling import families, setting
from dragoman.reconcile import places, times
from dragoman.reconcile.actors import side_name, side_of
from dragoman.reconcile.features import (
    contradiction,
    document_reason,
    in_order,
    reality_reason,
    reason,
    shared_words,
    suggestion,
    time_reason,
)
from dragoman.reconcile.quantities import agree, are_close, distance, lead, steps
from dragoman.record.incidents import Incident
from dragoman.record.judgements import Because, Suggestion
from dragoman.record.quantities import Quantity
from dragoman.record.records import Telling

_KIND = "incident"
LOSSES = ("killed", "injured", "missing", "captured", "abducted", "displaced")
_DOUBTED = ("alleged", "claimed", "denied")


def keys(telling: Telling) -> frozenset[str]:
    """Return blocking keys: a span of time with each spot, with the country of a wave, or with a telling figure."""
    found = _incident(telling)
    marks = {mark for place in places.spots(found.places) for mark in places.place_keys(place)}
    if is_whole(found):
        marks |= {f"whole {name}" for place in found.places for name in (place.country, place_key(place.name)) if name}
    if not found.places and found.attacker is not None:
        marks.add(f"unplaced {side_of(found.attacker)}")
    marks |= {f"{name} {step}" for name, number in _figures(found) for step in steps(number)}
    spans = tuple(times.buckets(_KIND, times.stretch_of(telling)))
    return frozenset(f"{_KIND}|{span}|{mark}" for span in spans for mark in marks)


def compare(first: Telling, second: Telling) -> Suggestion:
    """Weigh whether two findings speak of one attack."""
    first, second = in_order(first, second)
    one, other = _incident(first), _incident(second)
    return suggestion(
        first,
        second,
        (
            time_reason(first, second),
            _attacker(one, other),
            _type(one, other),
            _place(one, other),
            _extent(one, other),
            *_target(one, other),
            _munitions(one, other),
            _launched(one, other),
            _losses(one, other),
            reality_reason(first, second),
            document_reason(first, second),
        ),
    )


def is_whole(found: Incident) -> bool:
    """Tell whether an attack is told as a whole: a wave, over several places, or somewhere in a country."""
    if found.scope == "wave" and fired(found) >= setting(_KIND, "wave_fired"):
        return True
    return places.are_several(found.places) or not places.spots(found.places)


def fired(found: Incident) -> float:
    """Return the most munitions of one class that were launched, 0 where no figure is told."""
    return max((lead(munition.launched) or 0.0 for munition in found.munitions), default=0.0)


def _incident(telling: Telling) -> Incident:
    assert isinstance(telling.finding, Incident)
    return telling.finding


def _figures(found: Incident) -> Iterator[tuple[str, float]]:
    """Yield the numbers that can tell an attack from others."""
    for name in LOSSES:
        number = lead(getattr(found, name))
        if number is not None:
            yield name, number
    for munition in found.munitions:
        number = lead(munition.launched)
        if number is not None:
            yield f"launched {munition.class_}", number


def _attacker(first: Incident, second: Incident) -> Because | None:
    if first.attacker is None or second.attacker is None:
        return None
    one, other = side_of(first.attacker), side_of(second.attacker)
    if one == other:
        return reason(_KIND, "attacker_equal", side_name(one))
    words = " against ".join(sorted((side_name(one), side_name(other))))
    if first.asserted in _DOUBTED and second.asserted in _DOUBTED:
        return reason(_KIND, "attacker_disputed", words)
    return contradiction("other_attacker", words)


def _type(first: Incident, second: Incident) -> Because | None:
    one, other = (each.type.code if each.type else "other" for each in (first, second))
    if "other" in (one, other):
        return None
    if one == other:
        return reason(_KIND, "type_equal", one)
    related = families(_KIND, one) & families(_KIND, other)
    return reason(_KIND, "type_family" if related else "type_other", " and ".join(sorted((one, other))))


def _place(first: Incident, second: Incident) -> Because | None:
    fit = places.best_relation(first.places, second.places)
    if fit is None:
        return _unplaced(first, second)
    words = " and ".join(sorted({place.name for each in (first, second) for place in each.places}))
    if fit == "apart":
        return contradiction("other_place", words)
    return reason(_KIND, f"place_{fit}", words)


def _unplaced(first: Incident, second: Incident) -> Because | None:
    """Doubt attacks without a place; with neither a figure nor an attacker in common, nothing tells them apart."""
    if _equal(first, second):
        return None
    if bool(first.places) != bool(second.places):
        return reason(_KIND, "unplaced", "one report names no place")
    if first.attacker and second.attacker and side_of(first.attacker) == side_of(second.attacker):
        return None
    return reason(_KIND, "nowhere", "no place, and neither an attacker nor a figure in common")


def _extent(first: Incident, second: Incident) -> Because | None:
    """Hold a wave and one of its hits apart, unless both tell the same figure."""
    if not first.places or not second.places or is_whole(first) == is_whole(second) or _equal(first, second):
        return None
    return contradiction("whole_and_part", "one tells of a wave, the other of one strike")


def _equal(first: Incident, second: Incident) -> list[str]:
    """Return the names of the figures that both tell alike."""
    return sorted({name for name, _ in set(_figures(first)) & set(_figures(second))})


def _target(first: Incident, second: Incident) -> Iterator[Because]:
    one, other = first.target, second.target
    if one is None or other is None:
        return
    if one.category and one.category == other.category:
        yield reason(_KIND, "target_category", one.category)
    if share := shared_words(one.words, other.words):
        yield reason(_KIND, "target_words", " and ".join(sorted((one.words, other.words))), share=share)


def _munitions(first: Incident, second: Incident) -> Because | None:
    shared = {each.class_ for each in first.munitions} & {each.class_ for each in second.munitions}
    return reason(_KIND, "munitions_shared", ", ".join(sorted(shared))) if shared else None


def _launched(first: Incident, second: Incident) -> Because | None:
    pairs = [
        (one.class_, one.launched, other.launched)
        for one in first.munitions
        for other in second.munitions
        if one.class_ == other.class_ and one.launched and other.launched
    ]
    differ = {name: distance(one, other) for name, one, other in pairs if agree(one, other) is False}
    if differ:
        return reason(_KIND, "launched_differ", ", ".join(sorted(differ)), share=max(differ.values()))
    same = sorted(name for name, one, other in pairs if are_close(one, other))
    return reason(_KIND, "launched_equal", ", ".join(same)) if same else None


def _losses(first: Incident, second: Incident) -> Because | None:
    both = [(name, *_both(first, second, name)) for name in LOSSES]
    equal = [name for name, one, other in both if one and other and lead(one) == lead(other) is not None]
    if equal:
        return reason(_KIND, "loss_equal", ", ".join(equal))
    differ = {name: distance(one, other) for name, one, other in both if one and other and agree(one, other) is False}
    return reason(_KIND, "loss_differs", ", ".join(differ), share=max(differ.values())) if differ else None


def _both(first: Incident, second: Incident, name: str) -> tuple[Quantity | None, Quantity | None]:
    return getattr(first, name), getattr(second, name)
