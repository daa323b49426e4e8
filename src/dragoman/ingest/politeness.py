"""Fetching as a guest: what robots.txt forbids is not fetched, and no host is asked twice at once."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dragoman.errors import AddressRefused
from dragoman.ingest.egress import Conditions, Fetch, Fetched, Policy
from dragoman.ingest.robots import Robots


@dataclass(frozen=True, slots=True)
class _Guest:
    """Fetches with pauses; ``asked`` is when each host was last asked."""

    fetch: Fetch
    policy: Policy
    sleep: Callable[[float], None]
    clock: Callable[[], float]
    asked: dict[str, float] = field(default_factory=dict)

    def wait_and_fetch(self, url: str, conditions: Conditions, pause: float = 0.0) -> Fetched:
        host = urlsplit(url).netloc
        wait = self.asked.get(host, -1e9) + max(pause, self.policy.delay) - self.clock()
        if wait > 0:
            self.sleep(wait)
        try:
            return self.fetch(url, conditions)
        finally:
            self.asked[host] = self.clock()


def polite(
    fetch: Fetch,
    policy: Policy,
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Fetch:
    """Return ``fetch`` made polite, for one round of fetching.

    Between two requests to one host ``policy.delay`` seconds pass, or what its robots.txt asks for if that is more; what
    robots.txt forbids raises :class:`AddressRefused`. ``sleep`` and ``clock`` take and give seconds.
    """
    guest = _Guest(fetch, policy, sleep, clock)
    robots = Robots(guest.wait_and_fetch)

    def fetch_politely(url: str, conditions: Conditions) -> Fetched:
        rules = robots.rules(url)
        if not rules.allows(url, policy.user_agent):
            why = rules.closed or "its robots.txt forbids it"
            raise AddressRefused(f"{url} is not fetched: {why}", hint="ask the outlet, or take another source")
        return guest.wait_and_fetch(url, conditions, rules.delay(policy.user_agent))

    return fetch_politely
