"""A web page as a document: its main text, and what it says of itself."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from dragoman.record.documents import Document
from dragoman.record.evidence import Span
from dragoman.settings import Settings

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot",
})  # fmt: skip
_DEPTH = 200  # lxml drops what lies deeper than 256, silently
_TREE_DEPTH = 1_500  # resiliparse's look for the main text is quadratic in depth
_FLAT_DEPTH = 5_000
_TAGS = 30_000  # trafilatura needs minutes for pages of very many elements
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000}")  # parsers are quadratic in the attributes of a tag
_LONGEST_JSON = 200_000
_SCRIPTS = re.compile(r"<(script|style|noscript|template|svg|head)\b", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|figure)\b", re.IGNORECASE)  # data and photos have dates of their own
_BREAKS = re.compile(
    r"<(?:/?(?:p|div|br|li|ul|ol|h[1-6]|tr|section|article|header|footer|blockquote|table|title)\b)", re.IGNORECASE
)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)")
_DATE_METAS = (
    "article:published_time", "og:published_time", "datepublished", "publishdate", "publish-date", "pubdate",
    "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date",
    "publication_date",
)  # fmt: skip
_JSON_FIELD = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page says of itself."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    doubts: tuple[str, ...] = ()


def from_html(html: str, *, raw: bytes, settings: Settings, url: str | None = None) -> Document:  # noqa: ARG001
    """Return the main text of the page as a document, its title as the first line."""
    page = _described(html, url)
    body = main_text(html)
    text, title_span = _titled(body, page.title)
    return Document(
        id=f"sha256:{sha256(raw).hexdigest()}",
        text=text,
        title=page.title,
        title_span=title_span,
        published=page.published,
        published_basis="metadata" if page.published else None,
        source=page.outlet,
        url=page.url,
        doubts=page.doubts,
    )


def main_text(html: str) -> str:
    """Return the article of the page; never nothing where the page shows words.

    trafilatura is best on ordinary pages and returns nothing on odd ones (deep nesting, long doctypes, articles in
    asides); resiliparse is the second opinion, and the page without its tags the last.
    """
    depth, tags = _depth(html)
    if depth > _FLAT_DEPTH or _LONG_TAG.search(html):
        return _stripped(html)
    whole = _resiliparse(html, main=False)
    second = _resiliparse(html, main=True) if depth <= _TREE_DEPTH else whole
    first = _trafilatura(html) if depth <= _DEPTH and tags <= _TAGS else ""
    if len(first) >= 0.4 * len(second) and len(first) >= 200:
        return first
    best = max(first, second, key=len)
    if len(best) >= min(200, 0.1 * len(whole)):
        return best
    return whole or _stripped(html)


def _depth(html: str) -> tuple[int, int]:
    """Count how deep the page nests and how many tags it has, without parsing it."""
    depth = deepest = tags = 0
    for match in _TAG.finditer(html):
        tags += 1
        if match[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest, tags


def _trafilatura(html: str) -> str:
    from trafilatura import extract

    try:  # its parser gives up on some pages with an AssertionError, a ValueError or an lxml error
        found = extract(_without_doctype(html), fast=True, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001
        return ""
    return (found or "").strip()


def _without_doctype(html: str) -> str:
    """Drop the doctype: an odd one makes trafilatura return nothing."""
    start = html[:5_000].lower().find("<!doctype")
    end = html.find(">", start)
    return html[:start] + html[end + 1 :] if 0 <= start < end else html


def _resiliparse(html: str, *, main: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    found = extract_plain_text(html, main_content=main, alt_texts=False, list_bullets=True, comments=False)
    return "\n".join(line for each in str(found).splitlines() if (line := each.strip()))


def _stripped(html: str) -> str:
    """Return the page without its tags, one line for each block."""
    broken = _BREAKS.sub("\n<x", _without(html, _SCRIPTS))
    words = unescape(re.sub(r"<[a-zA-Z/!][^<>]*>", " ", broken))
    return "\n".join(line for each in words.splitlines() if (line := " ".join(each.split())))


def _without(html: str, elements: re.Pattern[str]) -> str:
    """Return the page without some elements and what is in them."""
    kept, at = [], 0
    while match := elements.search(html, at):
        kept.append(html[at : match.start()])
        close = re.compile(rf"</{match[1]}\s*>", re.IGNORECASE).search(html, match.end())
        at = close.end() if close else len(html)
    kept.append(html[at:])
    return "".join(kept)


def _titled(body: str, title: str | None) -> tuple[str, Span | None]:
    """Put the title above the body, unless the body begins with it."""
    if not title:
        return body, None
    first = body.split("\n", 1)[0].strip()
    if first.casefold() == title.casefold():
        start = body.index(first)
        return body, Span(start, start + len(first))
    return f"{title}\n\n{body}", Span(0, len(title))


def _described(html: str, url: str | None) -> _Page:
    from resiliparse.parse.html import HTMLTree

    if _depth(html)[0] > _FLAT_DEPTH or _LONG_TAG.search(html):
        title = re.search(r"<title[^>]{0,200}>([^<]{1,300})<", html)
        return _Page(title=_clean(title[1]) if title else None, url=url, outlet=_domain(url))
    tree = HTMLTree.parse(html)
    metas = dict(reversed(list(_metas(tree))))
    outlet = metas.get("og:site_name") or metas.get("application-name")
    address = url or _canonical(tree, metas)
    published, doubts = _published(html, tree, metas)
    return _Page(
        title=_title(tree, metas, outlet),
        outlet=outlet or _domain(address),
        url=address,
        published=published,
        doubts=doubts,
    )


def _metas(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for element in tree.document.query_selector_all("meta[content]"):
        name = element.getattr("property") or element.getattr("name") or element.getattr("itemprop")
        value = _clean(element.getattr("content") or "")
        if name and value:
            yield name.lower(), value


def _clean(words: str) -> str:
    return " ".join(unescape(words).split())


def _title(tree: Any, metas: dict[str, str], outlet: str | None) -> str | None:  # noqa: ANN401
    headings = [_clean(element.text) for element in tree.document.query_selector_all("h1")]
    given = metas.get("og:title") or metas.get("twitter:title") or _clean(tree.title or "")
    alone = [heading for heading in headings if heading and heading.casefold() in (given or heading).casefold()]
    title = max(alone, key=len, default="") or given or next(iter(headings), "")
    if outlet:
        title = re.sub(rf"\s+[|–—-]\s+{re.escape(outlet)}\s*$", "", title, flags=re.IGNORECASE)
    return title[:400] or None


def _canonical(tree: Any, metas: dict[str, str]) -> str | None:  # noqa: ANN401
    link = tree.document.query_selector("link[rel=canonical]")
    address = (link.getattr("href") if link else None) or metas.get("og:url")
    base = metas.get("og:url") or ""
    whole = urljoin(base, address) if address else None
    return whole if whole and whole.startswith(("http://", "https://")) else None


def _domain(address: str | None) -> str | None:
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _published(html: str, tree: Any, metas: dict[str, str]) -> tuple[date | None, tuple[str, ...]]:  # noqa: ANN401
    """Return the date the page claims: JSON-LD, metadata, time elements, then htmldate's reading of the rest."""
    claimed = [*_json_dates(tree), *(metas[name] for name in _DATE_METAS if name in metas)]
    days = [day for each in claimed if (day := _day(each))]
    if days:
        others = sorted({str(day) for day in days if abs((day - days[0]).days) > 1})
        return days[0], tuple(f"the page's metadata also give {other}" for other in others)
    times, of_photos = _time_elements(tree)
    if times:
        return times[0], ()
    if of_photos:
        return None, (f"the only date on the page, {of_photos[0]}, belongs to a photo; it was not used",)
    return _by_htmldate(html), ()


