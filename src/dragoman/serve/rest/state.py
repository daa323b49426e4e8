"""Routes about the desk itself: how much the store holds, who may use it, and the description of the API."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse

from dragoman.serve.rest.asking import Moment
from dragoman.serve.rest.describing import described
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.rest.schemas import StatusShape, UserShape
from dragoman.serve.rest.tags import Tagged
from dragoman.spelling import spelled
from dragoman.version import VERSION

router = APIRouter(tags=["state"])


@router.get("/status", dependencies=[may("read"), Tagged])
def status(desk: DeskOf, asked: Annotated[Moment, Query()]) -> StatusShape:
    """Tell how much the store holds, and the end of its log."""
    counts, head = desk.archive.status(as_of=asked.as_of)
    told = {"version": VERSION, "counts": spelled(counts), "sequence": head.sequence, "hash": head.hash}
    return StatusShape.model_validate(told)


@router.get("/users", dependencies=[may("keep")])
def users(desk: DeskOf) -> list[UserShape]:
    """List everybody who was ever given a token."""
    return [UserShape.model_validate(spelled(each)) for each in desk.archive.users()]


@router.get("/openapi.json", include_in_schema=False, dependencies=[may("read")])
def description(request: Request) -> JSONResponse:
    """Give the description of the API."""
    return JSONResponse(described(request.app, request.app.state.api.router.routes))
