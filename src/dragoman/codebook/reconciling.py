"""When findings of different reports are one thing: weights, spans of time and families of codes, kind by kind."""

from functools import cache
from typing import Any

from dragoman.codebook.sheets import required, sheet

FILE = "reconciling"


@cache
def setting(section: str, name: str) -> Any:  # noqa: ANN401 - TOML values
    """Return the value ``name`` of a section, "" for the top of the file.

    Raises:
        CodebookError: names the section and what it lacks.
    """
    data = sheet(FILE)
    row = required(data, section, file=FILE, row_name="the file") if section else data
    return required(row, name, file=FILE, row_name=f"[{section}]")


@cache
def threshold() -> float:
    """Return the score from which two findings are one thing, 0 to 1."""
    return float(setting("", "threshold"))


@cache
def veto() -> float:
    """Return the weight that holds two findings apart whatever else agrees."""
    return float(setting("", "veto"))


@cache
def weight(kind: str, feature: str) -> float:
    """Return what a feature of a kind of finding counts.

    Raises:
        CodebookError: the kind has no such feature.
    """
    return float(required(setting(kind, "weights"), feature, file=FILE, row_name=f"[{kind}.weights]"))


@cache
def families(kind: str, code: str) -> frozenset[str]:
    """Return the families of codes that a code belongs to; reports use the codes of a family for the same thing."""
    rows: dict[str, list[str]] = setting(kind, "families")
    return frozenset(name for name, codes in rows.items() if code in codes)


@cache
def families_or_all(kind: str, code: str | None) -> frozenset[str]:
    """Return the families of a code; all families of the kind for a code that is not told or belongs to none."""
    return (families(kind, code) if code else frozenset()) or frozenset(setting(kind, "families"))


@cache
def may_follow(kind: str, first: str, second: str) -> bool:
    """Tell whether a thing of which ``first`` was true can come to be ``second`` later."""
    rows: dict[str, dict[str, list[str]]] = setting("", "history")
    return second in rows.get(kind, {}).get(first, ())


@cache
def are_against(kind: str, first: str, second: str) -> bool:
    """Tell whether two statuses cannot both be true of the same days."""
    rows: dict[str, list[list[str]]] = setting("", "against")
    return any({first, second} == set(pair) for pair in rows.get(kind, ()))