def _json_dates(tree: Any) -> Iterator[str]:  # noqa: ANN401
    for script in tree.document.query_selector_all('script[type="application/ld+json"]'):
        source = script.text[:_LONGEST_JSON]
        try:
            yield from _published_in(json.loads(source), depth=0)
        except (ValueError, RecursionError):  # broken or hostile: the field alone will do
            yield from _JSON_FIELD.findall(source)[:1]


def _published_in(value: Any, *, depth: int) -> Iterator[str]:  # noqa: ANN401
    """Yield ``datePublished`` of articles; images and videos have dates of their own."""
    if depth > 6:
        return
    if isinstance(value, list):
        for each in value:
            yield from _published_in(each, depth=depth + 1)
    elif isinstance(value, dict) and not any(word in str(value.get("@type")) for word in ("Image", "Video", "Comment")):
        if isinstance(value.get("datePublished"), str):
            yield value["datePublished"]
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _published_in(value.get(name), depth=depth + 1)


def _day(words: str) -> date | None:
    match = _DAY.search(words)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _time_elements(tree: Any) -> tuple[list[date], list[date]]:  # noqa: ANN401
    """Return the days of the time elements: the page's, and those of photos."""
    page: list[date] = []
    photos: list[date] = []
    for element in tree.document.query_selector_all("time[datetime]")[:50]:
        day = _day(element.getattr("datetime") or "")
        if day:
            (photos if _in_photo(element) else page).append(day)
    return page, photos


def _in_photo(element: Any) -> bool:  # noqa: ANN401
    for _ in range(8):
        element = element.parent
        if element is None:
            return False
        if element.tag in ("figure", "figcaption") or "caption" in (element.getattr("class") or "").lower():
            return True
    return False


def _by_htmldate(html: str) -> date | None:
    from htmldate import find_date

    depth, tags = _depth(html)
    if depth > _DEPTH or tags > _TAGS:
        return None
    try:
        return _day(
            find_date(_without(_without_doctype(html), _SCRIPT), original_date=True, extensive_search=False) or ""
        )
    except Exception:  # noqa: BLE001 - it raises whatever lxml and dateparser raise
        return None
