import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reconcile.actors import actor_keys, same_actor, side_name, side_of
from dragoman.record.actors import Actor

NAMES = ["Zelensky", "Volodymyr Zelenskyy", "V. Zelenskiy", "Ali Khamenei", "Mojtaba Khamenei", "Igor Kostyukov",
         "Kostioukov", "Hamas", "RSF", "Kyiv", "the Kremlin", "Lena Morvath"]  # fmt: skip
ACTORS = st.builds(Actor, name=st.sampled_from(NAMES), country=st.sampled_from([None, "UKR", "RUS", "IRN"]))


@pytest.mark.parametrize(
    ("name", "country", "sector", "side"),
    [("Kyiv", None, None, "UKR"), ("Russian negotiators", "RUS", "GOV", "RUS"), ("Ukraine's army", "UKR", "MIL", "UKR"),
     ("Hamas", "PSE", "REB", "hamas"), ("RSF", "SDN", None, "rapid support forces")],
)  # fmt: skip
def test_states_and_groups_stand_for_sides(name: str, country: str | None, sector: str | None, side: str) -> None:
    assert side_of(Actor(name=name, country=country, sector=sector)) == side


def test_transliterations_of_an_unknown_group_are_one_side() -> None:
    one, other = (Actor(name=name, sector="REB") for name in ("Kostyukov Brigade", "Kostioukov Brigade"))
    assert side_of(one) == side_of(other)


def test_spellings_of_a_person_are_one_and_relatives_are_two() -> None:
    assert same_actor(Actor(name="Zelensky"), Actor(name="Volodymyr Zelenskyy", country="UKR"))
    assert not same_actor(Actor(name="Ali Khamenei"), Actor(name="Mojtaba Khamenei"))
    assert not same_actor(Actor(name="Hamas"), Actor(name="RSF"))


@given(ACTORS, ACTORS)
def test_sameness_is_symmetric_and_shares_a_key(one: Actor, other: Actor) -> None:
    assert same_actor(one, other) == same_actor(other, one)
    assert not same_actor(one, other) or actor_keys(one) & actor_keys(other)


def test_sides_have_names_for_people() -> None:
    assert [side_name(side) for side in ("UKR", "hamas", "brigade of the pass")] == [
        "Ukraine", "Hamas", "Brigade Of The Pass",
    ]  # fmt: skip
