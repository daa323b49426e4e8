"""The page of contradictions: what is in dispute, the widest first, and what each rule would choose."""

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from tests.records import raid

from dragoman.reconcile.contradictions import Contradiction
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.contradictions import asked_in, chosen, ordered, shown_of

if TYPE_CHECKING:
    from playwright.sync_api import Page


def item(record: str, width: float = 0.0, **known: object) -> Contradiction:
    return Contradiction(**{
        "record": record, "kind": "incident", "process": None, "field": "killed", "width": width, "day": None,
        "sources": 2, "is_disputed": True, "is_changed": False, **known,
    })  # type: ignore[arg-type]  # fmt: skip


def test_the_widest_come_first_then_those_of_most_sources() -> None:
    items = [item("a", 0.1), item("b", 0.9), item("c", 0.1, sources=5)]
    assert [each.record for each in ordered(items, "widest")] == ["b", "c", "a"]


def test_filters_choose() -> None:
    items = [item("a"), item("b", kind="round", field="status"), item("c", is_disputed=False, is_changed=True)]
    assert [each.record for each in chosen(items, asked_in({}))] == ["a", "b"]
    assert [each.record for each in chosen(items, asked_in({"kind": "round"}))] == ["b"]
    assert [each.record for each in chosen(items, asked_in({"field": "killed"}))] == ["a"]
    assert [each.record for each in chosen(items, asked_in({"show": "changed"}))] == ["c"]
    assert chosen(items, asked_in({"process": "process-none"})) == []


def test_what_was_asked_comes_back_in_addresses() -> None:
    asked = asked_in({"kind": "round", "show": "changed", "order": "nonsense"})
    assert asked.address(2) == "/contradictions?kind=round&show=changed&page=2"
    assert asked_in({}).address() == "/contradictions"


def test_every_value_every_rule_and_the_range_are_shown(desk: Desk) -> None:
    items = [each for each in desk.archive.contradictions() if each.field == "killed"]
    (shown,) = shown_of(desk.archive, items)
    assert [claim.words for claim in shown.claims] == ["12 people", "at least 30 people"]
    assert [choice.rule for choice in shown.choices if choice.is_in_force] == ["most sources"]
    chosen_by = {choice.rule: choice.words for choice in shown.choices}
    for rule, told in (("latest", "the latest"), ("best_placed_source", "the best placed source")):
        (record,) = desk.archive.records(ids=[shown.record], rule=rule)
        assert chosen_by[told] in ("12 people", "at least 30 people")
        assert record.fields["killed"].preferred["words"] == chosen_by[told]
    assert chosen_by["the range"] == "at least 12"
    assert shown.span == "at least 12, best 30"


def test_the_page_links_to_the_record_and_to_the_words(client: TestClient, desk: Desk) -> None:
    told = client.get("/contradictions").text
    for each in desk.archive.contradictions():
        assert f'href="/records/{each.record}"' in told
    assert 'href="/evidence/sha256:' in told
    assert told.count("<h1>") == 1
    assert " style=" not in told


def test_nothing_to_show_says_so(client: TestClient, empty_client: TestClient) -> None:
    assert "Show all contradictions" in client.get("/contradictions?field=status").text
    assert "Nobody changed a number" in client.get("/contradictions?show=changed").text
    assert "The archive is empty." in empty_client.get("/contradictions").text
    assert client.get("/contradictions?page=x", headers={"accept": "text/html"}).status_code == 400


def test_keys_walk_through_contradictions(page: "Page") -> None:
    page.goto("/contradictions")
    page.keyboard.press("j")
    page.keyboard.press("j")
    current = page.locator("[data-row].is-current")
    assert current.count() == 1
    assert "launched" in current.locator("h2").inner_text()


@pytest.mark.parametrize("rule", ["latest", "most_sources", "best_placed_source"])
def test_a_rule_chooses_one_field_as_it_chooses_the_whole_record(desk: Desk, rule) -> None:
    from dragoman.reconcile.conflicts import preferred_under

    for record in desk.archive.records(rule=rule):
        for name, field in record.fields.items():
            assert preferred_under(rule, name, record.tellings) == field.preferred
    assert preferred_under(rule, "killed", raid().tellings[:1])["best"] == 12
