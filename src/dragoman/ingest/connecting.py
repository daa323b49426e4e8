"""Connections for the egress module: to addresses looked up once, and only until a deadline."""

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.errors import FetchError

Resolver = Callable[[str, int], Sequence[str]]  # host and port to addresses, the preferred first


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which a fetch must be done, on the monotonic clock."""

    at: float
    url: str

    def left(self) -> float:
        """Return the seconds left.

        Raises:
            FetchError: none are.

        """
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise self.missed()
        return seconds

    def missed(self) -> FetchError:
        """Return the error that the time is up."""
        return FetchError(f"{self.url} was not done in time", hint="try again later, or allow more seconds")


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host as the system knows them.

    Raises:
        FetchError: no such host.

    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"the host {host} is not known: {error}", hint="check the address and the network") from error
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True)
class Door:
    """A network backend for httpcore2 that connects to nothing but the addresses its resolver gives."""

    resolver: Resolver
    deadline: Deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  the deadline counts
        local_address: str | None = None,  # noqa: ARG002  the library's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> "Stream":
        """Connect to the first address of the host that answers."""
        import httpcore2

        last: Exception = FetchError(f"the host {host} has no address", hint="check the address")
        addresses = self._looked_up(host, port)
        for tried, address in enumerate(addresses):
            seconds = self.deadline.left() / (len(addresses) - tried)  # one that never answers leaves time for the rest
            try:
                return Stream(httpcore2.SyncBackend().connect_tcp(address, port, seconds), self.deadline)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
        raise last

    def sleep(self, seconds: float) -> None:
        """Wait between attempts of the library."""
        time.sleep(min(seconds, self.deadline.left()))

    def _looked_up(self, host: str, port: int) -> Sequence[str]:
        """Look a host up in a thread of its own: the system's look-up knows no time limit."""
        given: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                given.put(self.resolver(host, port))
            except Exception as error:  # noqa: BLE001  handed over to the waiting thread
                given.put(error)

        threading.Thread(target=look_up, daemon=True).start()
        try:
            found = given.get(timeout=self.deadline.left())
        except queue.Empty:
            raise self.deadline.missed() from None
        if isinstance(found, Exception):
            raise found
        return found


@dataclass(frozen=True, slots=True)
class Stream:
    """A connection whose every read and write ends at the deadline, however slowly bytes drip."""

    inner: Any
    deadline: Deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Read what has come, at most ``max_bytes``."""
        data: bytes = self.inner.read(max_bytes, self.deadline.left())
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send all bytes."""
        self.inner.write(buffer, self.deadline.left())

    def close(self) -> None:
        """Close the connection."""
        self.inner.close()

    def start_tls(
        self,
        ssl_context: Any,  # noqa: ANN401
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> "Stream":
        """Return the connection under TLS; the certificate must be that of the host asked for."""
        return Stream(self.inner.start_tls(ssl_context, server_hostname, self.deadline.left()), self.deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401
        """Return what the library wants to know of the socket."""
        return self.inner.get_extra_info(info)
