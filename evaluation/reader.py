"""The one place where the gate calls the program."""

from datetime import date
from pathlib import Path
from typing import Any


def findings_of(path: Path, published: date | None) -> dict[str, Any]:
    """Read a report with the public API and return the JSON object of the codebook's section 5."""
    import dragoman  # here, so that the gate's own tests need no weights
    from dragoman.export.as_json import to_object

    return to_object(dragoman.read(path, published=published))


def findings_in(text: str, published: date | None) -> dict[str, Any]:
    """Read a text as if it stood in a file."""
    import dragoman
    from dragoman.export.as_json import to_object

    settings = dragoman.Settings(published=published)
    return to_object(dragoman.read_bytes(text.encode(), settings=settings))
