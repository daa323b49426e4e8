"""Every route is called as everybody: who may not, is told so; a route that nobody thought of does not start."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from tests.serve.desk import TOKENS
from tests.serve.rest.conftest import WIDE

from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk
from dragoman.serve.rest.late import each_route
from dragoman.serve.rest.permissions import ALLOWED, PERMISSIONS, check_routes, may, permissions_of

ROLES = {None: None, "reader": "reader-token", "coder": "coder-token", "admin": "admin-token"}
KNOWN = ("GET", "POST", "PUT", "PATCH", "DELETE")


def test_the_table_knows_every_permission() -> None:
    assert set(ALLOWED) == set(PERMISSIONS)


def expected(permissions: frozenset[str], role: str | None, *, is_open: bool) -> int | None:
    """The status of a refusal, by a second reading of the rules; None where the call goes through."""
    for permission in sorted(permissions, key=PERMISSIONS.index):
        if permission == "open" or (permission == "read" and (role or is_open)):
            continue
        if role is None:
            return 401
        if role == "admin" or (role == "coder" and permission in ("judge", "add")):
            continue
        return 403
    return None


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("role", ROLES)
def test_every_route_for_every_role(
    store: Path, desk_over: Callable[..., Desk], role: str | None, is_open: bool
) -> None:
    app = app_of(desk_over(store, limits=WIDE, is_open=is_open))
    token = ROLES[role]
    headers = {"authorization": f"Bearer {token}"} if token else {"origin": "http://localhost"}
    client = TestClient(app, base_url="http://localhost", headers=headers, follow_redirects=False)
    called = 0
    for route in each_route(app.routes):
        path = str(route.path).replace("{form}", "csv")
        for method in route.methods or ():
            told = client.request(method, path.replace("{", "x").replace("}", ""))
            wanted = expected(permissions_of(route), role, is_open=is_open)
            where = f"{method} {path} as {role}, {is_open=}: {told.status_code} {told.text[:200]}"
            if wanted is None:
                assert told.status_code not in (401, 403) or path == "/sign-in", where
                assert told.status_code < 500, where
            else:
                assert told.status_code == wanted, where
            called += 1
    assert called > 30


def test_a_judgement_needs_more_than_reading(calling: Callable[..., TestClient]) -> None:
    body = {"verb": "accept", "subjects": ["x"]}
    told = [calling(token).post("/api/v1/judgements", json=body).status_code for token in (None, "reader-token")]
    assert told == [403, 403]  # without a token, a call that says nothing of where it comes from is none of ours
    assert calling().post("/api/v1/judgements", json=body, headers={"origin": "http://localhost"}).status_code == 401
    assert calling("coder-token").post("/api/v1/judgements", json=body).status_code == 400


@pytest.mark.parametrize("method", KNOWN)
def test_what_there_is_not_is_not_there_for_anybody(calling: Callable[..., TestClient], method: str) -> None:
    for token in TOKENS:
        assert calling(token).request(method, "/api/v1/sql").status_code == 404


@pytest.mark.parametrize("wrong", ["Bearer nonsense", "Bearer ", "Basic YTpi", "coder-token"])
def test_a_wrong_token_is_no_token(calling: Callable[..., TestClient], wrong: str) -> None:
    told = calling().get("/api/v1/status", headers={"authorization": wrong})
    assert (told.status_code, told.headers["www-authenticate"]) == (401, "Bearer")
    assert wrong.split()[-1] not in told.text


def test_a_cookie_is_a_token_too(calling: Callable[..., TestClient]) -> None:
    client = calling()
    client.cookies.set("dragoman", "admin-token")
    assert client.get("/api/v1/users").status_code == 200


def test_a_route_without_a_permission_does_not_start() -> None:
    app, router = FastAPI(openapi_url=None, docs_url=None, redoc_url=None), APIRouter()

    @router.get("/good", dependencies=[may("read")])
    def good() -> None: ...

    app.include_router(router, prefix="/inner")
    check_routes(app.routes)

    @router.get("/bare")
    def bare() -> None: ...

    app.include_router(router, prefix="/other")
    with pytest.raises(RuntimeError, match=r"/other/bare"):
        check_routes(app.routes)


def test_what_is_no_route_of_ours_does_not_start() -> None:
    with pytest.raises(RuntimeError, match=r"/openapi.json"):
        check_routes(FastAPI().routes)
