"""The map: what is seen, how it is cut, how much it takes."""

import re

import pytest

from dragoman.reconcile.selecting import Box
from dragoman.serve.web.atlas import HEIGHT, WIDTH, land_in, outlook_of, outlook_on

KHARKIV, FASHER = (36.25, 49.98, 6.0), (25.35, 13.63, 6.0)


def points(path: str) -> list[tuple[float, float]]:
    """The points of a path in units of the drawing."""
    found = []
    for start, steps in re.findall(r"M([^lM]*)l([^zM]*)z", path):
        x, y = map(int, re.findall(r"-?\d+", start))
        found.append((x / 10, y / 10))
        numbers = [int(each) for each in re.findall(r"-?\d+", steps)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            found.append((x / 10, y / 10))
    return found


@pytest.mark.parametrize("spreads", [(), (KHARKIV,), (KHARKIV, FASHER), ((0.0, 84.0, 300.0), (10.0, -80.0, 6.0))])
def test_all_that_is_asked_for_is_seen_and_nothing_is_drawn_outside(spreads: tuple) -> None:
    outlook = outlook_on(spreads)
    for lon, lat, _ in spreads:
        x, y = outlook.at(lon, lat)
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT
    drawn = [point for land in land_in(outlook) for point in points(land.path)]
    assert drawn
    assert all(-9 <= x <= WIDTH + 9 and -9 <= y <= HEIGHT + 9 for x, y in drawn)


def test_a_town_is_seen_in_its_country() -> None:
    seen = {each.code for each in land_in(outlook_on([KHARKIV]))}
    assert {"UKR", "RUS"} <= seen
    assert "SDN" not in seen


def test_a_country_cut_on_all_sides_fills_the_drawing() -> None:
    (land,) = land_in(outlook_of(Box(west=100, south=60, east=104, north=62)))
    assert land.code == "RUS"
    xs, ys = zip(*points(land.path), strict=True)
    assert min(xs) < 0 < WIDTH < max(xs)
    assert min(ys) < 0 < HEIGHT < max(ys)


def test_the_world_is_small_enough_for_a_page() -> None:
    assert sum(len(each.path) for each in land_in(outlook_on(()))) < 120_000


def test_degrees_and_units_go_both_ways() -> None:
    outlook = outlook_of(Box(west=20, south=40, east=40, north=52))
    assert outlook.at(outlook.box.west, outlook.box.north) == (0.0, 0.0)
    assert outlook.box.west < 20 < 40 < outlook.box.east
    assert outlook.units(111.2) == outlook.y_scale
