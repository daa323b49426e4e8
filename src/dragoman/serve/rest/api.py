"""The API: all of its routes under one address."""

from fastapi import APIRouter

from dragoman.serve.rest import documents, judgements, processes, records, state
from dragoman.serve.rest.permissions import check_routes


def api_at(prefix: str) -> APIRouter:
    """Return the routes of the API.

    Args:
        prefix: the address in front of theirs.

    Raises:
        RuntimeError: a route without a permission, a fault of the program.
    """
    api = APIRouter()
    for router in (records.router, processes.router, documents.router, judgements.router, state.router):
        api.include_router(router, prefix=prefix)
    check_routes(api.routes)
    return api
