"""Claims as dots: each where its day and value say, none on another, those without a day in the table alone."""

from datetime import date

from tests.factory import actor
from tests.records import HEALTH, raid, record, report, telling, toll

from dragoman.record.actors import Attribution
from dragoman.record.quantities import Quantity
from dragoman.record.records import Record
from dragoman.serve.web.claimed_dots import OTHERS, OUTLETS, WIDTH, chart_of, claims_of
from dragoman.serve.web.segments import address_of


def killed(*claims: tuple[Quantity, int | None, Attribution | None]) -> Record:
    made = []
    for number, (figure, day, voice) in enumerate(claims):
        text = f"In all {number} reports the raid was told."
        published = date(2031, 3, day) if day else None
        origin = report(text, f"Outlet {number}", published=published)
        made.append(telling("incident", text, {"killed": f"all {number}"}, origin, killed=figure, attributed_to=voice))
    return record(*made)


def chart(told: Record):
    field = told.fields["killed"]
    return chart_of(field, claims_of(told, field))


def test_dots_stand_by_day_and_number() -> None:
    drawn = chart(killed((toll(12), 3, None), (toll(30), 5, HEALTH), (toll(0), 7, None)))
    first, second, third = drawn.dots
    assert first.x < second.x < third.x
    assert second.y < first.y < third.y
    assert (drawn.rows[0].words, drawn.rows[0].at) == ("0", third.y)
    assert drawn.sides == (OUTLETS, "the health ministry")
    assert (first.sign, second.sign) == (0, 1)
    assert drawn.band == (second.y, third.y)


def test_an_open_figure_has_a_line_to_its_open_side_alone() -> None:
    (dot,) = chart(killed((Quantity(low=30, qualifier="at_least"), 3, None))).dots
    assert dot.top < dot.y == dot.bottom
    (dot,) = chart(killed((Quantity(high=30, qualifier="up_to"), 3, None))).dots
    assert dot.top == dot.y < dot.bottom


def test_equal_claims_of_one_day_do_not_hide_each_other() -> None:
    drawn = chart(killed(*[(toll(12), 3, None)] * 4))
    assert len({(dot.x, dot.y) for dot in drawn.dots}) == 4


def test_what_has_no_day_is_counted_and_listed() -> None:
    told = killed((toll(12), None, None), (toll(30), 5, None))
    drawn = chart(told)
    assert drawn.undated == 1
    assert len(drawn.dots) == 1
    assert [claim.day for claim in claims_of(told, told.fields["killed"])] == [date(2031, 3, 5), None]


def test_many_sides_share_the_last_sign() -> None:
    voices = [Attribution(speaker=actor(f"the council of Ward {n}"), anonymity="organisation") for n in range(9)]
    drawn = chart(killed(*((toll(n + 1), 3, voice) for n, voice in enumerate(voices))))
    assert len(drawn.sides) == 5
    assert drawn.sides[-1] == OTHERS
    assert {dot.sign for dot in drawn.dots} == set(range(5))
    assert all(dot.x <= WIDTH for dot in drawn.dots)


def test_figures_without_a_number_do_not_stand_on_the_scale() -> None:
    drawn = chart(killed((Quantity(qualifier="dozens"), 3, None), (toll(30), 5, None)))
    assert len(drawn.dots) == 1


def test_what_is_no_figure_stands_in_rows() -> None:
    told = raid()
    drawn = chart_of(told.fields["target"], claims_of(told, told.fields["target"]))
    assert [row.words for row in drawn.rows] == ["market (civilians)"] or len(drawn.rows) == 1
    assert {dot.y for dot in drawn.dots} == {drawn.rows[0].at}


def test_the_words_of_a_claim_are_those_that_state_it() -> None:
    claim, _ = claims_of(raid(), raid().fields["killed"])
    assert claim.quote == "12 civilians"
    assert claim.address == address_of(claim.document, claim.start)
    assert claim.address.startswith("/evidence/sha256:")
