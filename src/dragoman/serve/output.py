"""Where results go: standard output, or a file that appears whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import UsageError


class Abandoned(Exception):
    """Raised inside of ``opened`` to leave the file as it was."""


@contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """Open the file for writing, or standard output; a file takes its name only when all went well.

    Raises:
        UsageError: the folder is missing, or the path is a directory.
        OSError: the disk is full or the folder may not be written; the file's former content stays.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    _check(path)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".unfinished")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).chmod(_mode(path))
        Path(unfinished).replace(path)
    except BaseException as error:
        with suppress(OSError):
            Path(unfinished).unlink()
        if not isinstance(error, Abandoned):
            raise


def _check(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"--output: {path} is a directory", hint="name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"--output: there is no folder {path.parent}", hint="make it first")


def _mode(path: Path) -> int:
    """Return the rights of the file that is there already, else those that the user's umask gives a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def give_up_stdout() -> None:
    """Point standard output at nothing, so that closing it after its reader left raises no second error."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
