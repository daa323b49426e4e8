"""The commands that take records out of an archive in other people's forms, and an archive back in."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from dragoman.errors import UsageError
from dragoman.export.forms import BINARY, TABLES, Form, Wishes, check, profile
from dragoman.record.records import Process, Record, Rule
from dragoman.serve import asking
from dragoman.serve.asking import STORE, Asked, Filters
from dragoman.serve.questions import Kinds

if TYPE_CHECKING:
    from dragoman.archive import Archive

EXAMPLES = {
    "export": (
        "dragoman export --format csv --output records.csv",
        "dragoman export --format acled --process Sudan --from 2026-01-01 --safe --output incidents.csv",
        "dragoman export --format jsonl --output archive.jsonl",
    ),
    "brief": ('dragoman brief "Russia, Ukraine" --from 2026-04-01 --to 2026-04-30 --output april.md',),
    "import": ("dragoman import archive.jsonl --store copy.sqlite",),
}
DATAPACKAGE = "datapackage.json"
_ALL = Filters()

Output = Annotated[
    Path | None,
    Parameter(
        name=["--output", "-o"], help="Write to this file, which appears whole or not at all; else to standard output."
    ),
]
StoreAt = Annotated[
    str,
    Parameter(name="--store", env_var="DRAGOMAN_STORE", help="The store: a file, or postgresql://user@host/base."),
]
AsOf = Annotated[
    datetime | None,
    Parameter(
        name="--as-of",
        converter=asking.moment,
        help="What was known then: YYYY-MM-DD (its end) or YYYY-MM-DDTHH:MM, UTC.",
    ),
]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Exporting:
    """The options of ``dragoman export``."""

    format: Annotated[
        Form,
        Parameter(
            name=["--format", "-f"],
            help="`csv` has a row for each value that a report claims; `ged` and `acled` are incidents in the columns "
            "of UCDP GED and ACLED; `jsonl` is everything that the records are made of, for `dragoman import`; "
            "`ical` and `atom` are a calendar of rounds and a feed; `ftm` is FollowTheMoney.",
        ),
    ]
    output: Output = None
    store: StoreAt = STORE
    as_of: AsOf = None
    rule: Annotated[
        Rule | None, Parameter(help="What chooses among several values; see `dragoman codebook`.", show_default=False)
    ] = None
    since: Annotated[
        date | None,
        Parameter(converter=asking.day, help="Only what is new or changed since this day, YYYY-MM-DD, UTC."),
    ] = None
    safe: Annotated[
        bool, Parameter(negative="", help="Tables: an apostrophe before cells that a spreadsheet would run.")
    ] = False
    hxl: Annotated[bool, Parameter(negative="", help="Tables: the row of HXL tags under the header.")] = False
    datapackage: Annotated[
        bool, Parameter(negative="", help=f"Tables: describe the columns in `{DATAPACKAGE}` beside the output.")
    ] = False


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Briefing:
    """The options of ``dragoman brief`` that say from where and whereto."""

    format: Annotated[Literal["markdown", "html"], Parameter(name=["--format", "-f"], help="The form.")] = "markdown"
    output: Output = None
    store: StoreAt = STORE
    as_of: AsOf = None


def register(app: App, epilogue: Callable[[str], str]) -> None:
    """Add the commands to the command line; ``epilogue`` gives what stands below the help of each."""
    for command, name, usage in (
        (export, "export", "[OPTIONS] --format FORM"),
        (brief, "brief", "[OPTIONS] --from DAY --to DAY PROCESS"),
        (import_archive, "import", "[OPTIONS] FILE"),
    ):
        app.command(command, name=name, usage=f"Usage: dragoman {name} {usage}", help_epilogue=epilogue(name))


def export(*, options: Exporting, kind: Kinds = (), filters: Filters = _ALL) -> None:
    """Write records in a form that other programs read; what a form cannot carry is left out, never bent."""
    wishes = Wishes(
        hxl=options.hxl, safe=options.safe, since=asking.begin(options.since) if options.since else None
    )  # fmt: skip
    check(options.format, wishes)
    _check_places(options)
    asked = Asked(store=options.store, as_of=options.as_of, rule=options.rule)
    is_whole = options.format == "jsonl" and not kind and filters == _ALL and options.since is None
    with asking.opened(asked) as archive:
        chosen = None if is_whole else _since(asking.selected(archive, asked, filters, kinds=kind), wishes.since)
        parts = archive.export(options.format, records=chosen, as_of=options.as_of, wishes=wishes)
        written = _write(parts, options.output, is_held=options.datapackage)
    if options.datapackage and options.output is not None:
        _describe(written, options, options.output)


def brief(
    process: Annotated[str, Parameter(help="Id, name, or parties as “Russia, Ukraine”.")],
    /,
    *,
    first: Annotated[date, Parameter(name="--from", converter=asking.day, help="The first day, YYYY-MM-DD.")],
    last: Annotated[date, Parameter(name="--to", converter=asking.day, help="The last day (included).")],
    options: Briefing = Briefing(),
) -> None:
    """Write what is known of a process in a period; every sentence names the words that it rests on."""
    from dragoman.export.as_brief import to_html, to_markdown

    if last < first:
        raise UsageError("--to lies before --from", hint="give a later day")
    asked = Asked(store=options.store, as_of=options.as_of)
    with asking.opened(asked) as archive:
        told = archive.brief(_the_one(archive, asked, process), start=first, end=last, as_of=options.as_of)
    _write(iter([to_html(told) if options.format == "html" else to_markdown(told)]), options.output)


def import_archive(
    file: Annotated[Path, Parameter(help="What `dragoman export --format jsonl` wrote.")],
    /,
    *,
    store: StoreAt = STORE,
) -> None:
    """Make a new store of an exported one; copies, suggestions and records are worked out anew."""
    from dragoman.archive import open_archive

    with open_archive(store) as archive:
        held = archive.load(file)
    sys.stdout.write(f"{held.documents:,} documents, {held.findings:,} findings, {held.judgements:,} judgements\n")


def _since(records: tuple[Record, ...], since: datetime | None) -> tuple[Record, ...]:
    return tuple(record for record in records if since is None or record.last_seen > since)


def _the_one(archive: "Archive", asked: Asked, words: str) -> Process:
    found = asking.processes_meant(archive, asked, words)
    if len(found) > 1:
        names = "; ".join(each.name for each in found)
        raise UsageError(f"{words!r} means several processes", hint=f"name one in full: {names}")
    return found[0]


def _check_places(options: Exporting) -> None:
    """Refuse what has no place to go.

    Raises:
        UsageError: a description without a table or file beside which it lies, or bytes for a terminal.
    """
    if options.datapackage and (options.output is None or options.format not in TABLES):
        raise UsageError("--datapackage describes a table in a file", hint="add --output FILE and a table's --format")
    if options.output is None and options.format in BINARY and sys.stdout.isatty():
        raise UsageError(f"{options.format} is no text for a terminal", hint="add --output FILE")


def _write(parts: Iterator[bytes], output: Path | None, *, is_held: bool = False) -> bytes:
    """Write the parts of a file as they come; return them where they are to be described."""
    from dragoman.serve.output import opened

    held = []
    with opened(output) as file:
        for part in parts:
            file.write(part)
            held += [part] if is_held else []
    return b"".join(held)


def _describe(table: bytes, options: Exporting, output: Path) -> None:
    """Write the description of a table beside it."""
    import msgspec

    from dragoman.export.as_csv import to_datapackage
    from dragoman.serve.output import opened

    told = to_datapackage(table, profile=profile(options.format), hxl=options.hxl)
    told["resources"][0]["path"] = output.name
    with opened(output.with_name(DATAPACKAGE)) as file:
        file.write(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")
