"""Inbox: one line a record that is new or changed since the last visit, the latest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from starlette.responses import RedirectResponse

from dragoman.archive import Archive
from dragoman.codebook.entries import codes
from dragoman.errors import UsageError
from dragoman.keeping.records import Listed, Within, stamp_of
from dragoman.reconcile.selecting import Selection, select
from dragoman.record.findings import KINDS
from dragoman.record.judgements import Judgement
from dragoman.record.records import Record
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.web import visits
from dragoman.serve.web.filters import Filters, is_exact, query_of, selection_of, within_of
from dragoman.serve.web.inbox_lines import InboxLine, lines_of
from dragoman.serve.web.kept import kept_of
from dragoman.serve.web.rendering import render
from dragoman.serve.web.signing import local
from dragoman.store.contract import Page

PAGE = 50  # lines
LOOKED_AT = 400  # records of which a page looks for those that pass the filters, before it asks whether to go on
_HITS = 2_000  # reports of a search
_CHANGING = ("edit", "merge", "split", "undo")  # judgements that change what a record says
_ALL = Filters()
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of the inbox is asked for beside the filters."""

    show: Annotated[str, Query(max_length=10)] = ""  # "all": what was seen as well
    since: Annotated[str, Query(max_length=40)] = ""  # a day or moment in the place of the last visit
    at: Annotated[int, Query(ge=0, le=10_000_000)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page of a long list: what is shown, how many there are at most, and where the next page begins."""

    records: tuple[Record, ...]
    most: int
    is_exact: bool
    next: int | None


@router.get("/inbox")
def inbox(
    request: Request, desk: DeskOf, filters: Annotated[Filters, Depends()], asked: Annotated[Asked, Depends()]
) -> Response:
    """Show what is new or changed."""
    archive, drawn = desk.archive, datetime.now(UTC)
    seen = seen_by(request, asked.since)
    processes = archive.processes()
    selection = selection_of(filters, processes)
    key = (archive.head(), selection, filters.q)
    found = kept_of(request).of("inbox" if filters == _ALL else "filtered", key, lambda: listed(archive, *key[1:]))
    candidates = with_judgements(archive, found, seen)
    shown = candidates if asked.show == "all" else fresh(candidates, seen)
    part = part_of(shown, archive.records, selection, at=asked.at)
    return render(
        request, "inbox.html", lines=_lines(archive, part.records, seen, shown), part=part, filters=filters,
        asked=asked, seen=seen, drawn=drawn.isoformat(), processes=processes, kinds=KINDS,
        issues=codes("issue", "issue"), total=len(candidates), query=query_of,
        is_empty=not candidates and not archive.documents(page=Page(limit=1)),
    )  # fmt: skip


@router.post("/inbox/seen")
def mark_as_seen(
    request: Request, drawn: Annotated[str, Form(max_length=40)],
    record: Annotated[list[Annotated[str, Form(max_length=100)]], Form(max_length=500)] = [],  # noqa: B006
    everything: Annotated[str, Form(max_length=5)] = "", then: Annotated[str, Form(max_length=4000)] = "/inbox",
) -> Response:  # fmt: skip
    """Remember that some records were seen, or everything, as it was when the page was drawn."""
    moment = moment_of(drawn)
    seen = visits.seen_in(request.cookies.get(visits.COOKIE, ""))
    told = visits.Seen(until=moment) if everything else seen.with_records(record, moment)
    answer = RedirectResponse(local(then), 303)
    answer.set_cookie(
        visits.COOKIE, visits.written(told), max_age=visits.KEPT, httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


def seen_by(request: Request, since: str) -> visits.Seen:
    """Return what a visitor has seen: until the moment that the address names, or else as the cookie says."""
    if since.strip():
        return visits.Seen(until=moment_of(since.strip()))
    return visits.seen_in(request.cookies.get(visits.COOKIE, ""))


def moment_of(written: str) -> datetime:
    """Read a moment; a day is its beginning in UTC.

    Raises:
        UsageError: it is none.
    """
    try:
        told = datetime.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"{written!r} is no moment", hint="write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM") from error
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def listed(archive: Archive, selection: Selection, sought: str) -> tuple[Listed, ...]:
    """Return which records may pass a selection and are told of by reports that hold the words sought."""
    words = sought.strip()
    hits = [hit.document for hit in archive.search(words, page=Page(limit=_HITS))] if words else None
    found = archive.listed(kinds=selection.kinds, within=within_of(selection, documents=hits))
    if selection.disputed is None:
        return found
    return tuple(each for each in found if each.is_disputed == selection.disputed)


def with_judgements(archive: Archive, found: Sequence[Listed], seen: visits.Seen) -> Sequence[Listed]:
    """Return records by their last change, the latest first: a report, or a judgement since the last visit."""
    judged = _judged(archive, seen.until)
    if not judged:
        return found
    changed = [each._replace(stamp=max(each.stamp, judged.get(each.id, 0))) for each in found]
    return sorted(changed, key=lambda each: each.stamp, reverse=True)


def fresh(found: Sequence[Listed], seen: visits.Seen) -> Sequence[Listed]:
    """Return the records, the latest first, that changed since they were seen."""
    if seen.until is not None:
        until = stamp_of(seen.until)
        found = tuple(takewhile(lambda each: each.stamp > until, found))
    return [each for each in found if not seen.holds(each.id, each.stamp)] if seen.records else found


def part_of(found: Sequence[Listed], load: Callable[..., Sequence[Record]], selection: Selection, *, at: int) -> Part:
    """Return a page of the records that a selection lets through, loading little more than is shown.

    Args:
        found: which records may pass.
        load: gives records by their ids.
        selection: has the last word.
        at: the place in ``found`` where the page begins.
    """
    exact, kept, here = is_exact(selection), list[Record](), at
    while here < len(found) and len(kept) < PAGE and here - at < LOOKED_AT:
        ids = [each.id for each in found[here : here + PAGE]]
        by_id = {record.id: record for record in load(ids=ids)}
        for ident in ids:
            here += 1
            kept += select((by_id[ident],), selection) if ident in by_id else ()
            if len(kept) == PAGE:
                break
    return Part(records=tuple(kept), most=len(found), is_exact=exact, next=here if here < len(found) else None)


def _judged(archive: Archive, since: datetime | None) -> dict[str, int]:
    """Return the records that judgements after a moment may have changed, with the moment of the last of these."""
    if since is None:
        return {}
    every = {each.id: each for each in archive.judgements()}
    recent = [each for each in every.values() if each.at > since and each.verb in _CHANGING]
    at = {finding: stamp_of(each.at) for each in recent for finding in _subjects(each, every)}
    if not at:
        return {}
    touched = archive.records(within=Within(findings=frozenset(at)))
    return {
        record.id: max(at[each.finding.id] for each in record.tellings if each.finding.id in at) for record in touched
    }


def _subjects(judgement: Judgement, every: Mapping[str, Judgement]) -> Sequence[str]:
    taken_back = every.get(judgement.undoes or "")
    return taken_back.subjects if taken_back else judgement.subjects


def _lines(
    archive: Archive, records: Sequence[Record], seen: visits.Seen, found: Sequence[Listed]
) -> tuple[InboxLine, ...]:
    ids = {record.id for record in records}
    moments = {each.id: each.seen for each in found if each.id in ids}
    before: Sequence[Record] = ()
    if seen.until is not None:
        known = frozenset(
            each.finding.id for record in records for each in record.tellings if each.report.added <= seen.until
        )
        before = archive.records(as_of=seen.until, within=Within(findings=known))
    return lines_of(records, before, since=seen.until, moments=moments)
