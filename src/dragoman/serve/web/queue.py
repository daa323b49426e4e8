"""The review queue of a desk: worked out once for a state of the archive, then kept while people judge.

Working it out takes long in a large archive. Until it is done anew, what people judged since is left out of it.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.archive import Archive
from dragoman.reconcile.judging import in_force
from dragoman.reconcile.review import Question
from dragoman.record.judgements import Because, Judgement
from dragoman.store.contract import Head

_SOON = 0.25  # seconds that a call may take to work the queue out; longer work is done beside
_ON_RECORDS = ("accept", "reject", "split", "merge")
_ON_PAIRS = ("merge", "split")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question of the queue by ids alone; ``because`` weighs for and against its two findings being one thing."""

    about: Literal["record", "belongs", "same"]
    records: tuple[str, ...]
    subjects: tuple[str, ...]
    weight: float
    why: tuple[str, ...]
    because: tuple[Because, ...]

    @property
    def kind(self) -> str:
        """The kind of its records."""
        return self.records[0].partition("-record-")[0]

    @property
    def address(self) -> str:
        """Where it is judged."""
        return (
            f"/review/record/{self.records[0]}" if self.about == "record" else f"/review/pair/{'/'.join(self.subjects)}"
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """The queue as it was worked out: of which end of the log, after how many judgements, in how many seconds."""

    head: Head
    judged: int
    items: tuple[Item, ...]
    seconds: float


class Queue:
    """The queue of one archive, for all who look at it at once."""

    def __init__(self, archive: Archive, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._archive, self._clock = archive, clock
        self._lock = threading.Lock()
        self._known: _Known | None = None

    def items(self) -> tuple[Item, ...]:
        """Return what is to be judged, what matters most first."""
        head, known = self._archive.head(), self._known
        if known is None or (known.head != head and known.seconds < _SOON):
            with self._lock:
                if self._known is known:
                    self._work_out()
                known = self._known
        elif known.head != head and self._lock.acquire(blocking=False):
            threading.Thread(target=self._beside, name="review-queue", daemon=True).start()
        assert known is not None
        return without(known.items, self._archive.judgements(), since=known.judged)

    def _beside(self) -> None:
        try:
            self._work_out()
        finally:
            self._lock.release()

    def _work_out(self) -> None:
        """Work the queue out; what is judged meanwhile is left out of it when it is asked for."""
        started, head, judged = self._clock(), self._archive.head(), len(self._archive.judgements())
        items = tuple(map(item_of, self._archive.review()))
        self._known = _Known(head, judged, items, self._clock() - started)


def item_of(question: Question) -> Item:
    """Return a question by its ids."""
    return Item(
        about=question.about, records=tuple(each.id for each in question.records), subjects=question.subjects,
        weight=question.weight, why=question.why, because=question.because,
    )  # fmt: skip


def without(items: Iterable[Item], judgements: Sequence[Judgement], *, since: int) -> tuple[Item, ...]:
    """Return the items on which no judgement was made that is in force.

    Args:
        items: as worked out.
        judgements: all, in the order in which they were made.
        since: how many were known when the items were worked out.
    """
    later = {each.id for each in judgements[since:]}
    forced = [each for each in in_force(judgements) if each.id in later]
    if not forced:
        return tuple(items)
    touched = {subject for each in forced if each.verb in _ON_RECORDS for subject in each.subjects}
    decided = [frozenset(each.subjects) for each in forced if each.verb in _ON_PAIRS]
    return tuple(
        each
        for each in items
        if not (
            touched.intersection(each.subjects)
            if each.about == "record"
            else any(pair.issuperset(each.subjects) for pair in decided)
        )
    )
