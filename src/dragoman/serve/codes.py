"""``dragoman codebook``: the codes as a list, and one of them with its examples."""

from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING

from dragoman.codebook.entries import Entry, entries
from dragoman.errors import UsageError
from dragoman.serve.passages import harmless
from dragoman.serve.phrases import words
from dragoman.serve.view import Look, paper, trimmed

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

_CODE_COLUMN = 24


def show(code: str | None, look: Look) -> str:
    """Return the page of a code, of all codes of a kind or field, or the list of all.

    Raises:
        UsageError: no such code; the hint names near ones.
    """
    console = paper(look)
    wanted = _asked(code)
    if code is None or (len(wanted) > 1 and wanted[0].code != _spelled(code)):
        for (kind, field), group in groupby(wanted, key=lambda entry: (entry.kind, entry.field)):
            console.print(_list(f"{kind} · {words(field)}", list(group)))
            console.print()
    else:
        for entry in wanted:
            console.print(_page(entry))
    return trimmed(console)


def _spelled(code: str) -> str:
    return code.strip().lower().replace(" ", "_").replace("-", "_")


def _asked(code: str | None) -> list[Entry]:
    """Return the entries of a code, or those of a kind or field of that name."""
    if code is None:
        return list(entries())
    spelled = _spelled(code)
    for names in (_codes, _fields, _kinds):
        if found := [entry for entry in entries() if names(entry) == spelled]:
            return found
    known = sorted({name(entry) for entry in entries() for name in (_codes, _fields, _kinds)})
    near = get_close_matches(spelled, known, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "`dragoman codebook` lists all"
    raise UsageError(f"the codebook has no {code!r}", hint=hint)


def _codes(entry: Entry) -> str:
    return entry.code.lower()


def _fields(entry: Entry) -> str:
    return entry.field.lower()


def _kinds(entry: Entry) -> str:
    return entry.kind.lower()


def _list(title: str, group: list[Entry]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title, style="bold"), title_justify="left", box=None, show_header=False, padding=(0, 1))
    table.add_column(width=_CODE_COLUMN, style="cyan")
    table.add_column()
    for entry in group:
        table.add_row(Text(entry.code), Text(harmless(entry.definition)))
    return table


def _page(entry: Entry) -> "RenderableType":
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=5, style="dim")
    grid.add_column()
    grid.add_row("is", Text(harmless(entry.definition)))
    grid.add_row("yes", Text(harmless(entry.yes), style="green"))
    grid.add_row("no", Text(harmless(entry.no), style="red"))
    if entry.no_because:
        grid.add_row("", Text(harmless(f"because: {entry.no_because}")))
    heading = Text.assemble((entry.code, "bold"), (f"  {entry.kind} · {words(entry.field)}", "dim"))
    return Group(heading, grid, "")
