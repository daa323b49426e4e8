"""The gate that every call goes through: guards before it, the headers on every answer, and no fault that shows."""

import asyncio
import logging
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.serve.rest.desk import Desk, Limits
from dragoman.serve.rest.guards import Call, Rates, check, too_large
from dragoman.serve.rest.headers import CACHE, HEADERS, VARY
from dragoman.serve.rest.problems import NotReady, Problem
from dragoman.serve.rest.refusing import answer

_OPEN = ("/static/", "/sign-in")  # what needs no records
_HELD = 2.0  # seconds that a call is held before it is told to come again
_LOOK = 0.02  # seconds between two looks
_LOG = logging.getLogger("dragoman.serve")


class Gate:
    """Wraps an application; one gate counts the calls of one desk."""

    def __init__(self, app: ASGIApp, desk: Desk, clock: Callable[[], float]) -> None:
        self._app, self._desk = app, desk
        self._rates = Rates(limits=desk.limits, clock=clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call on, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks over a socket that stays open
            await send({"type": "websocket.close", "code": 1008})
            return
        sending = _Sending(send)
        try:
            call = _call(scope)
            check(call, self._desk)
            self._rates.count(call)
            await self._wait_for_records(call)
            await self._app(scope, bounded(receive, self._desk.limits), sending)
        except Problem as problem:
            await answer(Request(scope), problem)(scope, receive, sending)
        except Exception as error:
            _LOG.error("%s %s", scope["method"], scope["path"], exc_info=error)
            if sending.has_begun:
                raise
            fault = Problem(500, "a fault of Dragoman", hint="see the log of `dragoman serve`")
            await answer(Request(scope), fault)(scope, receive, sending)

    async def _wait_for_records(self, call: Call) -> None:
        """Hold a call that only reads while records are put together, and refuse it where that takes long."""
        readying = self._desk.readying
        if readying is None or call.method not in ("GET", "HEAD") or call.path.startswith(_OPEN):
            return
        until = asyncio.get_running_loop().time() + _HELD
        while readying.is_waited_for:
            if asyncio.get_running_loop().time() >= until:
                raise NotReady
            await asyncio.sleep(_LOOK)


class _Sending:
    """Puts the headers on an answer, and knows whether there is one."""

    def __init__(self, send: Send) -> None:
        self._send, self.has_begun = send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers.setdefault("cache-control", CACHE)
            headers.setdefault("vary", VARY)
        await self._send(message)


def bounded(receive: Receive, limits: Limits) -> Receive:
    """Return what gives the body of a call, and refuses one that is too large or comes too slowly.

    Raises:
        HTTPException: 408 or 413, while the body is read.
    """
    size, end = 0, 0.0

    async def receiving() -> Message:
        nonlocal size, end
        if end < 0:  # all has come in; what follows is only that the caller left
            return await receive()
        now = asyncio.get_running_loop().time()
        end = end or now + limits.seconds
        try:
            message = await asyncio.wait_for(receive(), max(end - now, 0.0))
        except TimeoutError as error:
            raise HTTPException(408, "the body came too slowly") from error
        size += len(message.get("body", b""))
        if size > limits.body:
            raise HTTPException(413, too_large(limits))
        end = end if message.get("more_body") else -1.0
        return message

    return receiving


def _call(scope: Scope) -> Call:
    client = scope.get("client") or ("", 0)
    return Call(
        method=scope["method"], path=scope["path"], query=scope["query_string"], headers=Headers(scope=scope),
        caller=str(client[0]),
    )  # fmt: skip
