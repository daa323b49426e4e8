"""Dragoman reads news about conflicts and peace talks and keeps the record.

>>> import dragoman
>>> reading = dragoman.read("report.txt")  # doctest: +SKIP
>>> reading.rounds[0].venue.name  # doctest: +SKIP
'Muscat'
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError
from dragoman.settings import Settings
from dragoman.version import VERSION

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.record.reading import Reading

__version__ = VERSION
__all__ = ["DragomanError", "Settings", "__version__", "open", "read", "read_bytes"]


def read(path: str | Path, *, published: date | None = None, settings: Settings | None = None) -> "Reading":
    """Read one report from a file.

    Args:
        path: a text or HTML file.
        published: the day the report came out, where the page does not say or says it wrongly.
        settings: everything else that can be set; a ``published`` of its own goes behind the one given here.

    Returns:
        The reading: the document with its findings, every value tied to the words that state it.

    Raises:
        InputError: the file cannot be read; the message says why and what to do.
    """
    from dragoman import ingest

    settings = settings or Settings()
    if published:
        settings = replace(settings, published=published)
    return read_bytes(ingest.read_bytes(Path(path), settings), name=str(path), settings=settings)


def read_bytes(data: bytes, *, name: str = "-", settings: Settings | None = None) -> "Reading":
    """Read one report from its raw bytes; ``name`` is used in messages and, by its suffix, to tell HTML from text."""
    from dragoman import ingest, pipeline
    from dragoman.export.selection import select

    settings = settings or Settings()
    document = ingest.ingest(data, name=name, settings=settings)
    return select(pipeline.read(document, pipeline.load_tools()), settings)


def open(where: str | Path, *, settings: Settings | None = None) -> "Archive":  # noqa: A001  as users say it
    """Open the memory of many reports.

    Args:
        where: the path of a store (SQLite), or the address of one (``postgresql://…``).
        settings: everything that can be set.

    Returns:
        The archive, best used in a ``with`` block; its first report makes the store where there is none.
    """
    from dragoman.archive import open_archive

    return open_archive(where, settings=settings)
