"""Tokens: told once, kept as a digest, good until revoked."""

from pathlib import Path

import pytest

from dragoman.archive import Archive, open_archive
from dragoman.errors import UsageError
from dragoman.settings import Settings
from dragoman.store.migrations import steps
from dragoman.store.on_sqlite import MARK
from tests.keeping.telling import Ticking


@pytest.fixture
def made(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "store", settings=Settings(), clock=Ticking())


def test_a_token_opens_what_its_user_may(made: Archive) -> None:
    token = made.add_user("  Amira   Haddad ", "coder")
    user = made.user_of(token)
    assert user is not None
    assert (user.name, user.role) == ("Amira Haddad", "coder")
    assert made.users() == (user,)


def test_the_store_does_not_hold_the_token(made: Archive, tmp_path: Path) -> None:
    token = made.add_user("Amira", "coder")
    made.close()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Amira" in held
    assert token.encode() not in held
    assert token.removeprefix("dragoman_").encode() not in held


@pytest.mark.parametrize("wrong", ["", "dragoman_", "dragoman_x", "x" * 10_000, "dragoman_\udcff", "dragoman_\0"])
def test_another_token_opens_nothing(made: Archive, wrong: str) -> None:
    made.add_user("Amira", "coder")
    assert made.user_of(wrong) is None


def test_a_revoked_token_opens_nothing(made: Archive) -> None:
    token = made.add_user("Amira", "coder")
    made.revoke_user("Amira")
    assert made.user_of(token) is None
    with pytest.raises(UsageError, match="nobody named 'Amira'"):
        made.revoke_user("Amira")
    assert made.user_of(made.add_user("Amira", "reader")) is not None


@pytest.mark.parametrize("name", ["", " ", "a\x07b", "x" * 81])
def test_a_user_has_a_name(made: Archive, name: str) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        made.add_user(name, "coder")


def test_a_name_has_one_token(made: Archive) -> None:
    made.add_user("Amira", "coder")
    with pytest.raises(UsageError, match="has a token"):
        made.add_user("Amira", "admin")


def test_a_store_from_before_there_were_users_is_brought_up(tmp_path: Path) -> None:
    import apsw

    (number, first), *_ = steps("sqlite")
    database = apsw.Connection(str(tmp_path / "store"))
    database.execute(first)
    database.pragma("user_version", number)
    database.pragma("application_id", MARK)
    database.close()
    with open_archive(tmp_path / "store") as made:
        assert made.users() == ()
