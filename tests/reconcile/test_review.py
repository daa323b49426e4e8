"""The queue of a review: doubt times importance, and nothing asked twice."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dragoman.errors import UsageError
from dragoman.reconcile import deciding
from dragoman.reconcile.assemble import records_of
from dragoman.reconcile.candidates import suggestions_of
from dragoman.reconcile.deciding import answer_of
from dragoman.reconcile.review import Question, importance_of, queue_of
from dragoman.record.judgements import Because, Judgement, Suggestion
from dragoman.record.records import Telling
from tests.reconcile.telling import number, saying, strike, talks
from tests.reconcile.test_judging import judged

LATER = datetime(2031, 5, 1, tzinfo=UTC)


def queue(told: list[Telling], *judgements: Judgement, suggestions: Any = None) -> tuple[Question, ...]:
    known = suggestions_of(told) if suggestions is None else suggestions
    return queue_of(records_of(told, known, judgements), known, judgements)


def sure(telling: Telling, confidence: float) -> Telling:
    return replace(telling, finding=replace(telling.finding, confidence=confidence))


def accepted(telling: Telling) -> Judgement:
    return judged(f"j{telling.finding.id}", "accept", telling.finding.id, value=answer_of(telling.finding))


def alike(one: Telling, other: Telling, score: float, weight: float = 0.1) -> Suggestion:
    left, right = sorted((one.finding.id, other.finding.id))
    return Suggestion(left=left, right=right, score=score, because=(Because(feature="x", weight=weight, words="y"),))


def test_what_is_sure_is_not_asked() -> None:
    assert queue([sure(talks("a"), 0.99)]) == ()


def test_doubt_and_importance_make_the_order() -> None:
    doubtful, important = sure(saying("a"), 0.3), sure(talks("b"), 0.5)
    assert [question.records[0].kind for question in queue([doubtful, important])] == ["round", "statement"]
    two = queue([sure(talks("b"), 0.5), sure(strike("a", killed=number(1000)), 0.5)])
    assert [question.records[0].kind for question in two] == ["incident", "round"]


def test_more_people_and_more_sources_weigh_more() -> None:
    def weight(*told: Telling) -> float:
        return importance_of(records_of(told, suggestions_of(told), ())[0])

    assert weight(strike("a", killed=number(100))) > weight(strike("a", killed=number(10))) > weight(strike("a"))
    assert weight(strike("a"), strike("b")) > weight(strike("a"))


def test_a_contradiction_is_asked_however_sure_the_reader_is() -> None:
    told = [sure(strike("a", killed=number(12)), 1.0), sure(strike("b", killed=number(30)), 1.0)]
    (question,) = [each for each in queue(told) if each.about == "record"]
    assert question.doubt == 0.5
    assert "killed" in question.why[0]


def test_what_was_accepted_is_asked_again_only_where_the_answer_changed() -> None:
    told = sure(talks("a"), 0.5)
    assert len(queue([told])) == 1
    assert queue([told], accepted(told)) == ()
    surer = sure(told, 0.6)  # the same answer, read with more confidence
    assert queue([surer], accepted(told)) == ()
    other = replace(told, finding=replace(told.finding, status="postponed"))  # type: ignore[call-arg]
    (question,) = queue([other], accepted(told))
    assert "later reading" in question.why[-1]
    assert queue([other], accepted(told), replace(accepted(other), at=LATER)) == ()


def test_pairs_near_the_threshold_are_asked_on_both_sides() -> None:
    one, other = sure(talks("a"), 1.0), sure(talks("b"), 1.0)
    for score, about in ((0.55, "same"), (0.65, "belongs")):
        (question,) = queue([one, other], suggestions=[alike(one, other, score)])
        assert question.about == about
        assert question.doubt == pytest.approx(0.8)
        assert set(question.subjects) == {one.finding.id, other.finding.id}
    for score, weight in ((0.1, 0.1), (0.99, 0.1), (0.55, -1.0)):  # far below, far above, a contradiction
        assert queue([one, other], suggestions=[alike(one, other, score, weight)]) == ()


@pytest.mark.parametrize("verb", ["merge", "split"])
def test_a_pair_that_was_decided_is_not_asked_again(verb: str) -> None:
    one, other = sure(talks("a"), 1.0), sure(talks("b"), 1.0)
    decision = judged("j", verb, one.finding.id, other.finding.id)
    for score in (0.55, 0.65):
        assert queue([one, other], decision, suggestions=[alike(one, other, score)]) == ()


def test_the_order_of_everything_changes_nothing() -> None:
    told = [talks("a"), talks("b", status="postponed"), strike("c", killed=number(3)), saying("d")]
    known = suggestions_of(told)
    records = records_of(told, known, ())
    assert queue_of(records, known, ()) == queue_of(records[::-1], known[::-1], ())


def test_what_a_person_may_decide_and_what_not() -> None:
    told = [talks("a"), talks("b"), talks("c")]
    (record,) = records_of(told, suggestions_of(told), ())
    ids = sorted(telling.finding.id for telling in told)
    assert sorted(draft.subjects[0] for draft in deciding.accept(record)) == ids
    assert sorted(draft.subjects[0] for draft in deciding.reject(record)) == ids
    assert {draft.subjects for draft in deciding.split(record, findings=ids[:1])} == {(ids[0], i) for i in ids[1:]}
    (status,) = deciding.edit(record, field="status", value="postponed")
    assert (status.field, status.value) == ("status", "postponed")
    (other,) = records_of([strike("d")], (), ())
    for wrong in (
        lambda: deciding.edit(record, field="status", value="bogus"),
        lambda: deciding.edit(record, field="round_number", value="two"),
        lambda: deciding.edit(record, field="killed", value={}),
        lambda: deciding.edit(record, field="id", value="x"),
        lambda: deciding.split(record, findings=ids),
        lambda: deciding.split(record, findings=[]),
        lambda: deciding.split(record, findings=["round-none"]),
        lambda: deciding.merge([record]),
        lambda: deciding.merge([record, other]),
    ):
        with pytest.raises(UsageError) as error:
            wrong()
        assert error.value.hint
