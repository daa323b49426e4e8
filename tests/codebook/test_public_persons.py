from collections import Counter

from dragoman.codebook.countries import by_code
from dragoman.codebook.entries import codes
from dragoman.codebook.naming import key
from dragoman.codebook.public_persons import public_person, public_persons
from dragoman.codebook.sheets import sheet


def test_every_person_has_a_known_country_and_sector() -> None:
    for person in public_persons():
        assert person.country is None or person.country in by_code(), person.name
        assert person.sector in codes("actor", "sector"), person.name
        assert person.country or person.body, person.name


def test_no_name_means_two_persons() -> None:
    rows = sheet("public_persons")["person"]
    spellings = Counter(
        spelling
        for row in rows
        for spelling in {key(name) for name in (row["name"], *row.get("also", ()), *row.get("short", ()))}
    )
    assert [name for name, times in spellings.items() if times > 1] == []


def test_full_names_and_sure_surnames_are_found_in_capitals_only() -> None:
    first = public_persons()[0]
    assert public_person(first.name) is first
    assert public_person(first.name.lower()) is None
    assert public_person("Amna Idris Nobody") is None
