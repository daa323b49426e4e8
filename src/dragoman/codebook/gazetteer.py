"""Where names are: GeoNames' settlements and provinces, and a hand-kept supplement of what they lack."""

import atexit
import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any

from dragoman.codebook.naming import bare, in_capitals, key, place_key
from dragoman.codebook.sheets import required, sheet
from dragoman.errors import CodebookError

FEATURES = ("town", "adm1", "adm2")  # as numbered in places.sqlite
_PRECISION = {"town": 1, "adm1": 4, "adm2": 3}
_QUERY = """
SELECT p.id, p.name, p.country, u.name, p.lat, p.lon, p.population, p.feature
FROM names n JOIN places p ON p.id = n.place LEFT JOIN units u ON u.id = p.unit
WHERE n.key = ? ORDER BY p.population DESC LIMIT 60
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place that a name can mean; ``by_hand`` for the supplement, ``exact`` where it is the place's main name."""

    name: str
    kind: str  # town, adm1, adm2, sea, crossing, camp, plant, …
    where_prec: int  # UCDP, 1 to 7
    country: str | None = None  # ISO 3166-1 alpha-3
    adm1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geoname_id: int | None = None
    population: int = 0
    by_hand: bool = False
    exact: bool = False


def candidates(name: str) -> tuple[Located, ...]:
    """Return all places that ``name`` can mean: the supplement's first, then by population."""
    name = bare(name)
    return (*_by_hand(name), *_from_geonames(name))


def _by_hand(name: str) -> tuple[Located, ...]:
    found = _supplement().get(key(name), ()) or _supplement().get(place_key(name), ())
    return tuple(place for place, capitals_only in found if not capitals_only or in_capitals(name))


@lru_cache(maxsize=4096)
def _from_geonames(name: str) -> tuple[Located, ...]:
    if len(wanted := place_key(name)) < 2:
        return ()
    try:
        rows = _base().execute(_QUERY, (wanted,)).fetchall()
    except sqlite3.Error as error:
        raise CodebookError(
            f"gazetteer/places.sqlite is broken: {error}", hint="build it anew: training/gazetteer.py"
        ) from error
    return tuple(_located(row, exact=key(row[1]) == key(name)) for row in rows)


def _located(row: tuple[Any, ...], *, exact: bool) -> Located:
    geoname_id, name, country, adm1, lat, lon, population, feature = row
    kind = FEATURES[feature]
    return Located(
        name=name, kind=kind, where_prec=_PRECISION[kind], country=country, adm1=adm1, lat=lat / 10000,
        lon=lon / 10000, geoname_id=geoname_id, population=population, exact=exact,
    )  # fmt: skip


@cache
def _base() -> sqlite3.Connection:
    stack = ExitStack()
    atexit.register(stack.close)
    path = stack.enter_context(as_file(files("dragoman.codebook").joinpath("gazetteer", "places.sqlite")))
    if not path.exists():
        raise CodebookError("gazetteer/places.sqlite is missing", hint="build it: python training/gazetteer.py")
    # Immutable: no locks, no journal, so that any number of workers may read it from a read-only disk.
    base = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
    stack.callback(base.close)
    return base


@cache
def _supplement() -> dict[str, tuple[tuple[Located, bool], ...]]:
    data = sheet("gazetteer/supplement")
    found: dict[str, tuple[tuple[Located, bool], ...]] = {}
    for row in required(data, "place", file="gazetteer/supplement", row_name="the file"):
        place = _supplied(row, data["precision"])
        for name in (place.name, *row.get("aliases", ())):
            entry = (place, in_capitals(name))
            for form in {key(name), place_key(name)}:
                found[form] = (*found.get(form, ()), entry)
    return found


def _supplied(row: dict[str, Any], precision: dict[str, int]) -> Located:
    name = required(row, "name", file="gazetteer/supplement", row_name=str(row))
    kind = required(row, "kind", file="gazetteer/supplement", row_name=name)
    level = row.get("where_prec") or required(precision, kind, file="gazetteer/supplement", row_name="[precision]")
    rest: dict[str, Any] = {field: row.get(field) for field in ("country", "adm1", "lat", "lon")}
    return Located(name=name, kind=kind, where_prec=level, by_hand=True, exact=True, **rest)
