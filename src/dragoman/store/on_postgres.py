"""A store in a database of PostgreSQL, for teams: the same contract and tables, in a schema of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import StoreError
from dragoman.store.appearing import appearing
from dragoman.store.connection import Connection, Row, bounds
from dragoman.store.contract import Fault, Head, Ingest, Means, Page
from dragoman.store.copying import copy_rows
from dragoman.store.migrations import steps
from dragoman.store.moments import view_as_of
from dragoman.store.on_sqlite import opened_backup, prepared_backup
from dragoman.store.postgres_errors import clear
from dragoman.store.users import SqlUsers
from dragoman.store.verifying import faults
from dragoman.store.view import SqlView
from dragoman.store.writer import SqlWriter

if TYPE_CHECKING:
    import psycopg

_LOCK = 0x44524147  # "DRAG": the number of the lock that a writer holds
_PATIENCE = 60.0  # seconds that a writer waits its turn
_PARAMETER = re.compile(r"(?<!:):([a-z_]+[0-9]*)")


class PostgresConnection:
    """Implements ``Connection`` over PostgreSQL."""

    def __init__(self, database: "psycopg.Connection[Row]", name: str) -> None:
        self.database, self._name = database, name

    def rows(self, sql: str, known: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement and return all its rows."""
        with clear(self._name):
            cursor = self.database.execute(_translated(sql).encode(), known)
            return cursor.fetchall() if cursor.description else []

    def among(self, column: str, name: str) -> str:
        """Return the condition that the column holds one of the list that the parameter ``name`` gives."""
        return f"{column} = ANY(:{name})"

    def found(self, phrases: Sequence[str], *, horizon: int, page: Page) -> list[Row]:
        """Return id, title and a stretch of text of the documents that hold all phrases, the best first."""
        sought = " && ".join(f"phraseto_tsquery('dragoman', folded(:phrase{n}))" for n in range(len(phrases)))
        sql = f"""SELECT d.id, d.title, ts_headline('dragoman', d.text, q.sought,
         'StartSel="", StopSel="", MaxFragments=1, MaxWords=24, MinWords=12')
         FROM documents d, (SELECT {sought} AS sought) q
         WHERE d.search @@ q.sought AND d.sequence <= :horizon
         ORDER BY ts_rank_cd(d.search, q.sought) DESC, d.id LIMIT :limit OFFSET :offset"""
        named = {f"phrase{n}": phrase for n, phrase in enumerate(phrases)}
        return self.rows(sql, {**named, "horizon": horizon, **bounds(page)})


