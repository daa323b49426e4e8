"""What is refused at the gate, and what every answer carries."""

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.exceptions import HTTPException

from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk, Limits
from dragoman.serve.rest.gate import bounded
from dragoman.serve.rest.guards import Call, Rates
from dragoman.serve.rest.headers import HEADERS
from dragoman.serve.rest.problems import Problem

BODY = {"verb": "accept", "subjects": ["x"]}


@pytest.mark.parametrize(
    "path", ["/inbox", "/codebook", "/static/desk.css", "/api/v1/status", "/api/v1/x", "/api/v1/users", "/nothing"]
)
def test_every_answer_carries_the_headers(api: TestClient, path: str) -> None:
    told = api.get(path)
    assert {name: told.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in told.headers["content-security-policy"]
    assert "cache-control" in told.headers
    assert "server" not in told.headers


def test_a_fault_shows_nothing_of_the_inside(
    filled_desk: Path, desk_over: Callable[..., Desk], caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_token: str) -> None:
        raise ValueError("the secret of /home/amira")

    client = TestClient(
        app_of(desk_over(filled_desk).__class__(archive=None, user_of=broken)), base_url="http://localhost"
    )
    with caplog.at_level(logging.ERROR):
        told = client.get("/api/v1/status", headers={"authorization": "Bearer tell-nobody"})
    assert (told.status_code, told.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in told.text
    assert "secret of /home/amira" in caplog.text
    assert "tell-nobody" not in caplog.text
    assert {name: told.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("LOCALHOST:8787", 200), ("127.0.0.1:1", 200), ("[::1]:80", 200), ("evil.example", 421),
        ("localhost.evil.example", 421), ("127.0.0.1.evil.example", 421), ("192.168.1.7", 421), ("", 421),
        ("localhost:8787:9", 421), ("evil.example:80", 421), ("localhost@evil.example", 421),
    ],
)  # fmt: skip
def test_the_desk_goes_by_its_own_names(api: TestClient, host: str, status: int) -> None:
    assert api.get("/api/v1/status", headers={"host": host}).status_code == status


def test_for_a_team_a_number_is_a_name(store: Path, desk_over: Callable[..., Desk]) -> None:
    desk = desk_over(store, is_open=False, hosts=("desk.example",))
    client = TestClient(app_of(desk), base_url="http://desk.example", headers={"authorization": "Bearer reader-token"})
    for host, status in (("desk.example", 200), ("192.168.1.7:80", 200), ("[fe80::1]", 200), ("evil.example", 421)):
        assert client.get("/api/v1/status", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"origin": "http://localhost"}, 400),
        ({"origin": "https://localhost"}, 400),  # behind a proxy that speaks TLS
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost:81"}, 403),
        ({"origin": "http://localhost.evil.example"}, 403),
        ({"sec-fetch-site": "same-origin"}, 400),
        ({"sec-fetch-site": "same-origin", "origin": "http://localhost"}, 400),
        ({"sec-fetch-site": "same-origin", "origin": "http://evil.example"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"sec-fetch-site": "cross-site", "authorization": "Bearer coder-token"}, 403),
        ({"authorization": "Bearer coder-token"}, 400),
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/judgements"])
def test_other_sites_cannot_write(
    calling: Callable[..., TestClient], headers: dict[str, str], status: int, path: str
) -> None:
    client = calling()
    client.cookies.set("dragoman", "coder-token")
    assert client.post(path, json=BODY, headers=headers).status_code == status


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/api/v1/documents", "/inbox", "/nothing"])
def test_nothing_that_writes_is_left_open(calling: Callable[..., TestClient], path: str) -> None:
    assert calling().post(path, headers={"origin": "http://evil.example"}).status_code == 403


def test_too_much_is_refused(store: Path, desk_over: Callable[..., Desk]) -> None:
    desk = desk_over(store, limits=Limits(body=1_000, query=100))
    client = TestClient(app_of(desk), base_url="http://localhost", headers={"authorization": "Bearer coder-token"})
    assert client.get("/api/v1/search", params={"words": "x" * 200}).status_code == 414
    assert client.get("/x" * 100).status_code == 414
    told = client.post("/api/v1/documents", json={"reports": [{"text": "x" * 2_000}]})
    assert (told.status_code, told.json()["title"]) == (413, "Content Too Large") or told.status_code == 413

    def pieces():
        for _ in range(20):
            yield b" " * 100

    told = client.post("/api/v1/documents", content=pieces(), headers={"content-type": "application/json"})
    assert (told.status_code, told.headers["content-type"]) == (413, "application/problem+json")


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "²"])
def test_a_length_is_a_number(api: TestClient, length: str) -> None:
    headers = {"content-length": length.encode(), "authorization": "Bearer coder-token"}
    assert api.post("/api/v1/judgements", headers=headers, content=b"").status_code == 400


def elsewhere(work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
    """Run in a thread: where a browser was driven before, this one has a loop that runs."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(work())).result()


def test_a_slow_body_is_given_up() -> None:
    async def never():
        await asyncio.sleep(60)

    with pytest.raises(HTTPException) as caught:
        elsewhere(lambda: bounded(never, Limits(seconds=0.05))())
    assert caught.value.status_code == 408


def test_drops_do_not_lengthen_the_time() -> None:
    async def drop():
        await asyncio.sleep(0.03)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def reading():
        receive = bounded(drop, Limits(seconds=0.1))
        for _ in range(100):
            await receive()

    with pytest.raises(HTTPException):
        elsewhere(reading)


def call(caller: str = "1", method: str = "GET", path: str = "/inbox") -> Call:
    from starlette.datastructures import Headers

    return Call(method=method, path=path, query=b"", headers=Headers(), caller=caller)


def test_who_calls_too_often_waits() -> None:
    now = [0.0]
    rates = Rates(limits=Limits(calls=60, writes=2), clock=lambda: now[0])
    for _ in range(60):
        rates.count(call())
    with pytest.raises(Problem, match="too many"):
        rates.count(call())
    rates.count(call("2"))  # another caller
    rates.count(call(path="/static/desk.css"))
    now[0] = 1.0  # a second fills one up
    rates.count(call())
    with pytest.raises(Problem):
        rates.count(call())
    now[0] = 3_600.0
    for _ in range(2):
        rates.count(call(method="POST"))
    with pytest.raises(Problem):
        rates.count(call(method="POST"))
    rates.count(call())


def test_callers_without_end_are_forgotten() -> None:
    rates = Rates(limits=Limits(), clock=lambda: 0.0)
    for number in range(12_000):
        rates.count(call(str(number)))
    assert len(rates._known) == 10_000


def test_too_many_calls_are_told_when_to_come_again(store: Path, desk_over: Callable[..., Desk]) -> None:
    client = TestClient(app_of(desk_over(store, limits=replace(Limits(), calls=1))), base_url="http://localhost")
    told = [client.get("/inbox") for _ in range(2)]
    assert [each.status_code for each in told] == [200, 429]
    assert re.fullmatch(r"\d+", told[1].headers["retry-after"])
