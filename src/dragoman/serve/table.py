"""Readings → one row a finding, for a terminal as a table and for other programs as tab-separated lines."""

from typing import TYPE_CHECKING

from dragoman.record.reading import AnyFinding, Reading
from dragoman.serve.blocks import block
from dragoman.serve.passages import harmless
from dragoman.serve.phrases import words
from dragoman.serve.view import Look, paper, trimmed

if TYPE_CHECKING:
    from rich.table import Table

COLUMNS = ("file", "kind", "what", "where", "when", "status", "asserted", "confidence", "evidence")
_WHERE = ("venue", "place", "places")
_WHEN = ("when", "declared")


def rows(reading: Reading, *, name: str) -> list[tuple[str, ...]]:
    """Return the cells of each finding, in the order of ``COLUMNS``."""
    return [tuple(map(harmless, _row(finding, name))) for finding in reading.findings]


def tab_separated(cells: tuple[str, ...]) -> str:
    """Return one line; cells hold neither tabs nor newlines, ``harmless`` sees to that."""
    return "\t".join(cells) + "\n"


def draw(reading: Reading, look: Look, *, name: str) -> str:
    """Return a table for a terminal, the file's name above it."""
    console = paper(look)
    console.print(_table(rows(reading, name=name), title=reading.document.title or name))
    return trimmed(console)


def _row(finding: AnyFinding, name: str) -> tuple[str, ...]:
    told = block(finding)
    pieces = {piece.field: piece.words for piece in told.heading}
    return (
        name,
        finding.kind,
        pieces["subject"],
        next((pieces[field] for field in _WHERE if field in pieces), ""),
        next((pieces[field] for field in _WHEN if field in pieces), ""),
        words(getattr(finding, "status", None) or ""),
        finding.asserted,
        f"{finding.confidence:.2f}",
        " … ".join(dict.fromkeys(each.quote for each in finding.evidence)),
    )


def _table(cells: list[tuple[str, ...]], *, title: str) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(harmless(title), style="bold"), box=SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for column in COLUMNS[1:-1]:
        table.add_column(column, justify="right" if column == "confidence" else "left")
    for row in cells:
        table.add_row(*map(Text, row[1:-1]))
    return table
