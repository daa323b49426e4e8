"""Evidence: a report as text with the words that state each field marked, and beside it what was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from dragoman.archive import Archive
from dragoman.keeping.provenance import Provenance
from dragoman.keeping.records import Within
from dragoman.record.documents import Document
from dragoman.record.records import Report
from dragoman.serve.passages import harmless
from dragoman.serve.phrases import day
from dragoman.serve.record_words import report_in_words
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.rest.problems import Problem
from dragoman.serve.web.rendering import render
from dragoman.serve.web.report_fields import marks_of, stated_in
from dragoman.serve.web.segments import address_of, segments_of
from dragoman.store.contract import Delivery, Page, Wanted

PAGE = 50  # reports
_UNDATED = "the publication date is unknown"
_BASIS = {
    "stated": "stated in the text", "metadata": "from the page's own data", "given": "given by the feed or table",
    "inferred": "inferred from the text",
}  # fmt: skip
Words = Annotated[str, Query(max_length=200)]
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A report in a list; ``found`` are words around what was sought."""

    address: str
    source: str
    day: str
    title: str
    came: str
    found: str
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a report came from, in words; ``link`` is its URL where a browser may follow it."""

    day: str
    basis: str
    url: str
    link: str
    ways: tuple[str, ...]
    doubts: tuple[str, ...]
    copies: tuple[tuple[str, str], ...]  # address and words
    versions: tuple[tuple[str, str], ...]


@router.get("/evidence")
def reports(
    request: Request, desk: DeskOf, q: Words = "", source: Words = "",
    at: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:  # fmt: skip
    """List reports: those that hold the words, the best first, or all, the latest that came in first."""
    found, is_more = reports_at(desk.archive, q.strip(), source.strip(), at)
    return render(
        request, "reports.html", reports=found, q=q, source=source, at=at, is_more=is_more, size=PAGE,
        is_empty=not found and not desk.archive.documents(page=Page(limit=1)),
    )  # fmt: skip


@router.get("/evidence/{ident}")
def evidence(ident: str, request: Request, desk: DeskOf) -> Response:
    """Show a report with its marked words; the id of a record leads to the record."""
    if "-record-" in ident:
        return RedirectResponse(f"/records/{ident}", 307)
    document = desk.archive.document(ident)
    if document is None:
        raise Problem(404, "there is no such report", hint="its address holds the digest of its bytes; see the list")
    stated = stated_in(ident, desk.archive.records(within=Within(documents=frozenset({ident}))))
    return render(
        request, "evidence.html", document=document, stated=stated,
        segments=segments_of(document.text, marks_of(stated), document.residue),
        origin=origin_of(document, desk.archive.provenance(ident)),
        count=sum(len(each.findings) for each in stated),
    )  # fmt: skip


def reports_at(archive: Archive, sought: str, source: str, at: int) -> tuple[tuple[Listed, ...], bool]:
    """Return a page of reports, and whether there is another.

    Args:
        archive: holds them.
        sought: words that they must hold; all where there are none.
        source: their outlet; any where none is named.
        at: how many come before.
    """
    if not sought:
        page = Page(limit=PAGE + 1, offset=at, is_latest_first=True)
        known = archive.documents(Wanted(source=source or None), page=page)
        return tuple(_listed(each, "") for each in known[:PAGE]), len(known) > PAGE
    hits = archive.search(sought, page=Page(limit=PAGE + 1, offset=at))
    words = {hit.document: hit.words for hit in hits[:PAGE]}
    wanted = Wanted(ids=tuple(words), source=source or None)
    reports = {each.id: each for each in archive.documents(wanted)}
    return tuple(_listed(reports[ident], words[ident]) for ident in words if ident in reports), len(hits) > PAGE


def origin_of(document: Document, known: Provenance) -> Origin:
    """Return where a report came from."""
    url = harmless(document.url or "")
    left = tuple(  # what text and page leave open may be known from elsewhere, as from a table
        each for each in document.doubts if document.published_basis is None or not each.startswith(_UNDATED)
    )
    return Origin(
        day=day(document.published) if document.published else "", basis=_BASIS.get(document.published_basis or "", ""),
        url=url, link=url if is_followed(url) else "", doubts=left,
        ways=tuple(map(_way, known.deliveries)),
        copies=tuple((address_of(each.id), report_in_words(each)) for each in known.copies),
        versions=tuple((address_of(each.document), _version(each)) for each in known.versions),
    )  # fmt: skip


def is_followed(url: str) -> bool:
    """Tell whether a browser may be led to a URL: pages of the web, and nothing that runs or reads files."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and url.isprintable() and " " not in url


def _listed(report: Report, found: str) -> Listed:
    return Listed(
        address=address_of(report.id), source=report.source or "unknown outlet",
        day=day(report.published) if report.published else "date unknown", title=report.title or "Untitled",
        came=f"{report.added:%Y-%m-%d %H:%M}", found=found, is_copy=report.story != report.id,
    )  # fmt: skip


def _way(delivery: Delivery) -> str:
    """Return one way by which a report came in: what it was, when it was retrieved, when it came."""
    at = f"retrieved {delivery.retrieved:%Y-%m-%d %H:%M}" if delivery.retrieved else "not known when retrieved"
    parts: Sequence[str | None] = (
        delivery.carrier, delivery.name, delivery.media_type, at, f"added {delivery.first_seen:%Y-%m-%d %H:%M} UTC"
    )  # fmt: skip
    return harmless(" · ".join(dict.fromkeys(filter(None, parts))))


def _version(delivery: Delivery) -> str:
    return f"{harmless(delivery.title or delivery.name)} · came {delivery.first_seen:%Y-%m-%d %H:%M} UTC"
