"""Records ready to be asked for, in a file beside the store: never the truth, thrown away whenever in doubt."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.keeping import rows
from dragoman.keeping.records import RULE, Asked, Listed, around, rebuilt
from dragoman.reconcile.linking import linked
from dragoman.reconcile.marks import marks_in
from dragoman.record.records import Process, Record
from dragoman.store.contract import Head, View

if TYPE_CHECKING:
    import apsw

_FORM = "4"
_MOST = 2_000  # changed documents from which on all is rebuilt, which then is sooner done
_PATIENCE = 60_000  # milliseconds that one process waits for another to bring the file up to date
_LINKING = ("round", "position", "incident", "exchange", "agreement")  # the kinds that are anything to one another
_TABLES = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS records (id TEXT PRIMARY KEY, kind TEXT, day TEXT, first TEXT, last TEXT, process TEXT,
 part_of TEXT, follows TEXT, known BLOB, findings BLOB, fields BLOB, seen INTEGER, is_disputed INTEGER);
CREATE INDEX IF NOT EXISTS records_by_process ON records (process, kind);
CREATE INDEX IF NOT EXISTS records_by_kind ON records (kind, first);
CREATE INDEX IF NOT EXISTS records_by_seen ON records (seen DESC, id, kind, is_disputed);
CREATE TABLE IF NOT EXISTS members (finding TEXT PRIMARY KEY, document TEXT, record TEXT);
CREATE INDEX IF NOT EXISTS members_by_document ON members (document);
CREATE INDEX IF NOT EXISTS members_by_record ON members (record);
CREATE TABLE IF NOT EXISTS sides (side TEXT, record TEXT, PRIMARY KEY (side, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sides_by_record ON sides (record);
CREATE TABLE IF NOT EXISTS marks (mark TEXT, record TEXT, PRIMARY KEY (mark, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS marks_by_record ON marks (record);
CREATE TABLE IF NOT EXISTS processes (id TEXT PRIMARY KEY, place INTEGER, told BLOB);
"""
_ALL = ("records", "members", "sides", "marks", "processes", "state")


class Projection:
    """The records of a store as of the end of its log."""

    def __init__(self, database: "apsw.Connection") -> None:
        self._database = database

    def bring_up(self, view: View, *, program: str) -> None:
        """Bring the records up to the end of a view's log; ``program`` is the id of the run that puts them together."""
        if self._is_at(view.head(), program):
            return
        self._database.execute("BEGIN IMMEDIATE")
        try:
            self._database.execute(_TABLES)
            changes = view.changes(held) if (held := self._held(program)) else None
            if changes is not None and len(changes.documents) < _MOST:
                self._update(view, changes.documents, changes.findings)
            else:
                self._rebuild(view)
            self._note(view.head(), program)
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise

    def records(self, asked: Asked) -> tuple[Record, ...]:
        """Return the records that may be wanted, by the day of the first report, then by id."""
        where, known = _conditions(asked)
        columns = "kind, process, part_of, follows, known, findings, fields, id"
        sql = f"SELECT {columns} FROM records {where} ORDER BY day IS NULL, day, id"
        return tuple(rows.record_of(row) for row in self._database.execute(sql, known))

    def listed(self, asked: Asked) -> tuple[Listed, ...]:
        """Return which records these are, those with the latest report first, then by id."""
        where, known = _conditions(asked)
        sql = f"SELECT id, kind, seen, is_disputed FROM records {where} ORDER BY seen DESC, id"
        return tuple(rows.listed_of(row) for row in self._database.execute(sql, known))

    def processes(self) -> tuple[Process, ...]:
        """Return the processes by name."""
        return tuple(
            rows.process_of(row[0]) for row in self._database.execute("SELECT told FROM processes ORDER BY place")
        )

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _held(self, program: str) -> Head | None:
        """Return the end of the log that the records are of; None where another program put them together."""
        state = dict(self._database.execute("SELECT name, value FROM state"))
        if state.get("program") != f"{_FORM} {program}":
            return None
        return Head(sequence=int(state["sequence"]), hash=state["hash"])

    def _is_at(self, head: Head, program: str) -> bool:
        tables = {row[0] for row in self._database.execute("SELECT name FROM sqlite_schema")}
        if "state" not in tables:
            return False
        state = dict(self._database.execute("SELECT name, value FROM state"))
        return state == _state(head, program)

    def _note(self, head: Head, program: str) -> None:
        for name, value in _state(head, program).items():
            self._database.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def _rebuild(self, view: View) -> None:
        for table in _ALL:
            self._database.execute(f"DELETE FROM {table}")
        records, processes = rebuilt(view, rule=RULE)
        self._insert(records)
        self._insert_processes(processes)

    def _update(self, view: View, documents: Collection[str], findings: Iterable[str]) -> None:
        """Put the neighbourhood of what changed together anew, and link all records again."""
        changed = set(findings)
        for document in documents:
            changed |= {telling.finding.id for telling in view.tellings(document=document)}
            changed |= self._column("SELECT finding FROM members WHERE document = ?", document)
        gone, made = around(view, changed, self._together, rule=RULE)
        for record in {each for ident in gone for each in self._records_with(ident)}:
            for table, column in (("records", "id"), ("members", "record"), ("sides", "record"), ("marks", "record")):
                self._database.execute(f"DELETE FROM {table} WHERE {column} = ?", (record,))
        self._insert(made)
        self._link()

    def _together(self, findings: Iterable[str]) -> set[str]:
        records = {record for finding in findings for record in self._records_with(finding)}
        sql = "SELECT finding FROM members WHERE record = ?"
        return set[str]().union(*(self._column(sql, record) for record in records))

    def _records_with(self, finding: str) -> set[str]:
        return self._column("SELECT record FROM members WHERE finding = ?", finding)

    def _column(self, sql: str, value: str) -> set[str]:
        return {row[0] for row in self._database.execute(sql, (value,))}

    def _link(self) -> None:
        columns = "kind, NULL, NULL, NULL, known, findings, NULL, id"
        kinds = ", ".join(f"'{kind}'" for kind in _LINKING)
        held = self._database.execute(f"SELECT {columns} FROM records WHERE kind IN ({kinds})")
        joined, processes = linked([rows.record_of(row) for row in held])
        sql = "UPDATE records SET process = ?, part_of = ?, follows = ? WHERE id = ?"
        self._database.executemany(sql, [(each.process, each.part_of, each.follows, each.id) for each in joined])
        self._database.execute("DELETE FROM processes")
        self._insert_processes(processes)

    def _insert(self, records: Iterable[Record]) -> None:
        for record in records:
            row = rows.row_of(record)
            places = ", ".join(f":{name}" for name in row)
            self._database.execute(f"INSERT INTO records ({', '.join(row)}) VALUES ({places})", row)
            members = [(each.finding.id, each.report.id, record.id) for each in record.tellings]
            self._database.executemany("INSERT INTO members VALUES (?, ?, ?)", members)
            self._database.executemany("INSERT INTO sides VALUES (?, ?)", [(s, record.id) for s in rows.sides(record)])
            self._database.executemany("INSERT INTO marks VALUES (?, ?)", [(m, record.id) for m in marks_in(record)])

    def _insert_processes(self, processes: Iterable[Process]) -> None:
        told = [(each.id, place, rows.process_column(each)) for place, each in enumerate(processes)]
        self._database.executemany("INSERT INTO processes VALUES (?, ?, ?)", told)


