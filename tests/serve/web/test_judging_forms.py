"""Forms → judgements: what each verb needs, figures by their bounds, nothing empty taken for zero."""

from typing import Any

import pytest
from tests.records import raid, round_of_talks, swap

from dragoman.errors import UsageError
from dragoman.record.records import Record
from dragoman.serve.web.judging_forms import Judged, coded, drafts_of, quantity_of


def judged(verb: str, record: Record | None = None, **told: Any) -> Judged:
    seen = tuple(each.finding.id for each in record.tellings) if record else ()
    return Judged(**{"verb": verb, "seen": seen, **told})


def test_accepting_judges_what_was_seen_and_nothing_else() -> None:
    record = raid()
    drafts = drafts_of(judged("accept", record), ())
    assert [each.subjects for each in drafts] == [(each.finding.id,) for each in record.tellings]


def test_a_rejection_needs_a_reason() -> None:
    with pytest.raises(UsageError, match="reason"):
        drafts_of(judged("reject", raid(), reason="  "), ())
    assert [each.verb for each in drafts_of(judged("reject", raid(), reason="satire"), ())] == ["reject", "reject"]


def test_bounds_make_a_figure_and_what_is_empty_is_unknown() -> None:
    record = raid()
    (draft,) = drafts_of(judged("edit", record, field="killed", low="12", high="1,030"), (record,))
    assert draft.value == {"low": 12, "best": None, "high": 1030, "qualifier": "between"}
    assert quantity_of(judged("edit", low="12"), None)["qualifier"] == "at_least"
    assert quantity_of(judged("edit", high="12"), None)["qualifier"] == "up_to"
    assert quantity_of(judged("edit", best="12"), {"who": "civilians"})["who"] == "civilians"
    assert quantity_of(judged("edit", best="0"), None)["best"] == 0


@pytest.mark.parametrize(
    "bounds", [{}, {"low": "30", "high": "12"}, {"best": "many"}, {"best": "-1"}, {"best": "true"}, {"best": "1e99"}]
)
def test_bounds_that_make_no_sense_are_refused(bounds: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        quantity_of(judged("edit", **bounds), None)


def test_a_code_and_the_type_of_an_incident_can_be_set() -> None:
    talks, attack = round_of_talks(), raid()
    (draft,) = drafts_of(judged("edit", talks, field="status", value="held"), (talks,))
    assert draft.value == "held"
    (draft,) = drafts_of(judged("edit", attack, field="type", value="airstrike"), (attack,))
    assert draft.value["code"] == "airstrike"
    assert coded(draft.value) == "airstrike"
    for field, value in (("type", "picnic"), ("status", "soon"), ("nothing", "x"), ("killed", "")):
        with pytest.raises(UsageError):
            drafts_of(judged("edit", attack, field=field, value=value), (attack,))


def test_merging_and_splitting_name_findings() -> None:
    attack = raid()
    one, other = (each.finding.id for each in attack.tellings)
    (draft,) = drafts_of(judged("split", attack, leaving=(other,)), (attack,))
    assert (draft.verb, set(draft.subjects)) == ("split", {one, other})
    (draft,) = drafts_of(judged("merge", attack), (attack,))
    assert draft.verb == "merge"
    with pytest.raises(UsageError, match="kinds"):
        drafts_of(judged("merge", attack, other="x"), (attack, swap()))


def test_what_is_gone_is_told() -> None:
    with pytest.raises(UsageError, match="no longer there"):
        drafts_of(judged("edit", raid(), field="killed", best="3"), ())
    with pytest.raises(UsageError):
        drafts_of(judged("accept"), ())
