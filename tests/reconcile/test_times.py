from datetime import date

import pytest

from dragoman.codebook.reconciling import weight
from dragoman.reconcile.times import relation, stretch_of
from dragoman.record.findings import KINDS
from dragoman.record.times import When
from tests.reconcile.telling import on, report, swap, talks, truce

D = date.fromisoformat


def fit(one: When | None, other: When | None, **more: str) -> str:
    return relation("round", *(stretch_of(talks("a", when=when, **more)) for when in (one, other)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(on("03-04"), on("03-04"), "same_days"), (on("03-04"), on("03-05"), "next_day"),
     (on("03-04", "03-05"), on("03-06"), "against"), (on("03-04"), on("03-01", "03-31"), "time_fits"),
     (on("03-04"), on("04-01", "04-30"), "against"), (on("2030-01-01", "2030-12-31"), on("2030-05-05"), "against"),
     (on("2030-01-01", "2030-12-31"), on("2030-01-01", "2030-11-30"), "same_days"),
     (on("03-04"), None, "time_assumed")],
)  # fmt: skip
def test_days_fit_or_do_not(one: When | None, other: When | None, expected: str) -> None:
    assert fit(one, other) == fit(other, one) == expected


def test_only_a_plan_can_have_been_moved() -> None:
    assert fit(on("03-01"), on("03-09"), status="planned") == "moved"
    assert fit(on("03-01"), on("03-09")) == "against"


def test_what_is_told_without_a_day_lies_around_its_report() -> None:
    done = stretch_of(swap(report("a", "03-10"), when=None))
    planned = stretch_of(swap(report("a", "03-10"), when=None, status="expected"))
    assert done is not None
    assert planned is not None
    assert (done.last, planned.first) == (D("2031-03-10"), D("2031-03-10"))
    assert stretch_of(swap(report("a", None), when=None)) is None


def test_an_agreement_has_the_first_of_its_days_that_is_told() -> None:
    found = stretch_of(truce("a", declared=None, effective=on("03-07")))
    assert found is not None
    assert found.first == D("2031-03-07")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_weighs_every_fit_that_can_come(kind: str) -> None:
    assert weight(kind, "same_days") >= weight(kind, "next_day") >= 0
    assert weight(kind, "time_fits") >= 0
    assert weight(kind, "time_assumed") >= 0
    assert weight(kind, "same_document") < 0
