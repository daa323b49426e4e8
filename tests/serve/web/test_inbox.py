"""The inbox: what is new since a visit, filters, marking as seen, keys and saved views."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from tests.records import raid, round_of_talks, swap

from dragoman.keeping.records import Listed, stamp_of
from dragoman.reconcile.selecting import Selection
from dragoman.record.records import Record
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.inbox import LOOKED_AT, PAGE, fresh, part_of
from dragoman.serve.web.visits import COOKIE, Seen

if TYPE_CHECKING:
    from playwright.sync_api import Page


def listed(*records: Record) -> list[Listed]:
    found = [Listed(each.id, each.kind, stamp_of(each.last_seen), False) for each in records]
    return sorted(found, key=lambda each: -each.stamp)


def test_fresh_is_what_changed_after_the_visit_and_was_not_seen_alone() -> None:
    talks, attack, exchange = round_of_talks(), raid(), swap()
    found = listed(talks, attack, exchange)
    assert fresh(found, Seen()) == found
    assert [each.id for each in fresh(found, Seen(until=talks.last_seen))] == [attack.id]
    alone = Seen().with_records([attack.id], attack.last_seen)
    assert {each.id for each in fresh(found, alone)} == {talks.id, exchange.id}


def test_a_page_loads_little_more_than_it_shows() -> None:
    asked: list[str] = []

    def load(*, ids: Iterable[str]) -> list[Record]:
        asked.extend(ids)
        return [round_of_talks(), raid()] if len(asked) == PAGE else []

    many = listed(round_of_talks(), raid()) + [Listed(f"x{number}", "round", 0, False) for number in range(2_000)]
    part = part_of(many, load, Selection(places=("Quillport",)), at=0)
    assert [each.kind for each in part.records] == ["incident"]
    assert len(asked) == LOOKED_AT
    assert part.next == LOOKED_AT
    assert not part.is_exact


def test_the_last_page_has_no_next() -> None:
    part = part_of(listed(raid()), lambda **_: [raid()], Selection(), at=0)
    assert part.next is None
    assert part.is_exact


def test_everything_is_shown_at_the_first_visit(client: TestClient, desk: Desk) -> None:
    told = client.get("/inbox").text
    assert told.count('class="record inbox-line"') == min(PAGE, len(desk.archive.records()))
    assert "first report" in told
    assert told.count("<h1>") == 1


def test_since_a_moment_changes_are_shown_from_old_to_new(client: TestClient, desk: Desk) -> None:
    strikes = [record for record in desk.archive.records(kinds=["incident"]) if len(record.tellings) == 2]
    moment = min(record.last_seen for record in strikes)
    before = moment.replace(microsecond=0).isoformat().replace("+00:00", "")
    told = client.get("/inbox", params={"since": f"{before[:-2]}{int(before[-2:]) - 1:02d}"}).text
    assert "badge-changed" in told
    assert "<del>" in told
    assert "now disputed" in told
    assert client.get("/inbox", params={"since": "2031-01-01"}).text.count("inbox-line") == 0


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("kind=round", {"round"}), ("place=El Fasher&kind=incident", {"incident"}), ("q=prisoners+of+war", None),
        ("disputed=yes", {"incident"}), ("issue=ceasefire", {"position", "round"}),
        ("party=Ukraine&kind=exchange", {"exchange"}), ("source=Red+Sea+Gazette&kind=incident", {"incident"}),
        ("first=2026-04-05&last=2026-04-05&kind=incident", {"incident"}),
    ],
)  # fmt: skip
def test_filters_let_through_what_they_say(client: TestClient, query: str, kinds: set[str] | None) -> None:
    told = client.get(f"/inbox?{query}").text
    shown = {kind for kind in ("round", "incident", "exchange", "position", "statement") if f"kind-{kind}" in told}
    assert shown
    assert kinds is None or shown <= kinds


def test_a_filter_without_a_hit_says_what_to_do(client: TestClient) -> None:
    assert "Clear the filters" in client.get("/inbox?q=zeppelin").text
    assert client.get("/inbox?kind=war", headers={"accept": "text/html"}).status_code == 400


def test_an_empty_archive_says_what_to_do(empty_client: TestClient) -> None:
    assert "dragoman add" in empty_client.get("/inbox").text


def test_marking_as_seen_needs_no_script(writing_client: TestClient, store: object) -> None:
    first = writing_client.get("/inbox").text
    ident = first.split('name="record" value="')[1].split('"')[0]
    drawn = first.split('name="drawn" value="')[1].split('"')[0]
    answer = writing_client.post("/inbox/seen", data={"drawn": drawn, "record": ident, "then": "/inbox"})
    assert answer.status_code == 200  # led back to the inbox
    assert ident not in answer.text
    writing_client.post("/inbox/seen", data={"drawn": drawn})  # nothing is marked
    assert "Nothing is new" not in writing_client.get("/inbox").text
    writing_client.post("/inbox/seen", data={"drawn": drawn, "everything": "yes"})
    assert "Nothing is new" in writing_client.get("/inbox").text
    assert ident in writing_client.get("/inbox?show=all").text


def test_marking_leads_nowhere_else(writing_client: TestClient) -> None:
    data = {"drawn": "2026-04-01T00:00:00+00:00", "then": "https://elsewhere.example/"}
    answer = writing_client.post("/inbox/seen", data=data, follow_redirects=False)
    assert answer.headers["location"] == "/inbox"
    assert COOKIE in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]


def test_what_a_colleague_judged_is_new_again(writing_client: TestClient, store: object) -> None:
    archive = writing_client.app.state.desk.archive
    talks = next(r for r in archive.records(kinds=["round"]) if r.fields["status"].preferred == "planned")
    drawn = writing_client.get("/inbox").text.split('name="drawn" value="')[1].split('"')[0]
    writing_client.post("/inbox/seen", data={"drawn": drawn, "everything": "yes"})
    archive.judge("edit", talks.tellings[0].finding.id, by="Bodil", sets=("status", "held"))
    told = writing_client.get("/inbox").text
    assert told.count("inbox-line") == 1
    assert "planned" in told
    assert "judged" in told


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_keys_mark_and_open(page: "Page", scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/inbox")
    shown = page.locator(".inbox-line").count()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-mark]:checked").count() == 1
    page.keyboard.press("s")
    page.wait_for_load_state()
    page.wait_for_function(f"document.querySelectorAll('.inbox-line').length === {shown - 1}")
    page.keyboard.press("j")
    address = page.locator(".is-current [data-open]").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_a_view_is_saved_in_the_browser(page: "Page") -> None:
    page.goto("/inbox?kind=round&q=")
    page.fill("[data-views-form] input", "<b>Rounds</b>")
    page.keyboard.press("Enter")
    chip = page.locator("[data-views-list] a")
    assert chip.inner_text() == "<b>Rounds</b>"
    page.goto("/inbox")
    chip.click()
    page.wait_for_url("**/inbox?kind=round")
    page.get_by_role("button", name="Forget").click()
    assert chip.count() == 0


def test_letters_after_g_are_no_keys_of_the_page(page: "Page") -> None:
    page.goto("/inbox")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/sources")
