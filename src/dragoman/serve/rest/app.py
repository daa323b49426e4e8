"""The application: the API and the pages over one archive."""

import time

from fastapi import FastAPI

from dragoman.serve.rest.desk import Desk
from dragoman.serve.rest.gate import Gate
from dragoman.serve.rest.permissions import check_routes
from dragoman.serve.rest.refusing import answer_problems
from dragoman.serve.web import pages
from dragoman.serve.web.assets import assets
from dragoman.version import VERSION


def app_of(desk: Desk) -> FastAPI:
    """Return the application over a desk's archive.

    Raises:
        RuntimeError: a route without a permission, a fault of the program.
    """
    app = FastAPI(title="Dragoman", version=VERSION, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.desk = desk
    for router in (*pages.ROUTERS, assets):
        app.include_router(router)
    answer_problems(app)
    app.add_middleware(Gate, desk=desk, clock=time.monotonic)
    check_routes(app)
    return app
