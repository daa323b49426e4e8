"""The forms of an export by name: which function writes each, and what it can be asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from dragoman.errors import UsageError
from dragoman.export.holdings import Holdings

Table = Literal["csv", "ged", "acled"]
Form = Literal[
    "csv", "ged", "acled", "jsonl", "parquet", "geojson", "plover", "polecat", "ical", "atom", "ftm", "sqlite"
]
BINARY = ("parquet", "sqlite")
TABLES: tuple[str, ...] = get_args(Table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a form can be asked for: HXL tags and cells that no spreadsheet runs (tables), the start of a feed."""

    hxl: bool = False
    safe: bool = False
    since: datetime | None = None


def written(holdings: Holdings, form: Form, wishes: Wishes) -> bytes:
    """Return records in a form; ``jsonl`` is none of them, as it is made of more than records.

    Raises:
        UsageError: the form cannot be asked for that, or needs a package that is not installed.
    """
    check(form, wishes)
    if form in TABLES:
        from dragoman.export import as_csv

        return as_csv.to_csv(holdings, profile=profile(form), hxl=wishes.hxl, safe=wishes.safe)
    if form == "atom":
        from dragoman.export import as_atom

        return as_atom.to_atom(holdings, since=wishes.since)
    return _writers()[form](holdings)


def check(form: Form, wishes: Wishes) -> None:
    """Refuse what a form cannot be asked for.

    Raises:
        UsageError: names the option.
    """
    for name in ("hxl", "safe"):
        if getattr(wishes, name) and form not in TABLES:
            raise UsageError(f"--{name}: {form} is no table", hint=f"ask for it with {', '.join(TABLES)}")


def profile(form: Form) -> Literal["report", "ged", "acled"]:
    """Return the profile of the tables that a form names."""
    return "ged" if form == "ged" else "acled" if form == "acled" else "report"


def _writers() -> Mapping[str, Callable[[Holdings], bytes]]:
    """Return who writes the forms that cannot be asked for anything; imported late, as help needs only their names."""
    from dragoman.export import as_followthemoney, as_geojson, as_icalendar, as_parquet, as_plover, as_sqlite

    return {
        "parquet": as_parquet.to_parquet,
        "geojson": as_geojson.to_geojson,
        "plover": as_plover.to_plover,
        "polecat": as_plover.to_polecat,
        "ical": as_icalendar.to_icalendar,
        "ftm": as_followthemoney.to_followthemoney,
        "sqlite": as_sqlite.to_sqlite,
    }
