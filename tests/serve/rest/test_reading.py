"""What the API tells: the same as the archive, page by page, of any moment, with tags and in files."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from fastapi.testclient import TestClient

from dragoman.archive import open_archive
from dragoman.reconcile.matrix import matrix_of
from dragoman.record.alerts import AlertRule, AlertRules
from dragoman.serve.record_json import cell_object, cells_of, question_object, record_object
from dragoman.serve.rest.cursors import written
from dragoman.serve.rest.desk import Desk
from dragoman.spelling import spelled

V1 = "/api/v1"
LISTS = [
    "records", "processes", "documents", "judgements", "review", "failures", "positions", "alerts",
    "timeline?first=2026-04-01&last=2026-04-30", "changes?since=2026-04-01T09:00:05Z",
]  # fmt: skip
TAGGED = [each for each in LISTS if each != "alerts"]
EARLIER = "2026-04-01T09:00:05Z"  # while reports came in: the clock of the store ticks from nine o'clock


def everything(client: TestClient, path: str, **asked: Any) -> list[dict[str, Any]]:
    """All items of a list, page by page."""
    items, cursor = list[dict[str, Any]](), None
    asked = dict(parse_qsl(path.partition("?")[2])) | asked
    while True:
        told = client.get(f"{V1}/{path.partition('?')[0]}", params={**asked, **({"cursor": cursor} if cursor else {})})
        assert told.status_code == 200, told.text
        items += told.json()["items"]
        cursor = told.json()["next"]
        if cursor is None:
            return items


def plain(value: Any) -> Any:
    """As JSON tells it."""
    import msgspec

    return msgspec.json.decode(msgspec.json.encode(value))


def moments(value: Any) -> Any:
    """With moments and numbers written in one way, whoever wrote them."""
    if isinstance(value, dict):
        return {name: moments(held) for name, held in value.items()}
    if isinstance(value, list):
        return [moments(each) for each in value]
    if isinstance(value, str) and len(value) > 18 and value[10] == "T":
        return datetime.fromisoformat(value).isoformat()
    return value


def test_records_are_those_of_the_archive(api: TestClient, api_desk: Desk) -> None:
    told = {each["id"]: each for each in everything(api, "records", limit=7)}
    known = {each.id: record_object(each) for each in api_desk.archive.records()}
    assert moments(told) == moments(plain(known))
    assert len(known) > 20


def test_one_record_is_as_in_the_list(api: TestClient) -> None:
    first = api.get(f"{V1}/records?limit=1").json()["items"][0]
    assert api.get(f"{V1}/records/{first['id']}").json() == first
    assert api.get(f"{V1}/records/{first['id']}x").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "round"}, {"kind": ["round", "exchange"]}, {"process": "Russia, Ukraine"}, {"actor": "Sudan"},
        {"status": "planned"}, {"issue": "withdrawal"}, {"disputed": True}, {"min_sources": 2}, {"place": "El Fasher"},
        {"first": "2026-04-03", "last": "2026-04-05"}, {"source": "Nile Courier"}, {"rule": "latest"},
    ],
)  # fmt: skip
def test_filters_let_through_what_they_say(api: TestClient, asked: dict[str, Any]) -> None:
    whole = {each["id"] for each in everything(api, "records")}
    some = {each["id"] for each in everything(api, "records", **asked)}
    assert some
    assert some <= whole
    assert (some == whole) == ("rule" in asked)


def test_kinds_and_disputes_are_what_was_asked(api: TestClient) -> None:
    assert {each["kind"] for each in everything(api, "records", kind="exchange")} == {"exchange"}
    assert all(each["is_disputed"] for each in everything(api, "records", disputed=True))


@pytest.mark.parametrize(
    "wrong",
    [
        "kind=war", "status=asked", "issue=weather", "limit=0", "limit=201", "limit=x", "as_of=2026-04-01", "rule=best",
        "as_of=2026-04-01T00:00:00", "as_of=0001-01-01T00:00:00Z", "nonsense=1", "min_sources=0", "first=soon",
        "actor=%00", "actor=",
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused(api: TestClient, wrong: str) -> None:
    told = api.get(f"{V1}/records?{wrong}")
    assert (told.status_code, told.headers["content-type"]) == (422, "application/problem+json")
    assert wrong.split("=")[0] in told.json()["errors"][0]["at"]


def test_a_process_that_there_is_not_is_told(api: TestClient) -> None:
    told = api.get(f"{V1}/records", params={"process": "Ruritania"})
    assert told.status_code == 400
    assert "Ukraine" in told.json()["hint"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 3])
def test_pages_are_the_whole(api: TestClient, path: str, limit: int) -> None:
    assert everything(api, path, limit=limit) == everything(api, path, limit=200)


def test_the_queue_is_that_of_the_archive(api: TestClient, api_desk: Desk) -> None:
    assert everything(api, "review", limit=2) == plain([question_object(each) for each in api_desk.archive.review()])


def test_search_finds_by_words_and_pages(api: TestClient) -> None:
    whole = everything(api, "search", words="Ukraine")
    assert len(whole) > 3
    assert everything(api, "search", words="Ukraine", limit=1) == whole
    assert len(everything(api, "search", words='"humanitarian truce"')) == 2


def test_a_cursor_holds_for_its_question_alone(api: TestClient) -> None:
    cursor = api.get(f"{V1}/records?limit=1").json()["next"]
    assert api.get(f"{V1}/records", params={"limit": 5, "cursor": cursor}).status_code == 200
    for path in ("records?kind=round", "documents?limit=1", "review?limit=1", "search?words=Ukraine"):
        assert api.get(f"{V1}/{path}&cursor={cursor}").status_code == 400
    for wrong in ("x", "====", "W10", "bnVsbA", "💥", cursor[:-4], "a" * 600):
        assert api.get(f"{V1}/records", params={"cursor": wrong}).status_code in (400, 422)


def test_what_comes_in_between_two_pages_disturbs_none(calling: Callable[..., TestClient]) -> None:
    client = calling("coder-token")
    first = client.get(f"{V1}/documents?limit=5").json()
    queue = client.get(f"{V1}/review?limit=2").json()
    before = [each["id"] for each in everything(client, "documents")]
    asked = {"limit": 2, "cursor": queue["next"]}
    expected = client.get(f"{V1}/review", params=asked).json()["items"]
    text = "Kenya and Somalia signed a trade agreement in Nairobi on Friday, a Kenyan minister said."
    body = {"reports": [{"text": text, "published": "2026-01-03", "source": "Coast Wire"}]}
    added = client.post(f"{V1}/documents", json=body)
    assert added.status_code == 201
    after = client.get(f"{V1}/documents", params={"cursor": first["next"], "limit": 200}).json()["items"]
    assert [each["id"] for each in first["items"] + after] == before
    assert added.json()[0]["document"] in {each["id"] for each in everything(client, "documents")}
    assert client.get(f"{V1}/review", params=asked).json()["items"] == expected


def test_a_moment_is_as_it_was(api: TestClient, api_desk: Desk) -> None:
    then = datetime.fromisoformat(EARLIER)
    documents = everything(api, "documents", as_of=EARLIER)
    assert 0 < len(documents) < 10
    assert [each["id"] for each in everything(api, "records", as_of=EARLIER)] != []
    assert api.get(f"{V1}/status", params={"as_of": EARLIER}).json()["counts"]["documents"] == len(documents)
    assert api.get(f"{V1}/status", params={"as_of": EARLIER}).json()["hash"] == api_desk.archive.head(as_of=then).hash
    nothing = (then - timedelta(days=1)).astimezone(UTC).isoformat()
    assert everything(api, "records", as_of=nothing) == []


def test_a_document_is_its_text(api: TestClient, api_desk: Desk) -> None:
    for each in everything(api, "documents"):
        told = api.get(f"{V1}/documents/{each['id']}").json()
        known = api_desk.archive.document(each["id"])
        assert known is not None
        assert told["text"] == known.text
        assert told["residue"] == spelled(known.residue)
    assert api.get(f"{V1}/documents/sha256:0").status_code == 404


def test_every_sentence_of_a_brief_has_quotes_that_stand_in_the_text(api: TestClient) -> None:
    process = next(each for each in everything(api, "processes") if "Ukraine" in each["name"])
    assert api.get(f"{V1}/processes/{process['id']}").json() == process
    asked = {"start": "2026-03-01", "end": "2026-04-30"}
    told = api.get(f"{V1}/processes/{process['id']}/brief", params=asked).json()
    sentences = [each for part in told["sections"] for entry in part["entries"] for each in entry["sentences"]]
    assert len(sentences) > 5
    for sentence in sentences:
        assert sentence["quotes"]
        for quote in sentence["quotes"]:
            text, cited = api.get(f"{V1}/documents/{quote['document']}").json()["text"], quote["evidence"]
            assert text[cited["start"] : cited["end"]] == cited["quote"]
    for name, start in (("brief.md", "# "), ("brief.html", "<!")):
        file = api.get(f"{V1}/processes/{process['id']}/{name}", params=asked)
        assert file.text.startswith(start)
        assert name in file.headers["content-disposition"]
    assert api.get(f"{V1}/processes/x/brief", params=asked).status_code == 404
    turned = {"start": asked["end"], "end": asked["start"]}
    assert api.get(f"{V1}/processes/{process['id']}/brief", params=turned).status_code == 400


@pytest.mark.parametrize("form", ["csv", "ged", "acled", "jsonl", "geojson", "plover", "ical", "atom", "ftm", "sqlite"])
def test_a_file_is_what_the_archive_exports(api: TestClient, api_desk: Desk, form: Any) -> None:
    told = api.get(f"{V1}/export/{form}")
    assert told.status_code == 200
    assert told.headers["content-disposition"] == f'attachment; filename="records.{form}"'
    if form != "sqlite":  # its pages hold what an earlier file left
        assert told.content == b"".join(api_desk.archive.export(form))


def test_a_file_holds_what_the_filters_let_through(api: TestClient) -> None:
    told = api.get(f"{V1}/export/csv", params={"kind": "exchange"}).text.splitlines()[1:]
    assert told
    assert all(line.startswith("exchange-record-") for line in told)


@pytest.mark.parametrize(
    "path", [*TAGGED, "status", "coders", "search?words=truce", "records?kind=round", "export/csv", "export/jsonl"]
)
def test_who_has_the_answer_gets_none(api: TestClient, path: str) -> None:
    told = api.get(f"{V1}/{path}")
    tag = told.headers["etag"]
    for held in (tag, f'"x", {tag}', tag.removeprefix("W/")):
        again = api.get(f"{V1}/{path}", headers={"if-none-match": held})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    for other in ('"x"', "*", "", tag[:-2] + '"'):
        assert api.get(f"{V1}/{path}", headers={"if-none-match": other}).status_code == 200


def test_a_tag_changes_with_the_question_and_with_the_log(calling: Callable[..., TestClient]) -> None:
    client = calling("coder-token")
    tags = [client.get(f"{V1}/{path}").headers["etag"] for path in ("records", "records?kind=round", "documents")]
    assert len(set(tags)) == 3
    finding = client.get(f"{V1}/records?limit=1").json()["items"][0]["findings"][0]
    assert client.post(f"{V1}/judgements", json={"verb": "accept", "subjects": [finding]}).status_code == 201
    assert client.get(f"{V1}/records", headers={"if-none-match": tags[0]}).status_code == 200


def test_the_description_has_what_the_calls_have(api: TestClient) -> None:
    told = api.get(f"{V1}/openapi.json").json()
    assert "/inbox" not in told["paths"]
    statuses = told["paths"]["/api/v1/records"]["get"]["parameters"]
    status = next(each for each in statuses if each["name"] == "status")
    assert "in_force" in status["schema"]["items"]["enum"]
    for path, calls in told["paths"].items():
        for method, call in calls.items():
            assert call["x-permission"]
            assert call["summary"]
            assert "application/problem+json" in call["responses"]["422"]["content"], (path, method)
    body = told["paths"]["/api/v1/judgements"]["post"]["requestBody"]
    assert body["required"]
    assert len(told["components"]["schemas"]["Judging"]["examples"]) == 3


def test_a_problem_says_what_is_wrong_and_shows_nothing_else(api: TestClient) -> None:
    for path, status in (("records/x", 404), ("nothing", 404), ("records?kind=x", 422)):
        told = api.get(f"{V1}/{path}")
        assert told.headers["content-type"] == "application/problem+json"
        assert told.json()["status"] == told.status_code == status
        assert {"type", "title", "detail"} <= told.json().keys()
    assert api.delete(f"{V1}/records", headers={"authorization": "Bearer x"}).status_code == 405
    assert "<h1>" in api.get("/nothing", headers={"accept": "text/html"}).text


def test_positions_are_the_matrix(api: TestClient, api_desk: Desk) -> None:
    known = cells_of(matrix_of(api_desk.archive.records(kinds=("position",))))
    told = everything(api, "positions", limit=2)
    assert told == plain([cell_object(each) for each in known])
    assert len({each["party"] for each in told}) > 1
    assert {each["party"] for each in everything(api, "positions", party="Ukraine")} == {"Ukraine"}
    assert {each["issue"] for each in everything(api, "positions", issue="withdrawal")} == {"withdrawal"}


def test_a_timeline_is_of_its_days(api: TestClient) -> None:
    told = everything(api, "timeline", first="2026-04-03", last="2026-04-05", limit=2)
    days = [each["days"]["first"] for each in told if each["days"]["first"]]
    assert days
    assert days == sorted(days)
    assert "statement" not in {each["kind"] for each in told}
    assert {
        each["kind"] for each in everything(api, "timeline", first="2026-04-03", last="2026-04-05", kind="round")
    } == {"round"}
    assert api.get(f"{V1}/timeline?first=2026-04-03").status_code == 422  # all days at once are no page


def test_changes_are_what_came_since(api: TestClient, api_desk: Desk) -> None:
    before = {each.id for each in api_desk.archive.records(as_of=datetime.fromisoformat(EARLIER))}
    told = everything(api, "changes", since=EARLIER, limit=3)
    assert told == everything(api, "changes", since=EARLIER)
    assert {each["change"] for each in told} == {"new", "changed"}
    assert before.isdisjoint({each["record"]["id"] for each in told if each["change"] == "new"})
    assert all(each["before"] for each in told if each["change"] == "changed")
    assert everything(api, "changes", since=EARLIER, kind="exchange") == [
        each for each in told if each["record"]["kind"] == "exchange"
    ]
    wrong = api.get(f"{V1}/changes", params={"since": EARLIER, "as_of": EARLIER})
    assert wrong.status_code == 400


def test_alerts_are_listed_page_by_page(calling: Callable[..., TestClient], store: Path) -> None:
    assert everything(calling(), "alerts") == []
    with open_archive(store) as archive:
        begin = datetime(2026, 1, 1, tzinfo=UTC)
        raised = archive.look(AlertRules(rules=(AlertRule(name="any", when="new_record"),)), begin=begin).alerts
    told = everything(calling(), "alerts", limit=2)
    assert len(told) == len(raised) > 4
    assert {each["id"] for each in told} == {each.id for each in raised}
    assert "etag" not in calling().get(f"{V1}/alerts").headers  # they come without the log going on
    cursor = calling().get(f"{V1}/alerts?limit=1").json()["next"]
    for wrong in (cursor[:-3], written("/api/v1/alerts []", [-1]), written("/api/v1/alerts []", ["x"])):
        assert calling().get(f"{V1}/alerts", params={"cursor": wrong}).status_code == 400


def test_where_a_document_came_from(api: TestClient) -> None:
    copies = 0
    for each in everything(api, "documents"):
        told = api.get(f"{V1}/documents/{each['id']}/provenance").json()
        assert told["deliveries"][0]["document"] == each["id"]
        copies += len(told["copies"])
    assert copies == 2  # of each other
    assert api.get(f"{V1}/documents/sha256:0/provenance").status_code == 404


def test_a_page_loads_what_it_shows(api: TestClient, api_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = list[int]()
    asked = type(api_desk.archive).records

    def counted(*given: Any, **named: Any) -> Any:
        found = asked(*given, **named)
        loaded.append(len(found))
        return found

    monkeypatch.setattr(type(api_desk.archive), "records", counted)
    assert len(api.get(f"{V1}/records?limit=3").json()["items"]) == 3
    assert sum(loaded) == 4  # one more tells that there is a next page


def test_records_that_are_told_of_anew_come_again(calling: Callable[..., TestClient]) -> None:
    client = calling("coder-token")
    seen = everything(client, "records", limit=3)
    assert [each["last_seen"] for each in seen] == sorted(each["last_seen"] for each in seen)
    cursor = client.get(f"{V1}/records", params={"limit": len(seen) - 1}).json()["next"]
    text = "A drone strike by the RSF on a market in El Fasher on Friday killed 31 people, doctors said."
    body = {"reports": [{"text": text, "published": "2026-04-06", "source": "Coast Wire"}]}
    assert client.post(f"{V1}/documents", json=body).status_code == 201
    again = {
        each["id"] for each in client.get(f"{V1}/records", params={"limit": 200, "cursor": cursor}).json()["items"]
    }
    now = everything(client, "records")
    changed = {each["id"] for each in now if each not in seen and each["last_seen"] > seen[-1]["last_seen"]}
    assert changed
    assert changed <= again
