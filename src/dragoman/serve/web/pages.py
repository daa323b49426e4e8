"""The routes of all pages, in the order of the navigation: a page is imported when it is first called."""

from collections.abc import Iterator
from functools import partial
from importlib import import_module

from fastapi import APIRouter

from dragoman.serve.rest.late import Late

PAGES = (  # each a module beside this one, whose routes lie at and below the address of its name
    "inbox",
    "evidence",
    "records",
    "review",
    "process",
    "positions",
    "incidents",
    "contradictions",
    "brief",
    "sources",
    "codebook",
)


def pages() -> Iterator[Late]:
    """Yield the routes of each page."""
    for name in PAGES:
        yield Late(f"/{name}", partial(_router, name))


def _router(name: str) -> APIRouter:
    router: APIRouter = import_module(f"dragoman.serve.web.{name}").router
    return router
