"""Incidents on a map: a place is an area as wide as it is vague, and what has no place stands in words beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dragoman.codebook.shapes import shapes
from dragoman.reconcile.selecting import Box
from dragoman.record.records import Record
from dragoman.serve.web.atlas import Land, Outlook, Spread, land_in, outlook_of, outlook_on

_COUNTRY = 6  # UCDP's where_prec of a country
# How far around its point a place may lie, in kilometres, and in words, by where_prec; without one it is a region.
_REACH: dict[int, tuple[float, str]] = {
    1: (6, "a town or an exact place"), 2: (25, "near a place"), 3: (45, "a district"), 4: (110, "a province"),
    5: (220, "a region"), 6: (0, "a country"), 7: (300, "at sea, or a wide area"),
}  # fmt: skip
_UNKNOWN = 5
_SEEN = 5.0  # units: a town is drawn no smaller, so that it can be seen and touched
_SOFT = 2  # where_prec above which the edge is soft
_NAMED = 24  # spots that get their name drawn
_APART = 15.0  # units between two names
Form = Literal["town", "area", "country"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with its incidents."""

    id: str
    name: str
    country: str | None
    precision: str
    where_prec: int
    lon: float | None
    lat: float | None
    records: tuple[str, ...]

    @property
    def is_country(self) -> bool:
        """Whether the country as a whole is meant, and has a shape."""
        return self.where_prec == _COUNTRY and self.country in shapes()

    @property
    def is_drawn(self) -> bool:
        """Whether it can stand on a map."""
        return self.is_country or (self.where_prec != _COUNTRY and self.lon is not None and self.lat is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A spot as it is drawn, in units of the drawing; ``has_name`` where its name does not run into another."""

    spot: Spot
    form: Form
    x: float
    y: float
    radius: float
    has_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """A map and its table."""

    outlook: Outlook
    land: tuple[Land, ...]
    tinted: frozenset[str]  # countries that are meant as a whole
    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...]  # all, those that cannot be drawn as well
    placeless: int  # incidents of which no report tells the place


def map_of(records: Sequence[Record], box: Box | None) -> Map:
    """Return the map of incidents, as near as all of them can be seen, or of a box."""
    spots = tuple(spots_of(records))
    drawn = [each for each in spots if each.is_drawn]
    outlook = outlook_of(box) if box else outlook_on(_spreads(drawn))
    tinted = frozenset(each.country for each in drawn if each.is_country and each.country)
    placed = {ident for spot in spots for ident in spot.records}
    return Map(
        outlook=outlook, land=land_in(outlook), tinted=tinted, marks=_marks(drawn, outlook), spots=spots,
        placeless=sum(record.id not in placed for record in records),
    )  # fmt: skip


def spots_of(records: Iterable[Record]) -> Iterator[Spot]:
    """Yield each place once with the incidents there, those of most incidents first."""
    found: dict[tuple[Any, ...], tuple[dict[str, Any], list[str]]] = {}
    for record in records:
        for place in _places(record):
            key = (_name(place), place.get("country"), place.get("lat"), place.get("lon"), place.get("where_prec"))
            held = found.setdefault(key, (place, []))[1]
            if record.id not in held:
                held.append(record.id)
    ordered = sorted(found.values(), key=lambda each: (-len(each[1]), _name(each[0])))
    for at, (place, held) in enumerate(ordered, start=1):
        yield _spot(f"spot-{at}", place, tuple(held))


def _spot(ident: str, place: dict[str, Any], records: tuple[str, ...]) -> Spot:
    told = place.get("where_prec")
    where_prec = told if told in _REACH else _UNKNOWN
    lon, lat = (_degrees(place.get(name), most) for name, most in (("lon", 180), ("lat", 90)))
    country = place.get("country")
    precision = _REACH[where_prec][1] if told in _REACH else "not known how near"
    return Spot(
        id=ident, name=_name(place), country=country if isinstance(country, str) else None, precision=precision,
        where_prec=where_prec, lon=lon, lat=lat, records=records,
    )  # fmt: skip


def _places(record: Record) -> list[dict[str, Any]]:
    """Return the places that are preferred; a person may have set something else."""
    stated = record.fields.get("places")
    preferred = stated.preferred if stated and isinstance(stated.preferred, list) else []
    return [each for each in preferred if isinstance(each, dict) and _name(each)]


def _name(place: dict[str, Any]) -> str:
    return str(place.get("canonical") or place.get("name") or "")


def _degrees(value: Any, most: float) -> float | None:  # noqa: ANN401  a field's JSON
    return float(value) if isinstance(value, int | float) and -most <= value <= most else None


def _spreads(spots: Iterable[Spot]) -> Iterator[Spread]:
    for spot in spots:
        if spot.is_country and spot.country:
            shape = shapes()[spot.country]
            west, south, east, north = max(shape.bounds, key=lambda each: (each[2] - each[0]) * (each[3] - each[1]))
            yield from ((west, south, 0.0), (east, north, 0.0))
        elif spot.lon is not None and spot.lat is not None:
            yield spot.lon, spot.lat, _REACH[spot.where_prec][0]


def _marks(spots: Sequence[Spot], outlook: Outlook) -> tuple[Mark, ...]:
    """Return the marks, the widest first, so that none hides another; names in the order of their incidents."""
    named: list[tuple[float, float, float]] = []
    made = []
    for at, spot in enumerate(spots):
        lon, lat = _point(spot)
        x, y = outlook.at(lon, lat)
        radius = 0.0 if spot.is_country else max(_SEEN, outlook.units(_REACH[spot.where_prec][0]))
        form: Form = "country" if spot.is_country else "area" if spot.where_prec > _SOFT else "town"
        width = 7.0 * len(spot.name) + 30
        has_name = at < _NAMED and all(
            abs(y - other_y) > _APART or x + width < other_x or other_x + other_width < x
            for other_x, other_y, other_width in named
        )
        if has_name:
            named.append((x, y, width))
        made.append(Mark(spot=spot, form=form, x=x, y=y, radius=round(radius, 1), has_name=has_name))
    return tuple(sorted(made, key=lambda each: -each.radius))


def _point(spot: Spot) -> tuple[float, float]:
    if spot.is_country and spot.country:
        return shapes()[spot.country].middle
    assert spot.lon is not None
    assert spot.lat is not None
    return spot.lon, spot.lat
