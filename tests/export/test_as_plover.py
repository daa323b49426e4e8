import csv
import io
import json
from typing import Any

import pytest
from tests.records import SWAP, TALKS, holdings, raid, record, round_of_talks, telling

from dragoman.codebook.entries import codes
from dragoman.export.as_plover import POLECAT, to_plover, to_polecat
from dragoman.record.actors import Actor
from dragoman.record.records import Record


def events(*records: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in to_plover(holdings(*records)).splitlines()]


def rows(*records: Record) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_polecat(holdings(*records)).decode()), delimiter="\t"))


def test_a_strike_a_plan_and_a_swap_have_their_types() -> None:
    told = [(each["event"], each["mode"], each["quad_code"]) for each in events()]
    assert told == [(["AGREE"], None, 1), (["ASSAULT"], "drone", 4), (["RETREAT"], "release", 2)]
    assert all(each["event"][0] in codes("event", "event_type") for each in events())


def test_what_plover_demands_is_there() -> None:
    for each in events():
        assert each["id"]
        assert each.keys() >= {"date", "actor", "recipient", "event", "text", "cite_info", "event_scale"}
    assert events(raid())[0]["actor"][0]["sector"] == "REB"


def test_offsets_point_at_the_text() -> None:
    (told,) = events(round_of_talks())
    assert [TALKS[each["start"] : each["end"]] for each in told["text_info"]] == told["text"]


@pytest.mark.parametrize(("status", "kind"), [("held", "CONSULT"), ("planned", "AGREE"), ("postponed", "REJECT")])
def test_a_round_is_what_its_status_makes_it(status: str, kind: str) -> None:
    assert events(round_of_talks(status=status))[0]["event"] == [kind]


def test_what_is_not_done_is_marked() -> None:
    assert events(round_of_talks())[0]["auxiliary"] == ["future"]
    alleged = record(telling("exchange", SWAP, {}, status="held", asserted="alleged"))
    assert events(alleged)[0]["auxiliary"] == ["alleged"]


def test_plain_sayings_are_no_events() -> None:
    assert events(record(telling("statement", SWAP, {}, act="say"))) == []
    assert events(record(telling("statement", SWAP, {}))) == []


def test_the_table_has_polecats_columns_and_no_loose_tabs() -> None:
    name = Actor(name="The\tFront\nof\r\nB")
    lines = to_polecat(holdings(round_of_talks(parties=(name,)))).decode().splitlines()
    assert lines[0].split("\t") == list(POLECAT)
    assert len(POLECAT) == 40
    assert [len(line.split("\t")) for line in lines] == [40, 40]


def test_a_row_says_none_for_what_is_not_known() -> None:
    row = rows()[1]
    assert (row["Event Type"], row["Event Mode"], row["Actor Name"]) == ("ASSAULT", "drone", "Belmark Front")
    assert (row["Event Date"], row["City"], row["Latitude"]) == ("2031-03-02", "Quillport", "19.6151")
    assert (row["Recipient Name"], row["Actor COW"]) == ("None", "None")
