"""One web address: a page arrives itself, of a feed or sitemap the reports that it lists."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from dragoman.ingest.egress import Fetch
from dragoman.ingest.following import follower
from dragoman.ingest.forms import HEAD, arrivals_in, form_of_content
from dragoman.record.arrivals import Arrival, Link, Refusal
from dragoman.settings import Settings


def arrivals_from_web(
    url: str, *, fetch: Fetch, retrieved: datetime, settings: Settings
) -> Iterator[Arrival | Refusal]:
    """Yield the reports at an address; ``retrieved`` is the moment, with a time zone, that they carry.

    A page, feed or item that cannot be fetched gives one refusal.
    """
    follow = follower(fetch, retrieved=retrieved)
    found = follow(Link(name=url, url=url))
    if isinstance(found, Refusal):
        yield found
        return
    form = form_of_content(found.raw[:HEAD], name=found.url or url)
    for item in arrivals_in(found, form, settings=settings, follow=follow):
        yield item if isinstance(item, Refusal) else replace(item, retrieved=retrieved)
