"""The desk served over HTTP until somebody ends it."""

import asyncio
import gc
import signal
import socket
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk

_AT_ONCE = 200  # connections; more are told to come back
_PATIENCE = 5  # seconds that calls have to end when the desk is closed
_YOUNG = 500_000  # objects that come between two looks for garbage
_SLOWEST = 10.0  # seconds for the head of a request


class Patient(H11Protocol):
    """HTTP/1.1 that lets go of whoever does not say in time what is wanted: uvicorn itself would wait for ever."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401  uvicorn's own
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait on where a request has begun and its head is not complete."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE and self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        elif self._waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        if self._waiting is not None:
            self._waiting.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(_SLOWEST, self._give_up)

    def _give_up(self) -> None:
        self._waiting = None
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.close()


class Server(uvicorn.Server):
    """A server that ends quietly at the first signal, so that the archive is closed in order."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """End at a signal; it is not raised again afterwards."""
        handlers = {each: signal.signal(each, self.handle_exit) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in handlers.items():
                signal.signal(each, handler)


def run(desk: Desk, listener: socket.socket) -> None:
    """Serve a desk on a socket that listens, until a signal ends it.

    Calls that are under way are answered; a second Ctrl-C does not wait for them.
    """
    config = uvicorn.Config(
        app_of(desk), http=Patient, lifespan="off", ws="none", log_config=None, access_log=False, server_header=False,
        limit_concurrency=_AT_ONCE, timeout_graceful_shutdown=_PATIENCE,
    )  # fmt: skip
    _collect_seldom()
    Server(config).run(sockets=[listener])


def _collect_seldom() -> None:
    """Look for garbage after many pages: each makes a hundred thousand objects, none of which outlives it."""
    gc.collect()
    gc.freeze()  # what is there by now stays
    gc.set_threshold(_YOUNG, 10, 10)
