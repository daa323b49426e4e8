"""Write the pages that are made from the source: ``python docs/generate.py`` (or ``make docs``)."""

import json
import re
from itertools import groupby
from pathlib import Path

from dragoman.codebook.entries import Entry, entries
from dragoman.export.as_json import schema
from dragoman.serve.cli import EXAMPLES, EXIT_CODES, app

HERE = Path(__file__).parent
NOTICE = "<!-- made by docs/generate.py: change {source} and run `make docs` -->\n\n"
CODEBOOK = """\
# Codebook

Every code that a field of a finding can have: what it means, a sentence that has it, and a near miss that has not.
`dragoman codebook CODE` shows the same. The shape of the output is in [schema.json](schema.json).
"""


def reference() -> str:
    """Return the reference of the command line as Markdown."""
    # cyclopts puts the command's name before a usage line that has it already
    commands = re.sub(r"dragoman ([a-z-]+(?: [a-z-]+)?) \1\b", r"dragoman \1", app.generate_docs()).strip()
    examples = "\n".join(dict.fromkeys(line for lines in EXAMPLES.values() for line in lines))
    codes = "\n".join(f"- {code}" for code in EXIT_CODES.removeprefix("Exit codes: ").strip(" .\n").split("; "))
    notice = NOTICE.format(source="src/dragoman/serve/cli.py")
    return f"{notice}{commands}\n\n## Examples\n\n```console\n{examples}\n```\n\n## Exit codes\n\n{codes}\n"


def codebook() -> str:
    """Return all codes as Markdown, a table for each field."""
    parts = [NOTICE.format(source="src/dragoman/codebook/*.toml") + CODEBOOK]
    for kind, of_kind in groupby(entries(), key=lambda entry: entry.kind):
        parts.append(f"\n## {kind}\n")
        for field, of_field in groupby(of_kind, key=lambda entry: entry.field):
            parts.append(f"\n### {kind}: {field}\n\n| code | is | yes | no |\n|---|---|---|---|\n")
            parts.extend(map(_row, of_field))
    return "".join(parts)


def _row(entry: Entry) -> str:
    cells = (f"`{entry.code}`", entry.definition, entry.yes, f"{entry.no} ({entry.no_because})")
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |\n"


def pages() -> dict[str, str]:
    """Return the text of every generated page by its file name."""
    return {"schema.json": json.dumps(schema(), indent=2) + "\n", "cli.md": reference(), "codebook.md": codebook()}


def main() -> None:
    """Write the pages beside this file."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
