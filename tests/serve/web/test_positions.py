"""The page of positions: the matrix, what is behind a cell, two days compared, keys from cell to cell."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from tests.factory import actor, days
from tests.records import FRONT, report, telling
from tests.records import record as put_together

from dragoman.reconcile.matrix import matrix_of
from dragoman.record.actors import Attribution
from dragoman.record.records import Record
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.position_words import opened
from dragoman.serve.web.positions import grid_of, said_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

BORDER = "The Belmark Front said it will never give up the Quill border."


def stance(code: str, first: str | None, *, issue: str = "territory", **values: Any) -> Record:
    """A position of the front, told by one report of an outlet of its own."""
    text = f"{BORDER} {code} {first} {issue}"
    told: dict[str, Any] = {"party": FRONT, "issue": issue, "stance": code, "content": "the Quill border", **values}
    when = {"when": days(first)} if first else {}
    return put_together(
        telling("position", text, {"content": "the Quill border"}, report(text, published=None), **told, **when)
    )


def test_a_cell_tells_stance_firmness_and_when_it_was_reaffirmed() -> None:
    records = [stance("rejects", "2031-03-01"), stance("demands", "2031-03-05", firmness="red_line")]
    ((_, (cell,)),) = grid_of(matrix_of(records)).rows
    assert cell is not None
    assert (cell.stance, cell.firmness) == ("demands, rejects", "red line")
    assert (cell.since, cell.reaffirmed, cell.moved) == ("since 1 March 2031", "reaffirmed 5 March 2031", "")


def test_a_party_that_moved_is_told_with_what_it_held_before() -> None:
    ((_, (cell,)),) = grid_of(matrix_of([stance("rejects", "2031-03-01"), stance("offers", "2031-03-09")])).rows
    assert cell is not None
    assert (cell.stance, cell.moved) == ("offers", "rejects until 1 March 2031")
    assert cell.then is None


def test_cells_that_differ_from_another_day_are_marked() -> None:
    records = [
        stance("rejects", "2031-03-01"), stance("offers", "2031-03-09"), stance("demands", "2031-03-09", issue="aid"),
        stance("demands", "2031-03-01", issue="refugees"),
    ]  # fmt: skip
    grid = grid_of(matrix_of(records), matrix_of(said_until(records, date(2031, 3, 2))))
    then = {issue: cell.then for issue, (cell,) in grid.rows if cell}
    assert then == {"territory": "rejects", "aid": "nothing told", "refugees": None}
    assert grid.differing == 2


def test_what_was_told_then_and_is_told_no_longer_keeps_its_cell() -> None:
    grid = grid_of(matrix_of([]), matrix_of([stance("rejects", "2031-03-01")]))
    ((issue, (cell,)),) = grid.rows
    assert cell is not None
    assert (issue, cell.stance, cell.then) == ("territory", "", "rejects")


def test_only_what_was_said_by_a_day_counts_and_nothing_undated() -> None:
    first, second, undated = stance("rejects", "2031-03-01"), stance("offers", "2031-03-09"), stance("offers", None)
    assert said_until([first, second, undated], date(2031, 3, 8)) == (first,)
    assert said_until([first, second, undated], date(2031, 3, 9)) == (first, second)


def test_a_matrix_of_many_parties_says_how_many_are_left_out() -> None:
    many = [stance("demands", "2031-03-01", party=actor(f"Party {at:02}", None)) for at in range(30)]
    grid = grid_of(matrix_of(many))
    assert (len(grid.parties), grid.left_out) == (24, 6)


def test_what_is_behind_a_cell_tells_whose_word_it_is() -> None:
    own = Attribution(speaker=FRONT, anonymity="organisation")
    other = Attribution(speaker=actor("the Ardanian army", "ETH", sector="MIL"), anonymity="organisation")
    records = [
        stance("rejects", "2031-03-01", attributed_to=own), stance("demands", "2031-03-02"),
        stance("offers", "2031-03-03", attributed_to=other, asserted="alleged"),
    ]  # fmt: skip
    (cell,) = matrix_of(records).cells.values()
    held = opened(cell)
    assert [(each.whose, each.stance) for each in held.stretches[0].quotes] == [
        ("outlet", "demands"),
        ("own", "rejects"),
    ]
    assert [(each.whose, each.hedge, each.voice) for each in held.aside] == [
        ("others", "alleged", "the Ardanian army in The Harbour Post")
    ]
    start = BORDER.index("the Quill border")
    assert held.aside[0].address.endswith(f"#w{start}")


def test_the_page_opens_on_the_process_with_the_most_positions(client: TestClient, desk: Desk) -> None:
    told = client.get("/positions").text
    assert "Russia – Ukraine</caption>" in told
    assert '<th scope="col">Ukraine</th>' in told
    assert '<th scope="row">military limits</th>' in told
    assert told.count("<h1>") == 1
    one = next(each for each in desk.archive.processes() if "Sudan" in each.parties)
    other = client.get("/positions", params={"process": one.id}).text
    assert '<th scope="col">Ukraine</th>' not in other
    assert "Rapid Support Forces" in client.get("/positions?process=all").text


def test_a_cell_opens_to_its_words(client: TestClient) -> None:
    told = client.get("/positions", params={"party": "Ukraine", "issue": "military_limits"}).text
    assert "any limits on its army" in told
    assert 'class="quote whose-' in told
    assert "any limits on its army" not in client.get("/positions").text


def test_two_days_are_compared_by_what_had_been_said(client: TestClient) -> None:
    told = client.get("/positions", params={"against": "2026-03-31"}).text
    assert "31 March 2026: nothing told" in told
    before = client.get("/positions", params={"day": "2026-03-31"}).text
    assert "security guarantees" not in before  # first told of on 4 April
    assert "military limits" in before


def test_two_days_are_compared_by_what_the_archive_held(client: TestClient) -> None:
    """All reports came in on 1 April: before that day the archive held nothing."""
    then = client.get("/positions", params={"day": "2026-03-31", "by": "known"}).text
    assert "No report tells" in then
    assert "military limits" in client.get("/positions", params={"day": "2026-04-01", "by": "known"}).text


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"day": "soon"}, 422), ({"against": "2026-13-01"}, 422), ({"process": "none"}, 404), ({"party": "x"}, 200)],
)
def test_what_makes_no_sense_is_refused(client: TestClient, asked: dict[str, str], status: int) -> None:
    assert client.get("/positions", params=asked).status_code == status


def test_an_empty_archive_says_what_to_do(empty_client: TestClient) -> None:
    assert "dragoman add" in empty_client.get("/positions").text


def test_arrow_keys_move_between_cells_and_enter_opens_one(page: "Page") -> None:
    page.goto("/positions")
    page.locator("[data-matrix] td a").first.focus()
    place = "cell => [cell.closest('tr').rowIndex, cell.closest('td').cellIndex].join()"
    where = lambda: page.locator("[data-matrix] a:focus").evaluate(place)  # noqa: E731
    start = where()
    page.keyboard.press("ArrowRight")
    assert where() != start
    page.keyboard.press("ArrowLeft")
    assert where() == start
    page.keyboard.press("ArrowLeft")  # at the edge it stays
    assert where() == start
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/positions?*#words")
    assert page.locator("#words blockquote").count() >= 1
    assert page.locator("td.is-open").count() == 1


def test_headers_stay_in_sight(page: "Page") -> None:
    page.set_viewport_size({"width": 420, "height": 700})
    page.goto("/positions?process=all")
    page.locator(".matrix-scroll").evaluate("box => { box.scrollLeft = 200 }")
    left = page.locator(".matrix tbody th").first.evaluate(
        "cell => cell.getBoundingClientRect().left - cell.closest('.matrix-scroll').getBoundingClientRect().left"
    )
    assert 0 <= left < 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 420
