"""Alerts to an Atom feed in a file, which appears whole or stays as it was."""

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from dragoman.errors import DeliveryError
from dragoman.export.as_alerts import to_atom
from dragoman.record.alerts import Alert, AtomFile

_RIGHTS = 0o644  # a web server is to read it


def write(channel: AtomFile, alerts: Sequence[Alert]) -> None:
    """Write the feed of alerts, the latest of them first.

    Raises:
        DeliveryError: the folder is missing or may not be written, or the disk is full.
    """
    path = Path(channel.path)
    try:
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".unfinished")
    except OSError as error:
        raise _failed(channel, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(to_atom(alerts))
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).chmod(_RIGHTS)
        Path(unfinished).replace(path)
    except BaseException as error:
        with suppress(OSError):
            Path(unfinished).unlink()
        if isinstance(error, OSError):
            raise _failed(channel, error) from error
        raise


def _failed(channel: AtomFile, error: OSError) -> DeliveryError:
    why = f"{channel.name}: {channel.path} cannot be written: {error.strerror or error}"
    return DeliveryError(why, hint="check the folder and the disk")
