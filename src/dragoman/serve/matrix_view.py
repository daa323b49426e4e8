"""Positions, timelines and differences → the text that people read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.reconcile.differences import Change, Differences, FieldChange
from dragoman.reconcile.matrix import Cell, Held, Matrix, matrix_of, quotes_of
from dragoman.reconcile.timeline import Entry, timeline_of
from dragoman.record.records import Process, Record
from dragoman.serve.passages import harmless
from dragoman.serve.phrases import day, words
from dragoman.serve.record_json import cells_of
from dragoman.serve.record_view import draw_processes, foot, line, summary
from dragoman.serve.record_words import days_in_words, label_of, report_in_words, value_in_words
from dragoman.serve.view import Look, paper, style_of, trimmed

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_PARTIES = 3  # columns that a page has room for; more parties follow in a second table
_DAYS = 26


def draw_matrix(matrix: Matrix, look: Look, *, has_quotes: bool) -> str:
    """Return parties by issues: the present stance, since when, whether the party moved; quotations below on demand."""
    console = paper(look)
    if not matrix.cells:
        console.print("No positions: no report tells what a party demands, refuses, offers or accepts.")
    for start in range(0, len(matrix.parties), _PARTIES):
        console.print(_grid(matrix, matrix.parties[start : start + _PARTIES], look))
    if has_quotes:
        for cell in cells_of(matrix):
            console.print(*_quoted(cell), "", sep="\n")
    return trimmed(console)


def draw_process(process: Process, records: Mapping[str, Record], look: Look) -> str:
    """Return one process: what happened in order, then who wants what."""
    held = [records[ident] for ident in process.records if ident in records]
    entries = timeline_of(record for record in held if record.kind != "position")
    parts = [draw_processes((process,), records, look), draw_timeline(entries, look, total=len(entries))]
    matrix = matrix_of(held)
    return "\n".join([*parts, *([draw_matrix(matrix, look, has_quotes=False)] if matrix.cells else [])])


def draw_timeline(entries: Sequence[Entry], look: Look, *, total: int, offset: int = 0) -> str:
    """Return one line for each dated thing: its days, what it is, its id; a last line where there are more."""
    from rich.table import Table
    from rich.text import Text

    console = paper(look)
    grid = Table.grid(padding=(0, 1))
    days = [days_in_words(entry.days) for entry in entries]
    grid.add_column(width=min(_DAYS, max(map(len, days), default=0)))  # no wider than needed: terminals are narrow
    grid.add_column()
    for told, before, entry in zip(days, [None, *days], entries, strict=False):
        grid.add_row(Text("" if told == before else told, style=style_of("when")), _entry(entry))
    if entries:
        console.print(grid)
    console.print(foot(len(entries), total, offset, "entry", "entries"))
    return trimmed(console)


def draw_differences(found: Differences, look: Look) -> str:
    """Return what is new, what changed with old and new values, and what is gone."""
    console = paper(look)
    for title, records in (("NEW", found.new), ("GONE", found.gone)):
        if records:
            console.print(_bold(f"{title} ({len(records)})"))
            for record in records:
                console.print(*summary(record), "", sep="\n")
    if found.changed:
        console.print(_bold(f"CHANGED ({len(found.changed)})"))
        for change in found.changed:
            console.print(*_change(change), "", sep="\n")
    if not (found.new or found.changed or found.gone):
        console.print("Nothing changed.")
    return trimmed(console)


def _grid(matrix: Matrix, parties: Sequence[str], look: Look) -> "Table":
    from rich.box import ASCII2, ROUNDED
    from rich.table import Table
    from rich.text import Text

    table = Table(box=ROUNDED if look.styled else ASCII2, show_lines=True, expand=False)
    table.add_column("")
    for party in parties:
        table.add_column(Text(harmless(party), style="bold"))
    for issue in matrix.issues:
        cells = [matrix.cells.get((party, issue)) for party in parties]
        if any(cells):
            table.add_row(Text(words(issue), style="bold"), *(_cell(cell) if cell else Text("") for cell in cells))
    return table


def _cell(cell: Cell) -> "Text":
    from rich.text import Text

    present = cell.present
    if present is None:
        return Text(f"only others say so ({len(cell.aside)})", style="dim")
    text = Text(harmless(_stances(present)), style=style_of("stance"))
    text.append(f"\n{_since(present)}", "not bold")
    if cell.has_moved:
        before = cell.held[1]
        text.append(
            f"\nmoved: {_stances(before)} until {day(before.last) if before.last else 'then'}", "not bold yellow"
        )
    return text


def _stances(held: Held) -> str:
    firm = f", {words(held.firmness)}" if held.firmness else ""
    return f"{', '.join(map(words, held.stances)) or 'unclear'}{firm}"


def _since(held: Held) -> str:
    if held.first is None or held.last is None:
        return "date unknown"
    again = f", reaffirmed {day(held.last)}" if held.is_reaffirmed else ""
    return f"since {day(held.first)}{again}"


def _quoted(cell: Cell) -> "Iterator[Text]":
    yield _bold(f"{cell.party} on {words(cell.issue)}")
    for held in cell.held:
        yield _plain(f"  {_stances(held)}, {_since(held)}")
        for record in held.records:
            yield from _words_of(record)
    for record in cell.aside:
        yield _plain("  not its own word:")
        yield from _words_of(record)


def _words_of(record: Record) -> "Iterator[Text]":
    for telling, shown in quotes_of(record):
        yield _plain(f"    “{shown.quote}”", "blue")
        yield _plain(f"      {report_in_words(telling.report)} · {record.id}", "dim")


def _entry(entry: Entry) -> "Text":
    text = line(entry.record, is_dated=False)
    if entry.field != "when":
        text.append(f" ({label_of(entry.field)})", "dim")
    text.append(f"  {entry.record.id}", "dim")
    return text


def _change(change: Change) -> "Iterator[Text]":
    yield line(change.record)
    if len(change.before) > 1:
        yield _plain(f"  put together from {len(change.before)} records")
    if change.new_sources:
        yield _plain(f"  {change.new_sources:+} independent source{'s' if abs(change.new_sources) != 1 else ''}")
    for each in change.fields:
        yield _plain(f"  {label_of(each.name)}: {_change_words(change.record, each)}")
        if each.is_newly_disputed or each.is_settled:
            yield _plain("    disputed since" if each.is_newly_disputed else "    no longer disputed", "bold red")
    yield _plain(f"  {change.record.id}", "dim")


def _change_words(record: Record, each: FieldChange) -> str:
    old, new = (value_in_words(record, each.name, value) for value in (each.old, each.new))
    if isinstance(each.old, list) or isinstance(each.new, list):
        return " ".join([*([f"+ {new}"] if each.new else []), *([f"− {old}"] if each.old else [])])
    return f"{old} → {new}" if old != new else new


def _bold(told: str) -> "Text":
    return _plain(told, "bold")


def _plain(told: str, style: str = "") -> "Text":
    from rich.text import Text

    return Text(harmless(told).rstrip() if told.strip() else "", style=style)
