"""What the page of incidents was asked for: the filters of its form, checked, and the same as an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from dragoman.codebook.entries import codes
from dragoman.errors import UsageError
from dragoman.keeping.records import Within
from dragoman.reconcile.marks import marks_wanted
from dragoman.reconcile.selecting import Box, Selection, sides_of_states

NAMES = ("type", "side", "munition", "place", "box", "from", "to")  # of the form
_AS_WRITTEN: Mapping[str, str] = {}
_BOX = "four degrees: west,south,east,north, as 22.1,44.3,40.2,52.4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters; ``written`` holds those that were filled in, as they were."""

    written: Mapping[str, str]
    selection: Selection
    page: int = 1

    def address(self, changed: Mapping[str, str] = _AS_WRITTEN, *, page: int = 1) -> str:
        """Return the address of the page with other filters; an empty one is left out."""
        told = {name: value for name, value in {**self.written, **changed}.items() if value}
        told |= {"page": str(page)} if page > 1 else {}
        return f"/incidents?{urlencode(told)}" if told else "/incidents"

    def day(self, first: date, last: date | None = None) -> str:
        """Return the address of the page for one day or the days up to another."""
        return self.address({"from": first.isoformat(), "to": (last or first).isoformat()})

    @property
    def within(self) -> Within:
        """What leaves out quickly what the filters leave out."""
        chosen = self.selection
        return Within(
            first=chosen.first, last=chosen.last, sides=sides_of_states(chosen.actors), marks=marks_wanted(chosen)
        )

    def within_days(self, days: Iterable[date | None]) -> Within:
        """What lets through only what began on some days as well."""
        return replace(self.within, days=frozenset(days))


def asked_in(query: Mapping[str, str]) -> Asked:
    """Read the filters of an address; what is empty does not count.

    Raises:
        UsageError: a day, box, code or page that is none.
    """
    told = {name: value for name in NAMES if (value := query.get(name, "").strip())}
    selection = Selection(
        kinds=("incident",), actors=_one(told, "side"), places=_one(told, "place"),
        types=_code(told, "type"), munitions=_code(told, "munition"),
        box=box_of(told["box"]) if "box" in told else None, first=_day(told, "from"), last=_day(told, "to"),
    )  # fmt: skip
    return Asked(written=told, selection=selection, page=page_of(query))


def page_of(query: Mapping[str, str]) -> int:
    """Return the number of the page that is asked for.

    Raises:
        UsageError: it is no number.
    """
    written = query.get("page", "1")
    if not written.isdecimal() or not 1 <= len(written) <= 6:
        raise UsageError("page: no number", hint="give 1, 2, 3 …")
    return max(1, int(written))


def box_of(written: str) -> Box:
    """Read a box.

    Raises:
        UsageError: it is none.
    """
    try:
        west, south, east, north = map(float, written.split(","))
    except ValueError as error:
        raise UsageError(f"box: {written!r} is no box", hint=_BOX) from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError(f"box: {written!r} is no part of the map", hint=_BOX)
    return Box(west=west, south=south, east=east, north=north)


def _one(told: Mapping[str, str], name: str) -> tuple[str, ...]:
    return (told[name],) if name in told else ()


def _code(told: Mapping[str, str], name: str) -> tuple[str, ...]:
    if name in told and told[name] not in codes("incident", name):
        raise UsageError(f"{name}: {told[name]!r} is no code", hint="see the page Codebook")
    return _one(told, name)


def _day(told: Mapping[str, str], name: str) -> date | None:
    if name not in told:
        return None
    try:
        return date.fromisoformat(told[name])
    except ValueError as error:
        raise UsageError(f"{name}: {told[name]!r} is no date", hint="write it as YYYY-MM-DD") from error
