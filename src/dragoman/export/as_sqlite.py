"""Records → one SQLite file for sharing: processes, records, fields, claims, quotes, reports in plain tables."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.export.facts import plain
from dragoman.export.headings import heading
from dragoman.export.holdings import Holdings
from dragoman.export.told import claimed, days, name_of, places, point, preferred, reports, voice_of
from dragoman.record.records import Record, Report

FORMAT = 1  # SQLite's user_version
_TABLES = """
CREATE TABLE processes (id TEXT PRIMARY KEY, name TEXT NOT NULL, parties TEXT NOT NULL, mediators TEXT NOT NULL) STRICT;
CREATE TABLE records (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, heading TEXT NOT NULL, process TEXT REFERENCES processes, part_of TEXT,
  follows TEXT, status TEXT, asserted TEXT, start TEXT, "end" TEXT, sources INTEGER NOT NULL, confidence REAL NOT NULL,
  first_seen TEXT NOT NULL, last_seen TEXT NOT NULL) STRICT;
CREATE TABLE places (
  record TEXT NOT NULL REFERENCES records, name TEXT NOT NULL, country TEXT, adm1 TEXT, where_prec INTEGER,
  geo_precision INTEGER, latitude REAL, longitude REAL) STRICT;
CREATE TABLE fields (
  record TEXT NOT NULL REFERENCES records, name TEXT NOT NULL, preferred ANY, rule TEXT NOT NULL,
  low REAL, best REAL, high REAL, is_disputed INTEGER NOT NULL, PRIMARY KEY (record, name)) STRICT;
CREATE TABLE reports (
  id TEXT PRIMARY KEY, story TEXT NOT NULL, source TEXT, title TEXT, url TEXT, published TEXT, added TEXT NOT NULL
) STRICT;
CREATE TABLE claims (
  id INTEGER PRIMARY KEY, record TEXT NOT NULL, field TEXT NOT NULL, value ANY, asserted TEXT NOT NULL, voice TEXT,
  judged_by TEXT, finding TEXT NOT NULL, report TEXT REFERENCES reports,
  FOREIGN KEY (record, field) REFERENCES fields (record, name)) STRICT;
CREATE TABLE quotes (
  claim INTEGER NOT NULL REFERENCES claims, start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL) STRICT;
CREATE INDEX claims_by_field ON claims (record, field);
CREATE INDEX quotes_by_claim ON quotes (claim);
"""


def to_sqlite(holdings: Holdings) -> bytes:
    """Write a database as the bytes of its file; the same records give the same bytes."""
    database = sqlite3.connect(":memory:")
    try:
        database.executescript(_TABLES)
        database.execute(f"PRAGMA user_version = {FORMAT}")
        _fill(database, holdings)
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _fill(database: sqlite3.Connection, holdings: Holdings) -> None:
    told = {each.id: each for record in holdings.records for each in reports(record).values()}
    known = {process.id for process in holdings.processes}
    _put(database, "processes", (
        (each.id, each.name, plain(each.parties), plain(each.mediators)) for each in holdings.processes
    ))  # fmt: skip
    _put(database, "reports", (_report(told[ident]) for ident in sorted(told)))
    _put(database, "records", (_record(each, known) for each in holdings.records))
    for record in holdings.records:
        _put(database, "places", _places(record))
        _put(database, "fields", _fields(record))
        _put_claims(database, record, told)


def _put(database: sqlite3.Connection, table: str, found: Iterable[tuple[Any, ...]]) -> None:
    for row in found:
        marks = ", ".join("?" * len(row))
        database.execute(f"INSERT INTO {table} VALUES ({marks})", row)


def _report(each: Report) -> tuple[Any, ...]:
    published = each.published.isoformat() if each.published else None
    return (each.id, each.story, each.source, each.title, each.url, published, each.added.isoformat())


def _record(record: Record, known: set[str]) -> tuple[Any, ...]:
    start, end = (day.isoformat() if day else None for day in days(record))
    return (
        record.id, record.kind, heading(record), record.process if record.process in known else None, record.part_of,
        record.follows, preferred(record, "status"), preferred(record, "asserted"), start, end, record.sources,
        record.confidence, record.first_seen.isoformat(), record.last_seen.isoformat(),
    )  # fmt: skip


def _places(record: Record) -> Iterator[tuple[Any, ...]]:
    for place in places(record):
        lon, lat = point(place) or (None, None)
        codes = (place.get(name) for name in ("country", "adm1", "where_prec", "geo_precision"))
        yield (record.id, name_of(place), *codes, lat, lon)


def _fields(record: Record) -> Iterator[tuple[Any, ...]]:
    for field in record.fields.values():
        bounds = (field.spread.low, field.spread.best, field.spread.high) if field.spread else (None, None, None)
        yield (record.id, field.name, plain(field.preferred), field.rule, *bounds, int(field.is_disputed))


def _put_claims(database: sqlite3.Connection, record: Record, told: dict[str, Report]) -> None:
    for name, value, voiced in claimed(record):
        report = voiced.document if voiced.document in told else None
        row = (record.id, name, plain(value.value), voiced.asserted, voice_of(voiced), voiced.judged_by)
        claim = database.execute(
            "INSERT INTO claims VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, voiced.finding, report)
        ).lastrowid
        _put(database, "quotes", ((claim, each.start, each.end, each.quote) for each in voiced.evidence))
