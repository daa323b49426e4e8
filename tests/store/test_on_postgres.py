"""What is PostgreSQL's own: its errors, and backups that cross from one kind of database to the other."""

from pathlib import Path

import pytest

from dragoman.errors import StoreError
from dragoman.store.on_postgres import PostgresStore, _without_password, restore
from dragoman.store.on_sqlite import SqliteStore
from tests.store.homes import PostgresHome
from tests.store.reports import Clock, findings, ingest, keep, means


@pytest.fixture
def home(postgres: str) -> PostgresHome:
    return PostgresHome(postgres)


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        PostgresStore("postgresql://amal:secret@127.0.0.1:1/archive", means())
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["postgresql://amal:se:cret@host/db", "host=h password=secret user=amal", "host=h password = 'se cret' user=amal"],
)
def test_no_address_shows_a_password(address: str) -> None:
    assert "cret" not in _without_password(address)
    assert "amal" in _without_password(address)


def test_a_store_of_a_newer_version_is_refused(home: PostgresHome) -> None:
    home.open().close()
    home.execute("INSERT INTO form VALUES (7)")
    with pytest.raises(StoreError, match="newer Dragoman"):
        home.open()


def test_a_store_that_another_process_holds_is_told_as_locked(home: PostgresHome) -> None:
    first, second = home.open(), home.open(patience=0.1)
    with first.writing(), pytest.raises(StoreError, match="is locked by another process"), second.writing():
        pass
    with first.writing() as writer, second.view() as view:
        keep(writer, 1)
        assert view.counts().documents == 0


def test_somebody_without_rights_is_told(home: PostgresHome) -> None:
    home.open().close()
    home.execute("DROP ROLE IF EXISTS guest")
    home.execute("CREATE ROLE guest LOGIN")
    with pytest.raises(StoreError, match="cannot be written"):
        PostgresStore(home.address.replace("postgres@", "guest@"), means())


def test_a_backup_is_a_store_in_a_file_and_goes_back(home: PostgresHome, tmp_path: Path) -> None:
    store, path = home.open(clock := Clock()), tmp_path / "copy.dragoman"
    documents = []
    for number in range(5):
        with store.writing() as writer:
            documents.append(keep(writer, number, url="https://coast.example", source=None if number else "The Coast"))
        clock.pass_hours()
    with store.view() as view:
        head, counts = view.head(), view.counts()
    store.backup(path)
    with pytest.raises(StoreError, match="exists already"):
        store.backup(path)
    assert list(tmp_path.iterdir()) == [path]
    copy = SqliteStore(path, means())
    assert list(copy.verify(ingest, head=head)) == []
    with copy.view() as view:
        assert (view.counts(), view.head()) == (counts, head)
        assert {told.finding for told in view.tellings(document=documents[0].id)} == set(findings(documents[0]))
        assert len(view.search("ferry")) == 5
        listed = view.documents()
    copy.close()
    with pytest.raises(StoreError, match="holds a store already"):
        restore(path, home.address, means())
    home.execute("DROP SCHEMA dragoman CASCADE")
    restore(path, home.address, means())
    again = home.open()
    assert list(again.verify(ingest, head=head)) == []
    with again.view() as view:
        assert (view.documents(), view.head()) == (listed, head)
        assert len(view.search("ferry")) == 5
    with again.writing() as writer:
        keep(writer, 9)
    assert list(again.verify(ingest, head=head)) == []


def test_a_backup_that_breaks_leaves_nothing(home: PostgresHome, tmp_path: Path) -> None:
    store = home.open()
    with store.writing() as writer:
        keep(writer, 1)
    home.execute("ALTER TABLE keys RENAME TO keys_gone")
    with pytest.raises(StoreError):
        store.backup(tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []
