"""Routes about what people decide: the log of it, deciding, what is in doubt, and how far people agree."""

import json
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request

from dragoman.archive import Archive
from dragoman.reconcile.deciding import Draft
from dragoman.record.records import Record
from dragoman.serve.drafting import Told, drafts_for
from dragoman.serve.record_json import question_object
from dragoman.serve.rest.asking import Moment, Paging, Queued, part, pinned_page
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import SignedIn, may
from dragoman.serve.rest.schemas import ConcordanceShape, JudgementShape, Judging, Paged, QuestionShape
from dragoman.serve.rest.tags import Tagged
from dragoman.serve.walking import keep
from dragoman.spelling import spelled

router = APIRouter(tags=["judgements"], dependencies=[may("read")])


@router.get("/judgements", dependencies=[Tagged])
def judgements(request: Request, desk: DeskOf, asked: Annotated[Paging, Query()]) -> Paged[JudgementShape]:
    """List what people decided, in the order in which they did."""
    page, after = pinned_page(request, asked, lambda page, moment: part(desk.archive.judgements(as_of=moment), page))
    return Paged(items=[JudgementShape.model_validate(spelled(each)) for each in page], next=after)


@router.post("/judgements", status_code=201, dependencies=[may("judge")])
def judge(desk: DeskOf, user: SignedIn, told: Judging) -> list[JudgementShape]:
    """Keep a decision; one on a record of several reports is kept as a judgement for each of them."""
    drafts = drafts_of(told, () if told.verb == "undo" else holding(desk.archive, told.subjects))
    kept = keep(desk.archive, drafts, by=user.name, reason=told.reason)
    return [JudgementShape.model_validate(spelled(each)) for each in kept]


@router.get("/review", dependencies=[Tagged])
def review(request: Request, desk: DeskOf, asked: Annotated[Queued, Query()]) -> Paged[QuestionShape]:
    """List what is in doubt, what matters most first."""
    page, after = pinned_page(
        request, asked, lambda page, moment: desk.archive.review(page=page, as_of=moment, rule=asked.rule)
    )
    return Paged(items=[QuestionShape.model_validate(question_object(each)) for each in page], next=after)


@router.get("/coders", dependencies=[Tagged])
def coders(desk: DeskOf, asked: Annotated[Moment, Query()]) -> list[ConcordanceShape]:
    """Tell how far people agree who judged the same findings, field by field."""
    return [ConcordanceShape.model_validate(spelled(each)) for each in desk.archive.coders(as_of=asked.as_of)]


def drafts_of(told: Judging, records: Sequence[Record]) -> tuple[Draft, ...]:
    """Return the judgements that a decision means.

    Args:
        told: the decision.
        records: those that are named, or all.

    Raises:
        UsageError: it makes no sense, or names what there is not.
    """
    if told.verb in ("accept", "reject") and told.subjects and told.field is None:
        # a finding that somebody rejected is in no record any more, and the second coder judges it all the same
        known = {ident for each in records for ident in (each.id, *(one.finding.id for one in each.tellings))}
        alone = tuple(Draft(verb=told.verb, subjects=(ident,)) for ident in told.subjects if ident not in known)
        held = [ident for ident in told.subjects if ident in known]
        return (drafts_for(told.verb, held, Told(reason=told.reason), records) if held else ()) + alone
    value = json.dumps(told.value) if told.field is not None else None
    ids = told.undoes if told.verb == "undo" else told.subjects
    return drafts_for(told.verb, ids, Told(reason=told.reason, field=told.field, value=value), records)


def holding(archive: Archive, ids: Sequence[str]) -> Sequence[Record]:
    """Return the records that are named, or all of them where an id may be that of a finding."""
    named = archive.records(ids=ids)
    return named if len(named) == len(set(ids)) else archive.records()
