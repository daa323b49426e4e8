from typing import get_args

import pytest

from dragoman.codebook import entries as module
from dragoman.codebook.entries import codes, entries, event_score, find, incident_type
from dragoman.errors import CodebookError
from dragoman.record import (
    actors,
    agreements,
    documents,
    events,
    exchanges,
    findings,
    incidents,
    positions,
    quantities,
    rounds,
    statements,
    times,
)

LITERALS = {
    ("finding", "kind"): findings.Kind,
    ("finding", "asserted"): findings.Asserted,
    ("round", "status"): rounds.RoundStatus,
    ("round", "tone"): rounds.Tone,
    ("position", "stance"): positions.Stance,
    ("statement", "act"): statements.Act,
    ("incident", "damage"): incidents.DamageLevel,
    ("incident", "scope"): incidents.Scope,
    ("exchange", "category"): exchanges.Category,
    ("exchange", "status"): exchanges.ExchangeStatus,
    ("agreement", "type"): agreements.AgreementType,
    ("agreement", "status"): agreements.AgreementStatus,
    ("event", "status"): events.EventStatus,
    ("actor", "anonymity"): actors.Anonymity,
    ("quantity", "qualifier"): quantities.Qualifier,
    ("time", "basis"): times.Basis,
    ("document", "published_basis"): documents.PublishedBasis,
    ("document", "residue"): documents.ResidueKind,
}
# The contract's lists that the types leave open, written down a second time on purpose.
OPEN = {
    ("round", "format"): "direct indirect proximity shuttle bilateral trilateral multilateral remote technical",
    ("round", "level"): "leaders ministers envoys delegations experts",
    ("position", "firmness"): "red_line",
    ("issue", "issue"): """territory borders withdrawal ceasefire end_of_fighting monitoring security_guarantees
        military_limits alliances foreign_forces disarmament nuclear_plant nuclear_programme energy prisoners hostages
        missing_persons children humanitarian_access displacement_return sanctions assets reconstruction economy
        reparations justice amnesty elections power_sharing constitution status_autonomy recognition language_identity
        religion natural_resources transit_corridors sovereignty mediation_format other""",
    ("incident", "type"): """airstrike missile_strike drone_strike missile_and_drone_strike shelling ground_assault
        armed_clash bombing ied suicide_bombing shooting assassination ambush raid abduction arrest hijacking sabotage
        naval_attack looting sexual_violence chemical_attack cyberattack ramming stabbing other""",
    (
        "incident",
        "target",
    ): """energy heating power_plant housing hospital school transport port vessel military civilians
        aid religious government industry other""",
    ("incident", "munition"): """missile ballistic_missile cruise_missile drone bomb glide_bomb shell rocket mine ied
        small_arms vehicle blade other""",
    ("incident", "service"): "heat power water gas telecom",
    ("incident", "responsibility"): "claims denies",
    ("event", "event_type"): """AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN
        PROTEST SANCTION MOBILIZE COERCE ASSAULT""",
}
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {"Arrests", "Looting/property destruction", "Disrupted weapons use", "Other"},
}  # fmt: skip


@pytest.mark.parametrize(("place", "literal"), LITERALS.items(), ids=[".".join(place) for place in LITERALS])
def test_the_codes_of_a_type_and_of_the_codebook_are_the_same(place, literal):
    assert set(codes(*place)) == set(get_args(literal))


@pytest.mark.parametrize(("place", "names"), OPEN.items(), ids=[".".join(place) for place in OPEN])
def test_the_contract_s_open_lists_are_complete(place, names):
    assert set(codes(*place)) == set(names.split())


def test_every_field_of_the_codebook_is_checked_against_a_list():
    unchecked = {(entry.kind, entry.field) for entry in entries()} - set(LITERALS) - set(OPEN)
    modes = {("event", f"mode/{name}") for name in codes("event", "event_type")}
    assert unchecked - modes == {("agreement", "term"), ("actor", "sector"), ("event", "context")}


def test_no_field_has_a_code_twice():
    places = [(entry.kind, entry.field, entry.code) for entry in entries()]
    assert len(places) == len(set(places))


def test_the_near_miss_is_another_sentence_than_the_example():
    assert [entry.code for entry in entries() if entry.yes == entry.no] == []


def test_no_sentence_is_the_example_of_two_codes_of_one_field():
    seen: dict[tuple[str, str, str], list[str]] = {}
    for entry in entries():
        seen.setdefault((entry.kind, entry.field, entry.yes), []).append(entry.code)
    assert [found for found in seen.values() if len(found) > 1] == []


def test_a_near_miss_that_names_another_code_of_its_field_means_that_code_and_not_its_own():
    assert [entry.code for entry in entries() if entry.no_because == entry.code] == []


@pytest.mark.parametrize("code", codes("incident", "type"))
def test_incident_types_have_acled_s_names_and_a_mode_of_plover(code):
    event_type, sub_event_type, mode = incident_type(code)
    if code == "other":
        assert (event_type, sub_event_type, mode) == (None, None, None)
    else:
        assert sub_event_type in ACLED[event_type]
        assert mode in {*codes("event", "mode/ASSAULT"), *codes("event", "mode/COERCE")}


def test_an_unknown_incident_type_is_named_with_the_file():
    with pytest.raises(CodebookError, match=r"incidents\.toml.*'earthquake'"):
        incident_type("earthquake")


def test_scores_are_plover_s():
    assert event_score("ASSAULT") == -9
    assert event_score("ASSAULT", "unconventional") == -10
    assert event_score("AGREE", "no such mode") == 2.5
    assert event_score("RAIN") is None
    assert all(-10 <= entry.extra["score"] <= 10 for entry in entries() if "score" in entry.extra)


def test_quad_classes_agree_with_the_sign_of_the_score():
    types = [entry for entry in entries() if entry.field == "event_type"]
    assert {entry.extra["quad"] for entry in types} == {1, 2, 3, 4}
    assert all(
        (entry.extra["score"] >= 0) == (entry.extra["quad"] in (1, 2)) for entry in types if entry.code != "REQUEST"
    )


def test_find_gives_a_code_under_each_field_that_has_it():
    assert {(entry.kind, entry.field) for entry in find("ceasefire")} == {
        ("agreement", "type"), ("issue", "issue"), ("event", "mode/RETREAT"),
    }  # fmt: skip
    assert find("no such code") == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"definition": "d", "yes": "y", "no": "n"}, r"rounds\.toml: status\.held has no 'no_because'"),
        ({"definition": "d", "yes": " ", "no": "n", "no_because": "b"}, r"rounds\.toml: status\.held\.yes is empty"),
    ],
)
def test_a_broken_entry_is_named_with_file_and_key(row, message):
    with pytest.raises(CodebookError, match=message):
        list(module._entries_of("rounds", {"of": "round", "status": {"held": row}}))
