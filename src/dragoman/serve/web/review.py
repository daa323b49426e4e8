"""Review: what is in doubt, what matters most first; judged by whoever may, with keys, and taken back by the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from starlette.responses import RedirectResponse

from dragoman.archive import Archive
from dragoman.errors import UsageError
from dragoman.keeping.records import Within
from dragoman.record.findings import KINDS
from dragoman.record.records import Record
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import SignedIn, is_allowed, may, user_in
from dragoman.serve.rest.problems import Problem
from dragoman.serve.walking import keep
from dragoman.serve.web.judging_forms import Judged, drafts_of
from dragoman.serve.web.queue import Item, Queue
from dragoman.serve.web.record_lines import line_of
from dragoman.serve.web.rendering import render
from dragoman.serve.web.review_items import (
    ASKED,
    agreement_in_words,
    coders_on,
    fields_to_set,
    presses_of,
    rows_of,
    shown_of,
)
from dragoman.serve.web.signing import local
from dragoman.store.contract import Page

PAGE = 25  # questions
_GONE = "this is no longer there"
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in the queue somebody is: the questions on one kind, or on all, and a place among them."""

    kind: Annotated[str, Query(max_length=40)] = ""
    at: Annotated[int, Query(ge=0, le=10_000_000)] = 0

    @property
    def query(self) -> str:
        """The query of an address that keeps it."""
        return urlencode({"kind": self.kind, "at": self.at})

    def of(self, items: Sequence[Item], item: Item | None) -> "Spot":
        """Return where a question is now; here where it is not in the queue."""
        return replace(self, at=items.index(item)) if item in items else self


SpotOf = Annotated[Spot, Depends()]


def _queue_of(request: Request, desk: DeskOf) -> Queue:
    """Return the queue of the desk, which all calls share."""
    state = request.app.state
    if not hasattr(state, "review_queue"):
        state.review_queue = Queue(desk.archive)
    queue: Queue = state.review_queue
    return queue


QueueOf = Annotated[Queue, Depends(_queue_of)]


@router.get("/review")
def review(request: Request, desk: DeskOf, queue: QueueOf, spot: SpotOf) -> Response:
    """List what is in doubt."""
    every = queue.items()
    items = of_kind(every, spot.kind)
    counts = {each: len(of_kind(every, each)) for each in KINDS}
    return render(
        request, "review.html", asked=ASKED, kind=spot.kind, at=spot.at, size=PAGE, total=len(items), counts=counts,
        lines=lines_of(desk.archive, items[spot.at : spot.at + PAGE], spot.at), **_around(request, desk),
        is_empty=not every and not desk.archive.documents(page=Page(limit=1)),
    )  # fmt: skip


@router.get("/review/next")
def following(queue: QueueOf, spot: SpotOf) -> Response:
    """Lead to the question at a place of the queue, or to the list where none is left."""
    items = of_kind(queue.items(), spot.kind)
    where = f"{items[spot.at].address}?{spot.query}" if spot.at < len(items) else "/review"
    return RedirectResponse(where, 303)


@router.get("/review/record/{ident}")
def on_record(ident: str, request: Request, desk: DeskOf, queue: QueueOf, spot: SpotOf) -> Response:
    """Ask whether a record is read rightly."""
    record = desk.archive.record(ident)
    if record is None:
        raise Problem(404, _GONE, hint="somebody joined, split or rejected it: see the queue")
    items = of_kind(queue.items(), spot.kind)
    item = next((each for each in items if each.about == "record" and each.records == (ident,)), None)
    findings = [telling.finding.id for telling in record.tellings]
    return render(
        request, "review_record.html", shown=shown_of(record), findings=findings, settable=fields_to_set(record),
        coders=coders_on(findings, desk.archive.judgements()), **_of_item(request, items, item, spot),
        **_around(request, desk),
    )  # fmt: skip


