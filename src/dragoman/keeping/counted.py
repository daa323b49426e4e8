"""What pages count over all records, kept in the projection: the parts of outlets, codes with words that state them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dragoman.reconcile.codings import Coded, Example, Usage, codes_stated
from dragoman.reconcile.outlets import Share, Tally, shares_in, tally_of
from dragoman.record.records import Record

if TYPE_CHECKING:
    import apsw

TABLES = """
CREATE TABLE IF NOT EXISTS shares (part TEXT, outlet TEXT, other TEXT, record TEXT,
 PRIMARY KEY (part, outlet, other, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shares_by_record ON shares (record);
CREATE TABLE IF NOT EXISTS codings (kind TEXT, field TEXT, code TEXT, day TEXT, record TEXT, source TEXT, quote TEXT);
CREATE INDEX IF NOT EXISTS codings_by_day ON codings (kind, field, code, day DESC, record);
CREATE INDEX IF NOT EXISTS codings_by_record ON codings (record);
"""
OF_RECORDS = ("shares", "codings")


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

    def outlets(self) -> Tally:
        """Return what the records say of outlets."""
        sql = "SELECT part, outlet, other, COUNT(*) FROM shares GROUP BY part, outlet, other"
        held: list[tuple[Any, ...]] = self._database.execute(sql).fetchall()
        return tally_of((Share(part, outlet, other), count) for part, outlet, other, count in held)

    def usages(self, most: int) -> Mapping[Coded, Usage]:
        """Return the codes that the records have, each with some examples, the latest first."""
        sql = "SELECT kind, field, code, COUNT(*) FROM codings GROUP BY kind, field, code"
        held: list[tuple[Any, ...]] = self._database.execute(sql).fetchall()
        return {Coded(*row[:3]): Usage(count=row[3], examples=self._examples(row[:3], most)) for row in held}

    def _examples(self, coded: tuple[str, ...], most: int) -> tuple[Example, ...]:
        sql = """SELECT record, source, quote FROM codings WHERE kind = ? AND field = ? AND code = ?
         ORDER BY day DESC, record LIMIT ?"""
        return tuple(map(Example._make, self._database.execute(sql, (*coded, most))))
