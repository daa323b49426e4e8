"""Incidents on the map: as wide as a place is vague, once for each place, and in words where there is no point."""

from dataclasses import replace

import pytest
from tests.factory import days
from tests.records import NORTH, QUILLPORT, raid, record, report, telling

from dragoman.record.places import Place
from dragoman.record.records import Record
from dragoman.serve.web.incident_map import map_of, spots_of

SUDAN = Place(name="Sudan", country="SDN", lat=16.0, lon=30.0, where_prec=6, geo_precision=3)
SOMEWHERE = Place(name="the hills")


def at(*places: Place, number: int = 1) -> Record:
    text = f"A raid, number {number}."
    return record(telling("incident", text, {}, report(text), places=places, when=days("2031-03-02")))


def test_a_town_is_small_a_region_wide_a_country_its_shape() -> None:
    drawn = map_of([at(QUILLPORT, NORTH, SUDAN)], None)
    forms = {mark.spot.name: (mark.form, mark.radius) for mark in drawn.marks}
    assert forms["Quillport"][0] == "town"
    assert forms["northern Sudan"][0] == "area"
    assert forms["northern Sudan"][1] > 5 * forms["Quillport"][1]
    assert forms["Sudan"] == ("country", 0.0)
    assert drawn.tinted == {"SDN"}
    assert drawn.marks[0].radius == max(mark.radius for mark in drawn.marks)  # so that it hides no other


@pytest.mark.parametrize(
    "place",
    [SOMEWHERE, replace(SUDAN, country=None), replace(SUDAN, country="XXX"), replace(QUILLPORT, lat=None),
     replace(QUILLPORT, lat=200.0)],
)  # fmt: skip
def test_what_has_no_place_on_the_map_stands_in_the_table_alone(place: Place) -> None:
    drawn = map_of([at(place)], None)
    assert drawn.marks == ()
    assert [(spot.name, spot.is_drawn) for spot in drawn.spots] == [(place.name, False)]


def test_a_place_without_precision_is_no_town() -> None:
    (mark,) = map_of([at(replace(QUILLPORT, where_prec=None))], None).marks
    assert mark.form == "area"
    assert mark.spot.precision == "not known how near"


def test_a_place_stands_once_with_all_its_incidents() -> None:
    first, second = at(QUILLPORT, number=1), at(QUILLPORT, NORTH, number=2)
    spots = {each.name: each.records for each in spots_of([first, second])}
    assert spots == {"Quillport": (first.id, second.id), "northern Sudan": (second.id,)}


def test_incidents_without_a_place_are_counted() -> None:
    assert map_of([at(), raid()], None).placeless == 1


def test_two_names_do_not_run_into_one_another() -> None:
    near = replace(QUILLPORT, name="Quillport Harbour", lat=19.63)
    drawn = map_of([at(QUILLPORT, near, replace(QUILLPORT, name="Far", lat=10.0, lon=20.0))], None)
    assert sorted(mark.has_name for mark in drawn.marks) == [False, True, True]
