"""The queue while people judge: nothing decided is asked again, what is taken back is."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from dragoman.record.judgements import Judgement
from dragoman.serve.web.queue import Item, Queue, without
from dragoman.store.contract import Head

NOON = datetime(2031, 3, 3, 12, tzinfo=UTC)
READ = Item(about="record", records=("round-record-1",), subjects=("a", "b"), weight=2, why=(), because=())
SAME = Item(
    about="same", records=("round-record-1", "round-record-2"), subjects=("a", "c"), weight=1, why=(), because=()
)


def judgement(number: int, verb: str, *subjects: str, **told: Any) -> Judgement:
    at = NOON + timedelta(seconds=number)
    return Judgement(**{"id": f"j{number}", "verb": verb, "subjects": subjects, "by": "Amira", "at": at, **told})


def test_what_was_decided_since_is_left_out() -> None:
    items = (READ, SAME)
    assert without(items, [judgement(1, "accept", "a")], since=0) == (SAME,)
    assert without(items, [judgement(1, "merge", "a", "c")], since=0) == ()
    assert without(items, [judgement(1, "edit", "a", field="x", value=1)], since=0) == items
    assert without(items, [judgement(1, "accept", "a")], since=1) == items


def test_what_was_taken_back_is_asked_again() -> None:
    made = [judgement(1, "accept", "a"), judgement(2, "undo", undoes="j1")]
    assert without((READ, SAME), made, since=0) == (READ, SAME)


def test_items_know_their_address_and_kind() -> None:
    assert (READ.address, READ.kind) == ("/review/record/round-record-1", "round")
    assert SAME.address == "/review/pair/a/c"


class Slow:
    """An archive that takes long to work its queue out."""

    def __init__(self) -> None:
        self.asked, self.sequence, self.go_on = 0, 1, threading.Event()
        self.go_on.set()

    def head(self) -> Head:
        return Head(sequence=self.sequence, hash="")

    def judgements(self) -> tuple[Judgement, ...]:
        return ()

    def review(self) -> tuple[object, ...]:
        self.asked += 1
        assert self.go_on.wait(5)
        return ()


def test_an_old_queue_is_shown_while_a_new_one_is_worked_out() -> None:
    archive, times = Slow(), iter(range(0, 1_000, 10))
    queue = Queue(archive, clock=lambda: float(next(times)))  # type: ignore[arg-type]
    assert queue.items() == ()
    assert queue.items() == ()
    assert archive.asked == 1  # nothing changed
    archive.sequence = 2
    archive.go_on.clear()
    assert queue.items() == ()  # at once
    assert queue.items() == ()
    archive.go_on.set()
    for _ in range(100):
        if queue._known and queue._known.head.sequence == 2:
            break
        time.sleep(0.02)
    assert archive.asked == 2


def test_a_small_archive_is_asked_anew_at_once() -> None:
    archive = Slow()
    queue = Queue(archive)  # type: ignore[arg-type]
    queue.items()
    archive.sequence = 2
    queue.items()
    assert archive.asked == 2
