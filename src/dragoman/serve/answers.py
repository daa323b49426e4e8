"""An answer in the form that was asked for: text, JSON, JSON lines, or a table."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.serve.passages import harmless
from dragoman.serve.table import tab_separated
from dragoman.serve.view import Look, look_of_stdout, paper, trimmed
from dragoman.spelling import Json

Format = Literal["text", "json", "jsonl", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer in every form; each is made only when it is wanted."""

    text: Callable[[Look], str]
    objects: Callable[[], Sequence[Json]]
    columns: tuple[str, ...]
    rows: Callable[[], Sequence[tuple[str, ...]]]


def write(answer: Answer, form: Format) -> None:
    """Write an answer to standard output; colours and boxes only where somebody looks at a terminal."""
    look = look_of_stdout()
    sys.stdout.write(render(answer, form, look))


def render(answer: Answer, form: Format, look: Look) -> str:
    """Return an answer as text that ends with a newline, or as nothing where there is nothing to list."""
    if form == "text":
        return answer.text(look)
    if form == "table":
        return _table(answer, look)
    return _json(answer.objects(), is_lines=form == "jsonl")


def _json(objects: Sequence[Json], *, is_lines: bool) -> str:
    import msgspec

    if is_lines:
        return "".join(msgspec.json.encode(each).decode() + "\n" for each in objects)
    return msgspec.json.format(msgspec.json.encode(list(objects)), indent=2).decode() + "\n"


def _table(answer: Answer, look: Look) -> str:
    rows = [tuple(map(harmless, row)) for row in answer.rows()]
    if not look.styled:
        return "".join(map(tab_separated, (answer.columns, *rows)))
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in answer.columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*map(Text, row))
    console = paper(look)
    console.print(table)
    return trimmed(console)
