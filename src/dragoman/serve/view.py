"""Reading → the page that people read: header, findings grouped by kind, under each the sentences it rests on."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING

from dragoman.record.documents import Document
from dragoman.record.findings import Kind
from dragoman.record.reading import AnyFinding, Reading
from dragoman.serve.blocks import NAMES, Block, block, by_kind, counted
from dragoman.serve.passages import Passage, harmless, marked, passages
from dragoman.serve.phrases import day, quoted, words

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

PLAIN_WIDTH = 100
_WIDEST = 110  # columns; longer lines tire the eye
_LABEL = 13
_INDENT = 2
_STYLES = {
    "who": "cyan",
    "where": "green",
    "when": "yellow",
    "figures": "magenta",
    "words": "blue",
    "state": "bold",
}
_GROUPS = {
    "who": "subject parties party speaker mediators hosts delegations addressee attacker by actors recipients "
    "attributed_to released_to responsibility",
    "where": "venue place places",
    "when": "when declared effective ended duration day_number round_number ordinal",
    "figures": "killed injured missing captured abducted displaced munitions total service_loss damage",
    "words": "quote content agenda outcomes terms issue issue_words about condition justification compliance target",
    "state": "status stance type category act asserted firmness",
}
_GROUP_OF = {field: group for group, names in _GROUPS.items() for field in names.split()}
_UNKNOWN_DATE = "publication date unknown: days like “Wednesday” stay open (give it with --published YYYY-MM-DD)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page is drawn: columns, and the colours of the terminal (none: plain text with marks)."""

    width: int = PLAIN_WIDTH
    colours: str | None = None  # rich's name of a colour system
    styled: bool = False  # bold, underlined and coloured words instead of ‹marks›


def look_of_stdout() -> Look:
    """Choose width and colours: a terminal's own (NO_COLOR is honoured), or plain text of a fixed width when piped."""
    from rich.console import Console

    console = Console()
    if not console.is_terminal or console.is_dumb_terminal:
        return Look()
    return Look(width=console.width, colours=None if console.no_color else console.color_system, styled=True)


def draw(reading: Reading, look: Look, *, name: str = "") -> str:
    """Return the page as text that ends with a newline, with terminal codes only where the look says so."""
    console = paper(look)
    console.print(_header(reading, look, name))
    for kind, findings in by_kind(reading.findings).items():
        console.print()
        console.print(_section(kind, len(findings), look))
        for index, finding in enumerate(findings):
            console.print(*([""] if index else []), _finding(reading, finding, look), sep="\n")
    console.print(_footer(reading))
    return trimmed(console)


def paper(look: Look) -> "Console":
    """Return a console that writes into a string."""
    from rich.console import Console

    return Console(
        file=StringIO(),
        width=min(look.width, _WIDEST),
        color_system=(look.colours or "standard") if look.styled else None,  # type: ignore[arg-type]  # rich's own names
        force_terminal=look.styled,
        no_color=look.colours is None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def trimmed(console: "Console") -> str:
    """Return what was printed on a ``paper``, spaces at the ends of lines left out."""
    page: str = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    return "\n".join(line.rstrip() for line in page.split("\n")).rstrip("\n") + "\n"


def _header(reading: Reading, look: Look, name: str) -> "Text":
    from rich.text import Text

    document = reading.document
    text = Text(harmless(document.title or name or "Untitled"), style="bold")
    facts = [*([document.source] if document.source else []), _published(document), *([name] if name else [])]
    text.append("\n" + " · ".join(map(harmless, facts)), style="not bold dim" if look.styled else "")
    for note in _notes(document):
        text.append("\n" + harmless(note), style="not bold yellow")
    groups = by_kind(reading.findings)
    found = ", ".join(counted(kind, len(findings)) for kind, findings in groups.items())
    text.append(
        f"\n{found or 'Nothing found: no talks, attacks, exchanges or statements that Dragoman reads.'}", "not bold"
    )
    return text


def _published(document: Document) -> str:
    if document.published is None:
        return _UNKNOWN_DATE
    clue = document.published_clue.words(document.text) if document.published_clue else ""
    how = {
        "stated": "as the page states",
        "metadata": "from the page's metadata",
        "given": "as given",
        "inferred": "worked out from the text",
        None: "",
    }[document.published_basis]
    return f"published {day(document.published)}, {how}{f' ({quoted(clue)})' if clue else ''}".removesuffix(", ")


def _notes(document: Document) -> list[str]:
    """Tell what was not read as news, and what is doubtful."""
    kinds = Counter(words(residue.kind) for residue in document.residue)
    aside = ", ".join(f"{kind}{f' ×{number}' if number > 1 else ''}" for kind, number in kinds.items())
    return [*([f"set aside, not read: {aside}"] if aside else []), *(f"doubt: {each}" for each in document.doubts)]


def _section(kind: Kind, number: int, look: Look) -> "RenderableType":
    from rich.rule import Rule
    from rich.text import Text

    title = f"{NAMES[kind][number != 1].upper()} ({number})"
    return Rule(Text(title, style="bold"), align="left", style="dim") if look.styled else Text(title)


def _finding(reading: Reading, finding: AnyFinding, look: Look) -> "RenderableType":
    from rich.console import Group
    from rich.padding import Padding

    told = block(finding)
    draw_passage = partial(_passage, look=look)
    return Group(
        _heading(told),
        Padding(_table(told), (0, 0, 0, _INDENT)),
        Padding(Group(*map(draw_passage, passages(reading, finding))), (0, 0, 0, _INDENT)),
    )


def _heading(told: Block) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    text = Text()
    for index, piece in enumerate(told.heading):
        text.append(" · " if index else "")
        text.append(harmless(piece.words), style="bold" if index == 0 else style_of(piece.field))
    grid = Table.grid(expand=True, padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_row(Text("●", style="cyan"), text, Text(f"{told.confidence:.0%}", style="dim"))
    return grid


def _table(told: Block) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_LABEL, no_wrap=True)
    grid.add_column()
    previous = None
    for line in told.lines:
        label = "" if line.field == previous else words(line.field)
        grid.add_row(Text(label, style="dim"), Text(harmless(line.words), style=style_of(line.field)))
        previous = line.field
    return grid


def _passage(passage: Passage, look: Look) -> "Text":
    """Return the sentence with a bar in front of each of its lines."""
    from rich.text import Text

    text = Text()
    if look.styled:
        for run in passage:
            text.append(run.words, style=f"underline {style_of(run.field)}" if run.field else "dim")
    else:
        text.append(marked(passage))
    lines = text.wrap(paper(look), min(look.width, _WIDEST) - _INDENT - 2)
    return Text("\n").join(Text.assemble(("│ ", "dim"), line) for line in lines)


def _footer(reading: Reading) -> "Text":
    from rich.text import Text

    return Text("\n".join(f"\nnot done: {each.stage} ({harmless(each.message)})" for each in reading.failures), "red")


def style_of(field: str) -> str:
    """Return the terminal's style for words that tell a field."""
    return _STYLES.get(_GROUP_OF.get(field.partition(".")[0], ""), "")
