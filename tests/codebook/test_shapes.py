"""Shapes of countries: whole, closed, where they should be, and small enough to carry."""

from importlib.resources import files

import numpy as np
import pytest

from dragoman.codebook.countries import by_code
from dragoman.codebook.shapes import Shape, shapes


def holds(shape: Shape, lon: float, lat: float) -> bool:
    """Whether a place lies within, counted by the edges east of it: an oracle of its own."""
    crossed = 0
    for ring in shape.rings:
        (x1, y1), (x2, y2) = ring[:-1].T, ring[1:].T
        spans = (y1 > lat) != (y2 > lat)
        crossed += int((lon < x1[spans] + (x2 - x1)[spans] * (lat - y1[spans]) / (y2 - y1)[spans]).sum())
    return crossed % 2 == 1


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [("UKR", 30.5, 50.4), ("UKR", 34.1, 45.0), ("PSE", 34.35, 31.38), ("SDN", 25.35, 13.63), ("ESH", -13.2, 24.2),
     ("RUS", 36.6, 50.6), ("RUS", -170.0, 66.0), ("USA", -150.0, 64.0), ("FJI", 178.0, -17.8)],
)  # fmt: skip
def test_a_place_lies_in_its_country_and_in_no_other(code: str, lon: float, lat: float) -> None:
    assert [each.code for each in shapes().values() if holds(each, lon, lat)] == [code]


def test_every_ring_is_closed_and_on_the_map() -> None:
    for shape in shapes().values():
        assert shape.rings
        for ring, (west, south, east, north) in zip(shape.rings, shape.bounds, strict=True):
            assert (ring[0] == ring[-1]).all()
            assert -180 <= west <= east <= 180
            assert -90 <= south <= north <= 90
            assert np.isfinite(ring).all()


def test_nearly_all_countries_of_the_codebook_have_a_shape() -> None:
    assert by_code().keys() - shapes().keys() == {"GIB", "GUF", "MYT", "REU"}  # too small, or drawn as parts of France


def test_the_file_is_small() -> None:
    assert files("dragoman.codebook").joinpath("gazetteer", "shapes.json").stat().st_size < 400_000
