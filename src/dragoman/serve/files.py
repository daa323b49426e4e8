"""Many files read side by side: results in the order of the files, a bad file costs nothing but its own line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from dragoman.errors import DragomanError, WorkerDied
from dragoman.record.reading import Reading
from dragoman.scale.on_cores import cores, mapped
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
    return max(1, min(cores(), files // _FILES_A_WORKER))


def read_files(names: Sequence[str], order: Order, *, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of each file, in the order given."""
    done = 0
    try:
        for name, outcome in mapped(partial(read_file, order=order), names, jobs=workers(len(names), jobs)):
            done += 1
            yield outcome or Outcome(name=name)
    except WorkerDied as error:
        died = DragomanError(f"not read: {error.message}", hint=error.hint)
        yield from (Outcome(name=name, error=died) for name in names[done:])


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
