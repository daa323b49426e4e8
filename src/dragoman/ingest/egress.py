"""The one door to the network: an address is looked up once and checked, every byte and every second is counted."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dragoman.errors import AddressRefused, FetchError, TooLarge
from dragoman.ingest.addresses import is_public
from dragoman.ingest.connecting import Deadline, Door, Resolver, resolve
from dragoman.ingest.inflating import Inflating

_MOVED = frozenset({301, 302, 303, 307, 308})
_SCHEMES = frozenset({"http", "https"})
_LONGEST_URL = 8_000  # characters; servers take no longer ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What fetching may do.

    ``max_bytes`` bounds a body as sent and as opened; ``seconds`` bounds a fetch with its look-ups and redirects;
    ``allowed`` are addresses that may be reached though they are not public (loopback in tests); ``ports`` are those
    that may be reached; ``delay`` is the seconds between two requests to one host. Proxies of the environment are
    ignored; through ``proxy`` names are looked up by the proxy, so that only literal addresses can be checked here.
    """

    max_bytes: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5
    allowed: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset({80, 443})
    user_agent: str = "Dragoman/0.1 (news reader for peace research)"
    proxy: str | None = None
    delay: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What to ask with, so that a server need not send again what it sent before."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave, whatever its status; ``url`` is where it was found in the end."""

    url: str
    status: int
    body: bytes = b""
    media_type: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry_after: str | None = None
    hops: tuple[str, ...] = ()  # the addresses that led here, first the one asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent to an address; ``headers`` are names and values in ASCII."""

    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request of a fetch, or the one of a message."""

    url: Any  # httpx2's, parsed once: what is checked is what is connected to
    policy: Policy
    conditions: Conditions
    deadline: Deadline
    resolver: Resolver
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


Fetch = Callable[[str, Conditions], Fetched]


def fetch(url: str, *, policy: Policy, conditions: Conditions | None = None, resolver: Resolver = resolve) -> Fetched:
    """Return what ``url`` gives, redirects followed and each checked anew.

    ``resolver`` gives the addresses of a host and port; of these only public and allowed ones are connected to, without
    a second look-up.

    Raises:
        AddressRefused: not http or https, a port or address that is not allowed, a redirect from https to http.
        FetchError: no such host, no answer in time, a broken answer, too many redirects.
        TooLarge: a body of more bytes than allowed.
        Damaged: a body that is not the gzip it says it is.

    """
    deadline = Deadline(time.monotonic() + policy.seconds, url)
    hops: list[str] = []
    at = _parsed(url, policy)
    while True:
        answer = _asked(_Hop(at, policy, conditions or Conditions(), deadline, resolver))
        if answer.status not in _MOVED or "location" not in answer.headers:
            return _fetched(str(at), answer, tuple(hops))
        hops.append(str(at))
        if len(hops) > policy.redirects:
            raise FetchError(f"{url} redirects more than {policy.redirects} times", hint="the site is broken")
        at = _moved(at, answer.headers["location"], policy)


def post(url: str, message: Message, *, policy: Policy, resolver: Resolver = resolve) -> Fetched:
    """Send a message and return the answer; a redirect is an answer and is never followed with what was sent.

    Raises:
        AddressRefused: not http or https, a port or address that is not allowed.
        FetchError: no such host, no answer in time, a broken answer.
        TooLarge: an answer of more bytes than allowed.
        Damaged: an answer that is not the gzip it says it is.

    """
    at, deadline = _parsed(url, policy), Deadline(time.monotonic() + policy.seconds, url)
    return _fetched(str(at), _asked(_Hop(at, policy, Conditions(), deadline, resolver, message)), ())


def fetcher(policy: Policy, resolver: Resolver = resolve) -> Fetch:
    """Return ``fetch`` as a function of an address and its conditions alone."""

    def fetch_by_policy(url: str, conditions: Conditions) -> Fetched:
        return fetch(url, policy=policy, conditions=conditions, resolver=resolver)

    return fetch_by_policy


def _parsed(url: str, policy: Policy) -> Any:  # noqa: ANN401  httpx2 is imported where it is used
    import httpx2

    try:
        parsed = httpx2.URL(url if len(url) <= _LONGEST_URL else "").copy_with(fragment=None)
    except (httpx2.InvalidURL, UnicodeError, TypeError) as error:
        raise AddressRefused(f"{url[:200]} is no web address: {error}", hint="check the address") from error
    _check(parsed, url[:200], policy)
    return parsed


def _check(parsed: Any, url: str, policy: Policy) -> None:  # noqa: ANN401
    if parsed.scheme not in _SCHEMES or not parsed.host:
        raise AddressRefused(f"{url} is no http or https address", hint="give an address that starts with https://")
    if parsed.userinfo:
        raise AddressRefused(f"{url} carries a user name", hint="give the address without user name and password")
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    if port not in policy.ports:
        raise AddressRefused(f"{url} uses port {port}", hint="only 80 and 443, unless the policy allows others")


def _moved(at: Any, location: str, policy: Policy) -> Any:  # noqa: ANN401
    import httpx2

    try:
        target = str(at.join(location))
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(f"{at} redirects to {location[:200]!r}, which is no address", hint="") from error
    parsed = _parsed(target, policy)
    if at.scheme == "https" and parsed.scheme == "http":
        raise AddressRefused(f"{at} redirects to the unprotected {target}", hint="fetch that address if you trust it")
    return parsed


def _asked(hop: _Hop) -> _Answer:
    """Send one request and return the answer, body opened; the body of a redirect stays unread."""
    method, body = ("POST", hop.message.body) if hop.message else ("GET", None)
    with (
        _pool(hop) as pool,
        _told(hop),
        pool.stream(method, _target(hop), headers=_headers(hop), content=body) as response,
    ):
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in _MOVED:
            return _Answer(response.status, headers)
        _announced(headers, hop)
        return _Answer(response.status, headers, _body(response.iter_stream(), headers, hop))


def _pool(hop: _Hop) -> Any:  # noqa: ANN401
    import httpcore2

    door: Any = Door(_checked_addresses(hop), hop.deadline)
    if hop.policy.proxy is None:
        return httpcore2.ConnectionPool(network_backend=door, http2=False)
    if _is_literal(hop.url.host):
        _require(hop.url.host, [hop.url.host], hop.policy)
    door = Door(hop.resolver, hop.deadline)  # the proxy itself is the user's, and mostly inside their own network
    return httpcore2.HTTPProxy(hop.policy.proxy, network_backend=door)


def _checked_addresses(hop: _Hop) -> Resolver:
    """Return a resolver that gives only addresses that may be connected to."""

    def resolved(host: str, port: int) -> Sequence[str]:
        return _require(host, hop.resolver(host, port), hop.policy)

    return resolved


def _require(host: str, addresses: Sequence[str], policy: Policy) -> Sequence[str]:
    """Return the addresses where all may be reached: one private among public ones is a trick, not a mirror."""
    for address in addresses:
        if address not in policy.allowed and not is_public(address):
            raise AddressRefused(f"{host} leads to {address}, which is not public", hint="only public sites are read")
    return addresses


def _is_literal(host: str) -> bool:
    from ipaddress import ip_address

    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _target(hop: _Hop) -> Any:  # noqa: ANN401
    """Return the address as httpcore2 takes it, in parts, so that nothing is parsed a second time."""
    import httpcore2

    url = hop.url
    return httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _headers(hop: _Hop) -> list[tuple[str, str]]:
    asked = [
        ("Host", hop.url.netloc.decode("ascii")),
        ("User-Agent", hop.policy.user_agent),
        ("Accept", "*/*"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
    ]
    if hop.message:
        return [*asked, ("Content-Length", str(len(hop.message.body))), *hop.message.headers]
    known = (("If-None-Match", hop.conditions.etag), ("If-Modified-Since", hop.conditions.modified))
    return [*asked, *((name, value) for name, value in known if value)]


@contextmanager
def _told(hop: _Hop) -> Iterator[None]:
    """Turn the library's faults into ours."""
    import httpcore2

    faults = (
        httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError,
        httpcore2.UnsupportedProtocol, OSError, ValueError,
    )  # fmt: skip
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise hop.deadline.missed() from error
    except faults as error:
        words = str(error) or type(error).__name__
        raise FetchError(f"{hop.url} gave no proper answer: {words}", hint="try again later") from error


