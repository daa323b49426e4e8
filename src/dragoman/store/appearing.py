"""A file that appears whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import StoreError


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Give the name of a file to write, and give it the name ``path`` once the block has ended well.

    Raises:
        StoreError: there is something at ``path``, which is left as it is, or it cannot be written.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    if path.exists():
        raise StoreError(f"{path} exists already", hint="give another name, or move it away")
    try:
        yield partial
        _to_disk(partial)
        os.link(partial, path)  # unlike a rename, it fails where the file has appeared meanwhile
        _to_disk(path.parent)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}", hint="check the folder and the disk") from error
    finally:
        partial.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
