"""Countries: every name, demonym, capital and seat of government that stands for one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dragoman.codebook.naming import bare, in_capitals, key
from dragoman.codebook.sheets import required, sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state or a territory with an ISO code of its own."""

    code: str  # ISO 3166-1 alpha-3
    name: str
    official: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()  # "the Kremlin"
    capital_acts: bool = True  # the capital's name stands for the government
    territory: bool = False
    also_unit_of: str | None = None  # country with a province of the same name

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the country itself."""
        return (self.name, self.official, *self.aliases)

    @property
    def metonyms(self) -> tuple[str, ...]:
        """Places that stand for the government."""
        return (*self.seats, *(self.capitals if self.capital_acts else ()))


@cache
def countries() -> tuple[Country, ...]:
    """All countries, in the file's order."""
    return tuple(
        _country(row) for row in required(sheet("countries"), "country", file="countries", row_name="the file")
    )


@cache
def by_code() -> dict[str, Country]:
    """Countries by alpha-3 code; callers must not change it."""
    return {country.code: country for country in countries()}


def country_named(name: str) -> Country | None:
    """Return the country that ``name`` names ("the DRC", "Russian Federation"), not one it only points to."""
    return _find(name, _by_name())


@lru_cache(maxsize=16384)
def country_meant(name: str) -> Country | None:
    """Return the country that ``name`` names or stands for: a name, a demonym, a capital or seat that acts for it."""
    return _find(name, _by_name()) or _find(name, _by_demonym()) or _find(name, _by_metonym())


def country_of(name: str) -> str | None:
    """Return the alpha-3 code of the country that ``name`` names or stands for.

    Names, demonyms ("Ukrainian", "Ukrainians"), capitals and seats of government ("Kyiv", "the Kremlin") count;
    names without a capital letter do not, because "turkey" and "us" are words.
    """
    country = country_meant(name)
    return country.code if country else None


def is_demonym(name: str) -> bool:
    """Tell whether ``name`` is an adjective or a noun for people of a country."""
    return _find(name, _by_demonym()) is not None


def capital_of(code: str) -> str | None:
    """Return the (first) capital of a country."""
    country = by_code().get(code)
    return country.capitals[0] if country and country.capitals else None


def _country(row: dict[str, Any]) -> Country:
    code = required(row, "code", file="countries", row_name=str(row))
    name = required(row, "name", file="countries", row_name=code)
    lists: dict[str, Any] = {field: tuple(row.get(field, ())) for field in ("aliases", "demonyms", "capitals", "seats")}
    rest = {field: row[field] for field in ("capital_acts", "territory", "also_unit_of") if field in row}
    return Country(code=code, name=name, official=row.get("official", name), **lists, **rest)


_Index = dict[str, tuple[Country, bool]]  # key to the country, and whether the name counts in capitals only


def _find(name: str, index: _Index) -> Country | None:
    name = bare(name)
    country, capitals_only = index.get(key(name), (None, False))
    if country is None or name == name.lower() or (capitals_only and not in_capitals(name)):
        return None
    return country


def _index(pairs: Iterator[tuple[str, Country]]) -> _Index:
    found: _Index = {}
    for name, country in pairs:
        found.setdefault(key(name), (country, in_capitals(name)))
    return found


@cache
def _by_name() -> _Index:
    return _index((name, country) for country in countries() for name in country.names)


@cache
def _by_demonym() -> _Index:
    return _index((name, country) for country in countries() for name in country.demonyms)


@cache
def _by_metonym() -> _Index:
    return _index((name, country) for country in countries() for name in country.metonyms)
