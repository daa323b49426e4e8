"""Positions: who wants what, since when, who moved; what is behind each cell, and how two days differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from dragoman.keeping.records import Within
from dragoman.reconcile.matrix import Cell, Held, Matrix, matrix_of
from dragoman.reconcile.timeline import days_of
from dragoman.record.records import Process, Record
from dragoman.serve.phrases import day, words
from dragoman.serve.rest.desk import Desk, DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.web.asked import day_asked, end_of, largest, process_asked, processes_of
from dragoman.serve.web.kept import kept_of
from dragoman.serve.web.position_words import opened
from dragoman.serve.web.rendering import render

ALL = "all"  # processes
_PARTIES = 24  # columns; what a page has room for
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is asked for, as its form sends it; empty where nothing was chosen."""

    process: str = ""
    day: str = ""
    against: str = ""
    by: str = "said"
    party: str = ""
    issue: str = ""

    def address(self, party: str, issue: str) -> str:
        """Return the address of a cell, opened."""
        told = {"process": self.process, "day": self.day, "against": self.against, "by": self.by}
        return "/positions?" + urlencode({**told, "party": party, "issue": issue}) + "#words"


@dataclass(frozen=True, slots=True)
class Shown:
    """The positions of a process, or of all, by a day: those said until then, or what the archive knew then."""

    process: Process | None
    by: str
    last: date | None

    @property
    def as_of(self) -> datetime | None:
        """The moment of what the archive knew; None for what had been said."""
        return end_of(self.last) if self.last and self.by == "known" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShown:
    """What one party holds on one issue, in words; ``stance`` is empty where only others say so."""

    party: str
    issue: str
    stance: str
    firmness: str
    since: str
    reaffirmed: str
    moved: str  # what it held before, where it moved
    aside: int  # positions that are not its own word
    then: str | None = None  # what it was on the other day, where that differs
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The matrix as rows of issues; ``left_out`` counts the parties that there is no room for."""

    parties: tuple[str, ...]
    rows: tuple[tuple[str, tuple[CellShown | None, ...]], ...]
    left_out: int
    differing: int


@router.get("/positions")
def positions(request: Request, desk: DeskOf, asked: Annotated[Asked, Depends()]) -> Response:
    """Show the matrix of a process, that with the most positions where none is chosen."""
    known = processes_of(desk)
    if known is None:
        return render(request, "positions.html", known=None)
    chosen = _chosen(known, asked.process)
    now, then = (day_asked(told, name) for told, name in ((asked.day, "day"), (asked.against, "against")))
    matrix = _matrix(request, desk, Shown(chosen, asked.by, now), "now")
    before = _matrix(request, desk, Shown(chosen, asked.by, then), "then") if then else None
    asked = Asked(**{**_fields(asked), "process": chosen.id if chosen else ALL})
    grid = grid_of(matrix, before, opened=(asked.party, asked.issue))
    cell = matrix.cells.get((asked.party, asked.issue)) or (before and before.cells.get((asked.party, asked.issue)))
    return render(
        request, "positions.html", known=known, chosen=chosen, asked=asked, grid=grid, now=now, then=then, cell=cell,
        held=opened(cell) if cell else None, is_held=bool(matrix.cells),
    )  # fmt: skip


def grid_of(matrix: Matrix, before: Matrix | None = None, *, opened: tuple[str, str] = ("", "")) -> Grid:
    """Return the matrix in words.

    Args:
        matrix: what is shown.
        before: another day's; cells that differ from it are marked.
        opened: the party and the issue of the cell whose quotes are shown.
    """
    others = before or Matrix(parties=(), issues=(), cells={})
    parties = tuple(dict.fromkeys((*matrix.parties, *others.parties)))
    issues = tuple(dict.fromkeys((*matrix.issues, *others.issues)))
    rows = []
    for issue in issues:
        cells = [_cell_at((party, issue), matrix, before, opened) for party in parties[:_PARTIES]]
        rows += [(issue, tuple(cells))] if any(cells) else []
    differing = sum(cell is not None and cell.then is not None for _, cells in rows for cell in cells)
    return Grid(
        parties=parties[:_PARTIES], rows=tuple(rows), left_out=len(parties[_PARTIES:]), differing=differing
    )  # fmt: skip


def said_until(records: Iterable[Record], last: date) -> tuple[Record, ...]:
    """Return the positions that were stated by a day, that day included; those of no known day are left out."""
    dated = ((record, days_of(record)) for record in records)
    return tuple(record for record, days in dated if (first := days.first or days.last) and first <= last)


def in_words(held: Held | None) -> str:
    """Return the stances of a stretch of days: "rejects (red line)"; that only others say so where there is none."""
    if held is None:
        return "only others say so"
    firm = f" ({words(held.firmness)})" if held.firmness else ""
    return (", ".join(map(words, held.stances)) or "unclear") + firm


def _cell_at(at: tuple[str, str], matrix: Matrix, before: Matrix | None, opened: tuple[str, str]) -> CellShown | None:
    now, then = matrix.cells.get(at), before.cells.get(at) if before else None
    if now is None and then is None:
        return None
    present = now.present if now else None
    return CellShown(
        party=at[0], issue=at[1], stance=", ".join(map(words, present.stances)) or "unclear" if present else "",
        firmness=words(present.firmness or "") if present else "", since=_since(present), reaffirmed=_again(present),
        moved=_moved(now), aside=len(now.aside) if now else 0, is_open=at == opened,
        then=_then(now, then) if before else None,
    )  # fmt: skip


def _then(now: Cell | None, then: Cell | None) -> str | None:
    """Return what a cell was on the other day where that differs, None where it is the same."""
    if then is None:
        return "nothing told"
    one, other = (in_words(cell.present) if cell else "" for cell in (now, then))
    return None if one == other else other


def _since(held: Held | None) -> str:
    if held is None:
        return ""
    return f"since {day(held.first)}" if held.first else "date unknown"


def _again(held: Held | None) -> str:
    return f"reaffirmed {day(held.last)}" if held and held.last and held.is_reaffirmed else ""


def _moved(cell: Cell | None) -> str:
    if cell is None or not cell.has_moved:
        return ""
    before = cell.held[1]
    return f"{in_words(before)} until {day(before.last)}" if before.last else in_words(before)


def _chosen(known: Sequence[Process], ident: str) -> Process | None:
    """Return the process that is asked for; None for all of them."""
    if ident == ALL:
        return None
    return process_asked(known, ident) if ident else largest(known, "position")


def _matrix(request: Request, desk: Desk, shown: Shown, which: str) -> Matrix:
    """Return a matrix, which is kept while the log does not go on: whoever opens a cell asks for the same again."""
    head = desk.archive.head(as_of=shown.as_of)
    return kept_of(request).of(f"positions {which}", (head, shown), lambda: matrix_of(_records(desk, shown)))


def _records(desk: Desk, shown: Shown) -> tuple[Record, ...]:
    within = Within(processes=(shown.process.id,)) if shown.process else Within()
    found = desk.archive.records(kinds=["position"], within=within, as_of=shown.as_of)
    own = tuple(each for each in found if shown.process is None or each.process == shown.process.id)
    return said_until(own, shown.last) if shown.last and shown.as_of is None else own


def _fields(asked: Asked) -> dict[str, str]:
    return {name: getattr(asked, name) for name in Asked.__slots__}