class PostgresStore:
    """Implements ``Store`` on the schema ``dragoman`` of a database; each transaction and view has its own connection.

    Args:
        address: a connection string, as ``postgresql://user@host/database``.
        means: clock and the making of findings.
        patience: seconds that a writer waits its turn.

    Raises:
        StoreError: not reachable, not allowed, or written by a newer version.
    """

    def __init__(self, address: str, means: Means, *, patience: float = _PATIENCE) -> None:
        self._address, self._means, self._patience = address, means, patience
        self.name = _without_password(address)
        with self._transaction() as connection:
            _migrate(connection, self.name)

    @contextmanager
    def writing(self) -> Iterator[SqlWriter]:
        """Begin a transaction that ends with the ``with`` block; waits its turn where another process writes."""
        with self._transaction() as connection:
            yield SqlWriter(connection, self._means)

    @contextmanager
    def view(self, *, as_of: datetime | None = None) -> Iterator[SqlView]:
        """Open the store for reading as of a moment with a time zone, or of now."""
        with self._reading() as connection:
            yield view_as_of(connection, self._means, as_of)

    @contextmanager
    def users(self) -> Iterator[SqlUsers]:
        """Open what is known of users for reading."""
        with self._reading() as connection:
            yield SqlUsers(connection, self._means.now())

    @contextmanager
    def enrolling(self) -> Iterator[SqlUsers]:
        """Begin a transaction over users, like ``writing``."""
        with self._transaction() as connection:
            yield SqlUsers(connection, self._means.now())

    def verify(self, ingest: Ingest, *, head: Head | None = None) -> Iterator[Fault]:
        """Yield every fault of bytes, texts, quotes, digests and chain; the server sees to its own structure."""
        with self._reading() as connection:
            yield from faults(connection, ingest, head=head)

    def backup(self, path: Path) -> None:
        """Copy the store, while it is in use, into one file of SQLite, which appears whole or not at all.

        ``dragoman.store.on_sqlite.SqliteStore`` opens the file; ``restore`` fills an empty database from it.
        """
        with appearing(path) as partial, self._reading() as source, prepared_backup(partial) as target:
            source.rows("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            copy_rows(source, target, lambda table: _columns(source, table))
            source.rows("COMMIT")

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    @contextmanager
    def _reading(self) -> Iterator[PostgresConnection]:
        connection = _opened(self._address, self.name)
        try:
            connection.rows("SET default_transaction_read_only = on")
            yield connection
        finally:
            connection.database.close()

    @contextmanager
    def _transaction(self) -> Iterator[PostgresConnection]:
        connection = _opened(self._address, self.name)
        try:
            connection.rows(f"SET lock_timeout = {int(self._patience * 1000)}")
            connection.rows("BEGIN")
            connection.rows("SELECT pg_advisory_xact_lock(:lock)", {"lock": _LOCK})
            yield connection
            connection.rows("COMMIT")
        finally:
            connection.database.close()  # rolls back what has not been committed


def restore(backup: Path, address: str, means: Means) -> None:
    """Fill an empty database from a backup.

    Raises:
        StoreError: the backup is no store, or there is a store in the database.
    """
    store = PostgresStore(address, means)
    with store._transaction() as target, opened_backup(backup) as source:
        if target.rows("SELECT 1 FROM log LIMIT 1"):
            raise StoreError(f"{store.name} holds a store already", hint="give an empty database")
        copy_rows(source, target, lambda table: _columns(target, table))


def _opened(address: str, name: str) -> PostgresConnection:
    import psycopg

    with clear(name):
        database: psycopg.Connection[Row] = psycopg.connect(address, autocommit=True, connect_timeout=10)
        database.execute(
            "SET search_path = dragoman; SET TimeZone = 'UTC'; SET synchronous_commit = on;"
            "SET client_min_messages = warning; SET client_encoding = 'UTF8'"
        )
    return PostgresConnection(database, name)


def _migrate(connection: PostgresConnection, name: str) -> None:
    """Bring the schema to the present shape; the caller holds the lock."""
    known = steps("postgres")
    connection.rows("CREATE SCHEMA IF NOT EXISTS dragoman")
    connection.rows("CREATE TABLE IF NOT EXISTS form (number int PRIMARY KEY)")
    ((version,),) = connection.rows("SELECT COALESCE(MAX(number), 0) FROM form")
    if version > known[-1][0]:
        raise StoreError(
            f"{name} was written by a newer Dragoman (its form is {version}, this program knows {known[-1][0]})",
            hint="update Dragoman",
        )
    for number, sql in ((number, sql) for number, sql in known if number > version):
        with clear(name):
            connection.database.execute(sql.encode())
        connection.rows("INSERT INTO form (number) VALUES (:number)", {"number": number})


def _columns(connection: Connection, table: str) -> list[str]:
    """Return the columns of a table that hold something of their own."""
    sql = """SELECT column_name FROM information_schema.columns WHERE table_schema = 'dragoman'
     AND table_name = :name AND is_generated = 'NEVER' ORDER BY ordinal_position"""
    return [row[0] for row in connection.rows(sql, {"name": table})]


@lru_cache(maxsize=256)
def _translated(sql: str) -> str:
    """Write parameters as psycopg reads them."""
    return _PARAMETER.sub(r"%(\1)s", sql)


def _without_password(address: str) -> str:
    """Return the address as it may be shown."""
    hidden = re.sub(r"(://[^:/@]*):[^@]*@", r"\1:…@", address)
    return re.sub(r"password\s*=\s*('[^']*'|\S+)", "password=…", hidden)
