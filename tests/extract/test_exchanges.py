"""Mentions of one swap become one; totals stay apart from what each side got, and talk of other things is none."""

from dataclasses import replace

from dragoman.record.exchanges import Exchange
from dragoman.record.mentions import Code, Trigger
from tests.extract.told import told
from tests.factory import part, trigger


def swap(text: str, words: str, *parts: str, status: str = "held", category: str = "hostages", nth: int = 1) -> Trigger:
    given = [part(text, role, words) for role, _, words in (each.partition("=") for each in parts)]
    return trigger(text, "exchange", words, *given, nth=nth, status=status, category=category)


def swaps_of(text: str, *marks: Trigger) -> tuple[Exchange, ...]:
    return told(text, *marks).exchanges


def got(found: Exchange) -> dict[str, float | None]:
    return {r.party.country or r.party.name: r.quantity.best if r.quantity else None for r in found.released_to}


def test_what_each_side_got_is_not_the_total() -> None:
    text = "Russia and Ukraine agreed to swap 314 prisoners of war. Russia and Ukraine exchanged 157 each on Monday."
    (found,) = swaps_of(text, swap(text, "swap", status="agreed"), swap(text, "exchanged"))
    assert (found.total and found.total.best, found.status, found.category) == (314, "held", "prisoners")
    assert got(found) == {"RUS": 157, "UKR": 157}


def test_one_side_gave_what_the_other_got() -> None:
    text = (
        "Chad and Sudan exchanged the remains of 77 fighters on Wednesday. Chad handed over 43 bodies and received 34."
    )
    (found,) = swaps_of(text, swap(text, "exchanged"), swap(text, "handed over", "parties=Chad"))
    assert (found.total and found.total.best, found.category) == (77, "bodies")
    assert got(found) == {"SDN": 43, "TCD": 34}


def test_those_returned_to_one_side_are_also_the_total_where_none_is_told() -> None:
    text = "Nine Ukrainian children were returned to Ukraine on Monday with the help of Qatar."
    (found,) = swaps_of(text, swap(text, "were returned"))
    assert (found.total and found.total.best, found.category) == (9, "children")
    assert got(found) == {"UKR": 9}
    assert [a.canonical for a in found.mediators] == ["Qatar"]


def test_two_kinds_of_people_are_two_swaps() -> None:
    text = "Hamas could free 21 hostages for about 600 Palestinian prisoners within days."
    found = swaps_of(text, swap(text, "could free", "parties=Hamas", status="expected"))
    assert {each.category: each.total and each.total.best for each in found} == {"hostages": 21, "prisoners": 600}


def test_an_expected_swap_stays_apart_from_one_that_was_held() -> None:
    text = "Russia and Ukraine exchanged 50 prisoners on Monday. A further exchange of 80 prisoners is expected in May."
    held, ahead = swaps_of(text, swap(text, "exchanged"), swap(text, "exchange", status="proposed", nth=2))
    assert (held.status, ahead.status, ahead.total and ahead.total.best) == ("held", "expected", 80)


def test_a_swap_without_sides_has_those_of_the_talks() -> None:
    text = "Negotiators from Armenia and Azerbaijan met in Tbilisi on Wednesday. Both expect a prisoner swap soon."
    met = trigger(text, "round", "met", status="held")
    (found,) = swaps_of(text, met, swap(text, "prisoner swap", status="expected"))
    assert [a.country for a in found.parties] == ["ARM", "AZE"]


def test_an_exchange_of_fire_is_no_swap() -> None:
    text = "Russia and Ukraine continued to exchange missile strikes overnight."
    assert swaps_of(text, swap(text, "exchange")) == ()


def test_people_who_are_held_are_not_released() -> None:
    text = "Some 60 had been held in a quarry."
    assert swaps_of(text, swap(text, "had been held")) == ()


def test_the_article_of_a_swap_is_no_figure() -> None:
    text = "Russia and Ukraine conducted a prisoner swap on Wednesday."
    (found,) = swaps_of(text, swap(text, "conducted", "total=a prisoner"))
    assert found.total is None


