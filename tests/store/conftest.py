"""One suite, two kinds of database: every test that asks for ``home`` runs on both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.homes import Home, PostgresHome, SqliteHome, server, without_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    if reason := without_server():
        pytest.skip(reason)
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    if request.param == "sqlite":
        return SqliteHome(tmp_path / "archive.dragoman")
    return PostgresHome(request.getfixturevalue("postgres"))