def _announced(headers: dict[str, str], hop: _Hop) -> None:
    size = headers.get("content-length", "")
    if size.isdecimal() and int(size) > hop.policy.max_bytes:
        raise TooLarge(f"{hop.url} has {int(size):,} bytes, more than {hop.policy.max_bytes:,}", hint="raise max_bytes")


def _body(chunks: Iterator[bytes], headers: dict[str, str], hop: _Hop) -> bytes:
    limit, name = hop.policy.max_bytes, str(hop.url)
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("gzip", "x-gzip", "identity", ""):
        raise FetchError(f"{name} comes packed as {encoding[:40]!r}, which nobody asked for", hint="the site is broken")
    opened = Inflating(chunks, name=name, limit=limit) if encoding.endswith("gzip") else chunks
    body = bytearray()
    for piece in opened:
        body += piece
        if len(body) > limit:
            raise TooLarge(f"{name} has more than {limit:,} bytes", hint="raise max_bytes")
    return bytes(body)


def _fetched(url: str, answer: _Answer, hops: tuple[str, ...]) -> Fetched:
    told = answer.headers
    return Fetched(
        url=url,
        status=answer.status,
        body=answer.body,
        media_type=told.get("content-type"),
        etag=_asked_with(told.get("etag")),
        modified=_asked_with(told.get("last-modified")),
        retry_after=told.get("retry-after"),
        hops=hops,
    )


def _asked_with(value: str | None) -> str | None:
    """Return what may stand in the header of the next request: ASCII, as the protocol wants it."""
    return value if value and value.isascii() else None
