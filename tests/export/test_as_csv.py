import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.factory import actor, days
from tests.records import (
    NORTH,
    QUILLPORT,
    RAID_A,
    RAID_B,
    holdings,
    raid,
    record,
    round_of_talks,
    swap,
    telling,
    toll,
)  # fmt: skip

from dragoman.codebook.profiles import PROFILES, Profile, cannot_carry, columns
from dragoman.export.as_csv import to_csv, to_datapackage
from dragoman.record.incidents import IncidentType
from dragoman.record.quantities import Quantity
from dragoman.record.records import Record

# The header of UCDP GED 25.1, typed from its codebook.
GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
PANDAS = {"integer": "Int64", "number": "float64", "string": "string", "boolean": "boolean", "date": "string"}
# As the Uppsala programme describes its own API (ucdpapi.pcr.uu.se), and as ACLED's downloads load: what is not named
# is text. Ids are the exception: ours are wider than 32 bits.
GED_TYPES = {
    **dict.fromkeys(
        ["id", "year", "type_of_violence", "conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id",
         "number_of_sources", "where_prec", "priogrid_gid", "country_id", "event_clarity", "date_prec", "deaths_a",
         "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"],
        "Int64",
    ),
    "active_year": "boolean", "latitude": "float64", "longitude": "float64",
}  # fmt: skip
ACLED_TYPES = {
    **dict.fromkeys(["year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"], "Int64"),
    "latitude": "float64", "longitude": "float64",
}  # fmt: skip
DATES = {"ged": ["date_start", "date_end"], "acled": ["event_date"]}
TEXT = "Shells hit the villages of Amber and Cobalt on Monday; 5 died."


def rows(profile: Profile, *records: Record, **options: Any) -> list[dict[str, str]]:
    return list(
        csv.DictReader(io.StringIO(to_csv(holdings(*records), profile=profile, **options).decode(), newline=""))
    )


def shelling(**values: Any) -> Record:
    given: dict[str, Any] = {"type": IncidentType(code="shelling", event_type="Battles"), "killed": toll(5), **values}
    return record(telling("incident", TEXT, {"killed": "5 died"}, **given))


def test_the_columns_are_the_published_ones_in_their_order() -> None:
    assert [each.name for each in columns("ged")] == GED
    assert len(GED) == 49
    assert [each.name for each in columns("acled")] == ACLED


@pytest.mark.parametrize("profile", PROFILES)
def test_every_fact_that_a_column_names_is_known(profile: Profile) -> None:
    from dragoman.export import facts

    told = next(iter(facts.rows(holdings(), profile)))
    assert {each.fact for each in columns(profile) if each.fact} <= told.keys()
    assert all(each.fact or each.note for each in columns(profile)), "an empty column says why"


