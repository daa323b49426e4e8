"""What is refused before anything is looked up: other names, other sites' forms, too much, too often."""

import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from dragoman.serve.rest.desk import Desk, Limits
from dragoman.serve.rest.problems import Problem

SAFE = ("GET", "HEAD", "OPTIONS")
_FREE = "/static/"  # the desk's own files cost nothing
_CALLERS = 10_000  # whose calls are counted at once; whoever called longest ago is forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is known of a call before its body is read."""

    method: str
    path: str
    query: bytes
    headers: Headers
    caller: str  # an address of the network

    @property
    def writes(self) -> bool:
        """Whether it may change anything."""
        return self.method not in SAFE


def check(call: Call, desk: Desk) -> None:
    """Refuse a call that no browser of ours and no program of good will makes.

    Raises:
        Problem: 400 or 421 for another name than the desk's, 403 for a write from another site, 413 and 414 for too
            much.
    """
    _check_host(call, desk)
    if len(call.query) > desk.limits.query or len(call.path) > desk.limits.query:
        raise Problem(414, f"an address of more than {desk.limits.query} characters")
    length = call.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        raise Problem(400, "the length of the body is no number")
    if int(length) > desk.limits.body:
        raise Problem(413, too_large(desk.limits))
    if call.writes:
        _check_origin(call)


def too_large(limits: Limits) -> str:
    """Say how large a body may be."""
    return f"a body of more than {limits.body:,} bytes"


def _check_host(call: Call, desk: Desk) -> None:
    """Refuse names that are not the desk's: a page elsewhere may have had its name point here (DNS rebinding)."""
    hosts = call.headers.getlist("host")
    if len(hosts) != 1:
        raise Problem(400, "a call names one host")
    name = _name(hosts[0])
    if name not in desk.hosts and (desk.is_open or not _is_number(name)):
        raise Problem(421, "the desk does not go by that name", hint="see `dragoman serve --help`: --name")


def _check_origin(call: Call) -> None:
    """Refuse writes that another site had a browser make; programs that are no browser bring their token themselves."""
    site, origin = call.headers.get("sec-fetch-site"), call.headers.get("origin")
    if site not in (None, "same-origin"):
        raise Problem(403, "another site may not write here")
    if origin is not None and urlsplit(origin).netloc.lower() != call.headers["host"].lower():
        raise Problem(403, "another site may not write here")
    if site is None and origin is None and "authorization" not in call.headers:
        raise Problem(403, "it is not said where the form was", hint="send `Authorization: Bearer TOKEN`")


def _name(host: str) -> str:
    """Return the name in a header, without the port."""
    name, colon, port = host.strip().lower().rpartition(":")
    return name if colon and port.isdigit() else host.strip().lower()


def _is_number(name: str) -> bool:
    """Tell whether a name is an address of the network, which nobody can have point elsewhere."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


@dataclass(slots=True)
class _Left:
    calls: float
    writes: float
    at: float


@dataclass(slots=True, kw_only=True)
class Rates:
    """How much each caller has left: it runs out by calls and fills up with time. Used from one thread."""

    limits: Limits
    clock: Callable[[], float]  # seconds
    _known: OrderedDict[str, _Left] = field(default_factory=OrderedDict)

    def count(self, call: Call) -> None:
        """Count a call.

        Raises:
            Problem: 429, where the caller called too often.
        """
        if call.path.startswith(_FREE):
            return
        left = self._left(call.caller)
        if left.calls < 1 or (call.writes and left.writes < 1):
            raise Problem(429, "too many calls", hint="wait a moment")
        left.calls -= 1
        left.writes -= call.writes

    def _left(self, caller: str) -> _Left:
        now, most = self.clock(), self.limits
        left = self._known.setdefault(caller, _Left(most.calls, most.writes, now))
        self._known.move_to_end(caller)
        if len(self._known) > _CALLERS:
            self._known.popitem(last=False)
        minutes = (now - left.at) / 60
        left.calls = min(most.calls, left.calls + minutes * most.calls)
        left.writes = min(most.writes, left.writes + minutes * most.writes)
        left.at = now
        return left
