"""Where reports come from: places on disk and on the web, and sources that are watched."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from dragoman.ingest.egress import Fetch, Policy, fetcher
from dragoman.ingest.from_folder import arrivals_from_folder
from dragoman.ingest.from_jsonl import PLAIN
from dragoman.ingest.from_web import arrivals_from_web
from dragoman.ingest.politeness import polite
from dragoman.ingest.watching import poll
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.sources import Health, Source
from dragoman.settings import Settings

_WEB = ("http://", "https://")


def arrivals_at(
    where: Iterable[str | Path],
    *,
    fetch: Fetch | None,
    fields: Mapping[str, str] | None,
    retrieved: datetime,
    settings: Settings,
) -> Iterator[Arrival | Refusal]:
    """Yield the reports at paths and web addresses, in the order given; nothing is fetched for a path.

    Args:
        where: files, folders and addresses that start with http:// or https://.
        fetch: gets what is at an address; politely from the public web where it is not given.
        fields: which key of a table's lines holds which field.
        retrieved: the moment, with a time zone, that what is fetched carries.
        settings: bounds of what is read.
    """
    for each in where:
        if is_web(each):
            fetch = fetch or public(settings)
            yield from arrivals_from_web(str(each), fetch=fetch, retrieved=retrieved, settings=settings)
        else:
            yield from arrivals_from_folder(Path(each), settings=settings, mapping=fields or PLAIN)


def arrivals_from(
    watched: Iterable[Source],
    health: Mapping[str, Health],
    *,
    fetch: Fetch | None,
    now: datetime,
    settings: Settings,
) -> Iterator[Arrival | Refusal | Health]:
    """Yield what is new at the sources that are due, and after each source its health."""
    return poll(watched, health, now=now, fetch=fetch or public(settings), settings=settings)


def is_web(where: str | Path) -> bool:
    """Tell whether something is to be fetched."""
    return isinstance(where, str) and where.lower().startswith(_WEB)


def public(settings: Settings) -> Fetch:
    """Return what fetches from the public web as a guest."""
    policy = Policy(max_bytes=settings.max_bytes)
    return polite(fetcher(policy), policy)
