from datetime import date

import pytest

from dragoman.record.actors import Actor, Attribution
from dragoman.record.agreements import Compliance, Term
from dragoman.record.exchanges import Release
from dragoman.record.incidents import Damage, Justification, Munition, Responsibility, ServiceLoss, Target
from dragoman.record.places import Place
from dragoman.record.quantities import Quantity
from dragoman.record.rounds import AgendaItem, Delegation, Outcome
from dragoman.record.times import When
from dragoman.serve.phrases import between, listed, phrase, quoted

BASHIR = Actor(name="Bashir", role="Foreign Minister")
RSF = Actor(name="the RSF")
BY_BASHIR = Attribution(speaker=BASHIR, anonymity="named")
EIGHTH = date(2026, 4, 8)
ATBARA = Place(name="Atbara")
FIFTY = Quantity(low=50, best=50, high=50, unit="homes", words="50 homes")


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2026-04-08", "2026-04-08", "8 April 2026"),
        ("2026-04-08", "2026-04-09", "8–9 April 2026"),
        ("2026-03-31", "2026-04-02", "31 March – 2 April 2026"),
        ("2025-12-30", "2026-01-02", "30 December 2025 – 2 January 2026"),
        ("2026-04-01", "2026-04-30", "April 2026"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2025-02-01", "2025-02-27", "1–27 February 2025"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2022-01-01", None, "from 1 January 2022"),
        (None, "2022-01-01", "until 1 January 2022"),
        (None, None, ""),
    ],
)
def test_an_interval_is_told_in_its_shortest_plain_form(start: str | None, end: str | None, told: str) -> None:
    days = [date.fromisoformat(each) if each else None for each in (start, end)]
    assert between(*days) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (When(start=EIGHTH, end=EIGHTH, basis="stated", words="April 8"), "8 April 2026"),
        (When(start=EIGHTH, end=EIGHTH, basis="resolved", words="Wednesday"),
         "8 April 2026 (“Wednesday”)"),
        (When(words="on Wednesday"), "“on Wednesday”, date unknown"),
        (Place(name="Muscat", country="OMN"), "Muscat (Oman)"),
        (Place(name="Ukraine", country="UKR"), "Ukraine"),
        (Place(name="Nowhere"), "Nowhere"),
        (BASHIR, "Bashir (Foreign Minister)"),
        (Actor(name="Kyiv", canonical="Ukraine"), "Ukraine"),
        (Actor(name="The army"), "the army"),
        (Actor(name="The Elders"), "The Elders"),
        (Actor(name="Anna Lindh"), "Anna Lindh"),
        (Attribution(speaker=BASHIR, anonymity="named", via="SUNA"), "Bashir (Foreign Minister), by way of SUNA"),
        (Quantity(low=1001, qualifier="over", words="over 1,000 homes"), "over 1,000 homes"),
        (Quantity(low=1001, qualifier="over", unit="homes"), "at least 1,001 homes"),
        (Quantity(high=9, qualifier="fewer_than"), "at most 9"),
        (Quantity(low=3, high=5, qualifier="between"), "3 to 5"),
        (Quantity(best=70, qualifier="about"), "about 70"),
        (Quantity(qualifier="dozens"), "dozens"),
        (Quantity(low=2, best=2, high=2, words="two", who="civilians"), "two (civilians)"),
        (Delegation(party=Actor(name="Sudan"), person=BASHIR, head=True), "Sudan: Bashir (Foreign Minister), head"),
        (Delegation(party=Actor(name="Sudan"), role="an envoy"), "Sudan: an envoy"),
        (AgendaItem(issue="end_of_fighting", words="a truce"), "end of fighting “a truce”"),
        (Outcome(words="useful", tone="positive", quoted=True, attributed_to=BY_BASHIR),
         "“useful” (Bashir (Foreign Minister), positive)"),
        (Target(words="power stations", category="power_plant"), "power stations (power plant)"),
        (Munition(class_="cruise_missile", model="Kalibr", launched=FIFTY, intercepted=Quantity(best=40)),
         "cruise missile Kalibr: 50 homes launched, 40 intercepted"),
        (Damage(object="a school", level="heavily_damaged", place=ATBARA), "a school (heavily damaged, Atbara)"),
        (ServiceLoss(service="power", affected=FIFTY, unit="homes", place=ATBARA), "50 homes without power, Atbara"),
        (ServiceLoss(service="heat"), "heat lost"),
        (Responsibility(by=RSF, stance="denies"), "the RSF denies it"),
        (Justification(words="a response", attributed_to=Attribution(speaker=RSF, anonymity="organisation")),
         "a response (the RSF)"),
        (Release(party=Actor(name="Ukraine"), quantity=Quantity(words="157 people")), "157 people to Ukraine"),
        (Term(words="a pause", code="CeasProv"), "a pause (CeasProv)"),
        (Compliance(words="shelled again", by=RSF, kept=False), "shelled again (the RSF, broken)"),
        (("indirect", "indirect", "technical"), "indirect; technical"),
        (True, "yes"),
        (1234567, "1,234,567"),
        ("under_negotiation", "under negotiation"),
    ],
)  # fmt: skip
def test_a_value_is_told_in_plain_words(value: object, told: str) -> None:
    assert phrase(value) == told


def test_names_are_joined_as_people_join_them() -> None:
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


def test_quotation_marks_are_never_doubled() -> None:
    assert quoted('"fire over words"') == quoted("“fire over words”") == "“fire over words”"
