from typing import get_args

import pytest

from dragoman.codebook.countries import countries
from dragoman.codebook.entries import codes
from dragoman.codebook.profiles import PROFILES, Profile, alpha2, cannot_carry, columns, country_number, description
from dragoman.codebook.sheets import sheet
from dragoman.record.findings import KINDS, Asserted

TYPES = {"string", "integer", "number", "boolean", "date"}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_is_whole(profile: Profile) -> None:
    told = columns(profile)
    assert len({each.name for each in told}) == len(told)
    assert {each.type for each in told} <= TYPES
    assert all(not each.hxl or each.hxl.startswith("#") for each in told)
    assert all(cannot_carry(profile))
    assert description(profile).endswith(".")


def test_every_country_has_its_codes() -> None:
    known = {each.code for each in countries()}
    assert sheet("country_codes").keys() == known
    assert len({alpha2(code) for code in known}) == len(known)
    numbers = [number for code in known if (number := country_number(code))]
    assert len(set(numbers)) == len(numbers) == len(known) - 1
    assert (alpha2("UKR"), country_number("DEU"), country_number("XKX"), alpha2("???")) == ("UA", 276, None, None)


def test_every_kind_and_code_that_exports_name_is_one_of_the_codebook() -> None:
    told = sheet("profiles")
    assert set(told["headings"]) == set(told["plover"]) == set(sheet("briefs")) - {"hedged"} == set(KINDS)
    assert set(told["actor_types"]) <= set(codes("actor", "sector"))
    assert set(told["civilians"]["targets"]) <= set(codes("incident", "target"))
    assert {"reported", *sheet("briefs")["hedged"]["asserted"]} == set(get_args(Asserted))
