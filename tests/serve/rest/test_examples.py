"""The examples in the description of the API: each of a real answer, and of the shape that answers have now."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter
from tests.serve.rest.examples import made

from dragoman.archive import open_archive
from dragoman.serve.rest.app import API, app_of
from dragoman.serve.rest.describing import EXAMPLES
from dragoman.serve.rest.desk import Desk
from dragoman.serve.rest.late import each_route

KEPT: dict[str, Any] = json.loads(EXAMPLES.read_text(encoding="utf-8"))


def shapes(store: Path) -> dict[str, Any]:
    """The type of every call's answer, where it is JSON with a type."""
    with open_archive(store) as archive:
        routes = list(each_route(app_of(Desk(archive=archive)).routes))
    return {
        f"{method} {route.path}": route.response_model
        for route in routes
        for method in route.methods or ()
        if str(route.path).startswith(API) and getattr(route, "response_model", None) is not None
    }


def names_in(value: Any) -> set[str]:
    """The names that a value has, and those of its first items, however deep."""
    if isinstance(value, dict):
        return set(value) | {f"{name}.{inner}" for name, held in value.items() for inner in names_in(held)}
    return {inner for held in value[:1] for inner in names_in(held)} if isinstance(value, list) else set()


def test_every_call_has_an_example(filled_desk: Path) -> None:
    assert KEPT.keys() == shapes(filled_desk).keys()


@pytest.mark.parametrize("call", KEPT)
def test_an_example_is_of_the_shape_that_answers_have(filled_desk: Path, call: str) -> None:
    shape = TypeAdapter(shapes(filled_desk)[call])
    told = shape.dump_python(shape.validate_python(KEPT[call]), mode="json")
    assert names_in(told) == names_in(KEPT[call]), "python -m tests.serve.rest.examples"


def test_examples_are_answers_of_the_desk(store: Path) -> None:
    now = made(store)
    assert now.keys() == KEPT.keys()
    for call, told in now.items():
        assert set(told if isinstance(told, dict) else ()) == set(KEPT[call] if isinstance(told, dict) else ()), call


def test_the_description_holds_them(api: TestClient) -> None:
    told = api.get(f"{API}/openapi.json").json()
    for call, example in KEPT.items():
        method, path = call.split()
        answer = told["paths"][path][method.lower()]["responses"]["201" if method == "POST" else "200"]
        assert answer["content"]["application/json"]["example"] == example
