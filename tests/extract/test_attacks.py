"""Mentions of one attack are joined across a text; another attacker, day, place or count keeps two apart."""

from dragoman.record.incidents import Incident
from dragoman.record.mentions import Trigger
from tests.extract.told import told
from tests.factory import part, trigger


def attack(text: str, words: str, *parts: str, nth: int = 1, **codes: str) -> Trigger:
    given = [part(text, role, said) for role, said in (each.split("=", 1) for each in parts)]
    return trigger(
        text, "incident", words, *given, nth=nth, **{"type": "drone_strike", "asserted": "reported", **codes}
    )


def incidents_of(text: str, *marks: Trigger, headline: bool = False) -> tuple[Incident, ...]:
    return told(text, *marks, headline=headline).incidents


def killed(found: Incident) -> float | None:
    return found.killed.best if found.killed else None


def test_headline_lead_and_body_tell_one_attack() -> None:
    text = (
        "Russian drone strike kills three in Ukraine\n"
        "A Russian drone strike on the city of Kharkiv killed three people on Wednesday, its mayor said.\n"
        "The attack damaged a school."
    )
    marks = (
        attack(text, "drone strike", "place=Ukraine"),
        attack(text, "drone strike", "place=Kharkiv", nth=2),
        attack(text, "attack"),
    )
    (found,) = incidents_of(text, *marks, headline=True)
    assert found.attacker
    assert found.attacker.country == "RUS"
    assert ([place.name for place in found.places], killed(found)) == (["Kharkiv"], 3)
    assert [damage.object for damage in found.damage] == ["school"]


def test_each_side_attacks_for_itself() -> None:
    text = "Russian drones struck Odesa on Wednesday. Ukrainian drones struck Belgorod."
    first, second = incidents_of(text, attack(text, "struck"), attack(text, "struck", nth=2))
    assert [i.attacker and i.attacker.country for i in (first, second)] == ["RUS", "UKR"]


def test_two_days_are_two_attacks() -> None:
    text = (
        "Drones struck Kharkiv on Tuesday, killing two people. Drones struck Kharkiv on Wednesday, killing five people."
    )
    found = incidents_of(text, attack(text, "struck"), attack(text, "struck", nth=2))
    assert [killed(each) for each in found] == [2, 5]


def test_a_later_toll_of_one_attack_stands() -> None:
    text = (
        "A drone strike on Odesa killed at least four people on Wednesday. "
        "The death toll from the strike rose to seven, officials said."
    )
    (found,) = incidents_of(text, attack(text, "drone strike"), attack(text, "strike", nth=2))
    assert killed(found) == 7


def test_another_attack_elsewhere_is_a_new_one() -> None:
    text = "A drone strike on Odesa killed four people on Wednesday. Another drone strike in Sumy killed two people."
    found = incidents_of(text, attack(text, "drone strike"), attack(text, "drone strike", nth=2))
    assert [killed(each) for each in found] == [4, 2]


def test_a_total_since_january_stays_apart() -> None:
    text = "Drones struck Kharkiv on Wednesday, killing two people. Attacks have killed 120 people since January."
    found = incidents_of(text, attack(text, "struck"), attack(text, "Attacks", "when=since January"))
    assert [killed(each) for each in found] == [2, 120]
    assert found[1].scope == "period"


def test_gunmen_nobody_knows_are_the_group_that_is_named() -> None:
    text = "Gunmen attacked a village in Burkina Faso on Wednesday. Al-Qaeda fighters attacked it, the army said."
    (found,) = incidents_of(text, attack(text, "attacked"), attack(text, "attacked", nth=2))
    assert found.attacker
    assert found.attacker.name != "Gunmen"


def test_what_is_denied_stays_apart_from_what_was_done() -> None:
    text = "Drones struck Port Sudan on Wednesday. The RSF denied shelling the town of Atbara."
    first, second = incidents_of(text, attack(text, "struck"), attack(text, "shelling", type="shelling"))
    assert (first.asserted, second.asserted) == ("reported", "denied")


def test_the_toll_of_a_war_is_not_that_of_an_attack() -> None:
    text = "Drones struck Kharkiv on Tuesday, killing 12 people. The war has seen 41,000 soldiers killed."
    found = incidents_of(text, attack(text, "struck"), attack(text, "killed", type="other"))
    assert [killed(each) for each in found] == [12, 41000]


def test_what_the_attacker_says_he_aimed_at_is_the_attack_told_before() -> None:
    text = (
        "Russian drones struck houses in Odesa on Tuesday, the mayor said. "
        "Russia's defence ministry said it targeted energy facilities."
    )
    assert len(incidents_of(text, attack(text, "struck"), attack(text, "targeted", type="other"))) == 1


def test_entries_of_a_live_blog_are_not_one_attack() -> None:
    import dragoman

    text = (
        "Live: the war in the north\n\n16:05 - Drones hit Kharkiv\nFour people were killed in a drone attack on "
        "Kharkiv, the mayor said.\n\n12:10 - Missiles in the south\nRussia attacked Odesa with six missiles, the air force said.\n\n"
        "09:30 - Homes dark\nMore than 20,000 homes lost power after strikes on Sumy, the grid operator said.\n"
    )
    found = dragoman.read_bytes(text.encode(), name="blog.txt").incidents
    assert [[place.name for place in each.places] for each in found] == [["Kharkiv"], ["Odesa"], ["Sumy"]]
    assert not any(quote.quote.startswith(("16", "12", "09")) for each in found for quote in each.evidence)
