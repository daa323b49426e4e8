"""Findings taken apart into claims and put together again."""

import json
from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.claims import claims_of, findings_of
from dragoman.record.claims import Claim
from dragoman.record.findings import KINDS
from dragoman.spelling import claim_id, spelled
from tests.everything import FINDINGS
from tests.factory import TALKS, finding, talks

DOCUMENT = "sha256:" + "0" * 64


@given(st.lists(FINDINGS, max_size=3, unique_by=lambda each: each.id), st.randoms(use_true_random=False))
def test_nothing_is_lost_on_the_way_and_back(findings: list, random: Random) -> None:
    claims = [claim for each in findings for claim in claims_of(each, DOCUMENT)]
    assert findings_of(claims) == tuple(findings)
    random.shuffle(claims)
    assert {each.id: each for each in findings_of(claims)} == {each.id: each for each in findings}


@given(FINDINGS)
def test_each_value_is_one_claim(found) -> None:
    """Counted on the finding's JSON, which the code under test does not look at field by field."""
    told = json.loads(json.dumps(spelled(found)))
    shared = {"id", "kind", "confidence", "asserted", "attributed_to", "evidence"}
    defaults = {each.name: each.default for each in fields(found)}
    expected = 1
    for name, value in told.items():
        if name not in shared:
            expected += len(value) if isinstance(value, list) else value != defaults[name]
    assert len(claims_of(found, DOCUMENT)) == expected


@given(FINDINGS)
def test_ids_are_digests_and_tell_claims_apart(found) -> None:
    claims = claims_of(found, DOCUMENT)
    assert len({claim.id for claim in claims}) == len(claims)
    assert all(claim.id == claim_id(claim) for claim in claims)
    assert {claim.id for claim in claims}.isdisjoint(claim.id for claim in claims_of(found, "sha256:1"))


def test_evidence_goes_to_the_item_whose_words_it_quotes() -> None:
    strike = next(each for each in talks().findings if each.kind == "incident")
    shown = {(claim.field, claim.place): [e.quote for e in claim.evidence] for claim in claims_of(strike, DOCUMENT)}
    assert shown["places", 0] == ["Atbara"]
    assert shown["munitions", 0] == ["about 30 drones"]
    assert shown["", None] == [each.quote for each in strike.evidence]


def test_evidence_of_a_part_goes_with_its_field() -> None:
    said = finding("statement", TALKS, {"speaker": "Bashir", "speaker.role": "paramilitaries"}, act="say", content="x")
    spoken = replace(said, content="Bashir")
    (content,) = [claim for claim in claims_of(spoken, DOCUMENT) if claim.field == "content"]
    assert content.evidence == ()
    assert {e.field for e in claims_of(said, DOCUMENT)[0].evidence} == {"speaker", "speaker.role"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_finding_of_which_nothing_is_known_is_one_claim(kind: str) -> None:
    bare = finding(kind, TALKS)
    (claim,) = claims_of(bare, DOCUMENT)
    assert (claim.field, claim.place, findings_of([claim])) == ("", None, (bare,))


def test_a_finding_without_the_claim_for_itself_is_refused() -> None:
    claims: tuple[Claim, ...] = claims_of(talks().findings[0], DOCUMENT)
    with pytest.raises(ValueError, match="no claim for the finding itself"):
        findings_of(claims[1:])
