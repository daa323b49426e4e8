"""Persons of public life by name: the side that they stand for (``public_persons.toml``)."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.codebook.naming import bare, key
from dragoman.codebook.sheets import required, sheet

FILE = "public_persons"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPerson:
    """A person whom world news names without saying who he is."""

    name: str
    sector: str  # PLOVER
    country: str | None = None  # alpha-3 of the side
    body: str | None = None  # the group, party or international body


@cache
def public_persons() -> tuple[PublicPerson, ...]:
    """All persons, in the file's order."""
    return tuple(_person(row) for row in _rows())


def public_person(name: str) -> PublicPerson | None:
    """Return whom a full name means, or a surname that alone means one person ("Putin"); None for all others."""
    words = bare(name)
    return _by_name().get(key(words)) if words[:1].isupper() else None


def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = required(sheet(FILE), "person", file=FILE, row_name="the file")
    return rows


def _person(row: dict[str, Any]) -> PublicPerson:
    name = required(row, "name", file=FILE, row_name=str(row))
    sector = required(row, "sector", file=FILE, row_name=name)
    return PublicPerson(name=name, sector=sector, country=row.get("country"), body=row.get("body"))


@cache
def _by_name() -> dict[str, PublicPerson]:
    found: dict[str, PublicPerson] = {}
    for row, person in zip(_rows(), public_persons(), strict=True):
        for name in (person.name, *row.get("also", ()), *row.get("short", ())):
            found.setdefault(key(name), person)
    return found
