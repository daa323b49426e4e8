"""What the commands that ask have in common: their options, the archive, the records that the options let through."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from dragoman.errors import UsageError
from dragoman.reconcile.marks import marks_wanted
from dragoman.reconcile.selecting import Box, Selection, processes_named, select, sides_of_states
from dragoman.record.findings import KINDS, Kind
from dragoman.record.records import Process, Record, Report, Rule
from dragoman.serve.answers import Format

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.keeping.records import Within
    from dragoman.store.contract import Page

STORE = "dragoman.sqlite"
_SHOWN = 50  # records of a list, where nobody says how many
Words = Annotated[tuple[str, ...], Parameter(show_default=False)]
_BOX = "west,south,east,north in degrees, as 22.1,44.3,40.2,52.4"


def day(_type: object, tokens: Sequence[Any]) -> date:
    """Read a day; an error names the option."""
    written, option = str(tokens[0].value), tokens[0].keyword
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"{option}: {written!r} is no date", hint="write it as YYYY-MM-DD") from error


def moment(_type: object, tokens: Sequence[Any]) -> datetime:
    """Read a moment; a day alone is its end, so that what came in on it counts."""
    written, option = str(tokens[0].value), tokens[0].keyword
    try:
        told = datetime.fromisoformat(written)
    except ValueError as error:
        raise UsageError(
            f"{option}: {written!r} is no moment", hint="write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM (UTC)"
        ) from error
    if "T" not in written and " " not in written:
        told = datetime.combine(told.date() + timedelta(days=1), time()) - timedelta(microseconds=1)
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def begin(since: date) -> datetime:
    """Return the last moment before a day, in UTC: what came in on the day is not seen yet."""
    return datetime.combine(since, time(), tzinfo=UTC) - timedelta(microseconds=1)


def number(_type: object, tokens: Sequence[Any]) -> int:
    """Read a number that is not negative."""
    written, option = str(tokens[0].value), tokens[0].keyword
    if not written.isdecimal():
        raise UsageError(f"{option}: {written!r} is no number", hint="give 0, 1, 2 …")
    return int(written)


def box(_type: object, tokens: Sequence[Any]) -> Box:
    """Read four degrees."""
    written = str(tokens[0].value)
    try:
        west, south, east, north = map(float, written.split(","))
    except ValueError as error:
        raise UsageError(f"--box: {written!r} is no box", hint=_BOX) from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError(f"--box: {written!r} is no part of the map", hint=_BOX)
    return Box(west=west, south=south, east=east, north=north)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Asked:
    """The options of every command that asks an archive."""

    store: Annotated[
        str,
        Parameter(name="--store", env_var="DRAGOMAN_STORE", help="The store: a file, or postgresql://user@host/base."),
    ] = STORE
    as_of: Annotated[
        datetime | None,
        Parameter(converter=moment, help="What was known then: YYYY-MM-DD (its end) or YYYY-MM-DDTHH:MM, UTC."),
    ] = None
    rule: Annotated[
        Rule | None, Parameter(help="What chooses among several values; see `dragoman codebook`.", show_default=False)
    ] = None
    format: Annotated[
        Format,
        Parameter(
            name=["--format", "-f"],
            help="`text` for people, `json` (a list), `jsonl` (one line each), `table` (tab-separated when piped).",
        ),
    ] = "text"
    limit: Annotated[
        int | None,
        Parameter(converter=number, help=f"How many at most; {_SHOWN} where people read, all for other programs."),
    ] = None
    offset: Annotated[int, Parameter(converter=number, help="How many to leave out first.")] = 0


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which records; every option that is given must hold, of one that is repeated any value."""

    actor: Annotated[Words, Parameter(help="Who takes part: any spelling, or a code as UKR.", negative="")] = ()
    place: Annotated[Words, Parameter(help="Where: a place, province, country or code.", negative="")] = ()
    box: Annotated[Box | None, Parameter(converter=box, accepts_keys=False, help=f"Where: {_BOX}.")] = None
    first: Annotated[date | None, Parameter(name="--from", converter=day, help="Not before this day, YYYY-MM-DD.")] = (
        None
    )
    last: Annotated[date | None, Parameter(name="--to", converter=day, help="Not after this day (included).")] = None
    issue: Annotated[Words, Parameter(help="An issue of positions or agendas.", negative="")] = ()
    status: Annotated[Words, Parameter(help="A status, as held or planned.", negative="")] = ()
    source: Annotated[Words, Parameter(help="An outlet that tells of it.", negative="")] = ()
    process: Annotated[
        str | None, Parameter(name="--process", help="A process: id, name, or parties as “Russia, Ukraine”.")
    ] = None
    min_sources: Annotated[int, Parameter(converter=number, help="At least so many independent sources.")] = 1
    disputed: Annotated[
        bool | None,
        Parameter(
            negative="--undisputed",
            help="Only what reports contradict each other on, or only what they do not.",
            show_default=False,
        ),
    ] = None


