"""Many files read side by side: results in the order of the files, a bad file costs nothing but its own line."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from typing import Literal

from dragoman.errors import DragomanError
from dragoman.record.reading import Reading
from dragoman.serve.view import Look
from dragoman.settings import Settings

Format = Literal["text", "json", "jsonl", "table"]
STDIN = "-"
STDIN_NAME = "standard input"  # in messages
_FILES_A_WORKER = 3  # a worker takes a second to start; fewer files than this are read sooner without one


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is wanted of every file of a call."""

    settings: Settings
    format: Format
    look: Look
    stdin: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: its rendered findings, or the error."""

    name: str
    body: bytes = b""
    error: DragomanError | None = None


def workers(files: int, jobs: int) -> int:
    """Return how many processes to read with: as asked, or as many as pay off."""
    if jobs:
        return min(jobs, max(files, 1))
    return max(1, min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
                      files // _FILES_A_WORKER))  # fmt: skip


def read_files(names: Sequence[str], order: Order, *, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of each file, in the order given."""
    if workers(len(names), jobs) == 1:
        yield from (read_file(name, order) for name in names)
        return
    pool = ProcessPoolExecutor(workers(len(names), jobs), mp_context=get_context("spawn"), initializer=_start_worker)
    try:
        waiting = [(name, pool.submit(read_file, name, order)) for name in names]
        yield from (_outcome(name, future) for name, future in waiting)
    except BaseException as error:  # interrupted, or nobody wants the rest: what is being read need not be finished
        if isinstance(error, KeyboardInterrupt):
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one, halfway through the end, would leave workers
        for worker in active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def read_file(name: str, order: Order) -> Outcome:
    """Read one file and render what was found."""
    try:
        return Outcome(name=name, body=_RENDERERS[order.format](_read(name, order), order, name))
    except DragomanError as error:
        return Outcome(name=name, error=error)
    except Exception as error:  # noqa: BLE001  a fault of ours on one file must not cost the others
        fault = DragomanError(f"not read: {type(error).__name__}: {error}", hint="a fault of Dragoman: report it")
        return Outcome(name=name, error=fault)


def _read(name: str, order: Order) -> Reading:
    import dragoman

    if name == STDIN:
        return dragoman.read_bytes(order.stdin, name=STDIN_NAME, settings=order.settings)
    return dragoman.read(name, settings=order.settings)


def _start_worker() -> None:
    """Leave the interrupt key to the parent, which ends the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _outcome(name: str, future: "Future[Outcome]") -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        died = DragomanError("not read: a reading process died, perhaps for want of memory", hint="try --jobs 1")
        return Outcome(name=name, error=died)


def _text(reading: Reading, order: Order, name: str) -> bytes:
    from dragoman.serve import view

    return view.draw(reading, order.look, name="" if name == STDIN else name).encode()


def _json(reading: Reading, order: Order, name: str) -> bytes:  # noqa: ARG001  all renderers are called alike
    from dragoman.export.as_json import to_json

    return to_json(reading, indent=2 if order.format == "json" else 0)


def _table(reading: Reading, order: Order, name: str) -> bytes:
    from dragoman.serve import table

    if order.look.styled:
        return table.draw(reading, order.look, name=name).encode()
    return "".join(map(table.tab_separated, table.rows(reading, name=name))).encode()


_RENDERERS: dict[Format, Callable[[Reading, Order, str], bytes]] = {
    "text": _text,
    "json": _json,
    "jsonl": _json,
    "table": _table,
}
