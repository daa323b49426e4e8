"""A server on loopback that answers as a test wants it to, the policy that allows reaching it, and bombs."""

import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from dragoman.ingest.egress import Policy

LOOPBACK = "127.0.0.1"


@dataclass
class Site:
    """Answers by path, as the bytes that go over the line or as a function of the connection; what was asked."""

    port: int = 0
    answers: dict[str, bytes | Callable[[socket.socket], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/", host: str = LOOPBACK) -> str:
        return f"http://{host}:{self.port}{path}"

    def policy(self, **changed: object) -> Policy:
        return Policy(**{"allowed": frozenset({LOOPBACK}), "ports": frozenset({self.port}), "seconds": 5.0, **changed})

    def _serve(self, line: socket.socket) -> None:
        with line:
            request = b""
            while b"\r\n\r\n" not in request:
                received = line.recv(65_536)
                if not received:
                    return
                request += received
            path = request.split(b" ", 2)[1].decode()
            self.asked.append(path)
            self.requests.append(request)
            answer = self.answers.get(path, reply(b"nothing here", status="404 Not Found"))
            with suppress(OSError):  # the client has had enough
                answer(line) if callable(answer) else line.sendall(answer)


def reply(body: bytes = b"", *, status: str = "200 OK", length: int | None = None, **headers: str) -> bytes:
    """An answer as it goes over the line; ``content_type`` becomes Content-Type."""
    given = {"Content-Length": str(len(body) if length is None else length), "Connection": "close"}
    given |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def bomb(megabytes: int, begins: bytes = b"") -> bytes:
    """A gzip member of a few kilobytes that opens to ``begins`` and then to megabytes of zeros; its end is missing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(begins) + packer.flush(zlib.Z_FULL_FLUSH)
    zeros = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08" + bytes(6) + b"\xff" + head + zeros * megabytes


def redirect(target: str, status: str = "302 Found") -> bytes:
    return reply(status=status, location=target)


@contextmanager
def serving() -> Iterator[Site]:
    listening = socket.create_server((LOOPBACK, 0))
    site = Site(port=listening.getsockname()[1])

    def accept() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=site._serve, args=(line,), daemon=True).start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield site
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        accepting.join()
