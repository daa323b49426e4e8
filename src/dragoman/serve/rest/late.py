"""Routes that are made when the first of them is called, so that the first page need not wait for them."""

import threading
from collections.abc import Callable

from anyio.to_thread import run_sync
from fastapi import APIRouter
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send


class Late(BaseRoute):
    """Everything below one address; ``make`` gives the routes, with that address in front of theirs."""

    def __init__(self, prefix: str, make: Callable[[], APIRouter]) -> None:
        self.path = prefix
        self._make, self._made = make, None
        self._lock = threading.Lock()

    @property
    def router(self) -> APIRouter:
        """The routes; made now where nobody asked before."""
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether a call is for an address of ours."""
        is_ours = scope["type"] == "http" and f"{scope['path']}/".startswith(f"{self.path}/")
        return (Match.FULL if is_ours else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call on, while other calls are answered."""
        router = await run_sync(lambda: self.router)
        await router(scope, receive, send)
