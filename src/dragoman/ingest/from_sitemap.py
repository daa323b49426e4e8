"""Sitemaps and indexes of sitemaps, packed or not: the addresses that a site lists, as links."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from dragoman.errors import Damaged, DragomanError
from dragoman.ingest.carried_dates import carried_date
from dragoman.ingest.following import Follow, left_alone, refused
from dragoman.ingest.inflating import MAGIC, Inflating
from dragoman.ingest.markup import local_name, xml_root, xml_text
from dragoman.record.arrivals import Arrival, Link, Refusal
from dragoman.settings import Settings

MOST_LINKS = 50_000  # of a sitemap, by its standard; here of all maps of an index together
_MOST_MAPS = 500
_DEEPEST = 2  # an index of indexes is against the standard and in use; deeper is a trap


def arrivals_from_sitemap(
    raw: bytes, *, name: str, settings: Settings, today: date | None = None, follow: Follow = left_alone
) -> Iterator[Arrival | Refusal]:
    """Yield the reports that a sitemap lists, each fetched by ``follow``; maps of an index are fetched by it too."""
    for item in links_of_sitemap(raw, name=name, settings=settings, today=today, follow=follow):
        yield follow(item) if isinstance(item, Link) else item


def links_of_sitemap(
    raw: bytes, *, name: str, settings: Settings, today: date | None = None, follow: Follow = left_alone
) -> Iterator[Link | Refusal]:
    """Yield the addresses that a sitemap lists, in its order; ``follow`` fetches the maps of an index.

    A map that cannot be read gives one refusal and costs nothing but itself; what goes beyond ``MOST_LINKS`` addresses
    gives one refusal.
    """
    every = _links(raw, name, settings, follow)
    count = 0
    for item in islice(every, MOST_LINKS):
        count += 1
        yield _dated(item, today)
    if count == MOST_LINKS and next(every, None) is not None:
        yield Refusal(name=name, message=f"more than {MOST_LINKS:,} addresses; the rest was left", hint="split it")


Found = tuple[Link, str | None]  # a link, and its date as written


def _links(raw: bytes, name: str, settings: Settings, follow: Follow) -> Iterator[Found | Refusal]:
    waiting: list[tuple[bytes, str, int]] = [(raw, name, 0)]
    seen: set[str] = {name}
    while waiting:
        inner, where, depth = waiting.pop(0)
        try:
            root = _root(inner, where, settings)
        except DragomanError as error:
            yield refused(error, name=where, carrier=name, raw=inner)
            continue
        if local_name(root) == "urlset":
            yield from _listed(root, where)
            continue
        for url in _nested(root):
            if url in seen:
                continue
            if depth >= _DEEPEST or len(seen) > _MOST_MAPS:
                yield Refusal(name=url, message="the index of sitemaps goes too deep or lists too many", carrier=name)
                break
            seen.add(url)
            found = follow(Link(name=url, url=url, carrier=where))
            if isinstance(found, Refusal):
                yield found
            else:
                waiting.append((found.raw, url, depth + 1))


def _root(raw: bytes, name: str, settings: Settings) -> Any:  # noqa: ANN401
    if raw.startswith(MAGIC):
        raw = b"".join(Inflating([raw], name=name, limit=settings.max_bytes))
    root = xml_root(xml_text(raw, name=name), name=name)
    if local_name(root) not in ("urlset", "sitemapindex"):
        raise Damaged(f"{name} is no sitemap", hint="check the address")
    return root


def _nested(root: Any) -> Iterator[str]:  # noqa: ANN401
    for entry in root:
        url = _texts(entry).get("loc", "")
        if local_name(entry) == "sitemap" and url:
            yield url


def _listed(root: Any, name: str) -> Iterator[Found | Refusal]:  # noqa: ANN401
    for number, entry in enumerate((each for each in root if local_name(each) == "url"), start=1):
        texts = _texts(entry)
        if not texts.get("loc"):
            yield Refusal(name=f"{name}#{number}", message="the entry has no address", carrier=name)
            continue
        link = Link(
            name=texts["loc"], url=texts["loc"], title=texts.get("title"), source=texts.get("name"), carrier=name
        )
        yield link, texts.get("publication_date")


def _texts(entry: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the texts inside an entry by name; what stands first counts. News sitemaps nest title, name and date."""
    texts: dict[str, str] = {}
    for element in entry.iter():
        words = " ".join((element.text or "").split())
        if words:
            texts.setdefault(local_name(element), words)
    return texts


def _dated(item: Found | Refusal, today: date | None) -> Link | Refusal:
    if isinstance(item, Refusal):
        return item
    link, words = item
    day, doubts = carried_date(words, today=today)
    return replace(link, published=day, doubts=doubts)