@pytest.mark.parametrize("profile", PROFILES)
def test_a_table_is_valid_by_its_own_data_package(profile: Profile, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    table = to_csv(holdings(), profile=profile)
    (tmp_path / f"{profile}.csv").write_bytes(table)
    package = to_datapackage(table, profile=profile)
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    verdict = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert verdict.valid, verdict.flatten(["rowNumber", "fieldNumber", "type", "note"])
    assert package["cannot_carry"] == list(cannot_carry(profile))


@pytest.mark.parametrize("profile", PROFILES)
def test_a_damaged_table_is_not_valid(profile: Profile, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    table = to_csv(holdings(), profile=profile)
    (tmp_path / f"{profile}.csv").write_bytes(table.replace(b"2031", b"MMXXXI"))
    (tmp_path / "datapackage.json").write_text(json.dumps(to_datapackage(table, profile=profile)), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize("profile", ["ged", "acled"])
def test_pandas_loads_a_table_with_the_published_types(profile: Profile) -> None:
    pandas = pytest.importorskip("pandas")
    names, known = (GED, GED_TYPES) if profile == "ged" else (ACLED, ACLED_TYPES)
    types = {name: known.get(name, "string") for name in names if name not in DATES[profile]}
    content = io.BytesIO(to_csv(holdings(), profile=profile))
    table = pandas.read_csv(content, dtype=types, parse_dates=DATES[profile])
    assert list(table.columns) == names
    assert {name: str(table[name].dtype) for name in types} == types
    assert {str(table[name].dtype)[:10] for name in DATES[profile]} == {"datetime64"}
    assert len(table) == 1
    assert {each.name: PANDAS[each.type] for each in columns(profile) if each.type != "date"} == types


def test_a_deadly_incident_becomes_a_row_of_ged() -> None:
    (row,) = rows("ged")
    shown = {name: row[name] for name in GED if row[name]}
    assert 0 < int(shown.pop("id")) < 2**48
    assert shown.pop("relid") == raid().id
    assert shown.pop("source_article").count("https://news.example/") == 2
    assert shown == {
        "year": "2031", "conflict_name": "Ardania – Belmark Front", "side_a": "Belmark Front",
        "number_of_sources": "2", "source_office": "The Harbour Post; Southern Wire", "source_date": "2031-03-03",
        "source_headline": f'{RAID_A[:24]}; <script>alert("x")</script>',
        "source_original": "The Harbour Post; the health ministry", "where_prec": "1", "where_coordinates": "Quillport",
        "where_description": "Quillport", "adm_1": "North Coast", "latitude": "19.6151", "longitude": "37.2164",
        "geom_wkt": "POINT (37.2164 19.6151)", "priogrid_gid": "158115", "country": "Sudan", "date_prec": "1",
        "date_start": "2031-03-02", "date_end": "2031-03-02", "deaths_unknown": "12", "best": "12", "high": "30",
        "low": "12",
    }  # fmt: skip


def test_an_incident_becomes_a_row_of_acled() -> None:
    (row,) = rows("acled")
    told = {name: row[name] for name in ACLED if row[name] and name not in ("notes", "timestamp", "event_id_cnty")}
    assert told == {
        "event_date": "2031-03-02", "year": "2031", "time_precision": "1", "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike", "actor1": "Belmark Front",
        "inter1": "Rebel group", "actor2": "Civilians (Sudan)", "inter2": "Civilians",
        "civilian_targeting": "Civilian targeting", "iso": "729", "country": "Sudan", "admin1": "North Coast",
        "location": "Quillport", "latitude": "19.6151", "longitude": "37.2164", "geo_precision": "1",
        "source": "The Harbour Post; Southern Wire", "fatalities": "12",
    }  # fmt: skip


def test_the_report_profile_has_a_row_for_each_value_of_each_voice() -> None:
    told = [row for row in rows("report", raid()) if row["field"] == "killed"]
    assert [(row["voice"], json.loads(row["value"])["best"], row["preferred"], row["quote"]) for row in told] == [
        ("The Harbour Post", 12, "true", "12 civilians"),
        ("the health ministry", 30, "false", "30"),
    ]
    assert {row["disputed"] for row in told} == {"true"}
    assert told[1]["outlet"] == "Southern Wire"
    start, end = map(int, told[1]["offsets"].split("-"))
    assert RAID_B[start:end] == "30"


def test_no_claimed_value_is_missing_from_the_report_profile() -> None:
    held = holdings().records
    claims = sum(len(value.tellings) for each in held for field in each.fields.values() for value in field.values)
    assert len(rows("report")) == claims > 20


@pytest.mark.parametrize("asserted", ["alleged", "denied", "expected", "hypothetical"])
@pytest.mark.parametrize("profile", ["ged", "acled"])
def test_what_is_not_said_to_have_happened_is_no_event(profile: Profile, asserted: str) -> None:
    assert len(rows(profile, shelling())) == 1
    assert rows(profile, shelling(asserted=asserted)) == []


def test_ged_leaves_out_who_does_not_die_and_acled_a_total_over_a_period() -> None:
    harmless = (shelling(killed=None), shelling(killed=toll(0)), round_of_talks(), swap())
    assert rows("ged", *harmless) == []
    assert len(rows("acled", *harmless)) == 2
    assert rows("acled", shelling(scope="period")) == []


def test_null_is_not_zero_and_a_bound_is_no_figure() -> None:
    (row,) = rows("acled", shelling(killed=None))
    assert row["fatalities"] == ""
    (row,) = rows("ged", shelling(killed=Quantity(low=101, qualifier="over")))
    assert (row["low"], row["best"], row["high"], row["deaths_unknown"]) == ("101", "", "", "")
    (row,) = rows("ged", shelling(killed=toll(5, "civilians")))
    assert (row["deaths_civilians"], row["deaths_unknown"]) == ("5", "")


def test_a_region_and_several_places_have_no_point() -> None:
    (row,) = rows("ged", shelling(places=(NORTH,)))
    assert (row["where_prec"], row["latitude"], row["geom_wkt"], row["country"]) == ("5", "", "", "Sudan")
    (row,) = rows("ged", shelling(places=(NORTH, QUILLPORT)))
    assert (row["where_prec"], row["latitude"], row["where_coordinates"]) == ("", "", "")
    assert (row["where_description"], row["country"]) == ("northern Sudan; Quillport", "Sudan")


def test_a_wave_and_its_hits_are_never_both_counted() -> None:
    wave, hit = shelling(scope="wave"), replace(raid(), part_of=shelling(scope="wave").id)
    assert [row["relid"] for row in rows("ged", wave, hit)] == [wave.id]
    bare = shelling(scope="wave", killed=None)
    hit = replace(raid(), part_of=bare.id)
    assert [row["relid"] for row in rows("ged", bare, hit)] == [hit.id]
    assert [row["event_id_cnty"] for row in rows("acled", bare, hit)] == [hit.id]


def test_an_interval_keeps_its_width() -> None:
    (row,) = rows("acled", shelling(when=days("2030-12-30", "2031-01-02", time_precision=2)))
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2030-12-30", "", "2")


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_safe_table_runs_no_formula_and_an_exact_one_is_exact(name: str) -> None:
    bad = shelling(attacker=actor(name))
    assert rows("ged", bad, safe=True)[0]["side_a"] == f"'{name}"
    assert rows("ged", bad)[0]["side_a"] == name


def test_numbers_are_safe_as_they_are() -> None:
    south = replace(QUILLPORT, lat=-19.5, lon=-37.0)
    assert rows("ged", shelling(places=(south,)), safe=True)[0]["latitude"] == "-19.5"


@pytest.mark.parametrize("profile", PROFILES)
def test_hxl_tags_stand_under_the_header(profile: Profile) -> None:
    lines = to_csv(holdings(), profile=profile, hxl=True).decode().split("\r\n")
    tags = next(csv.reader([lines[1]]))
    assert len(tags) == len(columns(profile))
    assert all(tag == "" or tag.startswith("#") for tag in tags)
    assert to_csv(holdings(), profile=profile).decode().split("\r\n") == [lines[0], *lines[2:]]
