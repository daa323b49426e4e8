"""The filters of a list as a page's address carries them, and the bounds and conditions that they mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Query

from dragoman.codebook.entries import codes
from dragoman.errors import UsageError
from dragoman.keeping.records import Within
from dragoman.reconcile.marks import marks_wanted
from dragoman.reconcile.selecting import Selection, processes_named, sides_of_states
from dragoman.record.findings import KINDS, Kind
from dragoman.record.records import Process

T = TypeVar("T")
Words = Annotated[str, Query(max_length=200)]
_DISPUTED = {"": None, "yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the form of a list sends; what is empty filters nothing."""

    q: Words = ""
    kind: Words = ""
    process: Words = ""
    party: Words = ""
    issue: Words = ""
    place: Words = ""
    first: Words = ""
    last: Words = ""
    disputed: Words = ""
    source: Words = ""

    def __bool__(self) -> bool:
        """Tell whether anything is left out."""
        return any(self.given.values())

    @property
    def given(self) -> Mapping[str, str]:
        """What is filled in, by name."""
        told = {each.name: getattr(self, each.name).strip() for each in fields(self)}
        return {name: value for name, value in told.items() if value}


def selection_of(filters: Filters, processes: Iterable[Process]) -> Selection:
    """Return the conditions that filters mean.

    Args:
        filters: as a person filled them in.
        processes: all that there are.

    Raises:
        UsageError: a code, a day or a process that there is not: an empty list would look like an answer.
    """
    given = filters.given
    return Selection(
        kinds=_kinds(given.get("kind", "")), actors=_one(given, "party"), places=_one(given, "place"),
        first=_day(given.get("first", "")), last=_day(given.get("last", "")), issues=_issues(given),
        sources=_one(given, "source"), processes=_processes(given.get("process", ""), processes),
        disputed=_code(filters.disputed.strip(), _DISPUTED, "disputed"),
    )  # fmt: skip


def within_of(selection: Selection, *, documents: Iterable[str] | None = None) -> Within:
    """Return the bounds that leave out quickly most of what a selection does.

    Args:
        selection: the conditions.
        documents: those that a search found, where there was one.
    """
    return Within(
        first=selection.first, last=selection.last, processes=selection.processes,
        sides=sides_of_states(selection.actors), marks=marks_wanted(selection),
        documents=None if documents is None else frozenset(documents),
    )  # fmt: skip


def is_exact(selection: Selection) -> bool:
    """Tell whether the bounds alone say what a selection lets through."""
    return not (selection.actors or selection.places or selection.first or selection.last)


def query_of(filters: Filters, **more: object) -> str:
    """Return the query of an address with these filters, and with what else is not empty."""
    return urlencode({**filters.given, **{name: value for name, value in more.items() if value}})


def _one(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return (given[name],) if name in given else ()


def _kinds(written: str) -> tuple[Kind, ...]:
    known: Mapping[str, Kind] = {kind: kind for kind in KINDS}
    return (_code(written, known, "kind"),) if written else ()


def _issues(given: Mapping[str, str]) -> tuple[str, ...]:
    known = {code: code for code in codes("issue", "issue")}
    return tuple(_code(each, known, "issue") for each in _one(given, "issue"))


def _code(written: str, known: Mapping[str, T], name: str) -> T:
    if written not in known:
        allowed = ", ".join(filter(None, known))
        raise UsageError(f"{name}: {written!r} is not known", hint=f"one of {allowed}, or nothing")
    return known[written]


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise UsageError(f"{written!r} is no day", hint="write it as YYYY-MM-DD") from error


def _processes(written: str, known: Iterable[Process]) -> tuple[str, ...]:
    if not written:
        return ()
    found = processes_named(known, written)
    if not found:
        raise UsageError(f"there is no process {written!r}", hint="choose one of the list")
    return tuple(each.id for each in found)
