"""Templates filled in: everything that comes from reports or people is escaped, whatever it looks like."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from dragoman.serve.passages import harmless
from dragoman.serve.phrases import day, words
from dragoman.serve.rest.desk import Desk
from dragoman.serve.rest.permissions import user_in
from dragoman.serve.rest.problems import Problem
from dragoman.serve.web.assets import address
from dragoman.serve.web.navigation import NAVIGATION, place_of
from dragoman.version import VERSION

FOLDER = Path(__file__).parent / "templates"


def render(
    request: Request, name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: object
) -> Response:
    """Return a page.

    Args:
        request: the call; its desk and its user are shown around the page.
        name: of the template.
        status: of HTTP.
        headers: further ones.
        context: what the template shows.
    """
    around = _around(request)
    return HTMLResponse(templates().get_template(name).render(around | context), status, headers)


@cache
def templates() -> Environment:
    """Return the templates with what all of them may use."""
    made = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.globals |= {"navigation": NAVIGATION, "version": VERSION, "address": address}
    made.filters |= {"day": day, "words": words, "harmless": harmless}
    return made


def prepare() -> None:
    """Compile all templates, which otherwise each first view does."""
    made = templates()
    for name in made.list_templates():
        made.get_template(name)


def _around(request: Request) -> dict[str, Any]:
    """Return what the layout shows of the desk and of who looks at it."""
    desk: Desk = request.app.state.desk
    try:
        user = user_in(request, desk)
    except Problem:  # an error page must not fail on what the error is about
        user = None
    head = desk.archive.head()
    return {"here": place_of(request.url.path), "user": user, "desk": desk, "head": f"{head.sequence}:{head.hash}"}
