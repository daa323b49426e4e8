import pytest
from tests.factory import TALKS, finding, reading, talks

from dragoman.export.selection import select
from dragoman.record.findings import KINDS
from dragoman.settings import Settings


def test_nothing_asked_keeps_everything() -> None:
    assert select(talks(), Settings()) == talks()


@pytest.mark.parametrize("kind", KINDS)
def test_only_keeps_the_kind_that_it_names(kind: str) -> None:
    everything = reading(TALKS, *(finding(each, TALKS) for each in KINDS))
    assert [each.kind for each in select(everything, Settings(only=(kind,))).findings] == [kind]


def test_only_may_name_several_kinds() -> None:
    assert [each.kind for each in select(talks(), Settings(only=("exchange", "round"))).findings] == [
        "round",
        "exchange",
    ]


def test_findings_less_sure_than_asked_are_dropped_and_equals_stay() -> None:
    assert [each.kind for each in select(talks(), Settings(min_confidence=0.41)).findings][-1] == "incident"
    assert select(talks(), Settings(min_confidence=0.4)) == talks()


def test_what_is_not_a_finding_stays() -> None:
    kept = select(talks(), Settings(only=("event",)))
    assert kept.findings == ()
    assert (kept.document, kept.sentences) == (talks().document, talks().sentences)
