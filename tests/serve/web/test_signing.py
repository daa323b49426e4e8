"""Signing in and out: a token in a form becomes a cookie that no script reads, and nobody is led elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.signing import local

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def anybody(store: Path, desk_over: Callable[..., Desk]) -> TestClient:
    headers = {"origin": "http://localhost"}
    return TestClient(app_of(desk_over(store)), base_url="http://localhost", headers=headers, follow_redirects=False)


def test_a_token_becomes_a_cookie(anybody: TestClient) -> None:
    told = anybody.post("/sign-in", data={"token": " coder-token ", "then": "/review?x=1"})
    assert (told.status_code, told.headers["location"]) == (303, "/review?x=1")
    cookie = told.headers["set-cookie"].lower()
    for part in ("dragoman=coder-token", "httponly", "samesite=strict", "path=/"):
        assert part in cookie
    assert "secure" not in cookie
    assert "Amira" in anybody.get("/codebook").text
    out = anybody.post("/sign-out")
    assert out.status_code == 303
    assert "Amira" not in anybody.get("/codebook").text


def test_behind_tls_the_cookie_is_for_tls_alone(store: Path, desk_over: Callable[..., Desk]) -> None:
    client = TestClient(app_of(desk_over(store)), base_url="https://localhost", follow_redirects=False)
    told = client.post("/sign-in", data={"token": "coder-token"}, headers={"origin": "https://localhost"})
    assert "secure" in told.headers["set-cookie"].lower()


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 500, "reader-token "])
def test_a_wrong_token_is_told(anybody: TestClient, token: str) -> None:
    told = anybody.post("/sign-in", data={"token": token}, headers={"accept": "text/html"})
    if token.strip() == "reader-token":
        assert told.status_code == 303
        return
    assert told.status_code in (403, 422)
    assert "set-cookie" not in told.headers
    assert "nonsense" not in told.text


@pytest.mark.parametrize(
    "wrong",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/\n/x", "\\\\x", "/\t/x"],
)
def test_nobody_is_led_elsewhere(anybody: TestClient, wrong: str) -> None:
    assert local(wrong) == "/inbox"
    told = anybody.post("/sign-in", data={"token": "coder-token", "then": wrong})
    assert told.headers["location"] == "/inbox"


def test_a_page_for_a_team_says_where_to_sign_in(store: Path, desk_over: Callable[..., Desk]) -> None:
    client = TestClient(app_of(desk_over(store, is_open=False)), base_url="http://localhost")
    told = client.get("/codebook", headers={"accept": "text/html"})
    assert told.status_code == 401
    assert 'href="/sign-in"' in told.text
    assert "drone_strike" not in told.text
    assert client.get("/sign-in").status_code == 200


def test_in_a_browser(page: "Page") -> None:
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    page.fill("#token", "coder-token")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox")
    assert page.get_by_text("Amira").is_visible()
    assert page.evaluate("document.cookie") == ""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").wait_for()
