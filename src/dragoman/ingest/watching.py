"""One round of polling the sources that are due: what is new arrives, and each source's health is told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

from dragoman.errors import AddressRefused, DragomanError, FetchError
from dragoman.ingest.egress import Conditions, Fetch, Fetched
from dragoman.ingest.following import arrived, follower, from_source, refused
from dragoman.ingest.from_feed import items_of_feed
from dragoman.ingest.from_sitemap import links_of_sitemap
from dragoman.record.arrivals import Arrival, Link, Refusal
from dragoman.record.sources import Health, Source
from dragoman.settings import Settings

_LONGEST_PAUSE = timedelta(days=1)  # between polls of a source that keeps failing
_GONE = frozenset({400, 401, 403, 404, 405, 406, 410, 451})  # a page that answers so will answer so tomorrow

Item = Arrival | Link | Refusal


@dataclass(slots=True)
class _Round:
    """What one poll of one source has come to so far."""

    source: Source
    fetch: Fetch
    now: datetime
    known: frozenset[str]
    seen: list[str] = field(default_factory=list)
    urls: set[str] = field(default_factory=set)  # fetched in this round
    failed: set[str] = field(default_factory=set)  # of these, those to be tried again
    fault: str = ""
    left: int = 0  # links beyond what one round may fetch

    @property
    def waiting(self) -> int:
        return self.left + len(self.failed)

    def is_of_entry(self, refusal: Refusal) -> bool:
        """Tell the refusal of one entry, ``feed#3``, from that of a list."""
        return bool(re.fullmatch(r".*#\d+", refusal.name.removeprefix(self.source.url), re.DOTALL))


def poll(
    sources: Iterable[Source], health: Mapping[str, Health], *, now: datetime, fetch: Fetch, settings: Settings
) -> Iterator[Arrival | Refusal | Health]:
    """Yield what is new at the sources that are due, and after each source its health.

    ``health`` is what the rounds before gave, by name of source; ``now`` is the moment, with a time zone; ``fetch`` is
    best a polite one. Nothing raises: a source that fails is *unknown* since when and why, and is asked again after
    pauses that double up to a day.
    """
    for source in sources:
        before = health.get(source.name)
        if before and before.due > now:
            continue
        try:
            yield from _polled(source, before, now, fetch, settings)
        except Exception as error:  # noqa: BLE001  a fault of ours at one source must not cost the others
            why = f"a fault of Dragoman, report it: {type(error).__name__}: {error}"
            yield _unknown(source, before, now, why)


def _polled(
    source: Source, before: Health | None, now: datetime, fetch: Fetch, settings: Settings
) -> Iterator[Arrival | Refusal | Health]:
    asked = Conditions(etag=before.etag, modified=before.modified) if before else Conditions()
    try:
        fetched = fetch(source.url, asked)
    except DragomanError as error:
        yield _unknown(source, before, now, error.message)
        return
    if fetched.status == 304 and before and asked != Conditions():
        yield _ok(source, before, now)
        return
    if fetched.status != 200:
        yield _unknown(source, before, now, f"{source.url} answers with status {fetched.status}", fetched.retry_after)
        return
    going = _Round(source, fetch, now, frozenset(before.seen if before else ()))
    for item in _items(source, fetched, going, settings):
        yield from _new(item, going)
    yield _after(going, before, fetched)


def _items(source: Source, fetched: Fetched, going: _Round, settings: Settings) -> Iterator[Item]:
    name, today = source.url, going.now.date()
    if source.kind == "feed":
        yield from items_of_feed(fetched.body, name=name, today=today)
    elif source.kind == "sitemap":
        follow = follower(going.fetch, retrieved=going.now)
        yield from links_of_sitemap(fetched.body, name=name, settings=settings, today=today, follow=follow)
    else:
        yield arrived(fetched, Link(name=name, url=name), retrieved=going.now)


