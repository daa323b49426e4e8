"""The description of the API (OpenAPI): what FastAPI finds, with permissions and problems on every route."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from dragoman.serve.rest.permissions import ALLOWED, Permission, permissions_of
from dragoman.serve.rest.problems import MEDIA_TYPE
from dragoman.serve.rest.schemas import ProblemShape

EXAMPLES = Path(__file__).with_name("examples.json")  # answers by method and path; tests/serve/rest/examples.py
_ABOUT = """\
What `dragoman` knows, and what people decided. Reading needs no token on the machine itself; judging and adding do:
`Authorization: Bearer TOKEN`. Errors are problem details (RFC 9457). Answers carry an `ETag`; with `If-None-Match` an
answer that would be the same is 304. Lists come in pages: give `next` as `cursor`.
"""
_PROBLEMS = {
    "400": "The call makes no sense.", "401": "A token is needed, or is not known.", "403": "The role is not enough.",
    "404": "There is no such thing.", "413": "The body is too large.", "422": "A parameter is not what it must be.",
    "429": "Too many calls.", "503": "The archive cannot answer now.",
}  # fmt: skip
_NEVER_ON_LISTS = "404"


def described(app: FastAPI, routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """Return the description of an application's API; it is made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _described(app, routes)
    return app.openapi_schema


def _described(app: FastAPI, routes: Sequence[BaseRoute]) -> dict[str, Any]:
    told = get_openapi(title=app.title, version=app.version, description=_ABOUT, routes=routes)
    parts = told.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = ProblemShape.model_json_schema()
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    for route in iter_route_contexts(routes):
        for method in route.methods or ():
            operation = told["paths"].get(route.path, {}).get(method.lower())
            if operation is not None:
                call = f"{method} {route.path}"
                _complete(operation, max(permissions_of(route), key=list(ALLOWED).index), call)
                _illustrate(operation, examples.get(call))
    return told


def _complete(operation: dict[str, Any], permission: Permission, call: str) -> None:
    operation["x-permission"] = permission
    operation["security"] = [{"token": []}] if permission not in ("open", "read") else [{}, {"token": []}]
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, description in _PROBLEMS.items():
        if status != _NEVER_ON_LISTS or "{" in call:
            operation["responses"][status] = {"description": description, "content": content}
    if call.startswith("GET") and permission == "read":
        operation["responses"]["304"] = {"description": "The caller has the answer already."}


def _illustrate(operation: dict[str, Any], example: Any) -> None:  # noqa: ANN401  any JSON
    """Give the answer of an operation an example."""
    for status, answer in operation["responses"].items():
        for media_type, content in answer.get("content", {}).items():
            if status.startswith("2") and media_type == "application/json" and example is not None:
                content["example"] = example
