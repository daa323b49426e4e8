import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.records import holdings

from dragoman.export.as_sqlite import to_sqlite


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    (tmp_path / "shared.sqlite").write_bytes(to_sqlite(holdings()))
    found = sqlite3.connect(tmp_path / "shared.sqlite")
    yield found
    found.close()


def test_the_file_is_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_same_records_give_the_same_bytes() -> None:
    assert to_sqlite(holdings()) == to_sqlite(holdings())


def test_every_claim_is_there_with_its_quotes(database: sqlite3.Connection) -> None:
    held = holdings().records
    claims = [
        one for each in held for field in each.fields.values() for value in field.values for one in value.tellings
    ]
    assert database.execute("SELECT count(*) FROM claims").fetchone() == (len(claims),)
    quotes = sum(len(each.evidence) for each in claims)
    assert database.execute("SELECT count(*) FROM quotes").fetchone() == (quotes,)


def test_a_question_about_a_toll_is_one_query(database: sqlite3.Connection) -> None:
    told = database.execute(
        "SELECT voice, value, quote, source FROM claims JOIN quotes ON claim = claims.id"
        " JOIN reports ON reports.id = report WHERE field = 'killed' ORDER BY claims.id"
    ).fetchall()
    assert [(voice, json.loads(value)["best"], quote, source) for voice, value, quote, source in told] == [
        ("The Harbour Post", 12, "12 civilians", "The Harbour Post"),
        ("the health ministry", 30, "30", "Southern Wire"),
    ]
    assert database.execute("SELECT low, best, high, is_disputed FROM fields WHERE name = 'killed'").fetchall() == [
        (12.0, 12.0, 30.0, 1)
    ]


def test_records_name_their_process(database: sqlite3.Connection) -> None:
    assert set(database.execute("SELECT name FROM records JOIN processes ON processes.id = process")) == {
        ("Ardania – Belmark Front",)
    }
