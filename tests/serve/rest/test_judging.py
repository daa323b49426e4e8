"""Judging and adding over the API: kept in the name of whoever's token it is, and nothing lost where two do it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dragoman.archive import open_archive

V1 = "/api/v1"


def judged(client: TestClient, **told: Any) -> list[dict[str, Any]]:
    answer = client.post(f"{V1}/judgements", json=told)
    assert answer.status_code == 201, answer.text
    return answer.json()


def record(client: TestClient, **asked: Any) -> dict[str, Any]:
    return client.get(f"{V1}/records", params={"limit": 200, **asked}).json()["items"][0]


def test_a_judgement_bears_the_name_of_the_token(calling: Callable[..., TestClient], store: Path) -> None:
    coder = calling("coder-token")
    told = record(coder, disputed=True)
    kept = judged(coder, verb="accept", subjects=[told["id"]], reason="  seen on video ")
    assert {(each["by"], each["reason"]) for each in kept} == {("Amira", "seen on video")}
    assert sorted(each["subjects"][0] for each in kept) == sorted(told["findings"])
    body = {"verb": "accept", "subjects": [told["id"]], "by": "Ada"}
    assert coder.post(f"{V1}/judgements", json=body).status_code == 422
    with open_archive(store) as archive:
        assert [each.by for each in archive.judgements()] == ["Amira"] * len(kept)


def test_an_edit_changes_the_record_and_undo_restores_it(calling: Callable[..., TestClient]) -> None:
    coder = calling("coder-token")
    told = record(coder, kind="round", status="planned")
    kept = judged(coder, verb="edit", subjects=[told["id"]], field="status", value="held")
    changed = coder.get(f"{V1}/records/{told['id']}").json()
    assert changed["fields"]["status"]["preferred"] == "held"
    assert changed["fields"]["status"]["values"][0]["tellings"][0]["judged_by"] == "Amira"
    judged(coder, verb="undo", undoes=[each["id"] for each in kept])
    assert coder.get(f"{V1}/records/{told['id']}").json()["fields"] == told["fields"]


def test_a_finding_may_be_named_alone(calling: Callable[..., TestClient]) -> None:
    coder = calling("coder-token")
    told = next(each for each in coder.get(f"{V1}/records?limit=200").json()["items"] if len(each["findings"]) > 1)
    assert len(judged(coder, verb="split", subjects=[told["id"], told["findings"][1]])) == len(told["findings"]) - 1
    kept = judged(coder, verb="reject", subjects=[told["findings"][0]])
    assert [each["subjects"] for each in kept] == [[told["findings"][0]]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"verb": "accept"}, {"verb": "accept", "subjects": ["round-0"]}, {"verb": "undo", "undoes": ["judgement-0"]},
        {"verb": "merge", "subjects": ["FIRST"]}, {"verb": "edit", "subjects": ["FIRST"]}, {"verb": "undo"},
        {"verb": "edit", "subjects": ["FIRST"], "field": "weather", "value": 1},
        {"verb": "edit", "subjects": ["FIRST"], "field": "asserted", "value": {"x": 1}},
        {"verb": "accept", "subjects": ["FIRST"], "field": "status", "value": 1},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_and_not_kept(calling: Callable[..., TestClient], wrong: dict[str, Any]) -> None:
    coder = calling("coder-token")
    first = record(coder)["id"]
    body = {**wrong, "subjects": [first if each == "FIRST" else each for each in wrong.get("subjects", [])]}
    answer = coder.post(f"{V1}/judgements", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json"), answer.text
    assert coder.get(f"{V1}/judgements").json()["items"] == []


@pytest.mark.parametrize("verbs", [("accept", "accept"), ("accept", "reject")])
def test_of_two_coders_at_once_no_judgement_is_lost(
    calling: Callable[..., TestClient], store: Path, verbs: tuple[str, str]
) -> None:
    items = calling().get(f"{V1}/records?limit=200").json()["items"]
    findings = [finding for each in items for finding in each["findings"]]
    told: dict[str, list[dict[str, Any]]] = {"Amira": [], "Bodil": []}

    def through_the_queue(name: str, token: str, verb: str) -> None:
        client = calling(token)
        for finding in findings:  # some of which the other one may have rejected already
            told[name] += judged(client, verb=verb, subjects=[finding])

    work = (("Amira", "coder-token", verbs[0]), ("Bodil", "other-coder-token", verbs[1]))
    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(through_the_queue, *each) for each in work]:
            each.result()
    with open_archive(store) as archive:
        kept = archive.judgements()
        for name in told:
            own = {each.id: each.subjects[0] for each in kept if each.by == name}
            assert own == {each["id"]: each["subjects"][0] for each in told[name]}
            assert sorted(own.values()) == sorted(findings)
        assert list(archive.verify()) == []


def test_a_report_is_taken_in_once_and_read(calling: Callable[..., TestClient], store: Path) -> None:
    coder = calling("coder-token")
    text = (
        "Delegations of Kenya and Somalia met in Nairobi on Friday for a first round of talks mediated by Qatar, "
        "a Kenyan minister said."
    )
    report = {"text": text, "published": "2026-05-02", "source": "Coast Wire", "url": "https://reports.example/99"}
    first = coder.post(f"{V1}/documents", json={"reports": [report]})
    again = coder.post(f"{V1}/documents", json={"reports": [report]})
    assert (first.status_code, [each["is_new"] for each in first.json() + again.json()]) == (201, [True, False])
    found = coder.get(f"{V1}/records", params={"source": "Coast Wire", "kind": "round"}).json()["items"]
    assert [each["fields"]["venue"]["preferred"]["name"] for each in found] == ["Nairobi"]
    with open_archive(store) as archive, archive._home.store().view() as view:
        assert [each.carrier for each in view.deliveries(first.json()[0]["document"])] == ["the desk, by Amira"]


def test_a_report_that_cannot_be_read_is_told(calling: Callable[..., TestClient]) -> None:
    coder = calling("coder-token")
    german = "Die Delegationen trafen sich am Freitag in Genf, um über einen Waffenstillstand zu verhandeln. " * 5
    answer = coder.post(f"{V1}/documents", json={"reports": [{"text": german}, {"text": " "}]})
    assert answer.status_code == 201
    assert all(each["document"] is None or each["refused"] is None for each in answer.json())
    assert any(each["refused"] for each in answer.json())


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"text": "x", "url": "javascript:alert(1)"}, {"text": "x", "by": "y"}, {"text": "\ud800"}, {}],
)
def test_what_is_no_report_is_refused(calling: Callable[..., TestClient], wrong: dict[str, str]) -> None:
    import json

    body = json.dumps({"reports": [wrong]})
    headers = {"content-type": "application/json"}
    assert calling("coder-token").post(f"{V1}/documents", content=body, headers=headers).status_code == 422
