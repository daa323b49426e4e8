"""Draw the picture of a terminal that the README shows: ``python docs/picture.py`` (or ``make docs``)."""

from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

import dragoman
from dragoman.serve.view import Look, draw

HERE = Path(__file__).parent
REPORT = HERE.parent / "examples" / "report.txt"
WIDTH = 100
MOST_LINES = 46


def main() -> None:
    """Read the example report and write its page, whole blocks of it, as a picture."""
    page = draw(dragoman.read(REPORT), Look(width=WIDTH, colours="truecolor", styled=True), name="examples/report.txt")
    lines = page.splitlines()
    cut = max((number for number, line in enumerate(lines[:MOST_LINES]) if not line), default=MOST_LINES)
    shown = lines if len(lines) <= MOST_LINES else [*lines[:cut], "…"]
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text("$ dragoman read examples/report.txt", style="bold green"))
    console.print(Text.from_ansi("\n".join(shown)))
    (HERE / "terminal.svg").write_text(console.export_svg(title="dragoman"), encoding="utf-8")


if __name__ == "__main__":
    main()
