"""Filters in an address: what they select, and what is refused because no record can pass it."""

from datetime import date

import pytest
from tests.records import holdings

from dragoman.errors import UsageError
from dragoman.serve.web.filters import Filters, is_exact, query_of, selection_of, within_of

PROCESSES = holdings().processes


def test_nothing_given_selects_everything() -> None:
    assert not Filters(q="  ")
    assert is_exact(selection_of(Filters(), PROCESSES))
    assert within_of(selection_of(Filters(), PROCESSES)).documents is None


def test_every_filter_is_a_condition() -> None:
    filters = Filters(
        kind="incident", process="process-1", party="Ardania", issue="ceasefire", place="Quillport",
        first="2031-03-01", last="2031-03-31", disputed="yes", source="Southern Wire",
    )  # fmt: skip
    found = selection_of(filters, PROCESSES)
    assert found.kinds == ("incident",)
    assert found.processes == ("process-1",)
    assert (found.actors, found.places, found.issues) == (("Ardania",), ("Quillport",), ("ceasefire",))
    assert (found.first, found.last) == (date(2031, 3, 1), date(2031, 3, 31))
    assert found.disputed is True
    assert found.sources == ("Southern Wire",)
    assert not is_exact(found)
    assert within_of(found, documents=["sha256:1"]).documents == {"sha256:1"}


@pytest.mark.parametrize(
    "given", [{"kind": "war"}, {"process": "Nowhere"}, {"issue": "weather"}, {"first": "soon"}, {"disputed": "perhaps"}]
)
def test_what_no_record_can_be_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        selection_of(Filters(**given), PROCESSES)


def test_an_address_has_only_what_is_given() -> None:
    assert query_of(Filters(q="a&b", kind=" "), show="all", at=0) == "q=a%26b&show=all"
