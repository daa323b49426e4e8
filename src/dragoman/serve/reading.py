"""``dragoman read``: from the files of a call to one stream of results and a line for each file that failed."""

import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import DragomanError, UsageError
from dragoman.serve.files import STDIN, STDIN_NAME, Format, Order, Outcome, read_files
from dragoman.serve.output import Abandoned, opened
from dragoman.serve.passages import harmless
from dragoman.serve.table import COLUMNS, tab_separated
from dragoman.serve.view import Look, look_of_stdout
from dragoman.settings import Settings

_MANY = 4  # files from which on a progress bar is worth its line
_BROKEN_INSTALLATION = 4
_WORST_FIRST = (1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The options of ``dragoman read``."""

    settings: Settings
    format: Format
    output: Path | None = None
    jobs: int = 0


def run(files: Sequence[str], call: Call) -> int:
    """Read the files, write what was found, complain about the rest; return the exit code.

    Raises:
        UsageError: the files and options make no sense together.
        DragomanError: the installation is broken, so that no file can be read.
    """
    _check(files, call)
    stdin = sys.stdin.buffer.read(call.settings.max_bytes + 1) if STDIN in files else b""
    order = Order(
        settings=call.settings, format=call.format, look=Look() if call.output else look_of_stdout(), stdin=stdin
    )
    codes: set[int] = set()
    with interrupts() as check, opened(call.output) as out, _progress(len(files), call) as advance:
        outcomes = _watched(read_files(files, order, jobs=call.jobs), check, advance)
        _write(out, _good(outcomes, codes), _frame(len(files), order))
        if call.output and 0 not in codes:
            raise Abandoned
    return next((code for code in _WORST_FIRST if code in codes), 0)


def _check(files: Sequence[str], call: Call) -> None:
    if not files:
        raise UsageError("no file to read", hint="name one or more, or - for standard input")
    if files.count(STDIN) > 1:
        raise UsageError("standard input can be read once", hint="name - once")
    if call.output and any(name != STDIN and _same(Path(name), call.output) for name in files):
        raise UsageError(f"--output: {call.output} is one of the files to read", hint="name another file")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


@contextmanager
def interrupts() -> Iterator[Callable[[], None]]:
    """Give a check that raises when the interrupt key was pressed and some library swallowed it, as many do."""
    pressed: list[int] = []

    def interrupt(number: int, _frame: object) -> None:
        pressed.append(number)
        raise KeyboardInterrupt

    def check() -> None:
        if pressed:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)


def _watched(outcomes: Iterable[Outcome], *steps: Callable[[], None]) -> Iterator[Outcome]:
    """Take the steps after each outcome."""
    for outcome in outcomes:
        for step in steps:
            step()
        yield outcome


def _good(outcomes: Iterable[Outcome], codes: set[int]) -> Iterator[bytes]:
    """Yield what was read; tell about the rest and note the exit codes."""
    for outcome in outcomes:
        error = outcome.error
        codes.add(error.exit_code if error else 0)
        if error is None:
            yield outcome.body
        elif error.exit_code == _BROKEN_INSTALLATION:
            raise error
        else:
            sys.stderr.write(f"dragoman: {harmless(_complaint(outcome.name, error))}\n")


def _complaint(name: str, error: DragomanError) -> str:
    """Return one line that names the file, which most messages do already."""
    shown = STDIN_NAME if name == STDIN else name
    return str(error) if shown in error.message else f"{shown}: {error}"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around and between the results of a call."""

    before: bytes = b""
    between: bytes = b""
    each: bytes = b""
    after: bytes = b""


def _frame(files: int, order: Order) -> Frame:
    if order.format == "json":
        return Frame(b"[\n", b",\n", b"", b"\n]\n") if files > 1 else Frame(each=b"\n")
    if order.format == "table" and not order.look.styled:
        return Frame(before=tab_separated(COLUMNS).encode())
    rule = ("\n" + "═" * min(order.look.width, 100) + "\n\n").encode()
    return Frame(each=b"\n") if order.format == "jsonl" else Frame(between=rule)


def _write(out: BinaryIO, bodies: Iterator[bytes], frame: Frame) -> None:
    """Write results as they come; nothing at all where the only file failed."""
    is_first = True
    for body in bodies:
        out.write((frame.before if is_first else frame.between) + body + frame.each)
        out.flush()
        is_first = False
    if not is_first:
        out.write(frame.after)
    elif frame.after:
        out.write(frame.before.rstrip() + frame.after.lstrip())


@contextmanager
def _progress(files: int, call: Call) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error when there are many files, somebody watches, and results go elsewhere."""
    if files < _MANY or not sys.stderr.isatty() or (call.output is None and sys.stdout.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("reading", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=files)
        yield lambda: bar.advance(task)
