"""Marks of records, by which most of those that a selection leaves out need not be looked at."""

import math
from collections.abc import Iterable, Iterator

from dragoman.codebook.naming import key, place_key
from dragoman.reconcile.selecting import Box, Selection, codes_in, is_disputed, issues_in, places_in, wanted_place
from dragoman.record.places import Place
from dragoman.record.records import Record

DISPUTED = "disputed"
_MOST_CELLS = 1_000  # of a box, in degrees: a larger one leaves out too little to be worth a list


def marks_in(record: Record) -> frozenset[str]:
    """Return the marks of a record: outlets, issues, statuses, places, codes of incidents, dispute."""
    field = record.fields.get("status")
    statuses = {*(value.value for value in field.values), field.preferred} if field else set[str]()
    return frozenset(
        {
            *(f"source {key(telling.report.source or '')}" for telling in record.tellings),
            *(f"issue {issue}" for issue in issues_in(record)),
            *(f"status {status}" for status in statuses),
            *(mark for place in places_in(record) for mark in _of_place(place)),
            *(f"type {code}" for code in codes_in(record, "type", "code") if record.kind == "incident"),
            *(f"munition {code}" for code in codes_in(record, "munitions", "class")),
            *([DISPUTED] if is_disputed(record) else ()),
        }
    )


def marks_wanted(selection: Selection) -> tuple[frozenset[str], ...]:
    """Return sets of marks; a record that the selection lets through has at least one of each, whatever the rule."""
    wanted = (
        {f"source {key(source)}" for source in selection.sources},
        {f"issue {issue}" for issue in selection.issues},
        {f"status {status}" for status in selection.statuses},
        {f"type {code}" for code in selection.types},
        {f"munition {code}" for code in selection.munitions},
        {DISPUTED} if selection.disputed else set[str](),
        {mark for name in selection.places for mark in _of_name(name)},
        set(_cells(selection.box)) if selection.box else set[str](),
    )
    return tuple(frozenset(marks) for marks in wanted if marks)


def _of_place(place: Place) -> Iterator[str]:
    yield from (f"place {place_key(each)}" for each in (place.name, place.canonical, place.adm1) if each)
    if place.country is not None:
        yield f"country {place.country}"
    if place.geoname_id is not None:
        yield f"geoname {place.geoname_id}"
    if place.lat is not None and place.lon is not None:
        yield _cell(math.floor(place.lat), math.floor(place.lon))


def _of_name(name: str) -> Iterable[str]:
    country, keys, ids = wanted_place(name)
    if country is not None:
        return (f"country {country}",)
    return (*(f"place {each}" for each in keys), *(f"geoname {each}" for each in ids))


def _cells(box: Box) -> Iterator[str]:
    """Yield the marks of all whole degrees that a box touches; none of a large one."""
    rows = range(math.floor(box.south), math.floor(box.north) + 1)
    stretches = ((box.west, box.east),) if box.west <= box.east else ((box.west, 180.0), (-180.0, box.east))
    columns = [each for west, east in stretches for each in range(math.floor(west), math.floor(east) + 1)]
    if len(rows) * len(columns) <= _MOST_CELLS:
        yield from (_cell(row, column) for row in rows for column in columns)


def _cell(row: int, column: int) -> str:
    return f"degree {row} {column}"
