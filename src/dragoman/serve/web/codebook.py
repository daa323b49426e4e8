"""Codebook: what every code means, a sentence that has it, a near miss, and examples from the own reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request, Response

from dragoman.codebook.entries import Entry, entries
from dragoman.reconcile.codings import Coded, Example, Usage
from dragoman.serve.phrases import words
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.web.rendering import render

_EXAMPLES = 2  # from the own reports, of one code
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An entry with what the own reports have of it."""

    entry: Entry
    count: int  # records that have it
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The codes of one field of one kind."""

    id: str
    kind: str
    field: str
    codes: tuple[Code, ...]


@router.get("/codebook")
def codebook(request: Request, desk: DeskOf, q: str = "") -> Response:
    """Show the codes whose name or definition holds the words, all without any."""
    found = groups_of(matching(entries(), q), desk.archive.usages(most=_EXAMPLES))
    return render(request, "codebook.html", groups=found, sought=q.strip())


def matching(known: Iterable[Entry], sought: str) -> tuple[Entry, ...]:
    """Return the entries that hold all the words that are sought, in any case and spelling of spaces."""
    wanted = sought.casefold().replace("_", " ").split()
    return tuple(each for each in known if all(word in _text(each) for word in wanted))


def groups_of(known: Iterable[Entry], found: Mapping[Coded, Usage]) -> tuple[Group, ...]:
    """Return entries by kind and field, each with its examples.

    Args:
        known: in the codebook's order.
        found: what the own reports have of each code.
    """
    made = []
    for (kind, field), group in groupby(known, key=lambda each: (each.kind, each.field)):
        codes = tuple(_code(each, found.get(Coded(kind, field, each.code))) for each in group)
        made.append(Group(id=f"{kind}-{field}".replace("/", "-").lower(), kind=kind, field=words(field), codes=codes))
    return tuple(made)


def _code(entry: Entry, found: Usage | None) -> Code:
    return Code(entry=entry, count=found.count if found else 0, examples=found.examples if found else ())


def _text(entry: Entry) -> str:
    return " ".join((entry.code, entry.kind, entry.field, entry.definition)).casefold().replace("_", " ")
