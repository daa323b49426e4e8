"""Processes that are killed, that write at once, that read meanwhile; hands that reach around the program."""

import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import NotText
from dragoman.record.users import User
from dragoman.store.contract import Head, Sameness
from dragoman.store.rows import claims_column, packed
from tests.store.homes import Home
from tests.store.reports import (
    BEGIN,
    FAILURE,
    REFUSAL,
    Clock,
    arrival,
    claims,
    findings,
    ingest,
    judgement,
    keep,
    run,
    suggestion,
)  # fmt: skip

ROOT = Path(__file__).parent.parent.parent
KILLS = 6
TABLES = (
    "log", "documents", "originals", "deliveries", "runs", "readings", "findings", "told", "failures", "refusals",
    "stories", "bands", "keys", "suggestions", "judgements", "users", "revoked",
)  # fmt: skip


def adding(home: Home, first: int, many: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.adding", home.kind, home.address, str(first), str(many)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_a_killed_process_leaves_whole_documents_and_loses_none(home: Home) -> None:
    chance = random.Random(4)
    home.open().close()
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        process = adding(home, kill * 10, 1_000)  # some of what an earlier process added is delivered again
        assert process.stdout
        assert process.stderr
        acknowledged.add(process.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        rest, errors = process.communicate()
        assert errors == ""
        acknowledged |= {line for line in rest.splitlines(keepends=True) if line.endswith("\n")}
    store = home.open()
    with store.view() as view:
        stored = [report.id for report in view.documents()]
        assert {each.strip() for each in acknowledged} <= set(stored)
        assert len(stored) == len(set(stored))
        for identity in stored:
            document = view.document(identity)
            assert {told.finding for told in view.tellings(document=identity)} == set(findings(document))
    assert list(store.verify(ingest)) == []
    store.close()


@pytest.mark.slow
def test_two_processes_write_while_one_reads(home: Home) -> None:
    many = 30
    store = home.open()
    processes = [adding(home, 0, many), adding(home, many // 2, many)]  # half of it comes from both
    seen = [0]
    while any(process.poll() is None for process in processes):
        with store.view() as view:
            counts = view.counts()
            assert counts.findings == 2 * counts.documents == len(list(view.tellings()))
            seen.append(counts.documents)
    for process in processes:
        _, errors = process.communicate()
        assert (process.returncode, errors) == (0, "")
    with store.view() as view:
        assert view.counts().documents == many * 3 // 2
    assert seen == sorted(seen)
    assert len(set(seen)) > 2
    assert list(store.verify(ingest)) == []
    store.close()


def filled(home: Home) -> Head:
    store = home.open(Clock())
    with store.writing() as writer:
        one, two = keep(writer, 1, url="https://a.example"), keep(writer, 2)
        writer.append_reading(two.id, run=run(2), claims=(), failures=[FAILURE])
        writer.append_suggestions([suggestion(findings(one)[0].id, findings(two)[0].id)])
        writer.append_judgement(judgement())
        writer.append_refusal(REFUSAL)
        writer.append_sameness(Sameness(document=one.id, story="s", bands=("a", "b"), signature=b"\7"))
        head = writer.view.head()
    with store.enrolling() as users:
        users.append(User(name="Amal", role="coder", added=BEGIN), "digest")
        users.revoke("Amal")
    assert list(store.verify(ingest, head=head)) == []
    store.close()
    return head


def test_the_database_itself_refuses_changes(home: Home) -> None:
    filled(home)
    for table in TABLES:
        for sql in changes(home, table):
            before = home.execute(f"SELECT * FROM {table}")
            assert before
            with pytest.raises(Exception, match="append-only"):
                home.execute(sql)
            assert home.execute(f"SELECT * FROM {table}") == before


def changes(home: Home, table: str) -> list[str]:
    """What somebody might try who goes around the program."""
    everything = f"TRUNCATE {table} CASCADE"
    if home.kind == "sqlite":
        everything = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    wrong = [f"DELETE FROM {table}", everything]
    if table not in ("deliveries", "refusals"):
        column = home_columns(home, table)[-1]
        return [*wrong, f"UPDATE {table} SET {column} = {column}"]
    home.execute(f"UPDATE {table} SET last_seen = '2027-01-01T00:00:00.000000+00:00'")  # forwards it may move
    backwards = f"UPDATE {table} SET last_seen = '2001-01-01T00:00:00.000000+00:00'"
    return [*wrong, f"UPDATE {table} SET name = 'other'", backwards]


def home_columns(home: Home, table: str) -> list[str]:
    if home.kind == "sqlite":
        return [row[1] for row in home.execute(f"PRAGMA table_info({table})")]
    sql = f"""SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'
     AND table_schema = 'dragoman' AND is_generated = 'NEVER' ORDER BY ordinal_position"""
    return [row[0] for row in home.execute(sql)]


TAMPERINGS = {
    "a letter of a text": ("documents", "UPDATE documents SET text = replace(text, 'ferry', 'merry')", "text"),
    "a title": ("documents", "UPDATE documents SET title = 'Other'", "not what was logged"),
    "raw bytes": ("originals", "UPDATE originals SET content = {other}", "raw bytes"),
    "raw bytes cut": ("originals", "UPDATE originals SET content = {cut}", "cannot be read"),
    "a source": ("deliveries", "UPDATE deliveries SET source = 'Other'", "not what was logged"),
    "claims": ("findings", "UPDATE findings SET claims = {claims}", "claims are not what was kept"),
    "claims cut": ("findings", "UPDATE findings SET claims = {cut}", "cannot be read"),
    "a finding taken out": ("told", "DELETE FROM told WHERE place = 1", "not what was logged"),
    "a failure hidden": ("failures", "DELETE FROM failures", "not what was logged"),
    "an author": ("judgements", "UPDATE judgements SET content = replace(content, 'Am', 'Om')", "not what was logged"),
    "a judgement taken out": ("judgements", "DELETE FROM judgements", "rows are missing"),
    "a score": ("suggestions", "UPDATE suggestions SET score = 0.1", "not what was logged"),
    "a band": ("bands", "DELETE FROM bands WHERE band = 'a'", "not what was logged"),
    "a key": ("keys", "UPDATE keys SET blocking = 'x' WHERE blocking = 'round key'", "not what was logged"),
    "a refusal": ("refusals", "UPDATE refusals SET message = 'fine'", "not what was logged"),
    "a run": ("runs", "UPDATE runs SET weights = 'other'", "not what was logged"),
    "a moment": ("log", "UPDATE log SET moment = '2026-01-01T00:00:00.000000+00:00' WHERE sequence = 3", "follow"),
    "a digest": ("log", "UPDATE log SET digest = 'x' WHERE sequence = 2", "follow"),
    "an entry's kind": ("log", "UPDATE log SET what = 'x' WHERE sequence = 1", "kind of content"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_changed_byte_is_found(home: Home, what: str) -> None:
    filled(home)
    table, sql, message = TAMPERINGS[what]
    document = ingest(arrival(1).raw, "x")
    changed = [replace(each, value={"confidence": 1.0}) for each in claims(document)[:1]]
    values = {"other": packed(b"other"), "cut": b"x\x9c", "claims": claims_column(changed)}
    quote = "X'{}'" if home.kind == "sqlite" else "decode('{}', 'hex')"
    home.tamper(table, sql.format(**{name: quote.format(value.hex()) for name, value in values.items()}))
    store = home.open()
    assert any(message in fault.message for fault in store.verify(ingest)), list(store.verify(ingest))
    store.close()


def test_a_log_that_was_cut_off_is_found_by_whoever_noted_its_end(home: Home) -> None:
    head = filled(home)
    for table in ("bands", "stories"):
        home.tamper(table, f"DELETE FROM {table}")
    home.tamper("log", f"DELETE FROM log WHERE sequence = {head.sequence}")
    store = home.open()
    assert list(store.verify(ingest)) == []
    (fault,) = store.verify(ingest, head=head)
    assert "not the one that was noted down" in fault.message
    store.close()


def test_quotes_are_looked_up_in_what_the_bytes_say_today(home: Home) -> None:
    filled(home)
    store = home.open()

    def shifted(raw: bytes, name: str):
        document = ingest(raw, name)
        return replace(document, text="\n" + document.text)

    found = [fault.message for fault in store.verify(shifted)]
    assert "its raw bytes give another text now" in found
    assert "'met' does not stand at 34 to 37 of the text" in found
    store.close()


def test_bytes_that_are_refused_today_are_a_fault_and_not_the_end(home: Home) -> None:
    filled(home)
    store = home.open()

    def refusing(raw: bytes, name: str):
        raise NotText(f"{name} is not text")

    assert len([fault for fault in store.verify(refusing) if "refused now" in fault.message]) == 2
    store.close()
