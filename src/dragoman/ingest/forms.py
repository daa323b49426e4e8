"""The form that something delivered has, a report or a carrier of reports, told by its name and its first bytes."""

import re
from collections.abc import Iterator
from typing import Literal

from dragoman.codebook.sheets import sheet
from dragoman.ingest.following import Follow, left_alone
from dragoman.ingest.from_feed import arrivals_from_feed
from dragoman.ingest.from_sitemap import arrivals_from_sitemap
from dragoman.ingest.inflating import MAGIC
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.settings import Settings

Form = Literal["report", "table", "archive", "feed", "sitemap"]
HEAD = 4_000  # bytes in which a form shows
_FIRST_ELEMENT = re.compile(
    r"[\ufeff\s]*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*){0,20}<([A-Za-z][\w:.-]*)", re.DOTALL | re.IGNORECASE
)
_FEEDS = frozenset({"rss", "feed", "rdf:rdf"})
_SITEMAPS = frozenset({"urlset", "sitemapindex"})


def form_of_file(name: str, head: bytes) -> Form | None:
    """Return the form of a file by its suffix; ``head``, its first bytes, tells a sitemap from a feed.

    What has no suffix is a report; None where the suffix is none that is read.
    """
    lowered = name.lower()
    forms: dict[Form | Literal["markup"], list[str]] = sheet("feeds")["suffixes"]
    found = next((form for form, endings in forms.items() if lowered.endswith(tuple(endings))), None)
    if found == "markup":
        return "sitemap" if lowered.endswith(".gz") or form_of_content(head, name=name) == "sitemap" else "feed"
    if found is None and "." not in lowered.lstrip("."):
        return "report"
    return found


def form_of_content(head: bytes, *, name: str) -> Form:
    """Return the form of something fetched by ``head``, its first bytes; a page where nothing tells of a carrier."""
    if head.startswith(MAGIC):
        return "sitemap" if ".xml" in name.lower() else "report"
    narrow = head[:HEAD].removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    text = narrow.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")  # markup is ASCII, whatever width it comes in
    if text.startswith("{") and "jsonfeed.org/version/" in text:
        return "feed"
    element = _FIRST_ELEMENT.match(text)
    named = element[1].lower() if element else ""
    return "feed" if named in _FEEDS else "sitemap" if named in _SITEMAPS else "report"


def arrivals_in(
    arrival: Arrival, form: Form, *, settings: Settings, follow: Follow = left_alone
) -> Iterator[Arrival | Refusal]:
    """Yield what an arrival carries: the items of a feed, the pages of a sitemap, itself where it is a report."""
    today = arrival.retrieved.date() if arrival.retrieved else None
    name = arrival.url or arrival.name
    if form == "feed":
        yield from arrivals_from_feed(arrival.raw, name=name, today=today, follow=follow)
    elif form == "sitemap":
        yield from arrivals_from_sitemap(arrival.raw, name=name, settings=settings, today=today, follow=follow)
    else:
        yield arrival
