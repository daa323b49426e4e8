"""The commands that bring reports into a store and keep it well, thin over ``archive.py``."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from dragoman.errors import InputError, StoreError, UsageError
from dragoman.serve.passages import harmless

STORE = "dragoman.sqlite"
EXAMPLES = {
    "add": (
        "dragoman add reports/ archive.warc.gz",
        "dragoman add stories.jsonl --fields text=body,title=headline --store talks.sqlite",
        "dragoman add https://example.org/feed.xml",
    ),
    "watch": (
        "dragoman watch sources.toml",
        "dragoman watch sources.toml --once",
        "dragoman watch sources.toml --rules alerts.toml",
    ),
    "status": ("dragoman status", "DRAGOMAN_STORE=talks.sqlite dragoman status"),
    "verify": ("dragoman verify", "dragoman verify --head 1204:9f3c…"),
    "backup": ("dragoman backup talks.backup",),
    "restore": ("dragoman restore talks.backup --store talks.sqlite",),
}

Where = Annotated[
    str,
    Parameter(
        name="--store",
        env_var="DRAGOMAN_STORE",
        help="The store: a file, or an address as `postgresql://user@host/database`.",
    ),
]


def _number(_type: object, tokens: Sequence[Any]) -> int:
    written = str(tokens[0].value)
    if not written.isdecimal():
        raise UsageError(f"--jobs: {written!r} is no number of processes", hint="give 1, 2, 3 …")
    return int(written)


def _day(_type: object, tokens: Sequence[Any]) -> date:
    written = str(tokens[0].value)
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"--published: {written!r} is no date", hint="write it as YYYY-MM-DD") from error


Jobs = Annotated[int, Parameter(name=["--jobs", "-j"], converter=_number, help="Processes to read with; 0 chooses.")]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Adding:
    """The options of ``dragoman add``."""

    store: Where = STORE
    fields: Annotated[
        str,
        Parameter(
            help="Which key of a table's lines holds which field: `text=body,title=headline`; fields are text, html, "
            "title, published, url, source."
        ),
    ] = ""
    published: Annotated[
        date | None,
        Parameter(converter=_day, help="The day the reports came out, YYYY-MM-DD, where nothing else says."),
    ] = None
    jobs: Jobs = 0


def add(
    *where: Annotated[str, Parameter(help="Files, folders, tables, web archives, feeds, sitemaps, web addresses.")],
    options: Adding = Adding(),
) -> int:
    """Take reports into the store, each once; nothing is fetched but web addresses given here."""
    from dragoman.archive import Archive
    from dragoman.serve import adding
    from dragoman.settings import Settings

    if not where:
        raise UsageError("nothing to add", hint="name files, folders or web addresses")
    with Archive(options.store, settings=Settings(published=options.published)) as archive:
        tally = adding.take_in(archive, where, adding.Call(fields=options.fields, jobs=options.jobs))
    sys.stdout.write(f"{tally.told()}\n")
    return InputError.exit_code if tally.refused else 0


def watch(
    sources: Annotated[Path, Parameter(help="The list of sources, as `sources.toml`.")],
    /,
    *,
    store: Where = STORE,
    once: Annotated[bool, Parameter(negative="", help="Poll what is due once, as a scheduler would want it.")] = False,
    jobs: Jobs = 1,
    rules: Annotated[
        Path | None,
        Parameter(
            env_var="DRAGOMAN_ALERTS",
            help="A file of rules for alerts, which are sent after each round.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Poll the listed sources when they are due and take in what is new, until interrupted.

    What is known of each source lies beside the list, in a file whose name ends in `.health.json`.
    """
    from dragoman.archive import Archive
    from dragoman.serve import alerting, watching
    from dragoman.settings import Settings

    with Archive(store, settings=Settings()) as archive:
        return watching.run(archive, sources, jobs=jobs, once=once, after=alerting.after_rounds(archive, rules))


def status(*, store: Where = STORE) -> None:
    """Tell how much the store holds, and the end of its log, which proves later that nothing was changed."""
    from dragoman.archive import open_archive

    with open_archive(store) as archive:
        counts, head = archive.status()
    rows = {"store": store} | {name: f"{getattr(counts, name):,}" for name in counts.__dataclass_fields__}
    for name, told in (rows | {"head": f"{head.sequence}:{head.hash}"}).items():
        sys.stdout.write(f"{name:<12} {harmless(told)}\n")


def verify(
    *,
    store: Where = STORE,
    head: Annotated[
        str | None, Parameter(help="An end of the log that `dragoman status` told earlier, as `1204:9f3c…`.")
    ] = None,
) -> int:
    """Look every quote up in the raw bytes it came from, and check that nothing in the store was changed."""
    from dragoman.archive import open_archive
    from dragoman.serve.adding import head_of

    with open_archive(store) as archive:
        found = 0
        for fault in archive.verify(head=head_of(head) if head else None):
            found += 1
            sys.stdout.write(f"{harmless(fault.what)} {harmless(fault.id)}: {harmless(fault.message)}\n")
        counts, end = archive.status()
    if found:
        raise StoreError(f"{store} has {found:,} faults", hint="restore a backup")
    sys.stdout.write(f"no fault in {counts.documents:,} documents and {counts.claims:,} claims\n")
    sys.stdout.write(f"head {end.sequence}:{end.hash}\n")
    return 0


def backup(file: Annotated[Path, Parameter(help="The file to write.")], /, *, store: Where = STORE) -> None:
    """Copy the store into one file, also while it is in use."""
    from dragoman.archive import open_archive

    with open_archive(store) as archive:
        archive.backup(file)
    sys.stdout.write(f"{harmless(str(file))} written\n")


def restore(file: Annotated[Path, Parameter(help="What `dragoman backup` wrote.")], /, *, store: Where = STORE) -> None:
    """Put a backup in the place of a store that is gone."""
    from dragoman import archive

    archive.restore(file, store)
    sys.stdout.write(f"{harmless(store)} restored\n")


COMMANDS = (add, watch, status, verify, backup, restore)
USAGE = {
    "add": "[OPTIONS] PATH|URL...",
    "watch": "[OPTIONS] SOURCES",
    "status": "[OPTIONS]",
    "verify": "[OPTIONS]",
    "backup": "[OPTIONS] FILE",
    "restore": "[OPTIONS] FILE",
}
