"""What records are to one another, kept in the projection: what came or went touches only what it may change."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dragoman.keeping import rows
from dragoman.reconcile import series, waves
from dragoman.reconcile.processes import (
    Opposed,
    Sides,
    Stance,
    disturbed,
    is_opposing,
    is_shared,
    located,
    mediating,
    pairs_in,
    process_id,
    process_of,
    stance_of,
    written,
)
from dragoman.record.findings import Kind
from dragoman.record.records import Process, Record

if TYPE_CHECKING:
    import apsw

TABLES = """
CREATE TABLE IF NOT EXISTS series (series TEXT, day TEXT, record TEXT, PRIMARY KEY (series, day, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS series_by_record ON series (record);
CREATE TABLE IF NOT EXISTS spans (span TEXT, is_wave INTEGER, record TEXT, PRIMARY KEY (span, is_wave, record))
 WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS spans_by_record ON spans (record);
CREATE TABLE IF NOT EXISTS pairs (pair TEXT, is_shown INTEGER, is_shared INTEGER, record TEXT,
 PRIMARY KEY (pair, is_shown, is_shared, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pairs_by_record ON pairs (record);
CREATE TABLE IF NOT EXISTS opposed (pair TEXT PRIMARY KEY, shown INTEGER, shared INTEGER, process TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS opposed_by_process ON opposed (process);
CREATE TABLE IF NOT EXISTS stances (record TEXT PRIMARY KEY, party TEXT, addressee TEXT, pair TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS stances_by_party ON stances (party);
CREATE INDEX IF NOT EXISTS stances_by_pair ON stances (pair);
CREATE TABLE IF NOT EXISTS mediating (record TEXT, side TEXT, PRIMARY KEY (record, side)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS written (record TEXT, side TEXT, name TEXT, times INTEGER,
 PRIMARY KEY (record, side, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS processes (id TEXT PRIMARY KEY, name TEXT, told BLOB);
"""
OF_RECORDS = ("series", "spans", "pairs", "stances", "mediating", "written")  # tables with rows of single records
OTHERS = ("opposed", "processes")


@dataclass(slots=True)
class _Touched:
    """What may have to change since some records came or went."""

    records: set[str] = field(default_factory=set)  # that came
    series: set[str] = field(default_factory=set)
    spans: set[str] = field(default_factory=set)  # in which a wave came or went
    pairs: set[str] = field(default_factory=set)  # that more, or fewer, records show as adversaries
    documents: set[str] = field(default_factory=set)  # of which other records tell
    processes: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)  # records that are in another process


class Links:
    """The links among the records of one projection; its caller keeps the tables of records and members."""

    def __init__(self, database: "apsw.Connection") -> None:
        self._database = database
        self._touched = _Touched()

    def forget(self, record: str) -> None:
        """Take in that a record goes; to be told before its rows are gone."""
        touched = self._touched
        touched.series |= self._column("SELECT series FROM series WHERE record = ?", record)
        touched.spans |= self._column("SELECT span FROM spans WHERE record = ? AND is_wave", record)
        touched.pairs |= self._column("SELECT pair FROM pairs WHERE record = ? AND is_shown", record)
        touched.documents |= self._column("SELECT document FROM members WHERE record = ?", record)
        touched.processes |= self._column("SELECT process FROM records WHERE id = ? AND process IS NOT NULL", record)
        for table in OF_RECORDS:
            self._database.execute(f"DELETE FROM {table} WHERE record = ?", (record,))

    def learn(self, record: Record) -> None:
        """Take in that a record came, whose rows are there already."""
        touched, told = self._touched, _rows_of(record)
        touched.records.add(record.id)
        touched.series |= {row[0] for row in told["series"]}
        touched.spans |= {row[0] for row in told["spans"] if row[1]}
        touched.pairs |= {row[0] for row in told["pairs"] if row[1]}
        touched.documents |= {telling.report.id for telling in record.tellings}
        for table, held in told.items():
            if held:
                places = ", ".join("?" * len(held[0]))
                self._database.executemany(f"INSERT INTO {table} VALUES ({places})", held)

    def know(self, processes: Iterable[Process]) -> None:
        """Take in what was linked elsewhere: all records that came, whose rows tell their links, and the processes."""
        self._recount()
        for process in processes:
            self._put(process)
        self._touched = _Touched()

    def tie(self) -> frozenset[str]:
        """Bring all links up to date that what came and went may change.

        Returns:
            The records that came, or are in another process than before.
        """
        self._follow()
        self._take_part()
        before = self._opposed()
        changed = self._recount()
        after = self._opposed()
        self._belong(before, after, changed)
        self._stand(before, after, changed)
        for process in sorted(self._touched.processes):
            self._tell(process)
        moved = frozenset(self._touched.records | self._touched.moved)
        self._touched = _Touched()
        return moved

    def processes(self) -> tuple[Process, ...]:
        """Return the processes by name."""
        held = self._database.execute("SELECT told FROM processes ORDER BY name, id")
        return tuple(rows.process_of(row[0]) for row in held)

    def _follow(self) -> None:
        sql = "SELECT LAG(record) OVER (ORDER BY day, record), record FROM series WHERE series = ?"
        for name in sorted(self._touched.series):
            followed: list[tuple[Any, ...]] = self._database.execute(sql, (name,)).fetchall()
            for before, record in followed:
                self._set("follows", record, before)

    def _take_part(self) -> None:
        """Look for the waves of the hits that came, and of those with which a wave that came or went shares days."""
        hits = self._among("SELECT record FROM spans WHERE NOT is_wave AND record IN", self._touched.records)
        hits |= self._among("SELECT record FROM spans WHERE NOT is_wave AND span IN", self._touched.spans)
        spans = self._among("SELECT span FROM spans WHERE record IN", hits)
        near = self._among("SELECT record FROM spans WHERE is_wave AND span IN", spans)
        found = waves.waves_of(self._records(hits | near)) if near else {}
        for hit in hits:
            self._set("part_of", hit, found.get(hit))

    def _recount(self) -> frozenset[Sides]:
        """Count anew how many records show the touched pairs; return the pairs whose count changed."""
        changed = set()
        for pair in self._touched.pairs:
            sql = "SELECT COUNT(*), COALESCE(SUM(is_shared), 0) FROM pairs WHERE pair = ? AND is_shown"
            counted = self._database.execute(sql, (pair,)).fetchone()
            sql = "SELECT shown, shared FROM opposed WHERE pair = ?"
            if self._database.execute(sql, (pair,)).fetchone() == counted:
                continue
            changed.add(_sides(pair))
            if counted is not None and counted[0]:
                known = (pair, *counted, process_id(_sides(pair)))
                self._database.execute("INSERT OR REPLACE INTO opposed VALUES (?, ?, ?, ?)", known)
            else:
                self._database.execute("DELETE FROM opposed WHERE pair = ?", (pair,))
        return frozenset(changed)

    def _opposed(self) -> Opposed:
        held = [(_sides(row[0]), row[1], row[2]) for row in self._database.execute("SELECT * FROM opposed")]
        return Opposed({pair: shown for pair, shown, _ in held}, {pair: shared for pair, _, shared in held if shared})

    def _belong(self, before: Opposed, after: Opposed, changed: Iterable[Sides]) -> None:
        """Find the process of all records but positions for which it may be another one."""
        found = set(self._touched.records)
        for pair, others in disturbed(before, after, changed):
            sql = "SELECT record FROM pairs WHERE pair IN"
            found |= self._among(sql, _with_located((pair,))) & self._among(sql, _with_located(others))
        held: dict[str, tuple[Kind, list[Sides]]] = {}
        sql = """SELECT r.id, r.kind, p.pair FROM pairs p JOIN records r ON r.id = p.record
         WHERE p.record IN (SELECT value FROM json_each(?))"""
        told: Iterable[tuple[Any, ...]] = self._database.execute(sql, (json.dumps(sorted(found)),))
        for ident, kind, pair in told:
            held.setdefault(ident, (kind, []))[1].append(_sides(pair))
        for ident, (kind, pairs) in held.items():
            home = after.home(pairs, kind=kind)
            if self._move(ident, home):
                self._touched.documents |= self._column("SELECT document FROM members WHERE record = ?", ident)

    def _stand(self, before: Opposed, after: Opposed, changed: Iterable[Sides]) -> None:
        """Find the process of all positions for which it may be another one."""
        touched = self._touched
        crossed = {pair for pair in changed if (pair in before.shown) != (pair in after.shown)}
        talking = {pair for pair in changed if (pair in before.shared) != (pair in after.shared)}
        found = touched.records | self._among("SELECT record FROM members WHERE document IN", touched.documents)
        found |= self._among("SELECT record FROM stances WHERE pair IN", map(_text, crossed))
        found |= self._among("SELECT record FROM stances WHERE party IN", {side for pair in talking for side in pair})
        sql = "SELECT record, party, addressee FROM stances WHERE record IN (SELECT value FROM json_each(?))"
        held: list[tuple[Any, ...]] = self._database.execute(sql, (json.dumps(sorted(found)),)).fetchall()
        for ident, party, addressee in held:
            self._move(ident, Stance(party, addressee).home(self._about(ident), after))

    def _about(self, record: str) -> Mapping[Sides, int]:
        """Return how often the reports of a position tell of what belongs to each pair."""
        sql = """SELECT p.pair, COUNT(*) FROM members m JOIN members o ON o.document = m.document
         JOIN records r ON r.id = o.record JOIN opposed p ON p.process = r.process
         WHERE m.record = ? AND r.kind != 'position' GROUP BY p.pair"""
        return {_sides(pair): times for pair, times in self._database.execute(sql, (record,))}

    def _tell(self, process: str) -> None:
        """Put a process together anew, or away where nothing belongs to it any more."""
        self._database.execute("DELETE FROM processes WHERE id = ?", (process,))
        ids = [
            row[0] for row in self._database.execute("SELECT id FROM records WHERE process = ? ORDER BY id", (process,))
        ]
        if not ids:
            return
        (pair,) = self._column("SELECT pair FROM opposed WHERE process = ?", process)
        sql = "SELECT DISTINCT m.side FROM records r JOIN mediating m ON m.record = r.id WHERE r.process = ?"
        mediators = self._column(sql, process)
        sql = """SELECT w.side, w.name, SUM(w.times) FROM records r JOIN written w ON w.record = r.id
         WHERE r.process = ? GROUP BY w.side, w.name"""
        names = {(side, name): times for side, name, times in self._database.execute(sql, (process,))}
        self._put(process_of(_sides(pair), ids, mediators=mediators, names=names))

    def _put(self, process: Process) -> None:
        told = (process.id, process.name, rows.process_column(process))
        self._database.execute("INSERT INTO processes VALUES (?, ?, ?)", told)

    def _move(self, record: str, home: Sides | None) -> bool:
        """Put a record into the process of two sides; tell whether it was not there."""
        process = process_id(home) if home else None
        was = self._column("SELECT process FROM records WHERE id = ?", record)
        self._touched.processes |= {each for each in (process, *was) if each}
        self._set("process", record, process)
        self._touched.moved |= {record} if was != {process} else set()
        return was != {process}

    def _set(self, column: str, record: str, value: str | None) -> None:
        sql = f"UPDATE records SET {column} = ?1 WHERE id = ?2 AND {column} IS NOT ?1"
        self._database.execute(sql, (value, record))

    def _records(self, ids: Iterable[str]) -> Iterator[Record]:
        columns = "kind, NULL, NULL, NULL, known, findings, NULL, id"
        sql = f"SELECT {columns} FROM records WHERE id IN (SELECT value FROM json_each(?))"
        yield from map(rows.record_of, self._database.execute(sql, (json.dumps(sorted(ids)),)))

    def _column(self, sql: str, value: str) -> set[Any]:
        return {row[0] for row in self._database.execute(sql, (value,))}

    def _among(self, sql: str, values: Iterable[str]) -> set[str]:
        listed = sorted(set(values))
        return self._column(f"{sql} (SELECT value FROM json_each(?))", json.dumps(listed)) if listed else set()


def _rows_of(record: Record) -> Mapping[str, list[tuple[Any, ...]]]:
    """Return the rows of a record in the tables of links."""
    name, day, stance = series.series_of(record), series.first_day(record), stance_of(record)
    is_wave = record.kind == "incident" and waves.is_wave(record)
    spans = waves.spans_of(record) if record.kind == "incident" else ()
    shows, shares = is_opposing(record), is_shared(record)
    return {
        "series": [(json.dumps(name), day.isoformat(), record.id)] if name and day else [],
        "spans": [(span, is_wave, record.id) for span in spans],
        "pairs": [(_text(pair), shows, shares, record.id) for pair in pairs_in(record)],
        "stances": [(record.id, stance.party, stance.addressee, stance.pair and _text(stance.pair))] if stance else [],
        "mediating": [(record.id, side) for side in mediating(record)],
        "written": [(record.id, side, named, times) for (side, named), times in written(record).items()],
    }


def _with_located(pairs: Iterable[Sides]) -> set[str]:
    """Return pairs with those where a group stands for its country: attacks are told with the country that was hit."""
    return {_text(each) for pair in pairs for each in (pair, located(pair))}


def _text(pair: Sides) -> str:
    return json.dumps(pair)


def _sides(pair: str) -> Sides:
    one, other = json.loads(pair)
    return one, other
