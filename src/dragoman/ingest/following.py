"""What becomes of a link that a feed or sitemap names: fetched, or told that nobody fetched it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from dragoman.errors import DragomanError
from dragoman.ingest.egress import Conditions, Fetch, Fetched
from dragoman.record.arrivals import Arrival, Link, Refusal

Follow = Callable[[Link], Arrival | Refusal]


def left_alone(link: Link) -> Refusal:
    """Return the refusal of a link where nothing is fetched."""
    return Refusal(
        name=link.name,
        message=f"{link.url} is only linked, not contained",
        hint="add the address itself, or watch the source",
        carrier=link.carrier,
    )


def follower(fetch: Fetch, *, retrieved: datetime) -> Follow:
    """Return a function that fetches links; ``retrieved`` is the moment, with a time zone, that arrivals carry."""

    def follow(link: Link) -> Arrival | Refusal:
        try:
            return arrived(fetch(link.url, Conditions()), link, retrieved=retrieved)
        except DragomanError as error:
            return refused(error, name=link.name, carrier=link.carrier)

    return follow


def arrived(fetched: Fetched, link: Link, *, retrieved: datetime) -> Arrival | Refusal:
    """Return what was fetched for a link as an arrival, or the refusal where the server gave none."""
    if fetched.status != 200 or not fetched.body.strip():
        what = f"with status {fetched.status}" if fetched.status != 200 else "with nothing"
        return Refusal(
            name=link.name, message=f"{fetched.url} answers {what}", hint="open it in a browser", carrier=link.carrier
        )
    return Arrival(
        name=link.name,
        raw=fetched.body,
        media_type=fetched.media_type,
        url=fetched.url,
        source=link.source,
        title=link.title,
        published=link.published,
        retrieved=retrieved,
        carrier=link.carrier,
        doubts=link.doubts,
    )


def refused(error: DragomanError, *, name: str, carrier: str | None = None, raw: bytes | None = None) -> Refusal:
    """Return an error as the refusal of the one thing it concerns."""
    digest = None if raw is None else f"sha256:{sha256(raw).hexdigest()}"
    return Refusal(name=name, message=error.message, hint=error.hint, carrier=carrier, raw_digest=digest)


def from_source(item: Arrival | Link | Refusal, source: str) -> Arrival | Link | Refusal:
    """Return an arrival or link with the outlet's name as the list of sources gives it."""
    return item if isinstance(item, Refusal) else replace(item, source=source)
