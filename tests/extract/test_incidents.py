"""What a trigger of force tells becomes an incident: totals, voices, services, reasons; talk of war is none."""

import pytest

from tests.extract.test_attacks import attack, incidents_of, killed


def test_a_total_comes_before_its_parts() -> None:
    text = "An air strike on Mekelle killed at least 10 people on Wednesday, including three children."
    (found,) = incidents_of(text, attack(text, "air strike"))
    assert found.killed
    assert (found.killed.low, found.killed.best, found.killed.qualifier) == (10, None, "at_least")


def test_figures_that_one_verb_counts_are_summed() -> None:
    text = "An air strike on Mekelle killed two soldiers and a driver on Wednesday."
    (found,) = incidents_of(text, attack(text, "air strike"))
    assert killed(found) == 3


def test_a_person_told_by_name_is_one() -> None:
    text = "Commander Adil was killed in an air strike on Mekelle on Wednesday."
    (found,) = incidents_of(text, attack(text, "air strike"))
    assert killed(found) == 1
    assert found.killed
    assert found.killed.who == "Commander Adil"


def test_losses_follow_in_a_sentence_of_their_own() -> None:
    text = "Drones struck Kharkiv on Wednesday. Three people were killed and eleven injured."
    (found,) = incidents_of(text, attack(text, "struck"))
    assert (killed(found), found.injured and found.injured.best) == (3, 11)


def test_a_service_that_fails_is_lost_where_it_fails() -> None:
    text = "Drones struck a power plant in Kharkiv on Wednesday, leaving 40,000 households without electricity."
    (found,) = incidents_of(text, attack(text, "struck"))
    assert found.target
    assert found.target.category in ("energy", "power_plant")
    assert [(s.service, s.affected and s.affected.best, s.unit) for s in found.service_loss] == [
        ("power", 40000, "households")
    ]


def test_a_reason_has_the_voice_that_gives_it_and_a_deed_of_its_own() -> None:
    text = (
        "Israeli strikes killed three people in Lebanon on Wednesday. "
        "Israel called the strikes retaliation for alleged rocket attacks on Haifa."
    )
    marks = (attack(text, "strikes"), attack(text, "strikes", nth=2), attack(text, "rocket attacks"))
    first, second = incidents_of(text, *marks)
    (reason,) = first.justification
    assert "rocket attacks on Haifa" in reason.words
    assert reason.attributed_to
    assert reason.attributed_to.speaker.country == "ISR"
    assert second.asserted == "alleged"


def test_a_side_that_tells_of_its_own_deed_claims_it() -> None:
    text = "Ukraine's military said its forces struck an oil depot in Belgorod on Wednesday."
    (found,) = incidents_of(text, attack(text, "struck", "attributed_to=Ukraine's military"))
    assert found.attacker
    assert found.attacker.country == "UKR"
    assert found.asserted == "claimed"


def test_who_claims_the_attack_made_it() -> None:
    text = (
        "A bomb exploded at a market in Peshawar on Wednesday. The Islamic State claimed responsibility for the blast."
    )
    found = incidents_of(text, attack(text, "exploded", type="bombing"))
    assert [r.stance for i in found for r in i.responsibility] == ["claims"]
    assert found[0].attacker
    assert "Islamic State" in found[0].attacker.name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The four-year war has cost Ukraine dearly.", "war"),
        ("Mediators hope to end the fighting.", "fighting"),
        ("Russia could launch a new attack on Kharkiv.", "attack"),
        ("Leaders warned of possible attacks on the port.", "attacks"),
        ("Ministers marked the anniversary of the bombing.", "bombing"),
    ],
)
def test_talk_of_war_is_no_incident(text: str, words: str) -> None:
    assert incidents_of(text, attack(text, words)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed when a bridge collapsed at a festival in Bonn on Wednesday.",
        "Four people were killed in a plane crash near Oslo.",
        "The striker fired two shots on target in the second half.",
        "The navy fired 12 missiles in a drill near Okinawa.",
        "The council discussed the budget for schools.",
    ],
)
def test_nothing_is_invented_where_nothing_is_marked(text: str) -> None:
    assert incidents_of(text) == ()