@router.get("/review/pair/{pair:path}")
def on_pair(pair: str, request: Request, desk: DeskOf, queue: QueueOf, spot: SpotOf) -> Response:
    """Ask whether two findings are one thing."""
    left, _, right = pair.partition("/")
    records = holders(desk.archive, (left, right))
    if not right or {left, right} - {each.finding.id for record in records for each in record.tellings}:
        raise Problem(404, _GONE, hint="somebody rejected one of the two: see the queue")
    items = of_kind(queue.items(), spot.kind)
    item = next((each for each in items if each.about != "record" and each.subjects == (left, right)), None)
    return render(
        request, "review_pair.html", shown=[shown_of(each) for each in records], pair=(left, right), asked=ASKED,
        rows=rows_of(*records) if len(records) == 2 else (), **_of_item(request, items, item, spot),
        coders=coders_on((left, right), desk.archive.judgements()), **_around(request, desk),
    )  # fmt: skip


@router.post("/review/judge", dependencies=[may("judge")])
def judge(desk: DeskOf, user: SignedIn, told: Annotated[Judged, Form()]) -> Response:
    """Keep what a person decided, signed with the name of their token, and go on."""
    archive = desk.archive
    if told.verb == "undo":
        _check_own(archive, user.name, told.undoes)
    records = () if told.verb in ("undo", "accept", "reject") else records_meant(archive, told)
    keep(archive, drafts_of(told, records), by=user.name, reason=told.reason.strip())
    return RedirectResponse(local(told.then), 303)


def of_kind(items: Sequence[Item], kind: str) -> Sequence[Item]:
    """Return the questions on records of one kind; all where none is named."""
    return [each for each in items if each.kind == kind] if kind else items


def lines_of(archive: Archive, items: Sequence[Item], at: int) -> list[dict[str, object]]:
    """Return questions with their records as lines of lists; one whose records changed since is left out."""
    ids = {ident for each in items for ident in each.records}
    known = {record.id: record for record in archive.records(ids=ids)} if ids else {}
    return [
        {"item": each, "place": at + place, "records": [line_of(known[ident]) for ident in each.records]}
        for place, each in enumerate(items)
        if known.keys() >= set(each.records)
    ]


def holders(archive: Archive, findings: Sequence[str]) -> tuple[Record, ...]:
    """Return the records that hold some findings now, in the order of these."""
    place = {ident: at for at, ident in reversed(tuple(enumerate(findings)))}
    found = archive.records(within=Within(findings=frozenset(findings)))

    def first(record: Record) -> int:
        return min(place[each.finding.id] for each in record.tellings if each.finding.id in place)

    return tuple(sorted(found, key=first))


def records_meant(archive: Archive, told: Judged) -> tuple[Record, ...]:
    """Return the records that hold what a person saw, and the other one that is named.

    Raises:
        UsageError: there is no such other record.
    """
    found = holders(archive, told.seen)
    if told.verb != "merge" or not told.other.strip():
        return found
    other = archive.record(told.other.strip())
    if other is None:
        raise UsageError(f"there is no record {told.other.strip()!r}", hint="its page shows its id")
    return (*found, other)


def _check_own(archive: Archive, name: str, ids: Sequence[str]) -> None:
    owners = {each.id: each.by for each in archive.judgements()}
    if not ids or any(owners.get(ident, name) != name for ident in ids):
        raise Problem(403, "a judgement is taken back by whoever made it", hint="judge the record yourself instead")


def _of_item(request: Request, items: Sequence[Item], item: Item | None, spot: Spot) -> dict[str, Any]:
    """Return what the page of a question shows of its place in the queue, and where its forms lead."""
    here = spot.of(items, item)
    return {
        "item": item, "kind": here.kind, "at": here.at, "total": len(items), "then": f"/review/next?{here.query}",
        "own": f"{request.url.path}?{here.query}", "later": f"/review/next?{replace(here, at=here.at + 1).query}",
    }  # fmt: skip


def _around(request: Request, desk: DeskOf) -> dict[str, Any]:
    """Return what every page of the review shows: who may judge, what can be taken back, how far coders agree."""
    user = user_in(request, desk)
    agreement = [(each, agreement_in_words(each)) for each in desk.archive.coders()]
    presses = presses_of(user.name, desk.archive.judgements()) if user else ()
    return {"may_judge": is_allowed("judge", user, desk), "presses": presses, "agreement": agreement}
