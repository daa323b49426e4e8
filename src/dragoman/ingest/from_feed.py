"""RSS, Atom and JSON feeds: items that hold their article arrive, the others become links."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from dragoman.codebook.sheets import sheet
from dragoman.errors import Damaged, DragomanError
from dragoman.ingest.carried_dates import carried_date
from dragoman.ingest.following import Follow, left_alone, refused
from dragoman.ingest.markup import local_name, page_of, plain_words, xml_root, xml_text
from dragoman.record.arrivals import Arrival, Link, Refusal

_ITEMS = frozenset({"item", "entry"})
_DATES = ("pubDate", "published", "issued", "date", "updated", "modified")  # the first that an item has counts
_JSON_FIELDS = ("id", "title", "url", "content_html", "content_text", "summary")
_JSON_FEED = "https://jsonfeed.org/version/"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One item of a feed, whatever the feed's form; ``day`` is its date as written."""

    id: str
    title: str
    link: str
    day: object
    markup: str = ""
    text: str = ""  # where the article is given as plain text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    title: str
    link: str
    items: tuple[_Item, ...]


def arrivals_from_feed(
    raw: bytes, *, name: str, today: date | None = None, follow: Follow = left_alone
) -> Iterator[Arrival | Refusal]:
    """Yield the reports of a feed in its order.

    ``name`` is its path or URL, ``today`` the day of fetching, after which no item is dated; ``follow`` fetches what is
    only linked, each address once.
    """
    followed: set[str] = set()
    for item in items_of_feed(raw, name=name, today=today):
        if not isinstance(item, Link):
            yield item
        elif item.url not in followed:
            followed.add(item.url)
            yield follow(item)


def items_of_feed(raw: bytes, *, name: str, today: date | None = None) -> Iterator[Arrival | Link | Refusal]:
    """Yield the items of a feed in its order: an arrival where the item holds the article, else a link.

    A feed that cannot be read gives one refusal. Two items of the same id both count, with a doubt.
    """
    try:
        feed = _read(raw, name)
    except DragomanError as error:
        yield refused(error, name=name, raw=raw)
        return
    times = Counter(item.id for item in feed.items if item.id)
    for number, item in enumerate(feed.items, start=1):
        doubts = (f"the feed gives the id {item.id[:80]!r} to {times[item.id]} items",) if times[item.id] > 1 else ()
        yield _told(item, _linked(item, feed, name=f"{name}#{number}", today=today), doubts)


def _linked(item: _Item, feed: _Feed, *, name: str, today: date | None) -> Link:
    day, doubts = carried_date(item.day, today=today)
    carrier = name.rpartition("#")[0]
    return Link(
        name=name,
        url=_joined(feed.link or carrier, item.link),
        title=item.title or None,
        published=day,
        source=feed.title or None,
        carrier=carrier,
        doubts=doubts,
    )


def _joined(base: str, link: str) -> str:
    """Return the address of an item; empty where it is none of the web (``javascript:`` and worse stand in feeds)."""
    try:
        joined = urljoin(base, link) if link else ""
    except ValueError:  # "http://["
        return ""
    return joined if joined.lower().startswith(("http://", "https://")) else ""


def _told(item: _Item, link: Link, doubts: tuple[str, ...]) -> Arrival | Link | Refusal:
    """Return an item as an arrival where it holds its article, or where nothing else can be had of it."""
    link = replace(link, doubts=(*link.doubts, *doubts))
    words = item.text or plain_words(item.markup)
    if not _is_whole(words) and link.url:
        return link
    if not words:
        return Refusal(name=link.name, message="the item has neither text nor address", carrier=link.carrier)
    return Arrival(
        name=link.name,
        raw=item.text.encode() if item.text else page_of(item.title, item.markup),
        media_type="text/plain" if item.text else "text/html",
        url=link.url or None,
        source=link.source,
        title=link.title,
        published=link.published,
        carrier=link.carrier,
        doubts=link.doubts,
    )


