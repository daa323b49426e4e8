"""The page of a record: all claims, its reports, the judgements in force."""

from datetime import UTC, datetime
from typing import Any

from fastapi.testclient import TestClient
from tests.records import raid

from dragoman.record.judgements import Judgement
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.records import decided, reports_of

NOON = datetime(2031, 3, 3, 12, tzinfo=UTC)


def judgement(**told: Any) -> Judgement:
    return Judgement(**{"id": "judgement-1", "subjects": ("a", "b"), "by": "Amira", "at": NOON, **told})


def test_judgements_are_told_in_words() -> None:
    told = decided(
        [judgement(verb="edit", field="status", value="in_force"), judgement(verb="merge"), judgement(verb="accept")]
    )
    assert [each.words for each in told] == ["set status to in force", "joined 2 findings", "accepted"]
    assert told[0].day == "3 March 2031"


def test_a_figure_that_was_set_is_told_as_it_was_written() -> None:
    (told,) = decided([judgement(verb="edit", field="killed", value={"best": 3})])
    assert told.words == 'set killed to {"best": 3}'


def test_the_second_report_of_a_story_is_a_copy() -> None:
    assert [each.is_copy for each in reports_of(raid())] == [False, False]


def test_the_page_shows_every_claim(client: TestClient, desk: Desk) -> None:
    for record in desk.archive.records():
        told = client.get(f"/records/{record.id}")
        assert told.status_code == 200
        assert told.text.count("<h1>") == 1
        for telling in record.tellings:
            assert f"/evidence/{telling.report.id}" in told.text


def test_a_disputed_record_shows_the_dispute_first(client: TestClient, desk: Desk) -> None:
    record = next(each for each in desk.archive.records() if any(f.is_disputed for f in each.fields.values()))
    told = client.get(f"/records/{record.id}").text
    assert told.index("claim is-disputed") < told.index('class="claim"')


def test_a_record_that_is_gone_is_told(client: TestClient) -> None:
    answer = client.get("/records/round-record-000000000000", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "joined with another" in answer.text


def test_a_judgement_stands_on_the_page(writing_client: TestClient) -> None:
    archive = writing_client.app.state.desk.archive  # type: ignore[attr-defined]
    talks = next(iter(archive.records(kinds=["round"])))
    archive.judge("edit", talks.tellings[0].finding.id, by="Bo<b>dil", reason="seen", sets=("status", "planned"))
    told = writing_client.get(f"/records/{talks.id}").text
    assert "Bo&lt;b&gt;dil" in told
    assert "set status to planned" in told
    assert "judged by" in told
