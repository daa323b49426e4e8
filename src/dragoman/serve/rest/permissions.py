"""Who may do what: every route carries its permission, and one that carries none is refused when the desk starts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NoReturn, get_args

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.routing import BaseRoute

from dragoman.record.users import Role, User
from dragoman.serve.rest.desk import Desk, DeskOf
from dragoman.serve.rest.problems import Problem

Permission = Literal["open", "read", "judge", "add", "keep"]
PERMISSIONS: tuple[Permission, ...] = get_args(Permission)
ALLOWED: dict[Permission, tuple[Role, ...]] = {
    "open": ("reader", "coder", "admin"),  # and everybody without a token
    "read": ("reader", "coder", "admin"),  # and everybody where the desk is open
    "judge": ("coder", "admin"),
    "add": ("coder", "admin"),
    "keep": ("admin",),
}
COOKIE = "dragoman"


@dataclass(frozen=True, slots=True)
class Needs:
    """A dependency that lets only those through who have a permission."""

    permission: Permission

    def __call__(self, request: Request, desk: DeskOf) -> None:
        """Refuse a call that is not allowed."""
        user = user_in(request, desk)
        if not is_allowed(self.permission, user, desk):
            refuse(self.permission, user)


def may(permission: Permission) -> Any:  # noqa: ANN401  FastAPI's own
    """Return the dependency of a route that only those may call who have a permission."""
    return Depends(Needs(permission))


def is_allowed(permission: Permission, user: User | None, desk: Desk) -> bool:
    """Tell whether a user, or whoever has no token, may do something."""
    if permission == "open" or (permission == "read" and desk.is_open and user is None):
        return True
    return user is not None and user.role in ALLOWED[permission]


def refuse(permission: Permission, user: User | None) -> NoReturn:
    """Say why a call is not allowed.

    Raises:
        Problem: 401 without a token that is known, 403 with one whose role is not enough.
    """
    if user is None:
        raise Problem(401, "a token is needed", hint="sign in, or send `Authorization: Bearer TOKEN`")
    needed = " or ".join(ALLOWED[permission])
    raise Problem(403, f"a {user.role} may not do this", hint=f"ask for the role {needed}")


def user_in(request: Request, desk: Desk) -> User | None:
    """Return who calls, by the token in the header, or else in the cookie; None without a token that is known.

    Raises:
        Problem: 401, where the header holds a token that nobody has.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme:
        user = desk.user_of(token.strip()) if scheme.lower() == "bearer" else None
        if user is None:
            raise Problem(401, "the token is not known", hint="it may be revoked: `dragoman users list`")
        return user
    cookie = request.cookies.get(COOKIE)
    return desk.user_of(cookie) if cookie else None


def _signed_in(request: Request, desk: DeskOf) -> User:
    user = user_in(request, desk)
    if user is None:
        refuse("judge", None)
    return user


SignedIn = Annotated[User, Depends(_signed_in)]


def permissions_of(route: RouteContext) -> frozenset[Permission]:
    """Return the permissions that a route carries; whoever calls it needs all of them."""
    is_ours = isinstance(route.original_route, APIRoute)
    return frozenset(_needed(route.dependant)) if is_ours else frozenset()


def check_routes(routes: Sequence[BaseRoute]) -> None:
    """Refuse routes of which one carries no permission.

    Raises:
        RuntimeError: names the routes.
    """
    bare = [str(route.path) for route in iter_route_contexts(routes) if not permissions_of(route)]
    if bare:
        raise RuntimeError(f"routes without a permission: {', '.join(bare)}")


def _needed(dependant: Dependant) -> Iterator[Permission]:
    for each in dependant.dependencies:
        if isinstance(each.call, Needs):
            yield each.call.permission
        yield from _needed(each)
