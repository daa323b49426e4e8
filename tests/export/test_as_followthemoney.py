import json
from typing import Any

import pytest
from tests.factory import actor
from tests.records import holdings, raid, record, round_of_talks, telling

from dragoman.export.as_followthemoney import to_followthemoney
from dragoman.record.records import Record


def entities(*records: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in to_followthemoney(holdings(*records)).splitlines()]


def test_the_models_own_library_takes_every_entity_whole() -> None:
    ftm = pytest.importorskip("followthemoney")
    for told in entities():
        proxy = ftm.EntityProxy.from_dict(told, cleaned=False)
        ftm.model.get(told["schema"]).validate(told)
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert kept == {name: sorted(values) for name, values in told["properties"].items()}


def test_events_point_at_entities_that_are_there() -> None:
    told = {each["id"]: each for each in entities()}
    assert len(told) == len(entities())
    events = [each for each in told.values() if each["schema"] == "Event"]
    assert len(events) == 3
    for event in events:
        for name in ("involved", "organizer", "proof"):
            assert all(other in told for other in event["properties"].get(name, []))
    assert [told[other]["schema"] for other in events[0]["properties"]["proof"]] == ["Article"]


def test_who_is_what() -> None:
    talks = round_of_talks(parties=(actor("Ardania", sector="GOV"), actor("Belmark Front", "SDN", sector="REB")))
    said = record(telling("statement", "x", {}, speaker=actor("Ines Talbot", role="Foreign Minister")))
    told = {each["properties"]["name"][0]: each for each in entities(talks, said) if "name" in each["properties"]}
    assert told["Ardania"]["schema"] == "PublicBody"
    assert told["Norway"]["schema"] == "PublicBody"
    assert told["Belmark Front"]["schema"] == "Organization"
    assert told["Belmark Front"]["properties"]["country"] == ["sd"]
    assert told["Ines Talbot"]["schema"] == "Person"
    assert told["Ines Talbot"]["properties"]["position"] == ["Foreign Minister"]


def test_ids_are_stable_and_dates_are_never_made_up() -> None:
    assert entities() == entities()
    event = next(each for each in entities(raid()) if each["schema"] == "Event")
    assert event["properties"]["date"] == ["2031-03-02"]
    undated = next(each for each in entities(round_of_talks(when=None)) if each["schema"] == "Event")
    assert not {"date", "startDate", "endDate"} & undated["properties"].keys()
