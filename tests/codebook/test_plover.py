import pytest

from dragoman.codebook.entries import codes
from dragoman.codebook.plover import as_of_now, deciding, event_type
from dragoman.codebook.sheets import sheet


def test_every_row_names_a_code_of_its_field_and_a_type_of_plover() -> None:
    types = codes("event", "event_type")
    for kind, fields in sheet("plover").items():
        if kind in ("ahead", "anywhere"):
            continue
        ((field, rows),) = fields.items()
        assert set(rows) - {"otherwise"} <= set(codes(kind, field)), kind
        assert set(rows.values()) <= set(types), kind


@pytest.mark.parametrize(
    ("kind", "code", "wanted"),
    [
        ("incident", "airstrike", "ASSAULT"),
        ("incident", "arrest", "COERCE"),
        ("round", "held", "CONSULT"),
        ("position", "rejects", "REJECT"),
        ("statement", "say", None),
    ],
)
def test_findings_have_event_types(kind: str, code: str, wanted: str | None) -> None:
    assert event_type(kind, code) == wanted


def test_an_event_decides_by_its_own_type() -> None:
    assert deciding("event") == "event_type"


def test_what_is_still_to_come_is_an_agreement_to_do_it() -> None:
    assert as_of_now("CONSULT", "future") == "AGREE"
    assert as_of_now("RETREAT", "future") == "CONCEDE"
    assert as_of_now("CONSULT", "occurred") == "CONSULT"
    assert as_of_now("PROTEST", "future") == "PROTEST"
    assert as_of_now(None, "future") is None


def test_the_future_turns_types_of_plover_into_others() -> None:
    types = codes("event", "event_type")
    assert {*sheet("plover")["ahead"], *sheet("plover")["ahead"].values()} <= set(types)
