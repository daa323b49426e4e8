"""What the tests of the API share: clients over the shared store, and over copies to write to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.serve.desk import TOKENS

from dragoman.archive import open_archive
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk, Limits

WIDE = Limits(calls=1_000_000, writes=1_000_000)


@pytest.fixture(scope="session")
def api_desk(filled_desk: Path) -> Iterator[Desk]:
    """A desk over the shared store, without limits of rate; only to be read."""
    with open_archive(filled_desk) as archive:
        yield Desk(archive=archive, user_of=TOKENS.get, limits=WIDE)


@pytest.fixture(scope="session")
def api(api_desk: Desk) -> TestClient:
    """Calls the shared store as somebody without a token."""
    return TestClient(app_of(api_desk), base_url="http://localhost")


@pytest.fixture
def calling(store: Path, desk_over: Callable[..., Desk]) -> Callable[..., TestClient]:
    """Make clients of one application over a store of its own, each with a token or without."""
    app = app_of(desk_over(store, limits=WIDE))

    def as_one_with(token: str | None = None) -> TestClient:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return TestClient(app, base_url="http://localhost", headers=headers)

    return as_one_with
