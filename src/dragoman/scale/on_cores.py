"""An ordered map over the cores of one machine: results in the order of the items, never many of them waiting."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from typing import Any, Generic, TypeVar

from dragoman.errors import WorkerDied

_T = TypeVar("_T")
_R = TypeVar("_R")
_AHEAD = 3  # items a process that are begun before the first is asked for: enough that no process ever waits


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[_T, _R]):
    """An item whose turn has not come; without a future where it needs no work."""

    item: _T
    future: "Future[_R] | None"

    def ended(self) -> tuple[_T, _R | None]:
        """Wait for the result and return it with its item."""
        try:
            return self.item, self.future.result() if self.future else None
        except BrokenProcessPool as error:
            raise _death() from error


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def mapped(
    work: Callable[[_T], _R], items: Iterable[_T], *, jobs: int, skip: Callable[[_T], bool] = lambda _: False
) -> Iterator[tuple[_T, _R | None]]:
    """Yield each item with what ``work`` makes of it, in the order of the items, which are taken as they are needed.

    Args:
        work: a function that another process can import; what it raises is raised here, at its item's turn.
        items: what can be sent to another process.
        jobs: processes; with 1 all work is done in this one.
        skip: tells of items that need no work; they are given back in their turn, with None.

    Raises:
        WorkerDied: a process died; what was yielded before is whole.
    """
    if jobs <= 1:
        yield from ((item, None if skip(item) else work(item)) for item in items)
        return
    waiting: deque[_Waiting[_T, _R]] = deque()
    with _pool(jobs) as pool:
        for item in items:
            waiting.append(_Waiting(item, None if skip(item) else _begun(pool, work, item)))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().ended()
        while waiting:
            yield waiting.popleft().ended()


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker)
    try:
        yield pool
    except BaseException:  # interrupted, or nobody wants the rest: what is under way need not be finished
        with _undisturbed():
            for worker in _workers_of(pool):
                worker.terminate()
            pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ignore the interrupt key: a second press, halfway through the end, would leave workers."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _workers_of(pool: ProcessPoolExecutor) -> tuple[Any, ...]:
    """Return a pool's processes: it names them only inside, and all children of this process may be others' as well."""
    return tuple((getattr(pool, "_processes", None) or {}).values())


def _start_worker() -> None:
    """Leave the interrupt key to the parent, which ends the workers; end with it where it has no time for that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)  # nobody is left to take what is under way


def _begun(pool: ProcessPoolExecutor, work: Callable[[_T], _R], item: _T) -> "Future[_R]":
    try:
        return pool.submit(work, item)
    except BrokenProcessPool as error:
        raise _death() from error


def _death() -> WorkerDied:
    return WorkerDied("a reading process died, perhaps for want of memory", hint="try --jobs 1")
