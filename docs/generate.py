"""Write the pages that are made from the source: ``python docs/generate.py`` (or ``make docs``)."""

import json
import re
from pathlib import Path

from dragoman.export.as_json import schema
from dragoman.serve.cli import EXAMPLES, EXIT_CODES, app

HERE = Path(__file__).parent
NOTICE = "<!-- made by docs/generate.py: change src/dragoman/serve/cli.py and run `make docs` -->\n\n"


def reference() -> str:
    """Return the reference of the command line as Markdown."""
    # cyclopts puts the command's name before a usage line that has it already
    commands = re.sub(r"dragoman (\w+) \1\b", r"dragoman \1", app.generate_docs()).strip()
    examples = "\n".join(dict.fromkeys(line for lines in EXAMPLES.values() for line in lines))
    codes = "\n".join(f"- {code}" for code in EXIT_CODES.removeprefix("Exit codes: ").strip(" .\n").split("; "))
    return f"{NOTICE}{commands}\n\n## Examples\n\n```console\n{examples}\n```\n\n## Exit codes\n\n{codes}\n"


def pages() -> dict[str, str]:
    """Return the text of every generated page by its file name."""
    return {"schema.json": json.dumps(schema(), indent=2) + "\n", "cli.md": reference()}


def main() -> None:
    """Write the pages beside this file."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
