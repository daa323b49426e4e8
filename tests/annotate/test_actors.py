import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.actors import actor_of, is_state
from dragoman.record.actors import Actor


@pytest.mark.parametrize(
    "name",
    [
        "Ukraine",
        "Kyiv",
        "Ukrainian",
        "the Ukrainian side",
        "Ukrainian negotiators",
        "Ukraine's government",
        "Ukrainians",
    ],
)
def test_the_many_names_of_a_state_are_that_state(name):
    actor = actor_of(name)
    assert (actor.canonical, actor.country, actor.sector) == ("Ukraine", "UKR", "GOV")
    assert is_state(actor)
    assert actor.name == name


@pytest.mark.parametrize("name", ["the Kremlin", "Moscow", "Russian delegation", "the Russian Federation"])
def test_seats_of_government_stand_for_the_state(name):
    assert is_state(actor_of(name))
    assert actor_of(name).country == "RUS"


@pytest.mark.parametrize(
    ("name", "canonical", "country", "sector"),
    [
        ("Russia's Defense Ministry", "Ministry of Defence (Russia)", "RUS", "MIL"),
        ("the Russian Ministry of Defence", "Ministry of Defence (Russia)", "RUS", "MIL"),
        ("Ministry of Defence of the Russian Federation", "Ministry of Defence (Russia)", "RUS", "MIL"),
        ("Turkish Foreign Ministry", "Ministry of Foreign Affairs (Turkey)", "TUR", "GOV"),
        ("Israel's military", "Israel Defense Forces", "ISR", "MIL"),
        ("the IDF", "Israel Defense Forces", "ISR", "MIL"),
        ("Sudan's army", "Sudanese Armed Forces", "SDN", "MIL"),
        ("negotiators for Sudan's army", "Sudanese Armed Forces", "SDN", "MIL"),
        ("Pakistani security forces", "Armed Forces (Pakistan)", "PAK", "MIL"),
        ("Peru's Congress", "Parliament (Peru)", "PER", "LEG"),
        ("Congress", "US Congress", "USA", "LEG"),
        ("the army", None, None, "MIL"),
        ("police", None, None, "COP"),
    ],
)
def test_institutions_are_told_by_country_and_kind(name, canonical, country, sector):
    actor = actor_of(name)
    assert (actor.canonical, actor.country, actor.sector) == (canonical, country, sector)
    assert not is_state(actor)


@pytest.mark.parametrize(
    ("name", "canonical", "country"),
    [
        ("the Rapid Support Forces", "Rapid Support Forces", "SDN"),
        ("the paramilitary RSF", "Rapid Support Forces", "SDN"),
        ("Iran-backed Houthi rebels", "Houthis", "YEM"),
        ("Ansar Allah", "Houthis", "YEM"),
        ("Rwanda-backed M23 rebels", "March 23 Movement", "COD"),
        ("the Lebanese militant group Hezbollah", "Hezbollah", "LBN"),
        ("Afghan Taliban", "Taliban", "AFG"),
        ("Pakistani Taliban", "Tehrik-i-Taliban Pakistan", "PAK"),
        ("Hamas fighters", "Hamas", "PSE"),
    ],
)
def test_armed_groups_are_found_under_their_names_and_with_words_around_them(name, canonical, country):
    actor = actor_of(name)
    assert (actor.canonical, actor.country, actor.sector) == (canonical, country, "REB")


def test_a_group_that_is_only_leaning_to_a_state_is_not_that_state():
    assert actor_of("pro-Russian separatists").country is None
    assert actor_of("Russian-installed officials").country is None


def test_two_sides_in_one_name_are_no_one_side():
    assert actor_of("Armenian and Azerbaijani forces").country is None
    assert actor_of("Israel and Lebanon").country is None
    assert actor_of("Bosnia and Herzegovina").country == "BIH"
    assert actor_of("Ukraine's National Security and Defense Council").country == "UKR"


def test_unnamed_people_have_a_side_but_no_name():
    officials = actor_of("U.S. officials")
    assert (officials.canonical, officials.country, officials.sector) == (None, "USA", "GOV")
    assert not is_state(officials)
    hamas = actor_of("Hamas officials")
    assert (hamas.canonical, hamas.country, hamas.organisation, hamas.sector) == (None, "PSE", "Hamas", "REB")


def test_a_bare_person_is_not_guessed_at():
    assert actor_of("Idris Altoum") == Actor(name="Idris Altoum")


@pytest.mark.parametrize(
    ("name", "role", "country", "sector", "organisation"),
    [
        (
            "Ivan Petrenko",
            "Secretary of Ukraine's National Security and Defense Council",
            "UKR",
            "GOV",
            "National Security and Defense Council of Ukraine",
        ),
        ("Oleg Sidorov", "head of Russia's GRU", "RUS", "SPY", "GRU"),
        ("Oleg Sidorov", "Admiral", None, "MIL", None),
        ("Maria Ivanova", "Russian Foreign Ministry spokeswoman", "RUS", "GOV", "Ministry of Foreign Affairs (Russia)"),
        ("Ana Duarte", "UN special envoy", None, "IGO", "United Nations"),
        ("Samir Haddad", "Hezbollah spokesman", "LBN", "REB", "Hezbollah"),
        ("Pyotr Orlov", "governor of Belgorod", "RUS", "GOV", None),
    ],
)
def test_a_role_gives_side_sector_and_organisation(name, role, country, sector, organisation):
    actor = actor_of(name, role=role)
    assert (actor.role, actor.country, actor.sector, actor.organisation) == (role, country, sector, organisation)


def test_a_title_in_the_name_counts_like_a_role():
    actor = actor_of("Colombian Defence Minister Rosa Quintero")
    assert (actor.canonical, actor.role, actor.country, actor.sector) == (
        "Rosa Quintero",
        "Colombian Defence Minister",
        "COL",
        "GOV",
    )
    general = actor_of("Maj. Gen. Idris Altoum")
    assert (general.canonical, general.role, general.country, general.sector) == (
        "Idris Altoum",
        "Maj. Gen.",
        None,
        "MIL",
    )


def test_an_office_alone_has_a_side_and_a_role():
    actor = actor_of("Ukrainian President")
    assert (actor.canonical, actor.role, actor.country) == (None, "Ukrainian President", "UKR")


def test_short_forms_in_capitals_are_not_found_in_small_letters():
    assert actor_of("us") == Actor(name="us")
    assert actor_of("who") == Actor(name="who")
    assert actor_of("WHO").sector == "IGO"


@given(st.text(max_size=60), st.one_of(st.none(), st.text(max_size=30)))
def test_no_text_makes_it_fail(name, role):
    assert actor_of(name, role=role).name == name


@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "Ukrainian",
                "Hamas",
                "officials",
                "of",
                "army",
                "'s",
                "President",
                "al-",
                "Iran-backed",
                "Foreign",
                "Ministry",
                ",",
                "Ivan",
            ]
        ),
        max_size=8,
    )
)
def test_no_mix_of_the_words_it_knows_makes_it_fail(words):
    name = " ".join(words)
    assert actor_of(name).name == name
