"""A record with its claims: disputed fields first, every voice with its words and their address."""

from dataclasses import replace

from tests.records import RAID_A, raid, round_of_talks

from dragoman.serve.web.claims import claims_in
from dragoman.serve.web.segments import address_of


def test_what_is_disputed_comes_first() -> None:
    fields = claims_in(raid())
    assert fields[0].name == "killed"
    assert fields[0].is_disputed
    assert not any(each.is_disputed for each in fields[1:])


def test_each_value_has_its_claims_with_words_and_address() -> None:
    record = raid()
    killed = claims_in(record)[0]
    assert {value.words for value in killed.values} == {"12", "30"}
    twelve = next(value for value in killed.values if value.words == "12")
    (claim,) = twelve.claims
    assert claim.outlet == "The Harbour Post"
    assert claim.day == "3 March 2031"
    (quote,) = claim.quotes
    assert quote.words == "12 civilians"
    document = record.tellings[0].report.id
    assert quote.address == f"/evidence/{document}#w{RAID_A.index('12 civilians')}"
    assert sum(value.is_preferred for value in killed.values) == 1


def test_who_is_quoted_is_named() -> None:
    thirty = next(value for value in claims_in(raid())[0].values if value.words == "30")
    assert "the health ministry in Southern Wire" in thirty.claims[0].who


def test_items_of_a_list_are_all_preferred() -> None:
    parties = next(field for field in claims_in(round_of_talks()) if field.name == "parties")
    assert parties.is_list
    assert all(value.is_preferred for value in parties.values)


def test_a_judged_value_says_who_judged() -> None:
    record = raid()
    field = record.fields["killed"]
    voice = replace(field.values[0].tellings[0], judged_by="Amira", evidence=())
    judged = replace(field, values=(replace(field.values[0], tellings=(voice,)),))
    (claim,) = claims_in(replace(record, fields={"killed": judged}))[0].values[0].claims
    assert claim.judged_by == "Amira"
    assert claim.quotes == ()


def test_an_address_holds_no_markup() -> None:
    assert address_of('sha256:"><b>') == "/evidence/sha256:%22%3E%3Cb%3E"
