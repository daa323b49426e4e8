"""A store in one file of SQLite: write-ahead log, full synchronisation, one writer at a time, any number of readers."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import StoreError
from dragoman.store.appearing import appearing
from dragoman.store.connection import Row, bounds
from dragoman.store.contract import Fault, Head, Ingest, Means, Page
from dragoman.store.migrations import steps
from dragoman.store.moments import view_as_of
from dragoman.store.sqlite_errors import clear
from dragoman.store.users import SqlUsers
from dragoman.store.verifying import faults
from dragoman.store.view import SqlView
from dragoman.store.writer import SqlWriter

if TYPE_CHECKING:
    import apsw

MARK = 0x44524147  # "DRAG", where SQLite keeps the kind of an application's file
_MAGIC = b"SQLite format 3\0"
_PATIENCE = 60.0  # seconds that a writer waits its turn
_PAGES = 256  # copied at once in a backup, so that writers wait no longer than for 1 MiB
_NO_STORE = "give the path of a store, or of a file that does not exist yet"


class SqliteConnection:
    """Implements ``Connection`` over SQLite."""

    def __init__(self, database: "apsw.Connection", path: Path) -> None:
        self.database, self._path = database, path

    def rows(self, sql: str, known: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement and return all its rows."""
        given = {name: json.dumps(it) if isinstance(it, list) else it for name, it in (known or {}).items()}
        with clear(self._path):
            return list(self.database.execute(sql, given))

    def among(self, column: str, name: str) -> str:
        """Return the condition that the column holds one of the list that the parameter ``name`` gives."""
        return f"{column} IN (SELECT value FROM json_each(:{name}))"

    def found(self, phrases: Sequence[str], *, horizon: int, page: Page) -> list[Row]:
        """Return id, title and a stretch of text of the documents that hold all phrases, the best first."""
        quoted = " AND ".join('"' + each.replace('"', '""') + '"' for each in phrases)
        sql = """SELECT d.id, d.title, snippet(search, 1, '', '', '…', 24) FROM search
         JOIN documents d ON d.sequence = search.rowid WHERE search MATCH :sought AND d.sequence <= :horizon
         ORDER BY bm25(search, 4.0, 1.0), d.id LIMIT :limit OFFSET :offset"""
        return self.rows(sql, {"sought": quoted, "horizon": horizon, **bounds(page)})


