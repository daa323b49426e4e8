"""Records ready to be asked for, in a file beside the store: never the truth, thrown away whenever in doubt."""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.keeping import rows
from dragoman.keeping.counted import OF_RECORDS as OF_COUNTS
from dragoman.keeping.counted import OTHERS as BESIDE_COUNTS
from dragoman.keeping.counted import TABLES as COUNTS
from dragoman.keeping.counted import Counted
from dragoman.keeping.doubts import OTHERS as OF_DOUBTS
from dragoman.keeping.doubts import TABLES as DOUBTS
from dragoman.keeping.doubts import Doubts
from dragoman.keeping.links import OF_RECORDS, OTHERS, Links
from dragoman.keeping.links import TABLES as LINKS
from dragoman.keeping.records import MOST, RULE, Asked, Days, Listed, around, rebuilt
from dragoman.keeping.reviews import Reviewed
from dragoman.reconcile.codings import Coded, Usage
from dragoman.reconcile.contradictions import Contradiction, contradictions_in
from dragoman.reconcile.marks import marks_in
from dragoman.reconcile.outlets import Tally
from dragoman.reconcile.review import Question
from dragoman.record.findings import Kind
from dragoman.record.records import Process, Record
from dragoman.store.contract import Head, Page, View

if TYPE_CHECKING:
    import apsw

_FORM = "8"
_PATIENCE = 60_000  # milliseconds that one process waits for another to bring the file up to date
TABLES = f"""
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS records (id TEXT PRIMARY KEY, kind TEXT, day TEXT, first TEXT, last TEXT, process TEXT,
 part_of TEXT, follows TEXT, began TEXT, disputed INTEGER, alone REAL, placed REAL, seen INTEGER,
 known BLOB, findings BLOB, fields BLOB);
-- what is long stands last: SQLite reads a row up to the last column that is asked for
CREATE INDEX IF NOT EXISTS records_by_process ON records (process, kind);
CREATE INDEX IF NOT EXISTS records_by_kind ON records (kind, first);
CREATE INDEX IF NOT EXISTS records_by_day ON records (kind, began, first, last, process, id);
CREATE INDEX IF NOT EXISTS newest ON records (day DESC, id);
CREATE INDEX IF NOT EXISTS newest_by_kind ON records (kind, day DESC, id);
CREATE INDEX IF NOT EXISTS newest_by_process ON records (process, day DESC, id);
CREATE INDEX IF NOT EXISTS importance ON records (id, kind, process, alone, placed);
CREATE INDEX IF NOT EXISTS records_by_seen ON records (seen DESC, id, kind, disputed);
CREATE INDEX IF NOT EXISTS newest_disputed ON records (day DESC, id) WHERE disputed;
CREATE TABLE IF NOT EXISTS contradictions (record TEXT, field TEXT, width REAL, sources INTEGER, is_disputed INTEGER,
 is_changed INTEGER, PRIMARY KEY (record, field)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS members (finding TEXT PRIMARY KEY, document TEXT, record TEXT);
CREATE INDEX IF NOT EXISTS members_by_document ON members (document);
CREATE INDEX IF NOT EXISTS members_by_record ON members (record);
CREATE TABLE IF NOT EXISTS sides (side TEXT, record TEXT, PRIMARY KEY (side, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sides_by_record ON sides (record);
CREATE TABLE IF NOT EXISTS marks (mark TEXT, record TEXT, PRIMARY KEY (mark, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS marks_by_record ON marks (record);
{LINKS}{DOUBTS}{COUNTS}"""
_COLUMNS = "kind, process, part_of, follows, known, findings, fields, id"
_OWN = (("records", "id"), *((name, "record") for name in ("members", "sides", "marks", "contradictions", *OF_COUNTS)))
_ALL = (*(table for table, _ in _OWN), "state", *OF_RECORDS, *OTHERS, *OF_DOUBTS, *BESIDE_COUNTS)


