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


def show(name: str | None, look: Look) -> str:
    """Return the page of a code, the list of a kind's or field's codes, or the list of all.

    Raises:
        UsageError: no such code; the hint names near ones.
    """
    spelled = _spelled(name or "")
    paged = [entry for entry in entries() if entry.code.lower() == spelled]
    listed = [entry for entry in entries() if name is None or spelled in (entry.field.lower(), entry.kind.lower())]
    if not paged and not listed:
        raise UsageError(f"the codebook has no {name!r}", hint=_advice(spelled))
    console = paper(look)
    for entry in paged:
        console.print(_page(entry))
    for (kind, field), group in groupby(listed, key=lambda entry: (entry.kind, entry.field)):
        console.print(_list(f"{kind} · {words(field)}", list(group)), "")
    return trimmed(console)


def _spelled(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _advice(spelled: str) -> str:
    known = {name.lower() for entry in entries() for name in (entry.code, entry.field, entry.kind)}
    near = get_close_matches(spelled, sorted(known), n=3, cutoff=0.5)
    return f"did you mean {', '.join(near)}?" if near else "`dragoman codebook` lists all"


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
