"""A map drawn by the server: which part of the world is seen, and the countries in it as paths of SVG."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from dragoman.codebook.shapes import Ring, Shape, shapes
from dragoman.reconcile.selecting import Box

WIDTH, HEIGHT = 960, 480  # units of the drawing
KM_OF_DEGREE = 111.2  # of latitude
_LEAST = 5.0  # degrees of latitude that are seen at least: a town needs its surroundings
_MARGIN = 1.25  # of what is to be seen, so that nothing stands at the edge
_MOST_LAT = 84.0
_BEYOND = 8.0  # units that lines run on outside of the drawing, so that no edge is drawn as a border
FINENESS = 10  # steps of a unit in which paths are written
_STEP = 12  # of these: a line's next point is left out where it is nearer
_SPECK = (_STEP - 1) / FINENESS  # units; of a ring that is no larger no two points could be told apart

Spread = tuple[float, float, float]  # longitude, latitude and how far around it, in kilometres


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The part of the world that a map shows: its middle in degrees, and units of the drawing for a degree."""

    lon: float
    lat: float
    x_scale: float
    y_scale: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place stands in the drawing."""
        x, y = WIDTH / 2 + (lon - self.lon) * self.x_scale, HEIGHT / 2 - (lat - self.lat) * self.y_scale
        return round(x, 1), round(y, 1)

    def units(self, kilometres: float) -> float:
        """Return how long a distance is in the drawing."""
        return kilometres / KM_OF_DEGREE * self.y_scale

    @property
    def box(self) -> Box:
        """What is seen, in degrees."""
        across, up = WIDTH / 2 / self.x_scale, HEIGHT / 2 / self.y_scale
        return Box(west=self.lon - across, south=self.lat - up, east=self.lon + across, north=self.lat + up)


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country as it is drawn."""

    code: str
    name: str
    path: str  # in tenths of the drawing's units


def outlook_on(spreads: Iterable[Spread]) -> Outlook:
    """Return the outlook that holds all the places with what lies around them; the world where there are none."""
    edges = [_edges(*spread) for spread in spreads]
    if not edges:
        return _outlook(Box(west=-170, south=-56, east=190, north=78))
    wests, souths, easts, norths = zip(*edges, strict=True)
    return _outlook(Box(west=min(wests), south=min(souths), east=max(easts), north=max(norths)))


def outlook_of(box: Box) -> Outlook:
    """Return the outlook on a box; one over the 180th meridian is seen as the world."""
    return _outlook(box if box.west < box.east else Box(west=-180, south=box.south, east=180, north=box.north))


@lru_cache(maxsize=64)
def land_in(outlook: Outlook) -> tuple[Land, ...]:
    """Return the countries that are seen, by code; even-odd fills them."""
    seen = (Land(code=each.code, name=each.name, path=_path(each, outlook)) for each in shapes().values())
    return tuple(each for each in seen if each.path)


def _edges(lon: float, lat: float, kilometres: float) -> tuple[float, float, float, float]:
    up = kilometres / KM_OF_DEGREE
    across = up / max(0.2, math.cos(math.radians(lat)))
    return lon - across, lat - up, lon + across, lat + up


def _outlook(box: Box) -> Outlook:
    """Fit a box into the drawing; a degree of longitude is as long as it is at the middle."""
    lon, lat = (box.west + box.east) / 2, (box.south + box.north) / 2
    narrowing = max(0.2, math.cos(math.radians(lat)))
    up = max(_LEAST, (box.north - box.south) * _MARGIN, (box.east - box.west) * narrowing * HEIGHT / WIDTH * _MARGIN)
    scale = HEIGHT / min(up, 2 * _MOST_LAT)
    return Outlook(lon=round(lon, 2), lat=round(lat, 2), x_scale=round(scale * narrowing, 3), y_scale=round(scale, 3))


def _path(shape: Shape, outlook: Outlook) -> str:
    seen = outlook.box
    drawn = (
        _line(ring, outlook, (west, south, east, north))
        for ring, (west, south, east, north) in zip(shape.rings, shape.bounds, strict=True)
        if west < seen.east and east > seen.west and south < seen.north and north > seen.south
        if (east - west) * outlook.x_scale > _SPECK or (north - south) * outlook.y_scale > _SPECK
    )
    return "".join(drawn)


def _line(ring: Ring, outlook: Outlook, bounds: tuple[float, float, float, float]) -> str:
    """Return a ring as a path, cut at the edge of the drawing; nothing where it is too small to be seen."""
    points = np.empty_like(ring)
    points[:, 0] = WIDTH / 2 + (ring[:, 0] - outlook.lon) * outlook.x_scale
    points[:, 1] = HEIGHT / 2 - (ring[:, 1] - outlook.lat) * outlook.y_scale
    if not _is_inside(bounds, outlook):
        for axis, most in ((0, WIDTH + _BEYOND), (1, HEIGHT + _BEYOND)):
            points = _cut(_cut(points, axis, -_BEYOND, 1.0), axis, most, -1.0)
    if len(points) < 3:
        return ""
    kept = _thinned(points)
    if len(kept) < 3:
        return ""
    steps = " ".join(f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps}z".replace(" -", "-")


def _is_inside(bounds: tuple[float, float, float, float], outlook: Outlook) -> bool:
    """Tell whether all of a ring is seen, so that nothing needs to be cut off, which takes longest."""
    west, south, east, north = bounds
    seen = outlook.box
    return west >= seen.west and east <= seen.east and south >= seen.south and north <= seen.north


def _cut(points: Ring, axis: int, bound: float, side: float) -> Ring:
    """Return the part of a ring on one side of a line (Sutherland and Hodgman), all edges at once."""
    if len(points) == 0:
        return points
    ahead = np.roll(points, -1, axis=0)
    here, there = (points[:, axis] - bound) * side, (ahead[:, axis] - bound) * side
    if (here >= 0).all():
        return points
    crosses = (here >= 0) != (there >= 0)
    share = np.divide(here, here - there, out=np.zeros_like(here), where=crosses)
    made = np.stack([points, points + (ahead - points) * share[:, None]], axis=1).reshape(-1, 2)
    kept: Ring = made[np.stack([here >= 0, crosses], axis=1).reshape(-1)]
    return kept


def _thinned(points: Ring) -> list[tuple[int, int]]:
    """Return the points that can be told apart in the drawing, in tenths of its units."""
    kept: list[tuple[int, int]] = []
    for x, y in (points * FINENESS).round().astype(np.int64).tolist():
        if not kept or abs(x - kept[-1][0]) >= _STEP or abs(y - kept[-1][1]) >= _STEP:
            kept.append((x, y))
    return kept
