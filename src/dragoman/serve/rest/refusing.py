"""What is answered where a call cannot be: problem details to programs, a page to people, and nothing of the inside."""

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from dragoman.errors import DragomanError
from dragoman.serve.rest.problems import MEDIA_TYPE, NotReady, Problem, problem_of
from dragoman.serve.rest.tags import Unchanged
from dragoman.serve.web.rendering import render

API = "/api/"
_DETAILS = {
    404: "there is nothing of that address", 405: "this cannot be done with that address",
    408: "the body came too slowly", 413: "the body is too large",
}  # fmt: skip
_HEADERS = {401: {"www-authenticate": "Bearer"}, 429: {"retry-after": "5"}, 503: {"retry-after": "5"}}
_LOG = logging.getLogger("dragoman.serve")


def answer_problems(app: FastAPI) -> None:
    """Answer every error of an application as a problem."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(DragomanError, _ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Unchanged, _unchanged)


def answer(request: Request, problem: Problem, *, errors: list[dict[str, str]] | None = None) -> Response:
    """Return a problem in the form that suits who calls."""
    headers = _HEADERS.get(problem.status, {})
    if not request.url.path.startswith(API) and "text/html" in request.headers.get("accept", ""):
        template = "waiting.html" if isinstance(problem, NotReady) else "problem.html"
        return render(request, template, status=problem.status, headers=headers, problem=problem)
    told = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}
    told |= {"hint": problem.hint} if problem.hint else {}
    told |= {"errors": errors} if errors else {}
    return JSONResponse(told, status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return answer(request, error)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, DragomanError)
    problem = problem_of(error)
    if problem.status >= 500:
        _LOG.error("%s %s: %s", request.method, request.url.path, error)
    return answer(request, problem)


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    found = answer(request, Problem(error.status_code, _DETAILS.get(error.status_code, "the call makes no sense")))
    found.headers.update(error.headers or {})
    return found


def _invalid(request: Request, error: Exception) -> Response:
    """Name what is wrong with each parameter; what was sent is not sent back."""
    assert isinstance(error, RequestValidationError)
    errors = [{"at": ".".join(map(str, each["loc"])), "detail": str(each["msg"])} for each in error.errors()]
    detail = "; ".join(f"{each['at']}: {each['detail']}" for each in errors[:3])
    return answer(request, Problem(422, detail, hint="see /api/v1/openapi.json"), errors=errors)


def _unchanged(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Unchanged)
    return Response(status_code=304, headers={"etag": error.tag})
