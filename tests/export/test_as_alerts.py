"""Alerts in words, as a feed, as the body of a webhook, as plain text."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from tests.records import raid, round_of_talks, swap

from dragoman.export.alert_words import alert_id, alert_of, quote_of, said_by
from dragoman.export.as_alerts import FEED_ID, to_atom, to_json, to_text
from dragoman.record.alerts import Alert, AlertRule, Raised, Said
from dragoman.record.evidence import Evidence
from dragoman.record.sources import Health

NOW = datetime(2031, 3, 5, 7, 30, tzinfo=UTC)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
NASTY = "</title><script>alert(1)</script> & \x00\x1b[31m “x” ]]>"


def told(raised: Raised) -> Alert:
    return alert_of(raised, at=NOW, processes={"process-1": "Ardania – Belmark Front"}, channels=("feed", "mail"))


def toll(**known: Any) -> Raised:
    record = raid()
    voices = tuple(each for value in record.fields["killed"].values for each in value.tellings)
    rule = AlertRule(name="Tolls", when="contradiction", **known)
    return Raised(
        rule=rule, record=record, field="killed", grounds=voices, mark=("killed",),
        new=[value.value for value in record.fields["killed"].values],
    )  # fmt: skip


def status() -> Raised:
    record = swap()
    voices = record.fields["status"].values[0].tellings
    rule = AlertRule(name="Swaps", when="status_changed", channels=("mail",))
    return Raised(
        rule=rule, record=record, field="status", old="under_way", new="held", grounds=voices, mark=("status", "f")
    )


def test_a_contradiction_is_told_with_each_value_and_who_claims_it() -> None:
    alert = told(toll())
    assert "12 against 30" in alert.subject
    assert "12 (The Harbour Post) against 30 (the health ministry in Southern Wire)" in alert.line
    quotes = {(each.voice, each.outlet): each.quote for each in alert.said}
    assert quotes.keys() == {
        ("The Harbour Post", "The Harbour Post"), ("the health ministry in Southern Wire", "Southern Wire"),
    }  # fmt: skip
    assert "12 civilians" in quotes["The Harbour Post", "The Harbour Post"]
    assert (alert.process, alert.kind, alert.channels) == ("Ardania – Belmark Front", "incident", ("feed", "mail"))


def test_a_change_is_told_from_what_to_what_and_goes_where_its_rule_says() -> None:
    alert = told(status())
    assert alert.subject.startswith("Status under way → held: Exchange")
    assert (alert.old, alert.new, alert.old_words, alert.new_words) == ("under_way", "held", "under way", "held")
    assert alert.line.endswith(", according to The Harbour Post")
    assert alert.channels == ("mail",)


def test_a_new_round_and_its_day() -> None:
    record = round_of_talks()
    new = told(Raised(rule=AlertRule(name="r", when="new_round"), record=record, mark=("new",)))
    assert new.subject == "New round: Talks, round 2: Ardania, Belmark Front (Sorrel), planned"
    rule = AlertRule(name="r", when="next_meeting")
    day = told(Raised(rule=rule, record=record, field="when", old="2031-03-09", new="2031-03-10", mark=("when",)))
    assert day.subject.startswith("Next meeting moved from 9 March 2031 to 10 March 2031: Talks, round 2")
    assert (day.old_words, day.new_words) == ("9 March 2031", "10 March 2031")


@pytest.mark.parametrize(("state", "words"), [("unknown", "could not be read since"), ("ok", "was last polled")])
def test_a_silent_feed_is_unknown_and_never_without_news(state: Any, words: str) -> None:
    known = Health(source="Herald", state=state, since=NOW, checked=NOW, due=NOW, why="status 500")
    rule = AlertRule(name="r", when="feed_silent")
    alert = told(Raised(rule=rule, about="Herald", new=NOW.isoformat(), health=known, mark=("Herald", "x")))
    assert alert.subject == "Herald: unknown since 2031-03-05 07:30 UTC"
    assert words in alert.line
    assert "not known" in alert.line
    assert "no news" not in alert.line
    assert ("status 500" in alert.line) == (state == "unknown")


def test_an_id_is_that_of_the_rule_the_record_and_the_change_and_of_nothing_else() -> None:
    base = toll()
    assert alert_id(base) == alert_id(toll(wider_than=3)) == told(base).id
    assert told(base).id == replace(alert_of(base, at=NOW.replace(year=2032), processes={}, channels=())).id
    others = [
        replace(base, rule=replace(base.rule, name="Other")), replace(base, record=swap()),
        replace(base, mark=("killed", "again")), replace(base, new=[1]), replace(base, old=[1]),
        replace(base, field="injured"),
    ]  # fmt: skip
    assert len({alert_id(each) for each in (base, *others)}) == 7


def test_words_that_lie_inside_of_others_are_quoted_once_and_in_order() -> None:
    marks = [("killed", 30, "12 people"), ("when", 0, "on Tuesday drones"), ("type", 11, "drones"), ("x", 30, "12")]
    evidence = [Evidence(field=name, start=at, end=at + len(words), quote=words) for name, at, words in marks]
    assert quote_of(evidence) == quote_of(reversed(evidence)) == "on Tuesday drones […] 12 people"


def test_a_person_who_judged_is_the_voice() -> None:
    record = swap()
    voice = replace(record.fields["status"].values[0].tellings[0], judged_by="Amal", evidence=())
    (said,) = said_by(record, [voice])
    assert (said.voice, said.quote) == ("Amal (judged)", "")


def test_a_feed_has_an_entry_for_each_alert_with_an_id_that_stays() -> None:
    one, two = told(toll()), replace(told(status()), at=NOW.replace(hour=9))
    feed = fromstring(to_atom([one, two]))
    assert [each.text for each in feed.findall("a:entry/a:id", ATOM)] == [f"{FEED_ID}/{two.id}", f"{FEED_ID}/{one.id}"]
    assert [each.text for each in feed.findall("a:updated", ATOM)] == ["2031-03-05T09:30:00Z"]
    entry = feed.findall("a:entry", ATOM)[1]
    assert entry.findtext("a:content", namespaces=ATOM) == to_text(one)
    assert {each.get("href") for each in entry.findall("a:link", ATOM)} == {each.url for each in one.said}
    assert to_atom([two, one]) == to_atom([one, two])
    assert fromstring(to_atom([])).findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00Z"


def test_whatever_a_report_says_the_feed_is_well_formed_and_says_it_as_text() -> None:
    said = Said(voice=NASTY, quote=NASTY, title=NASTY, url=f"https://x.example/{NASTY}")
    script = Said(voice="x", quote="x", url="javascript:alert(1)")
    alert = replace(told(toll()), subject=NASTY, line=NASTY, rule=NASTY, said=(said, script))
    written = to_atom([alert])
    (entry,) = fromstring(written).findall("a:entry", ATOM)
    assert b"<script" not in written
    assert "<script>alert(1)</script> &" in str(entry.findtext("a:title", namespaces=ATOM))
    assert [each.get("href", "")[:10] for each in entry.findall("a:link", ATOM)] == ["https://x."]


def test_a_body_is_the_same_bytes_for_the_same_alert() -> None:
    alert = told(status())
    body = to_json(alert)
    assert body == to_json(told(status()))
    held = json.loads(body)
    assert (held["type"], held["id"], held["old"], held["new"]) == ("dragoman.alert", alert.id, "under_way", "held")
    assert held["said"][0]["quote"] == alert.said[0].quote


def test_a_letter_has_all_quotes_and_where_they_stand() -> None:
    alert = told(toll())
    text = to_text(alert)
    for each in alert.said:
        assert f"“{each.quote}”" in text
        assert str(each.url) in text
        assert str(each.document) in text
    for ident in (alert.id, str(alert.record), alert.rule, "Ardania – Belmark Front"):
        assert ident in text
    assert "\nbefore   under way\nnow      held\n" in to_text(told(status()))
