"""Names of places become places: coordinates, country, province, and how precisely the words locate them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from dragoman.codebook.countries import Country, capital_of, country_meant, country_named, country_of, is_demonym
from dragoman.codebook.gazetteer import Located, candidates
from dragoman.codebook.lexicon import load
from dragoman.codebook.naming import bare, key
from dragoman.record.places import Place

__all__ = ["country_of", "place_of"]

_GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}  # ACLED's code by UCDP's
_DISTANCE = re.compile(
    r"^(?:(?:some|about|around|roughly|nearly|just)\s+)?[\d.,]+\s*(?:nautical\s+)?(?:km|kilomet(?:re|er)s?|miles?|nm|met(?:re|er)s?)\b"
    r"(?:\s*\([^)]*\))?\s*(?:[\w-]+\s+)?(?:of|off|from|outside)\s+",
    re.IGNORECASE,
)  # "60 km (37 miles) southeast of"
_FAR_LARGER = 8  # times the people of the place in a country that the text names
_SURE = 100_000  # a town this large may be meant although the text is about other countries
_ALWAYS = 10**12
_KNOWN = (
    3_000  # a smaller one is not taken without any hint at its country, unless the name is found in one country only
)
_NEAR, _DISTRICT, _PROVINCE, _REGION, _COUNTRY = 2, 3, 4, 5, 6


def place_of(name: str, *, context_countries: Sequence[str] = ()) -> Place:
    """Return what is known of the place that ``name`` names; a name nobody knows gives a place of the name alone.

    ``context_countries`` are alpha-3 codes that the text speaks of; they decide between places of one name.
    """
    words, near = _without_leads(name)
    if words == words.lower() or key(words) in _lexicon("directions"):  # "the north", "home": no name
        return Place(name=name)
    located = _locate(words, tuple(context_countries))
    if located is None:
        return Place(name=name)
    return _place(name, _nearby(located) if near and located.where_prec < _NEAR else located)


def _place(name: str, located: Located) -> Place:
    return Place(
        name=name, canonical=located.name, country=located.country, adm1=located.adm1, lat=located.lat,
        lon=located.lon, geoname_id=located.geoname_id, where_prec=located.where_prec,
        geo_precision=_GEO_PRECISION[located.where_prec],
    )  # fmt: skip


def _nearby(located: Located) -> Located:
    return replace(located, where_prec=_NEAR)


def _locate(words: str, context: tuple[str, ...]) -> Located | None:
    """Try the readings of a name from the most literal to the loosest."""
    readings = (_whole, _of_country, _apposition, _unit, _direction, _with_container, _facility)
    return next((found for reading in readings if (found := reading(words, context))), None)


def _whole(words: str, context: tuple[str, ...]) -> Located | None:
    country = country_named(words)
    if country and not _means_unit(country, context):
        return Located(name=country.name, kind="country", where_prec=_COUNTRY, country=country.code)
    return _best(candidates(words), context)


def _means_unit(country: Country, context: tuple[str, ...]) -> bool:
    return country.also_unit_of in context and country.code not in context


def _best(found: Iterable[Located], context: tuple[str, ...]) -> Located | None:
    """Choose the country first (one of the text's, or where the name weighs most), then the place in it."""
    found = tuple(found)
    weights: dict[str | None, int] = {}
    for each in found:
        weights[each.country] = max(weights.get(each.country, 0), _weight(each))
    # the text's countries come first, but not for a name that means a far larger place: Paris is not the one in Texas
    heaviest = max(weights.values(), default=0)
    known = {each.country for each in found if each.by_hand}
    near = {c for c in weights if c in context and (c in known or weights[c] * _FAR_LARGER >= heaviest)}
    ranked = sorted(
        found, key=lambda each: (each.country in near, weights[each.country], *_rank(each, found)), reverse=True
    )
    return _completed(ranked) if ranked and _credible(ranked[0], ranked, context) else None


def _weight(each: Located) -> int:
    # A front-line village of the hand-kept list must not beat a big city elsewhere that has its name.
    if each.by_hand:
        return _SURE if each.kind in ("town", "village") else _ALWAYS
    return each.population * (3 if each.exact else 1)


def _rank(each: Located, found: Sequence[Located]) -> tuple[bool, bool, bool, int]:
    return (each.by_hand, each.kind == "town" and _known_town(each, found), each.exact, each.population)


def _known_town(town: Located, found: Sequence[Located]) -> bool:
    """Tell whether the bare name may mean the town, not the province called after it ("Donetsk", not "Amhara")."""
    units = (each.population for each in found if each.kind == "adm1" and each.country == town.country)
    return town.population * 50 >= max(units, default=0)


def _completed(ranked: Sequence[Located]) -> Located:
    """Return the first, with what GeoNames adds where the hand-kept list gives only a point."""
    best, kind = ranked[0], "adm1" if ranked[0].kind == "adm1" else "town"
    twin = next(
        (each for each in ranked[1:] if each.country == best.country and each.kind == kind and _close(best, each)), None
    )
    if not best.by_hand or twin is None:
        return best
    return replace(best, geoname_id=twin.geoname_id, adm1=best.adm1 or twin.adm1)


def _close(one: Located, other: Located) -> bool:
    if None in (one.lat, one.lon, other.lat, other.lon) or other.by_hand:
        return False
    limit = 3.0 if one.kind == "adm1" else 0.2
    return abs((one.lat or 0) - (other.lat or 0)) < limit and abs((one.lon or 0) - (other.lon or 0)) < limit


def _credible(best: Located, ranked: Sequence[Located], context: tuple[str, ...]) -> bool:
    if best.by_hand or best.country in context or best.kind == "adm1":
        return True
    if context:
        return best.population >= _SURE
    return best.population >= _KNOWN or len({each.country for each in ranked}) == 1


def _of_country(words: str, context: tuple[str, ...]) -> Located | None:
    """Read "Kyiv, Ukraine", "Pokrovsk in Donetsk region", "Ukraine's Kharkiv", "Ukrainian city of Kharkiv"."""
    for inner, outer in _splits(words):
        if country := country_meant(outer):
            return _inside(inner, country.code, context)
        if outer and (container := _whole(outer, context) or _unit(outer, context)):
            return _inside(inner, container.country, context)
    return None


def _inside(inner: str, code: str | None, context: tuple[str, ...]) -> Located | None:
    if code is None:
        return None
    if key(inner) in _lexicon("capital"):
        return _best(candidates(capital_of(code) or ""), (code,))
    found = _locate(_without_leads(inner)[0], (code, *context)) if inner else None
    return found if found and found.country in (code, None) else None


def _splits(words: str) -> Iterable[tuple[str, str]]:
    """Yield (inner name, name of what it lies in) for the ways English puts the two together."""
    for mark in (", ", " in ", "'s "):
        left, found, right = words.rpartition(mark) if mark != "'s " else words.partition(mark)
        if found:
            yield (left, right) if mark != "'s " else (right.lstrip(" ,"), left)
    tokens = words.split()
    if (
        len(tokens) > 2 and key(tokens[0]) in _lexicon("directions") and is_demonym(tokens[1])
    ):  # "southern Ukrainian city"
        tokens = tokens[1:]
    for size in (1, 2):
        if len(tokens) > size and is_demonym(" ".join(tokens[:size])):
            yield " ".join(tokens[size:]), " ".join(tokens[:size])


def _apposition(words: str, context: tuple[str, ...]) -> Located | None:
    """Read "capital Kyiv", "port city of Odesa", "region of Belgorod", "eastern city of Kharkiv"."""
    tokens = words.replace(" of ", " ").replace(",", "").split()
    start = 1 if tokens and key(tokens[0]) in _lexicon("directions") else 0
    for size in (3, 2, 1):
        kind, rest = " ".join(tokens[start : start + size]), " ".join(tokens[start + size :])
        if rest and key(kind) in _lexicon("kinds"):
            return _as_kind(kind, rest, context)
    return None


def _as_kind(kind: str, rest: str, context: tuple[str, ...]) -> Located | None:
    last = kind.split()[-1]
    if _unit_level(last):
        return _unit(f"{rest} {last}", context) or _whole(rest, context)
    return _whole(rest, context) or _unit(rest, context)


def _unit(words: str, context: tuple[str, ...]) -> Located | None:
    """Read "Donetsk region", "Pokrovsk district": the unit itself, or else its main town with the unit's precision."""
    base, _, last = words.rpartition(" ")
    level = _unit_level(last)
    if not base or not level:
        return None
    found = candidates(base)
    kind = "adm1" if level == _PROVINCE else "adm2"
    unit = _best([each for each in found if each.kind == kind], context)
    return unit or _town_of_unit(_best(found, context), words, level)


def _town_of_unit(town: Located | None, words: str, level: int) -> Located | None:
    if town is None:
        return None
    return replace(town, name=words, geoname_id=None, where_prec=max(level, town.where_prec))


def _unit_level(word: str) -> int:
    return next((int(level) for level, words in load("places")["units"].items() if key(word) in words), 0)


def _direction(words: str, context: tuple[str, ...]) -> Located | None:
    """Read "eastern Ukraine" (a region of the country) and "western Kyiv" (the town)."""
    first, _, rest = words.partition(" ")
    if not rest or key(first) not in _lexicon("directions"):
        return None
    whole = _whole(_without_leads(rest)[0], context) or _unit(rest, context)
    if whole is None or whole.kind != "country":
        return whole
    return replace(whole, name=f"{first.lower()} {whole.name}", kind="region", where_prec=_REGION)


def _with_container(words: str, context: tuple[str, ...]) -> Located | None:
    """Read an unknown place in a known one ("a school in Rafah", "Kyiv's Solomianskyi district") as that one."""
    for inner, outer in _splits(words):
        container = _locate(_without_leads(outer)[0], context) if inner and not is_demonym(outer) else None
        if container:
            return container
    return None


def _facility(words: str, context: tuple[str, ...]) -> Located | None:
    """Read "Kharkiv airport" and "Odesa port" as places in the town."""
    tokens = words.split()
    for size in (3, 2, 1):
        if len(tokens) > size and key(" ".join(tokens[-size:])) in _lexicon("facilities", "words"):
            return _whole(" ".join(tokens[:-size]), context)
    return None


def _without_leads(name: str) -> tuple[str, bool]:
    """Return the name without "in", "near the" and the like, and whether one of them said near."""
    words = _DISTANCE.sub("", bare(name))
    near = words != bare(name)
    while True:
        lead, rest = _lead(words)
        if not rest:
            return words, near
        near = near or lead in _lexicon("near")
        words = rest


def _lead(words: str) -> tuple[str, str]:
    tokens = words.split()
    for size in (4, 3, 2, 1):
        lead = key(" ".join(tokens[:size]))
        if len(tokens) > size and (lead in _lexicon("leads") or lead in _lexicon("near")):
            return lead, " ".join(tokens[size:])
    return "", ""


@cache
def _lexicon(*path: str) -> frozenset[str]:
    words = load("places")
    for part in path:
        words = words[part]
    return frozenset(key(word) for word in words)
