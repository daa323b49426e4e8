"""Routes that are made when the first of them is called."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from dragoman.serve.rest.late import Late, each_route
from dragoman.serve.rest.permissions import may


def over(late: Late) -> TestClient:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.router.routes.append(late)
    app.state.desk = None  # which routes that are open do not need
    return TestClient(app)


def some(*, is_bare: bool = False) -> APIRouter:
    router = APIRouter(dependencies=[] if is_bare else [may("open")])

    @router.get("/talks")
    def talks() -> str:
        return "all"

    @router.get("/talks/{name}")
    def talk(name: str) -> str:
        return name

    return router


@pytest.fixture
def made() -> list[APIRouter]:
    return []


@pytest.fixture
def late(made: list[APIRouter]) -> Late:
    def make() -> APIRouter:
        made.append(some())
        return made[-1]

    return Late("/talks", make)


def test_nothing_is_made_before_it_is_called(late: Late, made: list[APIRouter]) -> None:
    client = over(late)
    assert [client.get(path).status_code for path in ("/", "/talk", "/talksome", "/other/talks")] == [404] * 4
    assert made == []


def test_it_is_made_once_whoever_calls_at_once(late: Late, made: list[APIRouter]) -> None:
    with ThreadPoolExecutor(8) as pool:
        routers = list(pool.map(lambda _: late.router, range(40)))
    assert len(made) == 1
    assert all(each is made[0] for each in routers)


def test_calls_are_answered_as_by_any_route(late: Late) -> None:
    client = over(late)
    assert (client.get("/talks").json(), client.get("/talks/x").json()) == ("all", "x")
    assert client.get("/talks/x/y").status_code == 404
    assert client.post("/talks").status_code == 405


def test_a_route_without_a_permission_is_never_served() -> None:
    client = over(Late("/talks", lambda: some(is_bare=True)))
    for _ in range(2):  # nor at a second try
        with pytest.raises(RuntimeError, match="/talks"):
            client.get("/talks")


def test_each_route_is_found_however_late(late: Late) -> None:
    assert [route.path for route in each_route([late])] == ["/talks", "/talks/{name}"]
