"""Routes that are made when the first of them is called, so that the first page need not wait for the others."""

import threading
from collections.abc import Callable, Iterable, Iterator

from anyio.to_thread import run_sync
from fastapi import APIRouter
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from dragoman.serve.rest.permissions import check_routes


class Late(BaseRoute):
    """Everything at and below one address; ``make`` gives the routes, with that address in front of theirs."""

    def __init__(self, path: str, make: Callable[[], APIRouter]) -> None:
        self.path, self._make = path, make
        self._made: APIRouter | None = None
        self._lock = threading.Lock()

    @property
    def router(self) -> APIRouter:
        """The routes; made now where nobody called one before.

        Raises:
            RuntimeError: a route without a permission, a fault of the program.
        """
        with self._lock:
            if self._made is None:
                made = self._make()
                check_routes(made.routes)
                self._made = made
            return self._made

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether a call is for an address of ours."""
        is_ours = scope["type"] == "http" and f"{scope['path']}/".startswith(f"{self.path}/")
        return (Match.FULL if is_ours else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call on; while the routes are made, others are answered."""
        router = await run_sync(lambda: self.router) if self._made is None else self._made
        await router(scope, receive, send)


def each_route(routes: Iterable[BaseRoute]) -> Iterator[RouteContext]:
    """Yield all routes, having those made that are late."""
    for route in routes:
        yield from iter_route_contexts(route.router.routes if isinstance(route, Late) else [route])