class Projection:
    """The records of a store as of the end of its log."""

    def __init__(self, database: "apsw.Connection") -> None:
        self._database = database
        self._links, self._counted = Links(database), Counted(database)
        self._doubts = Doubts(database, lambda ids: self.records(Asked(ids=frozenset(ids))))

    def bring_up(self, view: View, *, program: str) -> None:
        """Bring the records up to the end of a view's log; ``program`` is the id of the run that puts them together."""
        if self._is_at(view.head(), program):
            return
        with self._changing():
            self._database.execute(TABLES)
            held = self._held(program)
            if held is not None and view.is_behind(
                held
            ):  # who opened a view later was here before: its records are new
                return
            changes = view.changes(held) if held is not None else None
            if changes is not None and len(changes.documents) < MOST:
                self._update(view, changes.documents, changes.findings)
            else:
                self._rebuild(view)
            self._note(view.head(), program)

    def records(self, asked: Asked) -> tuple[Record, ...]:
        """Return the records that may be wanted, by the day of the first report, then by id."""
        where, known = _conditions(asked)
        sql = f"SELECT {_COLUMNS} FROM records {where} ORDER BY day IS NULL, day, id"
        return self._taken(sql, known)

    def newest(self, asked: Asked, page: Page) -> tuple[Record, ...]:
        """Return a part of the records that are wanted, the latest day of a first report first."""
        where, known = _conditions(asked)
        part = f"SELECT id FROM records {where} ORDER BY day DESC, id LIMIT :limit OFFSET :offset"
        sql = f"SELECT {_COLUMNS} FROM records WHERE id IN ({part}) ORDER BY day DESC, id"
        limit = -1 if page.limit is None else page.limit
        return self._taken(sql, {**known, "limit": limit, "offset": page.offset})

    def tally(self) -> Mapping[Kind, int]:
        """Return how many records there are of each kind."""
        counted: Iterable[tuple[Any, ...]] = self._database.execute("SELECT kind, COUNT(*) FROM records GROUP BY kind")
        return dict(counted)

    def outlets(self) -> Tally:
        """Return what is known of outlets."""
        return self._counted.outlets()

    def published(self, process: str) -> tuple[date, date] | None:
        """Return the first and the last day on which reports of a process came out; None where no day is known."""
        return self._counted.published(process)

    def usages(self, most: int) -> Mapping[Coded, Usage]:
        """Return the codes that the records have, each with some examples, the latest first."""
        return self._counted.usages(most)

    def queue(self, view: View, asked: Reviewed) -> tuple[Question, ...] | None:
        """Return a part of what is in doubt; None where the records are no longer of the view's moment."""
        return tuple(self._doubts.questions(asked)) if self._are_doubts_ready(view) else None

    def place(self, view: View, question: Question, asked: Reviewed) -> int | None:
        """Return how many questions come before one; None where it is none, or of another moment."""
        return self._doubts.place(question, asked) if self._are_doubts_ready(view) else None

    def doubts(self, view: View) -> Mapping[Kind, int] | None:
        """Return how much is in doubt by kind; None where the records are no longer of the view's moment."""
        return self._doubts.count() if self._are_doubts_ready(view) else None

    def _are_doubts_ready(self, view: View) -> bool:
        if self._doubts.are_ready:
            return True
        with self._changing():
            state = dict(self._database.execute("SELECT name, value FROM state"))
            if state["hash"] != view.head().hash:
                return False
            if not self._doubts.are_ready:
                self._doubts.make(view, self.records(Asked()))
        return True

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Do all of a block or nothing, while no other process changes the file."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise

    def _taken(self, sql: str, known: Mapping[str, Any]) -> tuple[Record, ...]:
        with _uncollected():
            return tuple(rows.record_of(row) for row in self._database.execute(sql, known))

    def days(self, asked: Asked) -> Days:
        """Return how many of the records that may be wanted began on each day; None for those without a day."""
        where, known = _conditions(asked)
        found = self._database.execute(f"SELECT began, count(*) FROM records {where} GROUP BY began", known)
        return {rows.day_of(day): count for day, count in found}

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return the fields in dispute, or in which a voice changed its number, by record and field."""
        columns = "kind, process, began, record, field, width, sources, c.is_disputed, is_changed"
        sql = f"SELECT {columns} FROM contradictions c JOIN records ON id = record ORDER BY record, field"
        return tuple(map(rows.contradiction_of, self._database.execute(sql)))

    def listed(self, asked: Asked) -> tuple[Listed, ...]:
        """Return which records these are, those with the latest report first, then by id."""
        where, known = _conditions(asked)
        sql = f"SELECT id, kind, seen, disputed FROM records {where} ORDER BY seen DESC, id"
        return tuple(map(Listed._make, self._database.execute(sql, known)))

    def processes(self) -> tuple[Process, ...]:
        """Return the processes by name."""
        return self._links.processes()

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
        self._counted.hear(view.documents())
        self._links.know(processes)

    def _update(self, view: View, documents: Collection[str], findings: Iterable[str]) -> None:
        """Put the neighbourhood of what changed together anew, with its links."""
        self._counted.hear(view.reports(documents))
        changed = set(findings)
        for document in documents:
            changed |= {telling.finding.id for telling in view.tellings(document=document)}
            changed |= self._column("SELECT finding FROM members WHERE document = ?", document)
        gone, made = around(view, changed, self._together, rule=RULE)
        moved = self.replace({each for ident in gone for each in self._records_with(ident)}, made)
        if self._doubts.are_ready:
            self._doubts.learn(view, made, view.judgements())
            self._doubts.weigh(moved)

    def replace(self, gone: Iterable[str], made: Iterable[Record]) -> frozenset[str]:
        """Put records in the place of others, and bring up to date what all are to one another.

        Args:
            gone: ids of records.
            made: not linked yet.

        Returns:
            The records that came, or are in another process than before.
        """
        for record in gone:
            self._links.forget(record)
            self._doubts.forget(record)
            for table, column in _OWN:
                self._database.execute(f"DELETE FROM {table} WHERE {column} = ?", (record,))
        self._insert(made)
        return self._links.tie()

    def _together(self, findings: Iterable[str]) -> set[str]:
        records = {record for finding in findings for record in self._records_with(finding)}
        sql = "SELECT finding FROM members WHERE record = ?"
        return set[str]().union(*(self._column(sql, record) for record in records))

    def _records_with(self, finding: str) -> set[str]:
        return self._column("SELECT record FROM members WHERE finding = ?", finding)

    def _column(self, sql: str, value: str) -> set[str]:
        return {row[0] for row in self._database.execute(sql, (value,))}

    def _insert(self, records: Iterable[Record]) -> None:
        for record in records:
            row = rows.row_of(record)
            places = ", ".join(f":{name}" for name in row)
            self._database.execute(f"INSERT INTO records ({', '.join(row)}) VALUES ({places})", row)
            members = [(each.finding.id, each.report.id, record.id) for each in record.tellings]
            self._database.executemany("INSERT INTO members VALUES (?, ?, ?)", members)
            self._database.executemany("INSERT INTO sides VALUES (?, ?)", [(s, record.id) for s in rows.sides(record)])
            self._database.executemany("INSERT INTO marks VALUES (?, ?)", [(m, record.id) for m in marks_in(record)])
            self._links.learn(record)
            self._counted.learn(record)
            self._database.executemany(
                "INSERT INTO contradictions VALUES (?, ?, ?, ?, ?, ?)",
                [rows.contradiction_row(each) for each in contradictions_in([record])],
            )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of garbage from looking through many new objects, none of which is any, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
    if within.days is not None:
        known["days"] = json.dumps(sorted(rows.day_column(day) for day in within.days))
        conditions.append("began IN (SELECT value FROM json_each(:days))")
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
    if asked.is_disputed is not None:
        conditions.append("disputed" if asked.is_disputed else "NOT disputed")
    return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), known
