"""Fetching as a guest: what robots.txt forbids is not fetched, and no host is asked twice at once."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dragoman.errors import AddressRefused, FetchError
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

    Between two requests to one host ``policy.delay`` seconds pass, or what its robots.txt asks for if that is more.
    ``sleep`` and ``clock`` take and give seconds. What robots.txt forbids raises :class:`AddressRefused`; while it
    cannot be read, nothing is fetched, which raises :class:`FetchError`.
    """
    guest = _Guest(fetch, policy, sleep, clock)
    robots = Robots(guest.wait_and_fetch)

    def fetch_politely(url: str, conditions: Conditions) -> Fetched:
        rules = robots.rules(url)
        if rules.closed:
            raise FetchError(f"{url} is not fetched: {rules.closed}", hint="try again later")
        if not rules.allows(url, policy.user_agent):
            raise AddressRefused(f"{url} is not fetched: its robots.txt forbids it", hint="ask the outlet")
        return guest.wait_and_fetch(url, conditions, rules.delay(policy.user_agent))

    return fetch_politely
