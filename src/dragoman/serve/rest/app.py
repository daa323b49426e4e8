"""The application: the API and the pages over one archive."""

import time

from fastapi import FastAPI

from dragoman.serve.rest import documents, judgements, processes, records, state
from dragoman.serve.rest.describing import describe
from dragoman.serve.rest.desk import Desk
from dragoman.serve.rest.gate import Gate
from dragoman.serve.rest.permissions import check_routes
from dragoman.serve.rest.refusing import answer_problems
from dragoman.serve.web import pages
from dragoman.serve.web.assets import assets
from dragoman.version import VERSION

API = "/api/v1"


def app_of(desk: Desk) -> FastAPI:
    """Return the application over a desk's archive.

    Raises:
        RuntimeError: a route without a permission, a fault of the program.
    """
    app = FastAPI(title="Dragoman", version=VERSION, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.desk = desk
    for router in (*pages.ROUTERS, assets):
        app.include_router(router, include_in_schema=False)
    for router in (records.router, processes.router, documents.router, judgements.router, state.router):
        app.include_router(router, prefix=API)
    describe(app)
    answer_problems(app)
    app.add_middleware(Gate, desk=desk, clock=time.monotonic)
    check_routes(app)
    return app