@contextmanager
def opened(asked: Asked) -> Iterator["Archive"]:
    """Open the archive of a call.

    Raises:
        StoreError: it does not exist or cannot be opened.
    """
    from dragoman.archive import open_archive

    with open_archive(asked.store) as archive:
        yield archive


def selected(archive: "Archive", asked: Asked, filters: Filters, *, kinds: tuple[Kind, ...] = ()) -> tuple[Record, ...]:
    """Return the records that the options let through, of all pages."""
    within = within_of(archive, asked, filters)
    records = archive.records(kinds=kinds, as_of=asked.as_of, rule=asked.rule, within=within)
    return filtered(archive, asked, filters, records)


def within_of(archive: "Archive", asked: Asked, filters: Filters) -> "Within":
    """Return the bounds that leave out most of what the options do not let through, before it is loaded.

    Raises:
        UsageError: a process that there is not.
    """
    from dragoman.keeping.records import Within

    processes = processes_meant(archive, asked, filters.process) if filters.process else ()
    return Within(
        first=filters.first, last=filters.last, processes=tuple(each.id for each in processes),
        sides=sides_of_states(filters.actor), marks=marks_wanted(_selection(filters)),
    )  # fmt: skip


def filtered(archive: "Archive", asked: Asked, filters: Filters, records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records that the filters let through.

    Raises:
        UsageError: a filter that no record can pass, because its code or process does not exist.
    """
    _check_codes(filters)
    processes = processes_meant(archive, asked, filters.process) if filters.process else ()
    return select(records, replace(_selection(filters), processes=tuple(each.id for each in processes)))


def page(asked: Asked, items: Sequence[Any]) -> Sequence[Any]:
    """Return the part of a list that is asked for."""
    wanted = wanted_page(asked)
    return items[wanted.offset :] if wanted.limit is None else items[wanted.offset : wanted.offset + wanted.limit]


def wanted_page(asked: Asked) -> "Page":
    """Return which part of a list is asked for."""
    from dragoman.store.contract import Page

    limit = _SHOWN if asked.limit is None and asked.format == "text" else asked.limit
    return Page(limit=limit, offset=asked.offset)


def without_record(archive: "Archive", documents: Sequence[str], records: Iterable[Record]) -> tuple[Report, ...]:
    """Return the reports among documents of which none of the records tells, in the order of the documents.

    Args:
        archive: open.
        documents: ids.
        records: all of which one of the documents tells.
    """
    told = {telling.report.id for record in records for telling in record.tellings}
    bare = [each for each in documents if each not in told]
    known = {each.id: each for each in archive.reports(bare)}
    return tuple(known[each] for each in bare if each in known)


def processes_meant(archive: "Archive", asked: Asked, words: str) -> tuple[Process, ...]:
    """Return the processes that a name means.

    Raises:
        UsageError: it means none.
    """
    known = archive.processes(as_of=asked.as_of)
    found = processes_named(known, words)
    if not found:
        names = "; ".join(process.name for process in known[:8])
        raise UsageError(f"there is no process {words!r}", hint=f"there are: {names}" if names else "none is known yet")
    return found


def _selection(filters: Filters) -> Selection:
    return Selection(
        actors=filters.actor, places=filters.place, box=filters.box, first=filters.first, last=filters.last,
        issues=filters.issue, statuses=filters.status, sources=filters.source, least_sources=filters.min_sources,
        disputed=filters.disputed,
    )  # fmt: skip


def _check_codes(filters: Filters) -> None:
    """Refuse a code that no record can have: an empty answer would look like an answer."""
    from dragoman.codebook.entries import codes

    known = {code for kind in KINDS for code in codes(kind, "status")}
    given = (("--status", filters.status, known), ("--issue", filters.issue, set(codes("issue", "issue"))))
    for option, values, allowed in given:
        if strange := sorted(set(values) - allowed):
            raise UsageError(f"{option}: {strange[0]!r} is no code", hint=f"one of {', '.join(sorted(allowed))}")
