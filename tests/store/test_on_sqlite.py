"""What is SQLite's own: its file, its errors, its backups."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from dragoman.errors import StoreError
from dragoman.store.migrations import steps
from dragoman.store.on_sqlite import MARK, SqliteStore, restore
from tests.store.homes import SqliteHome
from tests.store.reports import arrival, findings, ingest, keep, means, text_of

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.dragoman"


def filled(path: Path, many: int = 3) -> None:
    store = SqliteStore(path, means())
    for number in range(many):
        with store.writing() as writer:
            keep(writer, number)
    store.close()


def in_a_fork(what: Callable[[], str]) -> str:
    """Return what a forked process says."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writes, what().encode())
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as said:
        answer = said.read()
    os.waitpid(child, 0)
    return answer


def test_the_file_is_kept_as_the_design_says(path: Path) -> None:
    import apsw

    filled(path)
    store = SqliteStore(path, means())
    database = store._connection.database
    said = {name: database.pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys", "application_id")}
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "application_id": MARK}
    sql = "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    tables = list(database.execute(sql))
    assert tables
    assert all(strict for _, strict in tables)
    assert tuple(map(int, apsw.sqlite_lib_version().split("."))) >= (3, 51, 3)
    store.close()


def test_foreign_keys_hold(path: Path) -> None:
    filled(path)
    store = SqliteStore(path, means())
    with pytest.raises(StoreError, match=r"refuses a row .*FOREIGN KEY"), store.writing() as writer:
        writer._connection.rows("INSERT INTO readings (sequence, document, run) VALUES (1, 99, 99)")
    store.close()


@pytest.mark.parametrize("content", [b"not a database at all", b"x", b"SQLite format 3\0" + b"\1" * 500])
def test_a_file_that_is_no_store_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"is no store of Dragoman|is damaged") as caught:
        SqliteStore(path, means())
    assert caught.value.exit_code == 5
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_database_of_something_else_is_refused(path: Path) -> None:
    SqliteHome(path).execute("CREATE TABLE notes (words TEXT)")
    with pytest.raises(StoreError, match="is no store of Dragoman"):
        SqliteStore(path, means())
    assert SqliteHome(path).execute("SELECT name FROM sqlite_schema") == [("notes",)]


def test_a_store_of_a_newer_version_is_refused(path: Path) -> None:
    filled(path)
    newest = steps("sqlite")[-1][0]
    SqliteHome(path).execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=rf"newer Dragoman \(its form is 99, this program knows {newest}\)") as caught:
        SqliteStore(path, means())
    assert caught.value.hint == "update Dragoman"


def test_folders_and_missing_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        SqliteStore(tmp_path, means())
    with pytest.raises(StoreError, match="does not exist"):
        SqliteStore(tmp_path / "none" / "archive", means())


def test_a_store_that_another_process_holds_is_told_as_locked(path: Path) -> None:
    filled(path)
    first, second = SqliteStore(path, means()), SqliteStore(path, means(), patience=0.1)
    with first.writing(), pytest.raises(StoreError, match="is locked by another process"), second.writing():
        pass
    with first.writing() as writer, second.view() as view:  # reading never waits
        keep(writer, 9)
        assert view.counts().documents == 3
    with second.writing() as writer:
        keep(writer, 10)
    first.close()
    second.close()


def test_threads_take_turns(path: Path) -> None:
    store = SqliteStore(path, means())

    def add(first: int) -> None:
        for number in range(first, first + 10):
            with store.writing() as writer:
                keep(writer, number)

    threads = [threading.Thread(target=add, args=(first,)) for first in (0, 10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.view() as view:
        assert view.counts().documents == 30
    assert list(store.verify(ingest)) == []
    store.close()


def test_a_forked_process_opens_its_own_connection(path: Path) -> None:
    store = SqliteStore(path, means())
    with store.writing() as writer:
        keep(writer, 1)

    def add() -> str:
        with store.writing() as writer:
            return keep(writer, 2).id

    assert in_a_fork(add) == ingest(text_of(2).encode(), "x").id
    with store.writing() as writer:
        keep(writer, 3)
    with store.view() as view:
        assert view.counts().documents == 3
    assert list(store.verify(ingest)) == []
    store.close()


FULL = """
import resource, signal, sys
from pathlib import Path
from dragoman.errors import StoreError
from dragoman.store.on_sqlite import SqliteStore
from tests.store.reports import keep, means
store = SqliteStore(Path(sys.argv[1]), means())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
kept = 0
try:
    for number in range(10_000):
        with store.writing() as writer:
            keep(writer, number)
        kept = number + 1
except StoreError as error:
    print(kept, error.exit_code, error)
"""


def test_a_full_disk_is_told_and_what_was_kept_is_safe(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), "700000"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )  # fmt: skip
    assert done.stderr == ""
    kept, code, message = done.stdout.split(" ", 2)
    assert code == "5"
    assert "full" in message
    store = SqliteStore(path, means())
    with store.view() as view:
        assert view.counts().documents == int(kept) > 0
    with store.writing() as writer:
        keep(writer, 20_000)
    assert list(store.verify(ingest)) == []
    store.close()


@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, exists: bool) -> None:
    """Root may write everywhere, so root tests it as nobody."""
    folder = tmp_path / "closed"
    folder.mkdir()
    path = folder / "archive.dragoman"
    if exists:
        filled(path)
        path.chmod(0o444)
    folder.chmod(0o555)
    for above in (tmp_path, *tmp_path.parents):
        if above == tmp_path or above.name.startswith(
            ("pytest-", "popen-")
        ):  # a level more where tests run in parallel
            above.chmod(0o755)

    def add() -> str:
        if os.geteuid() == 0:
            os.setuid(65534)
        with pytest.raises(StoreError) as caught, SqliteStore(path, means()).writing() as writer:
            keep(writer, 1)
        return str(caught.value)

    said = in_a_fork(add)
    folder.chmod(0o755)
    assert "cannot be opened" in said or "cannot be written" in said
    assert "permissions" in said