def test_who_also_came_home_did_so_on_the_day_of_the_swap() -> None:
    text = "Iran and Iraq exchanged 262 prisoners on Monday. Five residents were also returned to Iraq."
    first, second = swaps_of(text, swap(text, "exchanged"), swap(text, "were also returned"))
    assert first.when is not None
    assert second.when == first.when
    assert any(e.field == "when" for e in second.evidence)


def test_both_are_the_sides_of_the_deal_that_the_text_tells_of() -> None:
    text = "Iran and Iraq agreed a truce. Both will also free 15 detainees each."
    truce = trigger(
        text, "agreement", "agreed", part(text, "parties", "Iran"), part(text, "parties", "Iraq"), type="ceasefire"
    )
    (found,) = swaps_of(text, truce, swap(text, "will also free", status="expected"))
    assert [a.country for a in found.parties] == ["IRN", "IRQ"]
    assert [r.quantity and r.quantity.best for r in found.released_to] == [15, 15]


def test_who_mediates_does_so_for_both_halves_of_a_swap() -> None:
    text = "Hamas could free 21 hostages for about 600 prisoners. Egypt and Qatar are mediating."
    found = swaps_of(text, swap(text, "could free", "parties=Hamas", status="proposed"))
    assert [[a.country for a in each.mediators] for each in found] == [["EGY", "QAT"], ["EGY", "QAT"]]


def test_what_is_expected_is_no_mere_idea_and_what_has_come_is_reported() -> None:
    text = "Iran expected an exchange of 90 prisoners with Iraq. Iran and Iraq exchanged 20 bodies."
    mere, real = (Code(name="asserted", value=value, score=0.9) for value in ("hypothetical", "expected"))
    marks = (swap(text, "exchange of", status="expected"), mere), (swap(text, "exchanged"), real)
    first, second = swaps_of(text, *(replace(mark, codes=(*mark.codes, code)) for mark, code in marks))
    assert (first.asserted, second.asserted) == ("expected", "reported")


def test_where_they_swapped_is_the_place_and_where_people_were_held_is_not() -> None:
    here, there = "Iran and Iraq exchanged 20 bodies in Basra.", "Iran and Iraq exchanged 20 prisoners held in Basra."
    (one,), (other,) = swaps_of(here, swap(here, "exchanged")), swaps_of(there, swap(there, "exchanged"))
    assert (one.place and one.place.name, other.place) == ("Basra", None)


def test_a_swap_that_is_completed_is_held_whatever_the_reader_guesses() -> None:
    text = "Sudan and Chad completed a second prisoner swap on Monday at the border post of Adre."
    (found,) = swaps_of(text, swap(text, "prisoner swap", "parties=Sudan", "parties=Chad", status="proposed"))
    assert found.status == "held"


def test_how_long_since_the_last_swap_is_not_when() -> None:
    text = "Sudan and Chad swapped 40 prisoners of war who had sat in jail for two years."
    (found,) = swaps_of(text, swap(text, "swapped", "when=for two years"))
    assert found.when is None


def test_a_status_that_is_guessed_sets_no_swap_apart() -> None:
    text = (
        "Sudan and Chad swapped 40 prisoners of war on Monday. Envoys of Sudan and Chad spoke of prisoners going home."
    )
    guess = swap(text, "going home", "parties=Sudan", "parties=Chad", status="expected", category="prisoners")
    doubtful = tuple(replace(c, score=0.5) if c.name == "status" else c for c in guess.codes)
    assert len(swaps_of(text, swap(text, "swapped"), replace(guess, codes=doubtful))) == 1
    assert len(swaps_of(text, swap(text, "swapped"), guess)) == 2


def test_what_one_side_got_is_no_total_where_the_other_got_another_figure() -> None:
    import dragoman

    text = (
        b"Chad released eight Libyan prisoners and Libya freed two Chadian soldiers on Thursday, the ministries said."
    )
    (found,) = dragoman.read_bytes(text).exchanges
    got = {release.party.name: release.quantity.best for release in found.released_to if release.quantity}
    assert (got, found.total) == ({"Libya": 8, "Chad": 2}, None)
