"""What pages count over all records, kept in the projection: the parts of outlets, codes with words that state them."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.keeping.records import stamp_of
from dragoman.reconcile.codings import Coded, Example, Usage, codes_stated
from dragoman.reconcile.outlets import Published, Share, Tally, outputs_of, published_of, shares_in, tally_of
from dragoman.record.records import Record, Report

if TYPE_CHECKING:
    import apsw

TABLES = """
CREATE TABLE IF NOT EXISTS shares (part TEXT, outlet TEXT, other TEXT, record TEXT,
 PRIMARY KEY (part, outlet, other, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shares_by_record ON shares (record);
CREATE TABLE IF NOT EXISTS codings (kind TEXT, field TEXT, code TEXT, day TEXT, record TEXT, source TEXT, quote TEXT);
CREATE INDEX IF NOT EXISTS codings_by_day ON codings (kind, field, code, day DESC, record);
CREATE INDEX IF NOT EXISTS codings_by_record ON codings (record);
CREATE TABLE IF NOT EXISTS reports (id TEXT PRIMARY KEY, story TEXT, outlet TEXT, day TEXT, added INTEGER)
 WITHOUT ROWID;
"""
OF_RECORDS = ("shares", "codings")
OTHERS = ("reports",)


class Counted:
    """The counts of one projection, whose caller takes away the rows of records that go."""

    def __init__(self, database: "apsw.Connection") -> None:
        self._database = database

    def learn(self, record: Record) -> None:
        """Take in that a record came."""
        shares = [(*share, record.id) for share in shares_in(record)]
        self._database.executemany("INSERT INTO shares VALUES (?, ?, ?, ?)", shares)
        published = record.tellings[0].report.published
        day = published.isoformat() if published else None
        stated = [(*coded, day, *example) for coded, example in codes_stated(record).items()]
        self._database.executemany("INSERT INTO codings VALUES (?, ?, ?, ?, ?, ?, ?)", stated)

    def hear(self, reports: Iterable[Report]) -> None:
        """Take in reports that came, or of which something else is known than before."""
        told = [
            (each.id, *published_of(each)[:2], each.published and each.published.isoformat(), stamp_of(each.added))
            for each in reports
        ]
        self._database.executemany("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?)", told)

    def published(self, process: str) -> tuple[date, date] | None:
        """Return the first and the last day on which reports of a process came out; None where no day is known."""
        sql = """SELECT MIN(p.day), MAX(p.day) FROM records r JOIN members m ON m.record = r.id
         JOIN reports p ON p.id = m.document WHERE r.process = ?"""
        ((first, last),) = self._database.execute(sql, (process,))
        return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None

    def outlets(self) -> Tally:
        """Return what is known of outlets."""
        sql = "SELECT story, outlet, day FROM reports ORDER BY day IS NULL, day, added, id"
        days = cache(date.fromisoformat)
        came = [Published(row[0], row[1], days(row[2]) if row[2] else None) for row in self._database.execute(sql)]
        sql = "SELECT part, outlet, other, COUNT(*) FROM shares GROUP BY part, outlet, other"
        held: list[tuple[Any, ...]] = self._database.execute(sql).fetchall()
        return tally_of(((Share(*row[:3]), row[3]) for row in held), outputs_of(came))

    def usages(self, most: int) -> Mapping[Coded, Usage]:
        """Return the codes that the records have, each with some examples, the latest first."""
        sql = "SELECT kind, field, code, COUNT(*) FROM codings GROUP BY kind, field, code"
        held: list[tuple[Any, ...]] = self._database.execute(sql).fetchall()
        return {Coded(*row[:3]): Usage(count=row[3], examples=self._examples(row[:3], most)) for row in held}

    def _examples(self, coded: tuple[str, ...], most: int) -> tuple[Example, ...]:
        sql = """SELECT record, source, quote FROM codings WHERE kind = ? AND field = ? AND code = ?
         ORDER BY day DESC, record LIMIT ?"""
        return tuple(map(Example._make, self._database.execute(sql, (*coded, most))))
