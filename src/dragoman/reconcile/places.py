"""When two places agree, contain each other or contradict: by ids, countries, provinces and distance."""

import math
from collections.abc import Iterable, Iterator
from typing import Literal

from dragoman.codebook.countries import country_named
from dragoman.codebook.naming import place_key
from dragoman.codebook.reconciling import setting
from dragoman.record.places import Place

Relation = Literal["same", "near", "within", "wide", "unknown", "apart"]

_ORDER: tuple[Relation, ...] = ("same", "near", "within", "wide", "unknown", "apart")
_COUNTRY, _PROVINCE = 6, 4  # UCDP's where_prec
_KM_PER_DEGREE = 111.2
_RADIUS_KM = 6371.0


def relation(first: Place, second: Place) -> Relation:
    """Tell how two places fit; symmetric. ``wide`` is the same country or province, which says little."""
    if first.country and second.country and first.country != second.country:
        return "near" if _is_near(first, second) else "apart"
    if _is_same(first, second):
        return "wide" if is_wide(first) else "same"
    if _is_country(first) or _is_country(second):
        return "within" if first.country and second.country else "unknown"
    if is_wide(first) or is_wide(second):
        return _with_province(first, second)
    if distance_km(first, second) is None:
        return "unknown"
    return "near" if _is_near(first, second) else "apart"


def best_relation(first: Iterable[Place], second: Iterable[Place]) -> Relation | None:
    """Return the closest relation between any of the first and any of the second; None where either is empty."""
    others = tuple(second)
    found = [relation(one, other) for one in first for other in others]
    return min(found, key=_ORDER.index, default=None)


def is_wide(place: Place) -> bool:
    """Tell whether a place is a province, region or country and no spot."""
    precise = setting("place", "precise")
    return _is_country(place) or (place.where_prec is not None and place.where_prec > precise)


def distance_km(first: Place, second: Place) -> float | None:
    """Return the distance in kilometres, None where a point is not known."""
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return None
    one, other = math.radians(first.lat), math.radians(second.lat)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(second.lon - first.lon) / 2) ** 2
    return 2 * _RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def spots(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the places that are no provinces or countries."""
    return tuple(place for place in places if not is_wide(place))


def are_several(places: Iterable[Place]) -> bool:
    """Tell whether two of the spots lie apart: a wave, not one strike."""
    found = spots(places)
    return any(relation(one, other) in ("apart", "unknown") for one in found for other in found if one is not other)


def place_keys(place: Place) -> Iterator[str]:
    """Yield keys of a spot; two spots that are the same or near share one."""
    yield from _names(place)
    if place.lat is None or place.lon is None:
        return
    km = setting("place", "near_km")
    reach = km / 2 / _KM_PER_DEGREE
    size = km / _KM_PER_DEGREE
    wide = reach / max(0.05, math.cos(math.radians(min(89.0, abs(place.lat) + size))))
    rows = range(math.floor((place.lat - reach) / size), math.floor((place.lat + reach) / size) + 1)
    columns = range(math.floor((place.lon - wide) / size), math.floor((place.lon + wide) / size) + 1)
    yield from (f"cell {row} {column}" for row in rows for column in columns)


def _names(place: Place) -> frozenset[str]:
    return frozenset(place_key(name) for name in (place.canonical, place.name) if name)


def _is_same(first: Place, second: Place) -> bool:
    if first.geoname_id is not None and first.geoname_id == second.geoname_id:
        return True
    km = distance_km(first, second)
    if km is not None and km > 2 * setting("place", "near_km") and not (is_wide(first) or is_wide(second)):
        return False
    return bool(_names(first) & _names(second)) and is_wide(first) == is_wide(second)


def _is_near(first: Place, second: Place) -> bool:
    """Tell whether two spots lie close to each other, a border between them or not."""
    km = distance_km(first, second)
    return km is not None and km <= setting("place", "near_km") and not (is_wide(first) or is_wide(second))


def _is_country(place: Place) -> bool:
    return place.where_prec == _COUNTRY or (place.where_prec is None and country_named(place.name) is not None)


def _with_province(first: Place, second: Place) -> Relation:
    """Relate places of which at least one is a province or region, in one country or in none that is known."""
    provinces = [_names(place) | _unit(place) for place in (first, second)]
    if provinces[0] & provinces[1]:
        return "within"
    told = all(place.adm1 or place.where_prec == _PROVINCE for place in (first, second))
    return "apart" if told and first.country and second.country else "unknown"


def _unit(place: Place) -> frozenset[str]:
    return frozenset({place_key(place.adm1)} if place.adm1 else ())
