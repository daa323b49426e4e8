import pytest
from evaluation.plover import leading, macro, scores

EVENT = {"kind": "event", "event_type": "AID", "confidence": 0.4}
STRIKE = {"kind": "incident", "type": {"code": "airstrike"}, "confidence": 0.9}
SAYING = {"kind": "statement", "act": "say", "confidence": 0.99}


@pytest.mark.parametrize(
    ("findings", "wanted"),
    [([EVENT, STRIKE], "AID"), ([SAYING, STRIKE], "ASSAULT"), ([SAYING], "none"), ([], "none")],
)
def test_events_lead_and_sayings_do_not(findings: list[dict[str, object]], wanted: str) -> None:
    assert leading(findings) == wanted


def test_macro_counts_types_alike_however_many_records_they_have() -> None:
    told = [("AID", "AID", "")] * 9 + [("REJECT", "AID", "")]
    by_type = scores(told)
    assert by_type["AID"] == (18 / 19, 9)
    assert by_type["REJECT"] == (0, 1)
    assert macro(by_type) == pytest.approx(9 / 19)