@contextmanager
def opened(path: Path, view: View, *, program: str) -> Iterator[Projection | None]:
    """Open the file brought up to the end of a view's log; None where there can be none, on whatever account.

    Args:
        path: the file, which is made, and made anew where it is broken.
        view: of now.
        program: id of the run that puts records together.
    """
    import apsw

    projection = None
    for is_last in (False, True):
        try:
            projection = _brought_up(path, view, program)
        except (apsw.CorruptError, apsw.NotADBError, apsw.SQLError):  # SQLError: tables of another shape
            if not is_last:
                _remove(path)
                continue
        except apsw.Error:  # locked for too long, or not to be written
            pass
        break
    try:
        yield projection
    finally:
        if projection is not None:
            projection.close()


def _brought_up(path: Path, view: View, program: str) -> Projection:
    import apsw

    database = apsw.Connection(str(path))
    try:
        database.set_busy_timeout(_PATIENCE)
        database.pragma("journal_mode", "wal")
        projection = Projection(database)
        projection.bring_up(view, program=program)
    except BaseException:
        database.close()
        raise
    return projection


def _remove(path: Path) -> None:
    for each in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        with suppress(OSError):
            each.unlink()


def _state(head: Head, program: str) -> dict[str, str]:
    return {"program": f"{_FORM} {program}", "sequence": str(head.sequence), "hash": head.hash}


def _conditions(asked: Asked) -> tuple[str, Mapping[str, Any]]:
    """Return what is asked as a condition of SQL with its parameters."""
    import json

    within = asked.within
    lists: dict[str, tuple[str, Collection[str] | None]] = {
        "kinds": ("kind IN (SELECT value FROM json_each(:kinds))", asked.kinds or None),
        "ids": ("id IN (SELECT value FROM json_each(:ids))", asked.ids),
        "processes": ("process IN (SELECT value FROM json_each(:processes))", within.processes or None),
        "sides": (
            "id IN (SELECT record FROM sides WHERE side IN (SELECT value FROM json_each(:sides)))",
            within.sides or None,
        ),
        "documents": (
            "id IN (SELECT record FROM members WHERE document IN (SELECT value FROM json_each(:documents)))",
            within.documents,
        ),
        "findings": (
            "id IN (SELECT record FROM members WHERE finding IN (SELECT value FROM json_each(:findings)))",
            within.findings,
        ),
    }
    known = {name: json.dumps(sorted(values)) for name, (_, values) in lists.items() if values is not None}
    conditions = [lists[name][0] for name in known]
    for number, marks in enumerate(within.marks):
        known[f"marks{number}"] = json.dumps(sorted(marks))
        among = f"mark IN (SELECT value FROM json_each(:marks{number}))"
        conditions.append(f"id IN (SELECT record FROM marks WHERE {among})")
    for name, day, condition in (
        ("since", within.first, "(last IS NULL OR last >= :since)"),
        ("until", within.last, "(first IS NULL OR first <= :until)"),
    ):
        if day is not None:
            conditions.append(condition)
            known[name] = day.isoformat()
    return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), known
