"""Records kept ready beside the calls, and what is answered until they are."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.errors import StoreError
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk
from dragoman.serve.rest.readying import Readying
from dragoman.store.contract import Head

PAGE = {"accept": "text/html"}


class Slow:
    """An archive whose records take as long to put together as the test says."""

    def __init__(self) -> None:
        self.sequence, self.done, self.go_on = 1, list[int](), threading.Event()
        self.fails = False

    def head(self) -> Head:
        if self.fails:
            raise StoreError("the store is locked")
        return Head(sequence=self.sequence, hash="")

    def tally(self) -> None:
        assert self.go_on.wait(5)

    def doubts(self) -> None:
        self.done.append(self.sequence)


def until(holds: Callable[[], bool]) -> bool:
    for _ in range(200):
        if holds():
            return True
        time.sleep(0.02)
    return False


def test_it_works_when_it_begins_and_when_the_log_goes_on() -> None:
    archive, loaded = Slow(), list[int]()
    readying = Readying(archive, warm=[lambda: loaded.append(1)], every=0.01)  # type: ignore[arg-type]
    assert readying.is_waited_for
    readying.begin()
    assert not readying.wait(0.05)
    archive.go_on.set()
    assert readying.wait(5)
    assert not readying.is_waited_for
    archive.sequence = 2
    assert until(lambda: archive.done == [1, 2])
    time.sleep(0.1)
    readying.end()
    assert archive.done == [1, 2]  # nothing to do, nothing done
    assert loaded == [1]  # once


def test_short_work_is_not_worth_a_word() -> None:
    archive, now = Slow(), [0.0]
    archive.go_on.set()
    readying = Readying(archive, every=0.01, clock=lambda: now[0])  # type: ignore[arg-type]
    readying.begin()
    assert readying.wait(5)
    archive.go_on.clear()
    archive.sequence = 2
    assert until(lambda: readying._began is not None)
    assert not readying.is_waited_for
    now[0] = 30.0
    assert readying.is_waited_for
    archive.go_on.set()
    assert until(lambda: not readying.is_waited_for)
    readying.end()


def test_a_store_that_cannot_be_read_keeps_nobody_waiting() -> None:
    archive = Slow()
    archive.fails = True
    readying = Readying(archive, every=0.01)  # type: ignore[arg-type]
    readying.begin()
    assert readying.wait(5)
    assert not readying.is_waited_for  # the page itself says what is wrong
    archive.fails = False
    archive.go_on.set()
    assert until(lambda: archive.done == [1])
    readying.end()


def test_pages_ask_to_wait_and_then_open(
    store: Path, desk_over: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.serve.rest.gate._HELD", 0.05)
    desk = desk_over(store)
    desk = replace(desk, readying=Readying(desk.archive))
    client = TestClient(app_of(desk), base_url="http://localhost")
    told = client.get("/inbox", headers=PAGE)
    assert (told.status_code, told.headers["retry-after"]) == (503, "5")
    assert "being put together" in told.text
    assert '<meta http-equiv="refresh" content="3">' in told.text
    assert client.get("/api/v1/records").json()["detail"] == "The records are being put together."
    assert client.get("/static/desk.css").status_code == client.get("/sign-in").status_code == 200
    assert desk.begin(30)
    told = client.get("/inbox", headers=PAGE)
    assert told.status_code == 200
    assert 'http-equiv="refresh"' not in told.text
    desk.close()
