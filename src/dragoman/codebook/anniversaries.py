"""Conflicts and the days they began, so that an anniversary in a text says which year it is."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from dragoman.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict, the day it began, and the words by which texts know it."""

    name: str
    start: date
    cues: tuple[tuple[str, ...], ...]  # every word of one of the groups must stand in the text


@cache
def conflicts() -> tuple[Conflict, ...]:
    """Read the table, once per process.

    Raises:
        CodebookError: the table is broken.

    """
    import tomli

    path = files("dragoman.codebook") / "anniversaries.toml"
    try:
        rows = tomli.loads(path.read_text(encoding="utf-8"))["conflict"]
        return tuple(Conflict(row["name"], row["start"], tuple(map(tuple, row["cues"]))) for row in rows)
    except (OSError, ValueError, KeyError) as error:
        raise CodebookError(f"table of anniversaries is broken: {error}", hint=f"mend {path}") from error