def _is_whole(words: str) -> bool:
    """Tell whether the words of an item are the article and not a teaser of it."""
    return len(words) >= sheet("feeds")["item"]["full_chars"] and not _cut_short().search(words[-200:])


@cache
def _cut_short() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in sheet("feeds")["item"]["cut_short"]).replace("(?i)", ""), re.I)


def _read(raw: bytes, name: str) -> _Feed:
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _from_json(raw, name)
    text = xml_text(raw, name=name)
    try:
        return _by_fastfeedparser(text, name)
    except Exception as error:  # noqa: BLE001  the library raises what it meets; the second opinion decides
        return _by_feedparser(text, name, error)


def _by_fastfeedparser(text: str, name: str) -> _Feed:
    import fastfeedparser  # type: ignore[import-untyped]

    told = fastfeedparser.parse(text.encode(), include_media=False, include_tags=False, include_enclosures=False)
    days = _days(text, name)
    entries = told["entries"]
    if len(days) != len(entries):  # the library mended the feed in a way of its own
        days = [entry.get("published") or entry.get("updated") for entry in entries]
    items = tuple(_item(entry, day) for entry, day in zip(entries, days, strict=True))
    return _Feed(title=plain_words(told["feed"].get("title") or ""), link=told["feed"].get("link") or "", items=items)


def _days(text: str, name: str) -> list[object]:
    """Return the dates of all items as written: the library gives them in UTC, a day off for half of the world."""
    found: list[object] = []
    for element in xml_root(text, name=name).iter():
        if local_name(element) in _ITEMS:
            given = {local_name(child): child.text for child in reversed(element)}
            found.append(next((given[each] for each in _DATES if given.get(each)), None))
    return found


def _by_feedparser(text: str, name: str, reason: Exception) -> _Feed:
    import feedparser  # type: ignore[import-untyped]

    try:
        told = feedparser.parse(BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it raised on 60 of 7,083 stored feeds
        raise Damaged(f"{name} is no feed that can be read: {error}", hint="check the address") from error
    if not told.entries and not told.get("version"):
        raise Damaged(f"{name} is no feed: {reason}", hint="check the address")
    items = tuple(_item(entry, entry.get("published") or entry.get("updated")) for entry in told.entries)
    return _Feed(title=plain_words(told.feed.get("title") or ""), link=told.feed.get("link") or "", items=items)


def _item(entry: Mapping[str, Any], day: object) -> _Item:
    """Return an entry of either library; the longer of its content and its description is the article."""
    contents = [each.get("value") or "" for each in entry.get("content") or ()]
    return _Item(
        id=str(entry.get("id") or ""),
        title=plain_words(entry.get("title") or ""),
        link=(entry.get("link") or "").strip(),
        day=day,
        markup=max([*contents, entry.get("description") or entry.get("summary") or ""], key=len),
    )


def _from_json(raw: bytes, name: str) -> _Feed:
    try:
        told = json.loads(raw)
        if not str(told["version"]).startswith(_JSON_FEED):
            raise ValueError("it is JSON, but no JSON Feed")
        items = tuple(_json_item(each) for each in told["items"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(f"{name} is no JSON Feed: {error}", hint="check the address") from error
    return _Feed(title=_whole_characters(told.get("title")), link=str(told.get("home_page_url") or ""), items=items)


def _json_item(told: Mapping[str, Any]) -> _Item:
    given = {name: _whole_characters(told.get(name)) for name in _JSON_FIELDS}
    return _Item(
        id=given["id"],
        title=plain_words(given["title"]),
        link=given["url"],
        day=told.get("date_published"),
        markup=given["content_html"] or given["summary"],
        text="" if given["content_html"] else given["content_text"],
    )


def _whole_characters(value: object) -> str:
    """Return words of JSON, which can spell halves of characters, as text."""
    return str(value or "").encode("utf-8", "replace").decode()
