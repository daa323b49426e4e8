import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook.persons import is_unnamed, same_person, spelling, split_title, title_country, title_sector


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("Secretary of State Ann Porter", "Secretary of State", "Ann Porter"),
        ("Lt. Gen. Pavlo Hnatiuk", "Lt. Gen.", "Pavlo Hnatiuk"),
        ("Crown Prince Faisal bin Nasser", "Crown Prince", "Faisal bin Nasser"),
        ("Hamas leader Ziad al-Masri", "Hamas leader", "Ziad al-Masri"),
        ("UN Secretary-General Clara Mendes", "UN Secretary-General", "Clara Mendes"),
        ("head of Zaporizhzhia region Ivan Koval", "head of Zaporizhzhia region", "Ivan Koval"),
        ("Secretary of Ukraine's National Council Ivan Koval", "Secretary of Ukraine's National Council", "Ivan Koval"),
        ("Ivan Petrenko, secretary of the council", "secretary of the council", "Ivan Petrenko"),
        ("the foreign minister", "foreign minister", ""),
        ("president of Ukraine", "president of Ukraine", ""),
        ("Ukrainian President", "Ukrainian President", ""),
        ("Idris Altoum", None, "Idris Altoum"),
        ("Abdel Karim al-Tayeb", None, "Abdel Karim al-Tayeb"),
        ("Edward King", None, "Edward King"),
        ("Ukraine's Ivan Petrenko", None, "Ivan Petrenko"),
        ("Russia's Defense Ministry", None, "Russia's Defense Ministry"),
    ],
)  # fmt: skip
def test_titles_are_parted_from_names(text, role, name):
    assert split_title(text) == (role, name)


@pytest.mark.parametrize(
    "name",
    [
        "officials",
        "a source",
        "a spokesman",
        "sources in Tehran",
        "a senior U.S. official",
        "two diplomats",
        "an official familiar with the talks",
        "local residents",
        "a minister",
    ],
)
def test_people_without_a_name_are_told(name):
    assert is_unnamed(name)


@pytest.mark.parametrize(
    "name",
    [
        "Idris Altoum",
        "Health Ministry",
        "the Pentagon",
        "Hamas",
        "Kremlin spokesman Oleg Sidorov",
        "Ukrainian President",
        "Sudan",
    ],
)
def test_names_are_not_people_without_a_name(name):
    assert not is_unnamed(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelensky", "Volodymyr Zelenskyy"),
        ("Zelenskiy", "Zelenskyy"),
        ("V. Zelensky", "Volodymyr Zelenskyy"),
        ("Kostyukov", "Igor Kostioukov"),
        ("Admiral Igor Kostyukov", "Igor Kostioukov"),
        ("Dmitriyev", "Kirill Dmitriev"),
        ("al-Burhan", "Abdel Fattah Burhan"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Mohammed Haddad", "Muhammad Haddad"),
        ("Xi", "Xi Jinping"),
        ("Maduro", "Nicolás Maduro Moros"),
        ("President Duarte", "Ana Duarte"),
        ("Idris Altoum", "Idris Hassan Altoum"),
    ],
)
def test_spellings_and_short_forms_of_one_name_are_one_person(one, other):
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ali Khamenei", "Mojtaba Khamenei"),
        ("Peskov", "Lavrov"),
        ("Ana Duarte", "Luis Duarte"),
        ("", "Ana Duarte"),
        ("Ana", "Ana Duarte"),
        ("Biden", "Boden"),
    ],
)
def test_other_people_are_not_one(one, other):
    assert not same_person(one, other)


@given(st.text(max_size=30), st.text(max_size=30))
def test_sameness_has_no_direction(one, other):
    assert same_person(one, other) == same_person(other, one)


@given(st.from_regex(r"[A-Z][a-z]{2,9}( [A-Z][a-z]{2,9})?", fullmatch=True))
def test_a_person_is_the_same_as_itself(name):
    assert same_person(name, name)


@given(st.text(max_size=20))
def test_the_spelling_of_a_spelling_is_itself_for_plain_letters(word):
    assert spelling(word).islower() or not any(char.isascii() and char.isalpha() for char in spelling(word))


def test_some_offices_are_one_countrys_alone() -> None:
    assert title_country("Secretary of State") == "USA"
    assert title_country("former secretary of state") == "USA"
    assert title_country("Secretary of State for Defence") is None
    assert title_country("president") is None


@pytest.mark.parametrize(
    ("role", "sector"),
    [
        ("Sudan's largest private energy firm", None), ("general", "MIL"), ("general of the northern front", "MIL"),
        ("a major oil company", None), ("private", "MIL"),
    ],
)  # fmt: skip
def test_a_rank_before_another_word_is_none(role: str, sector: str | None) -> None:
    assert title_sector(role) == sector
