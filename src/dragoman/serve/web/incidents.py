"""Incidents: waves by day with every claimed figure, an axis of the days, and a map without false pins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fastapi import APIRouter, Request, Response

from dragoman.archive import Archive
from dragoman.codebook.entries import codes
from dragoman.reconcile.selecting import select
from dragoman.reconcile.timeline import first_day
from dragoman.record.records import Record
from dragoman.serve.phrases import day
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.web.incident_days import Axis, Stretch, axis_of, stretches_of
from dragoman.serve.web.incident_filters import Asked, asked_in
from dragoman.serve.web.incident_map import Map, map_of
from dragoman.serve.web.incident_rows import LENGTH, Row, row_of
from dragoman.serve.web.rendering import render

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The incidents of a day, waves with their hits inside."""

    words: str
    count: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One page of incidents."""

    stretch: Stretch
    page: int
    pages: int
    axis: Axis | None
    days: tuple[Day, ...]
    map: Map
    count: int  # incidents of this page
    fitting: int  # of all pages, before the filters had their last word


@router.get("/incidents")
def incidents(request: Request, desk: DeskOf) -> Response:
    """Show the incidents that the filters let through, some days a page."""
    asked = asked_in(request.query_params)
    shown = shown_of(desk.archive, asked)
    is_empty = shown is None and not desk.archive.days()
    known = {name: codes("incident", name) for name in ("type", "munition")}
    return render(
        request, "incidents.html", shown=shown, asked=asked, is_empty=is_empty, codes=known, length=LENGTH
    )  # fmt: skip


def shown_of(archive: Archive, asked: Asked) -> Shown | None:
    """Return a page of incidents; None where nothing fits.

    Args:
        archive: is asked for the days first, and then for the records of the page's days alone.
        asked: filters and page.
    """
    counts = archive.days(kinds=("incident",), within=asked.within)
    stretches = stretches_of(counts)
    if not stretches:
        return None
    page = min(asked.page, len(stretches))
    stretch = stretches[page - 1]
    held = archive.records(kinds=("incident",), within=asked.within_days(stretch.days))
    records = part_of(select(held, asked.selection), stretch)
    return Shown(
        stretch=stretch, page=page, pages=len(stretches), axis=axis_of(counts, stretch.days, asked),
        days=tuple(days_with(records)), map=map_of(records, asked.selection.box), count=len(records),
        fitting=sum(counts.values()),
    )  # fmt: skip


def part_of(records: Sequence[Record], stretch: Stretch) -> Sequence[Record]:
    """Return the records of a page whose one day has too many."""
    size = -(-len(records) // stretch.parts)
    return records[stretch.part * size : (stretch.part + 1) * size]


def days_with(records: Iterable[Record]) -> Iterator[Day]:
    """Yield the days with their incidents, the latest day first; those that nobody dates come last."""
    by_day = sorted(records, key=lambda each: first_day(each) or date.min, reverse=True)
    for when, group in groupby(by_day, key=first_day):
        told = sorted(group, key=lambda each: (-each.sources, each.id))
        yield Day(words=_title(when), count=len(told), rows=tree_of(told))


def tree_of(records: Sequence[Record]) -> tuple[Row, ...]:
    """Return incidents with the hits of a wave inside it; a hit whose wave is not among them stands alone."""
    hits: dict[str, list[Record]] = {}
    known = {record.id for record in records}
    for record in records:
        if record.part_of in known and record.part_of is not None:
            hits.setdefault(record.part_of, []).append(record)
    inside = {hit.id for each in hits.values() for hit in each}
    return tuple(_with_hits(record, hits) for record in records if record.id not in inside)


def _with_hits(record: Record, hits: Mapping[str, Sequence[Record]]) -> Row:
    return row_of(record, tuple(row_of(hit) for hit in hits.get(record.id, ())))


def _title(when: date | None) -> str:
    return f"{_WEEKDAYS[when.weekday()]}, {day(when)}" if when else "Day not told"
