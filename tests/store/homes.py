"""Where the stores of the tests live: a file, or a database of a throw-away server."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from dragoman.store.on_postgres import PostgresStore
from dragoman.store.on_sqlite import SqliteStore
from tests.store.reports import means

PROGRAMS = ("initdb", "pg_ctl", "postgres")


class Home(Protocol):
    """A place for one store; ``kind`` and ``address`` let another process open it."""

    kind: str
    address: str

    def open(self, clock: Any = None, **known: Any) -> Any: ...

    def execute(self, sql: str) -> list: ...  # as somebody who goes around the program

    def tamper(self, table: str, sql: str) -> None: ...  # the same, with the table's triggers taken off


def open_at(kind: str, address: str, clock: Any = None, **known: Any) -> Any:
    if kind == "sqlite":
        return SqliteStore(Path(address), means(clock), **known)
    return PostgresStore(address, means(clock), **known)


class SqliteHome:
    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.address = str(path)

    def open(self, clock: Any = None, **known: Any) -> Any:
        return open_at(self.kind, self.address, clock, **known)

    def execute(self, sql: str) -> list:
        import apsw

        database = apsw.Connection(self.address)
        try:
            return list(database.execute(sql))
        finally:
            database.close()

    def tamper(self, table: str, sql: str) -> None:
        found = self.execute(f"SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '{table}'")
        for name, _ in found:
            self.execute(f"DROP TRIGGER {name}")
        self.execute(sql)
        for _, made in found:
            self.execute(made)


class PostgresHome:
    kind = "postgres"

    def __init__(self, server: str) -> None:
        self.address = f"{server}/postgres"
        _once(self.address, "DROP SCHEMA IF EXISTS dragoman CASCADE")

    def open(self, clock: Any = None, **known: Any) -> Any:
        return open_at(self.kind, self.address, clock, **known)

    def execute(self, sql: str) -> list:
        return _once(self.address, sql)

    def tamper(self, table: str, sql: str) -> None:
        self.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        self.execute(sql)
        self.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _once(address: str, sql: str) -> list:
    import psycopg

    with psycopg.connect(
        address, autocommit=True, options="-c search_path=dragoman -c client_min_messages=warning"
    ) as database:
        cursor = database.execute(sql.encode())
        return cursor.fetchall() if cursor.description else []


def without_server() -> str | None:
    """Why there can be no server here; None where there can."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        return f"psycopg is not to be had: {error}"
    missing = [name for name in PROGRAMS if not _program(name)]
    return f"no PostgreSQL server on this machine: {', '.join(missing)} not found" if missing else None


@contextmanager
def server() -> Iterator[str]:
    """Run a throw-away server on loopback as a user without rights; give its address without a database."""
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    user = _unprivileged()
    how: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "timeout": 120, "cwd": "/"}
    if user:
        how |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()}
        os.chown(folder, user.pw_uid, user.pw_gid)
    data, port = folder / "data", _free_port()
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
    try:
        initial = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", data]
        subprocess.run([_program("initdb"), *initial], **how)
        start = [_program("pg_ctl"), "-D", data, "-l", folder / "log", "-w", "-o", options, "start"]
        subprocess.run(start, **how)
        yield f"postgresql://postgres@127.0.0.1:{port}"
        subprocess.run([_program("pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"], **how)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str | None:
    where = [os.environ["PATH"], *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]
    return shutil.which(name, path=os.pathsep.join(where))


def _unprivileged() -> pwd.struct_passwd | None:
    """The server refuses to run as root; any other user will do."""
    if os.geteuid() != 0:
        return None
    return next(each for name in ("postgres", "nobody") for each in pwd.getpwall() if each.pw_name == name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
