"""What the tests of pages share: a client that needs no server, and Chromium with eyes on what must not happen.

``client`` and ``page`` see the shared store; ``writing_client`` and ``writing_page`` a copy of their own, signed in as
the coder Amira. A page fails its test when it logs an error, throws, or asks for anything that is not of the desk.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from tests.serve.desk import TOKENS, serving

from dragoman.archive import open_archive
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
CODER = {"name": "dragoman", "value": "coder-token"}


@pytest.fixture(scope="session")
def desk(filled_desk: Path) -> Iterator[Desk]:
    """A desk over the shared store; only to be read."""
    with open_archive(filled_desk) as archive:
        yield Desk(archive=archive, store="desk.sqlite", user_of=TOKENS.get)


@pytest.fixture(scope="session")
def client(desk: Desk) -> Iterator[TestClient]:
    """Calls pages without a server, as somebody without a token."""
    with TestClient(app_of(desk), base_url="http://localhost") as made:
        yield made


@pytest.fixture
def empty_client(tmp_path: Path, desk_over: Callable[..., Desk]) -> TestClient:
    """Calls the pages of a desk whose store holds no report."""
    with open_archive(tmp_path / "empty") as archive:
        archive.add_user("Nobody", "reader")
    return TestClient(app_of(desk_over(tmp_path / "empty")), base_url="http://localhost")


@pytest.fixture
def writing_client(store: Path, desk_over: Callable[..., Desk]) -> TestClient:
    """Calls pages over a store of its own, as a coder; what a browser says of where a form was is said."""
    headers = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    cookies = {CODER["name"]: CODER["value"]}
    return TestClient(app_of(desk_over(store)), base_url="http://localhost", headers=headers, cookies=cookies)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium")
    with api.sync_playwright() as running:
        made = running.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def site(desk: Desk) -> Iterator[str]:
    """The address of a desk over the shared store."""
    with serving(app_of(desk)) as address:
        yield address


@pytest.fixture
def page(browser: "Browser", site: str) -> Iterator["Page"]:
    """A page of a browser; ``page.goto("/inbox")`` is enough."""
    with watched(browser, site) as made:
        yield made


@pytest.fixture
def writing_page(browser: "Browser", store: Path, desk_over: Callable[..., Desk]) -> Iterator["Page"]:
    """A page over a store of its own, signed in as a coder."""
    with serving(app_of(desk_over(store))) as address, watched(browser, address) as made:
        made.context.add_cookies([{**CODER, "url": address, "httpOnly": True, "sameSite": "Strict"}])
        yield made


@contextmanager
def watched(browser: "Browser", address: str) -> Iterator["Page"]:
    """Open a page, and fail when it logged an error, threw, or asked for something from elsewhere or not there."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    made, wrong = context.new_page(), list[str]()
    made.set_default_timeout(10_000)

    def heard(said: "ConsoleMessage") -> None:
        if said.type == "error":
            wrong.append(f"console: {said.text}")

    made.on("console", heard)
    made.on("pageerror", lambda error: wrong.append(f"thrown: {error}"))
    made.on(
        "request",
        lambda sent: wrong.append(f"external: {sent.url}") if not sent.url.startswith((address, "data:")) else None,
    )
    try:
        yield made
    finally:
        context.close()
    assert wrong == []
