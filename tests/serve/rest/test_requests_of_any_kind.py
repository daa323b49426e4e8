"""Requests made up from the description of the API, sensible and not: none of them breaks the desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.serve.desk import TOKENS
from tests.serve.rest.conftest import WIDE

from dragoman.archive import open_archive
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk

schemathesis: Any = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
FEW, MANY = 20, 470  # requests of each of the twenty-two operations: some hundred, some ten thousand
_PATIENCE = 120  # seconds: the machines that run this are shared
DESCRIPTION = "/api/v1/openapi.json"


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory, filled_desk: Path) -> Iterator[Any]:
    """The description of a desk over a store of its own, which may be written to."""
    import shutil

    folder = tmp_path_factory.mktemp("any")
    for name in ("store", "store.records"):
        shutil.copy(filled_desk.with_name(name), folder / name)
    with open_archive(folder / "store") as archive:
        desk = Desk(archive=archive, user_of=TOKENS.get, limits=WIDE, hosts=("localhost", "testserver"))
        yield schemathesis.openapi.from_asgi(DESCRIPTION, app_of(desk))


def call_all(schema: Any, count: int) -> int:
    """Call every operation so often, with what fits its description and with what does not; return how often."""
    called = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        modes = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]
        cases = st.one_of([operation.as_strategy(generation_mode=mode) for mode in modes])

        @settings(
            max_examples=count, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=cases)
        def call(case: Any) -> None:
            nonlocal called
            called += 1
            answer = case.call(
                headers={"Authorization": "Bearer admin-token", **(case.headers or {})}, timeout=_PATIENCE
            )
            told = f"{case.method} {case.formatted_path} {case.query}: {answer.status_code} {answer.content[:300]!r}"
            assert answer.status_code < 500, told
            if answer.status_code >= 400:
                assert answer.headers["content-type"] == ["application/problem+json"], told

        call()
    return called


def test_some_hundred_requests_find_no_fault(schema: Any) -> None:
    assert call_all(schema, FEW) >= 300


@pytest.mark.slow
def test_ten_thousand_requests_find_no_fault(schema: Any) -> None:
    assert call_all(schema, MANY) >= 10_000
