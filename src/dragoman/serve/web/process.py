"""Process: not built yet."""

from fastapi import APIRouter, Request, Response

from dragoman.serve.rest.permissions import may
from dragoman.serve.web.rendering import render

router = APIRouter(dependencies=[may("read")])


@router.get("/process", include_in_schema=False)
def process(request: Request) -> Response:
    """Say that the page is not built yet."""
    return render(request, "unbuilt.html")
