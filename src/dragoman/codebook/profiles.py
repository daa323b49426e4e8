"""The tables that exports write: columns with their types and facts, and what each table cannot carry."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from dragoman.codebook.sheets import required, sheet

Profile = Literal["report", "ged", "acled"]
PROFILES: tuple[Profile, ...] = get_args(Profile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; ``fact`` names what fills it, None where Dragoman has nothing to give."""

    name: str
    type: str  # of the Frictionless table schema
    fact: str | None = None
    note: str = ""
    hxl: str = ""


@cache
def columns(profile: Profile) -> tuple[Column, ...]:
    """Return the columns of a profile in their order.

    Raises:
        CodebookError: names the row of profiles.toml that lacks something.
    """
    rows: list[dict[str, Any]] = sheet("profiles")[profile]["columns"]
    return tuple(_column(row, own=profile == "report") for row in rows)


def cannot_carry(profile: Profile) -> tuple[str, ...]:
    """Return, in plain words, what of a record the profile has no place for."""
    return tuple(sheet("profiles")[profile]["cannot_carry"])


def description(profile: Profile) -> str:
    """Return what a row of the profile is."""
    return str(sheet("profiles")[profile]["description"])


def alpha2(country: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of an alpha-3 code."""
    code: str | None = sheet("country_codes").get(country, {}).get("alpha2")
    return code


def country_number(country: str) -> int | None:
    """Return the ISO 3166-1 number of an alpha-3 code; Kosovo has none."""
    number: int | None = sheet("country_codes").get(country, {}).get("number")
    return number


def _column(row: dict[str, Any], *, own: bool) -> Column:
    name, kind = (required(row, each, file="profiles", row_name=str(row)) for each in ("name", "type"))
    fact = name if own else row.get("from")  # the report's facts have the names of its columns
    return Column(name=name, type=kind, fact=fact, note=row.get("note", ""), hxl=row.get("hxl", ""))
