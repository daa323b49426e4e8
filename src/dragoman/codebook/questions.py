"""When a party has moved, and what a reviewer sees first (``questions.toml``)."""

from functools import cache
from typing import Any

from dragoman.codebook.sheets import required, sheet

FILE = "questions"


@cache
def movement_of(stance: str | None) -> str | None:
    """Return the group of stances within which a party has not moved; None for a stance in none."""
    groups: dict[str, list[str]] = _section("movement", "groups")
    return next((name for name, stances in groups.items() if stance in stances), None)


@cache
def is_held(asserted: str) -> bool:
    """Tell whether a position put so is the party's own."""
    return asserted not in _section("movement", "words")["not_held"]


@cache
def doubt(name: str) -> float:
    """Return a figure of the section on doubt."""
    return float(_section("doubt", name))


@cache
def importance_of_kind(kind: str) -> float:
    """Return what a kind of record counts for a reviewer."""
    return float(required(_section("importance", "kinds"), kind, file=FILE, row_name="[importance.kinds]"))


@cache
def importance(name: str) -> float:
    """Return what is added to importance, see the file."""
    return float(required(_section("importance", "more"), name, file=FILE, row_name="[importance.more]"))


def _section(name: str, part: str) -> Any:  # noqa: ANN401 - TOML values
    row = required(sheet(FILE), name, file=FILE, row_name="the file")
    return required(row, part, file=FILE, row_name=f"[{name}]")
