"""A desk that runs in a process of its own: called over HTTP, its time and memory watched."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from dragoman.errors import DragomanError

_COMMAND = (sys.executable, "-c", "from dragoman.serve.cli import main; main()", "serve", "--port", "0", "--store")
_PATIENCE = 120.0  # seconds for an answer
_TOO_MANY = 429
_REST = 1.0  # seconds after which a desk that was called too often is called again
_REDIRECTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one call gave, and took: seconds on the wall, and of the desk's processor (in steps of its clock)."""

    path: str
    status: int
    body: str
    seconds: float
    spent: float


@dataclass(slots=True)
class Desk:
    """A running desk."""

    process: "subprocess.Popen[str]"
    started: float
    line: HTTPConnection

    def ask(self, path: str) -> Answer:
        """Call an address, again where it is too early for another call; where it leads elsewhere, follow."""
        told = path
        for _ in range(_REDIRECTS):
            before, started = self.spent(), time.perf_counter()
            status, body, leads = self._answer(told)
            answer = Answer(
                path=path, status=status, body=body, seconds=time.perf_counter() - started,
                spent=self.spent() - before,
            )  # fmt: skip
            if leads is None:
                break
            told = leads
        return answer

    def _answer(self, path: str) -> tuple[int, str, str | None]:
        while True:
            self.line.request("GET", path, headers={"accept": "text/html,application/json"})
            answer = self.line.getresponse()
            body = answer.read().decode(errors="replace")
            if answer.status != _TOO_MANY:
                return answer.status, body, answer.headers.get("location")
            time.sleep(_REST)

    def age(self) -> float:
        """Return the seconds since the command was started."""
        return time.perf_counter() - self.started

    def spent(self) -> float:
        """Return the processor's seconds so far; 0 where the system does not tell."""
        try:
            told = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> tuple[int, int]:
        """Return the resident bytes now and at most; 0 where the system does not tell."""
        try:
            told = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        except OSError:
            return 0, 0
        now, most = (re.search(rf"{name}:\s+(\d+) kB", told) for name in ("VmRSS", "VmHWM"))
        return (1024 * int(now[1]), 1024 * int(most[1])) if now and most else (0, 0)


@contextmanager
def served(store: Path) -> Iterator[Desk]:
    """Serve a store on a free port of loopback.

    Raises:
        DragomanError: it does not start.
    """
    started = time.perf_counter()
    with subprocess.Popen([*_COMMAND, str(store)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://([\d.]+):(\d+)", process.stdout.readline())
        try:
            if found is None:
                raise DragomanError(f"the desk over {store} does not start", hint="see what it said")
            line = HTTPConnection(found[1], int(found[2]), timeout=_PATIENCE)
            yield Desk(process, started, line)
            line.close()
        finally:
            process.terminate()