class SqliteStore:
    """Implements ``Store`` on one file; one object may serve several threads, and is opened anew in a forked process.

    Raises:
        StoreError: no store of Dragoman, written by a newer version, locked, or not to be opened or written.
    """

    def __init__(self, path: Path, means: Means, *, patience: float = _PATIENCE) -> None:
        self.path, self._means, self._patience = path, means, patience
        self._turn, self._process = threading.Lock(), os.getpid()
        _refuse_foreign(path)
        self._connection = _with_patience(lambda: _prepared(path, patience), patience)

    @contextmanager
    def writing(self) -> Iterator[SqlWriter]:
        """Begin a transaction that ends with the ``with`` block; waits its turn where another process writes."""
        with self._transaction() as connection:
            yield SqlWriter(connection, self._means)

    @contextmanager
    def _transaction(self) -> Iterator[SqliteConnection]:
        self._reopen_after_fork()
        with self._turn:
            database = self._connection.database
            self._connection.rows("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.rows("COMMIT")
            except BaseException:
                if database.in_transaction:  # a full disk has rolled back already
                    database.execute("ROLLBACK")
                raise

    @contextmanager
    def view(self, *, as_of: datetime | None = None) -> Iterator[SqlView]:
        """Open the store for reading as of a moment with a time zone, or of now."""
        connection = _opened(self.path, self._patience)
        try:
            connection.rows("PRAGMA query_only = ON")
            yield view_as_of(connection, self._means, as_of)
        finally:
            connection.database.close()

    @contextmanager
    def users(self) -> Iterator[SqlUsers]:
        """Open what is known of users for reading."""
        connection = _opened(self.path, self._patience)
        try:
            connection.rows("PRAGMA query_only = ON")
            yield SqlUsers(connection, self._means.now())
        finally:
            connection.database.close()

    @contextmanager
    def enrolling(self) -> Iterator[SqlUsers]:
        """Begin a transaction over users, like ``writing``."""
        with self._transaction() as connection:
            yield SqlUsers(connection, self._means.now())

    def verify(self, ingest: Ingest, *, head: Head | None = None) -> Iterator[Fault]:
        """Yield every fault: bytes, texts, quotes, digests, chain, and the database's own structure."""
        connection = _opened(self.path, self._patience)
        try:
            connection.rows("PRAGMA query_only = ON")
            yield from _structure(connection)
            with clear(self.path):
                yield from faults(connection, ingest, head=head)
        finally:
            connection.database.close()

    def backup(self, path: Path) -> None:
        """Copy the store, while it is in use, into one file, which appears whole or not at all."""
        connection = _opened(self.path, self._patience)
        try:
            _copy(connection.database, path)
        finally:
            connection.database.close()

    def close(self) -> None:
        """Let go of the database."""
        if self._process == os.getpid():
            with self._turn:
                self._connection.database.close()

    def _reopen_after_fork(self) -> None:
        """SQLite's connections do not survive a fork: a child must not even close its parent's."""
        if self._process != os.getpid():
            self._inherited, self._turn, self._process = self._connection, threading.Lock(), os.getpid()
            self._connection = _opened(self.path, self._patience)


def restore(backup: Path, path: Path) -> None:
    """Put a backup in the place of a store that is gone; open it afterwards like any other.

    Raises:
        StoreError: the backup is no store, or there is something at ``path``.
    """
    with opened_backup(backup) as connection:
        _copy(connection.database, path)


@contextmanager
def opened_backup(backup: Path) -> Iterator[SqliteConnection]:
    """Open a backup for reading.

    Raises:
        StoreError: it does not exist, is no store, is of a newer form or damaged.
    """
    if not backup.is_file():
        raise StoreError(f"{backup} does not exist", hint="give the file that `dragoman backup` wrote")
    _refuse_foreign(backup)
    connection = _opened(backup, _PATIENCE)
    try:
        _form(connection, backup)
        if faulty := next(_structure(connection), None):
            raise StoreError(f"{backup} is damaged: {faulty.message}", hint="take another backup")
        connection.rows("BEGIN")
        yield connection
        connection.rows("COMMIT")
    finally:
        connection.database.close()


@contextmanager
def prepared_backup(path: Path) -> Iterator[SqliteConnection]:
    """Open a new file with empty tables, inside a transaction that ends with the block; nothing lies beside it then."""
    connection = _prepared(path, _PATIENCE)
    try:
        connection.rows("BEGIN IMMEDIATE")
        yield connection
        connection.rows("COMMIT")
        connection.rows("PRAGMA journal_mode = delete")
    finally:
        connection.database.close()


def _opened(path: Path, patience: float) -> SqliteConnection:
    """Open a connection with everything that a connection must be told."""
    import apsw

    with clear(path):
        database = apsw.Connection(str(path))
        database.set_busy_timeout(int(patience * 1000))
        database.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        for name, value in (("foreign_keys", 1), ("recursive_triggers", 1), ("synchronous", "FULL")):
            database.pragma(name, value)
    return SqliteConnection(database, path)


def _prepared(path: Path, patience: float) -> SqliteConnection:
    """Open for writing and bring the file to the present shape."""
    connection = _opened(path, patience)
    try:
        with clear(path):
            if connection.database.pragma("journal_mode", "wal") != "wal":
                raise StoreError(f"{path} cannot keep a write-ahead log", hint="keep the store on a local disk")
        connection.rows("BEGIN IMMEDIATE")
        _migrate(connection, path)
        connection.rows("COMMIT")
    except BaseException:
        connection.database.close()
        raise
    return connection


def _migrate(connection: SqliteConnection, path: Path) -> None:
    version, known = _form(connection, path), steps("sqlite")
    with clear(path):
        for number, sql in ((number, sql) for number, sql in known if number > version):
            connection.database.execute(sql)
            connection.database.pragma("application_id", MARK)
            connection.database.pragma("user_version", number)


def _form(connection: SqliteConnection, path: Path) -> int:
    """Return the number of the last step that a file has seen, 0 for an empty one."""
    database, known = connection.database, steps("sqlite")
    with clear(path):
        version, mark = database.pragma("user_version"), database.pragma("application_id")
        is_empty = not list(database.execute("SELECT 1 FROM sqlite_schema LIMIT 1"))
        if mark != MARK and not (is_empty and mark == version == 0):
            raise StoreError(f"{path} is no store of Dragoman", hint=_NO_STORE)
    if version > known[-1][0]:
        raise StoreError(
            f"{path} was written by a newer Dragoman (its form is {version}, this program knows {known[-1][0]})",
            hint="update Dragoman",
        )
    return int(version)


def _with_patience(attempt: Callable[[], SqliteConnection], patience: float) -> SqliteConnection:
    """Try until the file is free: SQLite does not wait while another process turns on the write-ahead log."""
    import apsw

    end = time.monotonic() + patience
    while True:
        try:
            return attempt()
        except StoreError as error:
            if not isinstance(error.__cause__, apsw.BusyError) or time.monotonic() >= end:
                raise
        time.sleep(0.02)


def _refuse_foreign(path: Path) -> None:
    """Refuse what is no store before SQLite touches it."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder", hint=_NO_STORE)
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent} does not exist", hint="make the folder first")
    try:
        start = _start(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be opened: {error.strerror}", hint="check its permissions") from error
    if start not in (b"", _MAGIC):
        raise StoreError(f"{path} is no store of Dragoman", hint=_NO_STORE)


def _start(path: Path) -> bytes:
    if not path.exists():
        return b""
    with path.open("rb") as file:
        return file.read(len(_MAGIC))


def _structure(connection: SqliteConnection) -> Iterator[Fault]:
    """Yield what SQLite itself finds wrong."""
    for (said,) in connection.rows("PRAGMA integrity_check"):
        if said != "ok":
            yield Fault(what="database", id="integrity", message=str(said))
    for table, row, parent, _ in connection.rows("PRAGMA foreign_key_check"):
        yield Fault(what="database", id=f"{table} {row}", message=f"points at a row of {parent} that does not exist")


def _copy(source: "apsw.Connection", path: Path) -> None:
    """Copy a database into one file; an existing file is never touched."""
    import apsw

    with appearing(path) as partial, clear(path):
        target = apsw.Connection(str(partial))
        try:
            with target.backup("main", source, "main") as running:
                while not running.done:
                    running.step(_PAGES)
            target.pragma("journal_mode", "delete")  # one file, nothing beside it
        finally:
            target.close()
