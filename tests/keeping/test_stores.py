"""The archive is the same on both kinds of store."""

from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.settings import Settings
from tests.keeping.telling import Ticking, timeless, written
from tests.store.homes import PostgresHome, server, without_server


@pytest.mark.skipif(without_server() is not None, reason=without_server() or "")
def test_records_are_the_same_on_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = []
    with server() as address:
        for where in (tmp_path / "store", PostgresHome(address).address):
            with Archive(where, settings=Settings(), clock=Ticking()) as made:
                for path in written(tmp_path / "in"):
                    list(made.add(path))
                    made.records()
                found.append((timeless(made.records()), made.processes(), made.status()))
                assert list(made.verify()) == []
    assert found[0] == found[1]
