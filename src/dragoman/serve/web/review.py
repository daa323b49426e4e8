"""Review: what is in doubt, what matters most first; judged by whoever may, with keys, and taken back by the same."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.responses import RedirectResponse

from dragoman.archive import Archive
from dragoman.errors import UsageError
from dragoman.keeping.records import Within
from dragoman.reconcile.review import Question
from dragoman.record.findings import KINDS
from dragoman.record.records import Record
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import SignedIn, is_allowed, may, user_in
from dragoman.serve.rest.problems import Problem
from dragoman.serve.walking import keep
from dragoman.serve.web.judging_forms import Judged, drafts_of
from dragoman.serve.web.queue import Spot, item_of
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


SpotOf = Annotated[Spot, Depends()]


@router.get("/review")
def review(request: Request, desk: DeskOf, spot: SpotOf) -> Response:
    """List what is in doubt."""
    counts = desk.archive.doubts()
    found = desk.archive.review(kinds=spot.kinds, page=Page(limit=PAGE, offset=spot.at))
    return render(
        request, "review.html", asked=ASKED, kind=spot.kind, at=spot.at, size=PAGE, total=spot.total(desk.archive),
        counts={each: counts.get(each, 0) for each in KINDS}, lines=lines_of(found, spot.at), **_around(request, desk),
        is_empty=not counts and not desk.archive.documents(page=Page(limit=1)),
    )  # fmt: skip


@router.get("/review/next")
def following(desk: DeskOf, spot: SpotOf) -> Response:
    """Lead to the question at a place of the queue, or to the list where none is left."""
    found = desk.archive.review(kinds=spot.kinds, page=Page(limit=1, offset=spot.at))
    where = f"{item_of(found[0]).address}?{spot.query}" if found else "/review"
    return RedirectResponse(where, 303)


@router.get("/review/record/{ident}")
def on_record(ident: str, request: Request, desk: DeskOf, spot: SpotOf) -> Response:
    """Ask whether a record is read rightly."""
    record = desk.archive.record(ident)
    if record is None:
        raise Problem(404, _GONE, hint="somebody joined, split or rejected it: see the queue")
    question = next((each for each in desk.archive.review(on=(ident,)) if each.about == "record"), None)
    findings = [telling.finding.id for telling in record.tellings]
    return render(
        request, "review_record.html", shown=shown_of(record), findings=findings, settable=fields_to_set(record),
        coders=coders_on(findings, desk.archive.judgements()), **_of_question(request, desk, question, spot),
        **_around(request, desk),
    )  # fmt: skip


@router.get("/review/pair/{pair:path}")
def on_pair(pair: str, request: Request, desk: DeskOf, spot: SpotOf) -> Response:
    """Ask whether two findings are one thing."""
    left, _, right = pair.partition("/")
    records = holders(desk.archive, (left, right))
    if not right or {left, right} - {each.finding.id for record in records for each in record.tellings}:
        raise Problem(404, _GONE, hint="somebody rejected one of the two: see the queue")
    asked = desk.archive.review(on=[each.id for each in records])
    question = next((each for each in asked if each.about != "record" and each.subjects == (left, right)), None)
    return render(
        request, "review_pair.html", shown=[shown_of(each) for each in records], pair=(left, right), asked=ASKED,
        rows=rows_of(*records) if len(records) == 2 else (), **_of_question(request, desk, question, spot),
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


def lines_of(questions: Iterable[Question], at: int) -> list[dict[str, object]]:
    """Return questions with their records as lines of lists; ``at`` is the place of the first."""
    return [
        {"item": item_of(each), "place": place, "records": list(map(line_of, each.records))}
        for place, each in enumerate(questions, at)
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


def _of_question(request: Request, desk: DeskOf, question: Question | None, spot: Spot) -> dict[str, Any]:
    """Return what the page of a question shows of its place in the queue, and where its forms lead."""
    here = spot.of(desk.archive, question)
    return {
        "item": item_of(question) if question else None, "kind": here.kind, "at": here.at,
        "total": here.total(desk.archive), "then": f"/review/next?{here.query}",
        "own": f"{request.url.path}?{here.query}", "later": f"/review/next?{replace(here, at=here.at + 1).query}",
    }  # fmt: skip


def _around(request: Request, desk: DeskOf) -> dict[str, Any]:
    """Return what every page of the review shows: who may judge, what can be taken back, how far coders agree."""
    user = user_in(request, desk)
    agreement = [(each, agreement_in_words(each)) for each in desk.archive.coders()]
    presses = presses_of(user.name, desk.archive.judgements()) if user else ()
    return {"may_judge": is_allowed("judge", user, desk), "presses": presses, "agreement": agreement}
