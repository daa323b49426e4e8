import json
from dataclasses import replace
from typing import Any

import pytest
from tests.records import NORTH, QUILLPORT, RAID_A, RAID_B, SWAP, holdings, raid, record, telling

from dragoman.export.as_geojson import to_geojson
from dragoman.record.places import Place
from dragoman.record.records import Record


def features(*records: Record) -> list[dict[str, Any]]:
    return list(json.loads(to_geojson(holdings(*records)))["features"])


def at(*places: Place) -> Record:
    return record(telling("incident", RAID_A, {"places": "Quillport"}, places=places))


def test_it_is_geojson_by_two_libraries() -> None:
    told = to_geojson(holdings())
    pydantic = pytest.importorskip("geojson_pydantic")
    assert len(pydantic.FeatureCollection.model_validate_json(told).features) == 3
    geojson = pytest.importorskip("geojson")
    assert geojson.loads(told).is_valid


def test_a_town_is_a_point_with_longitude_first() -> None:
    assert features(at(QUILLPORT))[0]["geometry"] == {"type": "Point", "coordinates": [37.2164, 19.6151]}


@pytest.mark.parametrize(
    "place",
    [
        NORTH,
        replace(QUILLPORT, where_prec=3),
        replace(QUILLPORT, where_prec=6),
        replace(QUILLPORT, where_prec=7),
        replace(QUILLPORT, where_prec=None),
        replace(QUILLPORT, lat=None),
    ],
)
def test_what_is_no_point_has_no_pin(place: Place) -> None:
    (feature,) = features(at(place))
    assert feature["geometry"] is None
    assert feature["properties"]["where_prec"] == place.where_prec
    assert feature["properties"]["place"] == place.name


def test_the_meridian_and_the_equator_are_places_too() -> None:
    assert features(at(replace(QUILLPORT, lat=0.0, lon=0.0)))[0]["geometry"]["coordinates"] == [0.0, 0.0]


def test_a_record_without_place_is_there_without_geometry() -> None:
    (feature,) = features(record(telling("exchange", SWAP, {})))
    assert (feature["geometry"], feature["properties"]["place"]) == (None, None)


def test_a_total_over_places_is_marked_and_not_divided() -> None:
    both = features(at(QUILLPORT, NORTH))
    assert [each["properties"]["shares_figures"] for each in both] == [True, True]
    assert len({each["id"] for each in both}) == 2
    assert not features(at(QUILLPORT))[0]["properties"]["shares_figures"]


def test_properties_hold_precision_range_disputes_and_evidence() -> None:
    told = features(raid())[0]["properties"]
    assert (told["where_prec"], told["geo_precision"], told["date_prec"]) == (1, 1, 1)
    assert (told["killed_low"], told["killed_best"], told["killed_high"]) == (12, 12, 30)
    assert told["disputed"] == ["killed"]
    texts = {each.report.id: text for each, text in zip(raid().tellings, (RAID_A, RAID_B), strict=True)}
    assert len(told["evidence"]) > 5
    assert all(texts[each["document"]][each["start"] : each["end"]] == each["quote"] for each in told["evidence"])
