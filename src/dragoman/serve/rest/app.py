"""The application: the API and the pages over one archive, each made when it is first called."""

import time

from fastapi import APIRouter, FastAPI

from dragoman.serve.rest.desk import Desk
from dragoman.serve.rest.gate import Gate
from dragoman.serve.rest.late import Late
from dragoman.serve.rest.permissions import check_routes
from dragoman.serve.rest.refusing import answer_problems
from dragoman.serve.web import signing
from dragoman.serve.web.assets import assets
from dragoman.serve.web.kept import Kept
from dragoman.serve.web.pages import pages
from dragoman.version import VERSION

API = "/api/v1"


def app_of(desk: Desk) -> FastAPI:
    """Return the application over a desk's archive.

    Raises:
        RuntimeError: a route without a permission, a fault of the program.
    """
    app = FastAPI(title="Dragoman", version=VERSION, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.desk, app.state.kept, app.state.api = desk, Kept(), Late(API, _api)
    for router in (signing.router, assets):
        app.include_router(router, include_in_schema=False)
    check_routes(app.routes)
    app.router.routes.extend([*pages(), app.state.api])
    answer_problems(app)
    app.add_middleware(Gate, desk=desk, clock=time.monotonic)
    return app


def _api() -> APIRouter:
    from dragoman.serve.rest.api import api_at

    return api_at(API)
