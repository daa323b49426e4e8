"""The API: all of its routes under one address."""

from fastapi import APIRouter

from dragoman.serve.rest import documents, judgements, processes, records, state


def api_at(prefix: str) -> APIRouter:
    """Return the routes of the API, each with an address in front of its own."""
    api = APIRouter()
    for router in (records.router, processes.router, documents.router, judgements.router, state.router):
        api.include_router(router, prefix=prefix)
    return api
