"""The review: judging by forms and by keys, undoing one's own, two coders at once, and those who only read."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from dragoman.archive import Archive
from dragoman.record.records import Record
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAME_SITE = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}


def archive_of(client: TestClient) -> Archive:
    archive: Archive = client.app.state.desk.archive  # type: ignore[attr-defined]
    return archive


def findings(record: Record) -> list[str]:
    return [each.finding.id for each in record.tellings]


def doubtful(archive: Archive) -> Record:
    """The market strike, of which two reports give different tolls."""
    incidents = archive.records(kinds=["incident"])
    return next(each for each in incidents if "killed" in each.fields and each.fields["killed"].is_disputed)


def post(client: TestClient, verb: str, record: Record, **told: Any) -> Any:
    return client.post("/review/judge", data={"verb": verb, "seen": findings(record), **told})


def test_the_queue_leads_to_every_question(client: TestClient, desk: Desk) -> None:
    told = client.get("/review").text
    questions = desk.archive.review()
    assert f"{len(questions)} question" in told
    links = re.findall(r'data-open href="([^"]+)"', told)
    assert len(links) == min(25, len(questions))
    for link in links:
        page = client.get(link.replace("&amp;", "&"))
        assert page.status_code == 200
        assert page.text.count("<h1>") == 1
        assert "/review/judge" not in page.text  # who only reads has no forms
        assert "dragoman users add NAME --role coder" in page.text


def test_the_queue_of_one_kind(client: TestClient, desk: Desk) -> None:
    wanted = sum(each.records[0].kind == "round" for each in desk.archive.review())
    assert f"{wanted} question" in client.get("/review?kind=round").text


def test_who_may_not_judge_is_refused(client: TestClient, desk: Desk) -> None:
    record = doubtful(desk.archive)
    data = {"verb": "accept", "seen": findings(record)}
    assert client.post("/review/judge", data=data, headers=SAME_SITE).status_code == 401
    bearer = {**SAME_SITE, "authorization": "Bearer reader-token"}
    assert client.post("/review/judge", data=data, headers=bearer).status_code == 403
    page = client.get(f"/review/record/{record.id}", headers={"authorization": "Bearer reader-token"})
    assert "ask whoever runs the desk for the role" in page.text


def test_accepting_goes_on_to_the_next_and_is_signed(writing_client: TestClient) -> None:
    archive = archive_of(writing_client)
    record = doubtful(archive)
    before = len(archive.review())
    answer = post(writing_client, "accept", record, then="/review/next?at=0", by="Somebody Else")
    assert answer.status_code == 200
    assert "/review/" in str(answer.url)
    judged = archive.judgements()
    assert {(each.verb, each.by) for each in judged} == {("accept", "Amira")}
    assert [each.subjects[0] for each in judged] == findings(record)
    assert len(archive.review()) < before
    assert f"/review/record/{record.id}?" not in writing_client.get("/review").text


def test_bounds_are_set_and_shown_as_judged(writing_client: TestClient) -> None:
    archive = archive_of(writing_client)
    record = doubtful(archive)
    post(writing_client, "edit", record, field="killed", low="12", best="", high="30", reason="two tolls")
    (judgement,) = archive.judgements()
    wanted = {"low": 12, "best": None, "high": 30, "qualifier": "between", "unit": "people", "who": "people"}
    assert judgement.value == wanted
    now = archive.record(record.id)
    assert now is not None
    assert not now.fields["killed"].is_disputed
    page = writing_client.get(f"/review/record/{record.id}").text
    assert "judged by Amira" in page
    assert "two tolls" in page


def test_a_disputed_figure_inside_a_list_can_be_set(writing_client: TestClient) -> None:
    archive = archive_of(writing_client)
    name = "munitions.drone.launched"
    record = next(each for each in archive.records() if name in each.fields and each.fields[name].is_disputed)
    assert f'name="field" value="{name}"' in writing_client.get(f"/review/record/{record.id}").text
    post(writing_client, "edit", record, field=name, low="30", best="", high="71")
    now = archive.record(record.id)
    assert now is not None
    assert not now.fields[name].is_disputed
    assert now.fields[name].values[0].tellings[0].judged_by == "Amira"


def test_splitting_merging_rejecting_and_undoing(writing_client: TestClient) -> None:
    archive = archive_of(writing_client)
    record = doubtful(archive)
    one, other = findings(record)
    post(writing_client, "split", record, leaving=[other])
    halves = [each for each in archive.records(kinds=["incident"]) if {one, other} & set(findings(each))]
    assert len(halves) == 2
    data = {"verb": "merge", "seen": findings(halves[0]), "other": halves[1].id}
    writing_client.post("/review/judge", data=data)
    assert archive.record(record.id) == doubtful(archive)
    assert "a rejection needs a reason" in post(writing_client, "reject", record).text
    post(writing_client, "reject", record, reason="satire")
    assert archive.record(record.id) is None
    assert writing_client.get(f"/review/record/{record.id}").status_code == 404
    page = writing_client.get("/review").text
    undoes = re.findall(r'name="undoes" value="([^"]+)"', page.split('data-key="u"')[0].split("undo-title")[-1])
    assert len(undoes) == 2  # one press rejected both findings
    writing_client.post("/review/judge", data={"verb": "undo", "undoes": undoes})
    assert archive.record(record.id) is not None


def test_nobody_takes_back_what_another_decided(writing_client: TestClient) -> None:
    archive = archive_of(writing_client)
    made = archive.judge("accept", findings(doubtful(archive))[0], by="Bodil")
    answer = writing_client.post("/review/judge", data={"verb": "undo", "undoes": made.id})
    assert answer.status_code == 403
    assert len(archive.judgements()) == 1
    assert writing_client.post("/review/judge", data={"verb": "undo"}).status_code == 403


def test_a_pair_is_one_thing_or_two(writing_client: TestClient) -> None:
    archive = archive_of(writing_client)
    question = next(each for each in archive.review() if each.about == "same")
    address = f"/review/pair/{'/'.join(question.subjects)}"
    page = writing_client.get(address).text
    assert "Is this one thing?" in page
    assert "Fields side by side" in page
    assert "Why it is in doubt" in page
    writing_client.post("/review/judge", data={"verb": "merge", "seen": question.subjects})
    assert "Do these belong together?" in writing_client.get(address).text
    data = {"verb": "split", "seen": question.subjects, "leaving": question.subjects[1]}
    writing_client.post("/review/judge", data=data)
    assert "Is this one thing?" in writing_client.get(address).text
    assert writing_client.get("/review/pair/a/b").status_code == 404
    assert writing_client.get("/review/pair/a").status_code == 404


def test_a_second_coder_stands_beside_and_agreement_is_live(writing_client: TestClient) -> None:
    archive = archive_of(writing_client)
    record = doubtful(archive)
    post(writing_client, "accept", record)
    archive.judge("reject", findings(record)[0], by="Bodil", reason="<i>no</i>")
    archive.judge("accept", findings(record)[1], by="Bodil")
    page = writing_client.get(f"/review/record/{record.id}")
    told = page.text if page.status_code == 200 else writing_client.get("/review").text
    assert "accepted or rejected" in told
    assert "<i>no</i>" not in told


def test_two_coders_at_once_lose_nothing(store: Path, desk_over: Callable[..., Desk]) -> None:
    app = app_of(desk_over(store))
    archive: Archive = app.state.desk.archive
    records = archive.records()[:12]
    wrong: list[int] = []

    def judging(token: str) -> None:
        with TestClient(app, base_url="http://localhost", headers=SAME_SITE, cookies={"dragoman": token}) as client:
            for record in records:
                answer = client.post(
                    "/review/judge", data={"verb": "accept", "seen": findings(record)}, follow_redirects=False
                )
                if answer.status_code != 303:
                    wrong.append(answer.status_code)

    threads = [threading.Thread(target=judging, args=(token,)) for token in ("coder-token", "other-coder-token")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []
    expected = {(name, ident) for name in ("Amira", "Bodil") for record in records for ident in findings(record)}
    assert {(each.by, each.subjects[0]) for each in archive.judgements()} == expected


def test_judging_leads_nowhere_else(writing_client: TestClient) -> None:
    record = doubtful(archive_of(writing_client))
    data = {"verb": "accept", "seen": findings(record), "then": "//elsewhere.example"}
    answer = writing_client.post("/review/judge", data=data, follow_redirects=False)
    assert answer.headers["location"] == "/inbox"


def test_an_empty_archive_says_what_to_do(empty_client: TestClient) -> None:
    assert "dragoman add" in empty_client.get("/review").text
    assert empty_client.get("/review/next").status_code == 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_keys_judge_and_undo(writing_page: "Page", scheme: str) -> None:
    page = writing_page
    page.emulate_media(color_scheme=scheme)
    page.goto("/review")
    total = int(re.findall(r"(\d+) question", page.locator(".lead").inner_text())[0])
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/pair/**")
    first = page.url
    page.keyboard.press("m")
    page.wait_for_url(lambda url: url != first)
    assert f"of {total - 1}" in page.locator(".lead").inner_text()
    page.keyboard.press("u")
    page.wait_for_function(f"document.querySelector('.lead').textContent.includes('of {total}')")


def test_keys_reject_with_a_reason_and_skip(writing_page: "Page") -> None:
    page = writing_page
    page.goto("/review?kind=round")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/record/**")
    first = page.url
    page.keyboard.press("s")
    page.wait_for_url(lambda url: url != first)
    second = page.url
    page.keyboard.press("r")
    page.keyboard.type("satire")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != second)
    assert "rejected" in page.locator(".undoing").inner_text()
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.matches('[data-edit]')")
