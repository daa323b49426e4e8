"""What a site allows robots: its robots.txt, asked once a round for each host, by RFC 9309."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import DragomanError
from dragoman.ingest.egress import Conditions, Fetch

_LONGEST = 500_000  # bytes; what lies beyond is not read, by the RFC
_MOST_DELAY = 60.0  # seconds; a site that asks for more means to be left alone, and an hour's round must end


@dataclass(frozen=True, slots=True)
class Rules:
    """What the robots.txt of one host says; without a file everything is allowed, without an answer nothing."""

    parsed: Any = None  # protego's
    closed: str = ""  # why nothing may be fetched

    def allows(self, url: str, agent: str) -> bool:
        """Tell whether ``agent`` may fetch ``url``."""
        return not self.closed and (self.parsed is None or bool(self.parsed.can_fetch(url, agent)))

    def delay(self, agent: str) -> float:
        """Return the seconds that the site wants between two requests; 0 where it does not say."""
        wanted = None if self.parsed is None else self.parsed.crawl_delay(agent)
        return 0.0 if wanted is None else min(max(float(wanted), 0.0), _MOST_DELAY)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of all hosts met in a round; ``fetch`` is used once for each host."""

    fetch: Fetch
    _known: dict[str, Rules] = field(default_factory=dict)

    def rules(self, url: str) -> Rules:
        """Return the rules of the host of an address."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._known:
            self._known[host] = _asked(f"{host}/robots.txt", self.fetch)
        return self._known[host]


def _asked(url: str, fetch: Fetch) -> Rules:
    try:
        fetched = fetch(url, Conditions())
    except DragomanError as error:
        return Rules(closed=f"robots.txt cannot be read: {error.message}")
    if fetched.status >= 500 or fetched.status == 429:
        return Rules(closed=f"robots.txt cannot be read: {url} answers with status {fetched.status}")
    if fetched.status != 200:
        return Rules()
    return rules_of(fetched.body)


def rules_of(body: bytes) -> Rules:
    """Return the rules that a robots.txt spells."""
    from protego import Protego

    return Rules(Protego.parse(body[:_LONGEST].decode("utf-8", "replace")))
