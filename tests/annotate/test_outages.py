"""Services that failed: which, for how many, where."""

import pytest

from dragoman.annotate.outages import outages_in
from dragoman.record.evidence import Span
from tests.factory import span


def read(text: str, *places: str) -> list[tuple[str, str, str]]:
    found = outages_in(text, Span(0, len(text)), [span(text, name) for name in places])
    inner = [{each.role: each.span.words(text) for each in part.parts} for part in found]
    return [
        (part.codes[0].value, roles.get("affected", ""), roles.get("place", ""))
        for part, roles in zip(found, inner, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "outages"),
    [
        ("It left over 1,000 homes in Bergen without heat.", [("heat", "over 1,000 homes", "Bergen")]),
        ("About 90,000 households lost electricity.", [("power", "About 90,000 households", "")]),
        ("Some 200,000 people were left without running water.", [("water", "Some 200,000 people", "")]),
        ("The raid cut power to 30,000 homes in Turku.", [("power", "30,000 homes", "Turku")]),
        ("Three districts were plunged into darkness.", [("power", "Three districts", "")]),
        ("They argued without rest for two days.", []),
    ],
)
def test_an_outage_has_its_service_and_figure(text: str, outages: list[tuple[str, str, str]]) -> None:
    assert read(text) == outages


def test_the_place_named_before_stands_for_a_figure_without_one() -> None:
    text = "Missiles hit substations in Tampere, leaving 900 homes without power."
    assert read(text, "Tampere") == [("power", "900 homes", "Tampere")]
