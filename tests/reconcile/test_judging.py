from datetime import UTC, datetime
from typing import Any

from dragoman.reconcile.judging import accepted, in_force, rejected
from dragoman.record.judgements import Judgement


def judged(ident: str, verb: Any, *subjects: str, hour: int = 0, **more: Any) -> Judgement:
    return Judgement(
        id=ident, verb=verb, subjects=subjects, by="Ada", at=datetime(2031, 4, 1, hour, tzinfo=UTC), **more
    )


def test_an_undo_takes_back_and_can_be_taken_back() -> None:
    merge, undo = judged("j1", "merge", "a", "b"), judged("j2", "undo", hour=1, undoes="j1")
    again = judged("j3", "undo", hour=2, undoes="j2")
    assert in_force([undo, merge]) == ()
    assert in_force([again, merge, undo]) == (merge,)


def test_the_last_word_counts() -> None:
    first, second = judged("j1", "reject", "a"), judged("j2", "accept", "a", hour=1)
    assert rejected(in_force([first])) == {"a"}
    assert rejected(in_force([second, first])) == frozenset()
    assert accepted(in_force([second, first])) == {"a"}