def _new(item: Item, going: _Round) -> Iterator[Arrival | Refusal]:
    """Yield an item where it was not taken in before."""
    if isinstance(item, Refusal):
        going.fault = going.fault or ("" if going.is_of_entry(item) else item.message)
        yield item
        return
    key = _key(item)
    if key in going.known or (isinstance(item, Link) and item.url in going.urls):
        going.seen.extend([] if item.url in going.failed else [key])
        return
    named = from_source(item, going.source.outlet or going.source.name)
    if isinstance(named, Arrival):
        going.seen.append(key)
        yield replace(named, retrieved=going.now)
    elif isinstance(named, Link):
        yield from _fetched(named, key, going)


def _fetched(link: Link, key: str, going: _Round) -> Iterator[Arrival | Refusal]:
    """Yield what a link leads to; what may come back tomorrow is not counted as seen."""
    if len(going.urls) >= going.source.most:
        going.left += 1
        return
    going.urls.add(link.url)
    try:
        fetched = going.fetch(link.url, Conditions())
    except DragomanError as error:
        passing = isinstance(error, FetchError) and not isinstance(error, AddressRefused)
        _count(link, key, going, passing=passing)
        yield refused(error, name=link.name, carrier=link.carrier)
        return
    _count(link, key, going, passing=fetched.status != 200 and fetched.status not in _GONE)
    yield arrived(fetched, link, retrieved=going.now)


def _count(link: Link, key: str, going: _Round, *, passing: bool) -> None:
    """Count a link as seen, or as failed where the fault may pass."""
    if passing:
        going.failed.add(link.url)
    else:
        going.seen.append(key)


def _key(item: Arrival | Link) -> str:
    """Return what tells an item from others, and a changed item from what it was."""
    told = item.raw if isinstance(item, Arrival) else f"{item.url}\n{item.title}\n{item.published}".encode()
    return sha256(told).hexdigest()[:20]


def _after(going: _Round, before: Health | None, fetched: Fetched) -> Health:
    seen = tuple(dict.fromkeys(going.seen))
    if going.fault:  # the list was not read to its end: what was seen before still counts
        kept = tuple(dict.fromkeys((*seen, *(before.seen if before else ()))))
        return replace(_unknown(going.source, before, going.now, going.fault), seen=kept, etag=None, modified=None)
    known = _ok(going.source, before, going.now)
    if going.waiting:  # and the whole list is wanted next time, which "not changed" would hide
        why = f"pages still to be fetched: {going.waiting:,}"
        return replace(known, seen=seen, etag=None, modified=None, why=why)
    return replace(known, seen=seen, etag=fetched.etag, modified=fetched.modified)


def _ok(source: Source, before: Health | None, now: datetime) -> Health:
    since = before.since if before and before.state == "ok" else now
    due = now + timedelta(seconds=source.interval)
    kept = before or Health(source=source.name, state="ok", since=since, checked=now, due=due)
    return replace(kept, state="ok", since=since, checked=now, due=due, why="", failures=0)


def _unknown(source: Source, before: Health | None, now: datetime, why: str, retry_after: str | None = None) -> Health:
    """Return the health of a source that failed; the pause doubles with each failure in a row."""
    failures = before.failures + 1 if before else 1
    pause = max(timedelta(seconds=source.interval * 2 ** min(failures, 20)), _asked_for(retry_after, now))
    since = before.since if before and before.state == "unknown" else now
    due = now + min(pause, max(_LONGEST_PAUSE, timedelta(seconds=source.interval)))
    kept = before or Health(source=source.name, state="unknown", since=since, checked=now, due=due)
    return replace(kept, state="unknown", since=since, checked=now, due=due, why=why, failures=failures)


def _asked_for(retry_after: str | None, now: datetime) -> timedelta:
    """Return the pause that the server asks for, in seconds or up to a date."""
    if not retry_after:
        return timedelta()
    if retry_after.strip().isdecimal():
        return min(timedelta(seconds=int(retry_after.strip()[:9])), _LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError):
        return timedelta()
    return max((until if until.tzinfo else until.replace(tzinfo=UTC)) - now, timedelta())
