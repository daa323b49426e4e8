"""A record with all its claims: every field, every value of it, who states it and in which words."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from dragoman.record.judgements import Judgement
from dragoman.record.records import Record
from dragoman.serve.phrases import day, words
from dragoman.serve.record_words import report_in_words, sureness
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import is_allowed, may, user_in
from dragoman.serve.rest.problems import Problem
from dragoman.serve.web.claims import claims_in
from dragoman.serve.web.record_lines import line_of
from dragoman.serve.web.rendering import render
from dragoman.serve.web.segments import address_of

router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report that tells of a record, and how far it is another one's copy."""

    address: str
    words: str
    came: str
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A judgement in plain words."""

    id: str
    words: str
    by: str
    day: str
    reason: str


@router.get("/records/{ident}")
def record(ident: str, request: Request, desk: DeskOf) -> Response:
    """Show a record with everything that is claimed of it."""
    found = desk.archive.record(ident)
    if found is None:
        raise Problem(404, "there is no such record now", hint="it may have been joined with another, or rejected")
    processes = {each.id: each.name for each in desk.archive.processes()}
    judged = [each for each in desk.archive.judgements() if each.id in found.judged] if found.judged else []
    return render(
        request, "record.html", line=line_of(found), record=found, fields=claims_in(found), reports=reports_of(found),
        judgements=decided(judged), process=processes.get(found.process or ""), sureness=sureness(found.confidence),
        may_judge=is_allowed("judge", user_in(request, desk), desk),
    )  # fmt: skip


def reports_of(record: Record) -> tuple[Reported, ...]:
    """Return the reports that tell of a record, in the order of their days; copies are marked but for one a story."""
    reports = {telling.report.id: telling.report for telling in record.tellings}
    stories: set[str] = set()
    found = []
    for each in reports.values():
        came = f"{each.added:%Y-%m-%d %H:%M}"
        is_copy = each.story in stories
        found.append(Reported(address=address_of(each.id), words=report_in_words(each), came=came, is_copy=is_copy))
        stories.add(each.story)
    return tuple(found)


def decided(judgements: Iterable[Judgement]) -> tuple[Decided, ...]:
    """Return judgements in plain words, in their order."""
    return tuple(
        Decided(id=each.id, words=_words(each), by=each.by, day=day(each.at.date()), reason=each.reason)
        for each in judgements
    )


def _words(judgement: Judgement) -> str:
    """Return what was decided: "edit status: held", "merge of 3 findings"."""
    if judgement.verb == "edit":
        return f"set {words(judgement.field or '')} to {_told(judgement.value)}"
    if judgement.verb in ("merge", "split"):
        done = "joined" if judgement.verb == "merge" else "held apart"
        return f"{done} {len(judgement.subjects)} findings"
    return {"accept": "accepted", "reject": "rejected", "undo": "took a judgement back"}[judgement.verb]


def _told(value: object) -> str:
    import json

    return words(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
