"""A page of records: which there are is listed, and only what is shown is loaded."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from fastapi import Request

from dragoman.archive import Archive
from dragoman.keeping.records import Listed
from dragoman.record.records import Record
from dragoman.serve import asking as filtering
from dragoman.serve.rest import cursors
from dragoman.serve.rest.asking import Recorded, moment_of, question

_MOST = 1_000  # records that are loaded at once to find those that the filters let through


def page_of_records(request: Request, archive: Archive, asked: Recorded) -> tuple[Sequence[Record], str | None]:
    """Return a page of records in the order in which the latest report of each came in, and the next cursor.

    Raises:
        Problem: 400, where the cursor is none of this question.
        UsageError: a filter that no record can pass.
    """
    found = list(islice(_found(archive, asked, _waiting(request, archive, asked)), asked.limit + 1))
    if len(found) <= asked.limit:
        return found, None
    last = found[asked.limit - 1]
    return found[: asked.limit], cursors.written(question(request), [last.last_seen.isoformat(), last.id])


def _waiting(request: Request, archive: Archive, asked: Recorded) -> list[str]:
    """Return the ids of the records that may be meant from the cursor on, in order."""
    moment, filters = asked.as_options(asked.as_of)
    within = filtering.within_of(archive, moment, filters)
    ordered = archive.listed(kinds=asked.kind, as_of=asked.as_of, within=within)[::-1]
    start = 0 if asked.cursor is None else _start(ordered, *_seen_last(request, asked.cursor))
    return [each.id for each in ordered[start:] if asked.disputed in (None, each.is_disputed)]


def _start(ordered: Sequence[Listed], seen: datetime, ident: str) -> int:
    """Return where the list goes on after a record, which may be gone; of one moment the last id comes first."""
    start = bisect_left(ordered, seen, key=lambda each: each.seen)
    while start < len(ordered) and ordered[start].seen == seen and ordered[start].id >= ident:
        start += 1
    return start


def _seen_last(request: Request, cursor: str) -> tuple[datetime, str]:
    told, ident = cursors.read(cursor, question(request), like=["", ""])
    return moment_of(told), ident


def _found(archive: Archive, asked: Recorded, ids: Sequence[str]) -> Iterator[Record]:
    """Load records, more at a time the fewer are let through; those of another moment, put together anew, at once."""
    moment, filters = asked.as_options(asked.as_of)
    start, size = 0, asked.limit + 1 if asked.as_of is None else max(1, len(ids))
    filtering.filtered(archive, moment, filters, ())  # refuses what no record can pass, where there is none to load too
    while start < len(ids):
        part = ids[start : start + size]
        loaded = archive.records(ids=part, as_of=asked.as_of, rule=asked.rule)
        passing = {each.id: each for each in filtering.filtered(archive, moment, filters, loaded)}
        yield from (passing[ident] for ident in part if ident in passing)
        start, size = start + size, min(2 * size, max(size, _MOST))