def test_a_backup_is_the_store_as_it_was(path: Path, tmp_path: Path) -> None:
    filled(path)
    store, copy, back = SqliteStore(path, means()), tmp_path / "copy.dragoman", tmp_path / "back.dragoman"
    with store.writing() as writer:
        writer.append_reading(keep(writer, 7).id, run=writer.view.runs()[0], claims=())
        store.backup(copy)  # while another transaction is open
    with store.view() as view:
        assert view.counts().documents == 4
    assert not [each for each in tmp_path.iterdir() if "partial" in each.name]
    assert not copy.with_name(copy.name + "-wal").exists()
    store.close()
    restore(copy, back)
    again = SqliteStore(back, means())
    assert list(again.verify(ingest)) == []
    with again.view() as view:
        assert view.counts().documents == 3
        document = ingest(text_of(1).encode(), "x")
        assert {told.finding for told in view.tellings(document=document.id)} == set(findings(document))
    with again.writing() as writer:
        keep(writer, 8)
    again.close()


def test_a_backup_never_touches_what_is_there(path: Path, tmp_path: Path) -> None:
    filled(path)
    store, there = SqliteStore(path, means()), tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        store.backup(there)
    with pytest.raises(StoreError, match="exists already"):
        restore(path, there)
    assert there.read_text() == "mine"
    with pytest.raises(StoreError, match=r"cannot be (written|opened)"):
        store.backup(tmp_path / "none" / "copy")
    with pytest.raises(StoreError, match="does not exist"):
        restore(tmp_path / "nothing", tmp_path / "other")
    with pytest.raises(StoreError, match="is no store"):
        restore(there, tmp_path / "other")
    assert not [each for each in tmp_path.iterdir() if "partial" in each.name]
    store.close()


def test_a_backup_that_is_damaged_is_not_restored(path: Path, tmp_path: Path) -> None:
    filled(path, 30)
    store, copy = SqliteStore(path, means()), tmp_path / "copy"
    store.backup(copy)
    store.close()
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    copy.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"):
        restore(copy, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_damage_to_the_file_is_a_fault_or_one_clear_error(path: Path) -> None:
    filled(path, 30)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    store = SqliteStore(path, means())
    try:
        assert any(fault.what == "database" for fault in store.verify(ingest))
    except StoreError as error:
        assert "is damaged" in str(error)  # noqa: PT017  faults first, then the error that ends them
    store.close()


@pytest.mark.slow
def test_two_processes_make_one_store(path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.adding", "sqlite", str(path)]
    processes = [
        subprocess.Popen([*command, str(first), "3"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for first in (0, 10, 20)
    ]
    assert [process.communicate()[1] for process in processes] == [b""] * 3
    store = SqliteStore(path, means())
    with store.view() as view:
        assert view.counts().documents == 9
    assert list(store.verify(ingest)) == []
    store.close()


def test_large_bytes_are_kept_small(path: Path) -> None:
    store = SqliteStore(path, means())
    raw = (text_of(1) + "\n").encode() * 20_000
    came = arrival(1, raw=raw)
    with store.writing() as writer:
        writer.add(came, ingest(came.raw, came.name))
    with store.view() as view:
        assert view.raw(ingest(raw, "x").id) == raw
    store.close()
    ((size,),) = SqliteHome(path).execute("SELECT length(content) FROM originals")
    assert size < len(raw) / 100


def test_a_store_of_the_first_form_learns_to_keep_doubts(path: Path) -> None:
    database = apsw.Connection(str(path))
    database.execute(dict(steps("sqlite"))[1])
    database.pragma("application_id", MARK)
    database.pragma("user_version", 1)
    database.close()
    filled(path)
    store = SqliteStore(path, means())
    assert list(store.verify(ingest)) == []
    store.close()
