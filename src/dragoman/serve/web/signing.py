"""Signing in and out: the token is sent once, in a form, and lies in a cookie that no script can read."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from starlette.responses import RedirectResponse

from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import COOKIE, may
from dragoman.serve.web.rendering import render

_KEPT = 60 * 60 * 12  # seconds: a working day
router = APIRouter(dependencies=[may("open")], include_in_schema=False)


@router.get("/")
def front() -> Response:
    """Lead to the first page."""
    return RedirectResponse("/inbox", 303)


@router.get("/sign-in")
def form(request: Request, then: str = "/inbox") -> Response:
    """Ask for the token."""
    return render(request, "sign_in.html", then=local(then), is_wrong=False)


@router.post("/sign-in")
def sign_in(
    request: Request, desk: DeskOf, token: Annotated[str, Form(max_length=200)], then: Annotated[str, Form()] = "/inbox"
) -> Response:
    """Let a user in whose token is known."""
    if desk.user_of(token.strip()) is None:
        return render(request, "sign_in.html", status=403, then=local(then), is_wrong=True)
    answer = RedirectResponse(local(then), 303)
    is_safe = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token.strip(), max_age=_KEPT, httponly=True, samesite="strict", secure=is_safe)
    return answer


@router.post("/sign-out")
def sign_out() -> Response:
    """Forget the token."""
    answer = RedirectResponse("/inbox", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def local(address: str) -> str:
    """Return an address of this desk: nobody is led elsewhere after signing in."""
    is_ours = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if is_ours else "/inbox"
