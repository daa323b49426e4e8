import pytest
from tests.factory import actor
from tests.records import SWAP, raid, record, round_of_talks, swap, telling

from dragoman.export.headings import heading
from dragoman.record.findings import KINDS


def test_a_label_is_made_of_values() -> None:
    assert heading(raid()) == "Drone strike: Belmark Front (Quillport)"
    assert heading(swap()) == "Exchange, held"


def test_what_is_alleged_or_planned_is_labelled_so() -> None:
    assert heading(round_of_talks(asserted="alleged")).endswith(", planned, alleged")


def test_many_names_are_counted() -> None:
    parties = tuple(actor(name) for name in "ABCDE")
    assert heading(round_of_talks(parties=parties)) == "Talks, round 2: A, B, C and 2 more (Sorrel), planned"


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_of_which_nothing_is_known_has_a_label_too(kind: str) -> None:
    assert heading(record(telling(kind, SWAP, {}))).lower().startswith(("talks", kind))
