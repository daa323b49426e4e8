"""The API: all of its routes under one address."""

from fastapi import APIRouter

from dragoman.serve.rest import alerts, documents, judgements, overviews, processes, records, state


def api_at(prefix: str) -> APIRouter:
    """Return the routes of the API, each with an address in front of its own."""
    api = APIRouter()
    for part in (records, overviews, processes, documents, judgements, alerts, state):
        api.include_router(part.router, prefix=prefix)
    return api
