"""Brief: a process in a period as a text in which every sentence leads to its quotes, and what changed since."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from starlette.responses import RedirectResponse

from dragoman.export.as_brief import to_html, to_markdown
from dragoman.export.as_docx import MEDIA_TYPE, to_docx
from dragoman.export.brief import Brief, marked
from dragoman.reconcile.differences import Differences
from dragoman.record.records import Process
from dragoman.serve.rest.desk import Desk, DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.rest.problems import Problem
from dragoman.serve.web.asked import day_asked, largest, process_asked, processes_of
from dragoman.serve.web.brief_text import text_of
from dragoman.serve.web.changes import changes_in, news_in, part_in
from dragoman.serve.web.given import COOKIE, KEPT, cookie_with, given_in
from dragoman.serve.web.kept import kept_of
from dragoman.serve.web.rendering import render

_SPAN = timedelta(days=27)  # of a brief where no days are chosen, before the day of the last report
_MOST = 200  # entries of a section on the page; files hold all
_MOST_CHANGES = 200
_NONE = Differences(new=(), changed=(), gone=())
_FORMS: Mapping[str, tuple[Callable[[Brief], bytes], str, str]] = {
    "markdown": (to_markdown, "text/markdown; charset=utf-8", "md"),
    "html": (to_html, "text/html; charset=utf-8", "html"),
    "docx": (to_docx, MEDIA_TYPE, "docx"),
}
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is asked for, as its form sends it; empty where nothing was chosen."""

    process: str = ""
    first: Annotated[str, Query(alias="from")] = ""
    last: Annotated[str, Query(alias="to")] = ""
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A brief that can be written: a process, days, and the moment since when what changed is marked."""

    process: Process
    start: date
    end: date
    since: datetime | None
    is_since_last: bool  # the moment is that of the last brief given out

    @property
    def query(self) -> dict[str, str]:
        """The address of the same brief."""
        since = "" if self.since is None or self.is_since_last else self.since.date().isoformat()
        return {"process": self.process.id, "from": str(self.start), "to": str(self.end), "since": since}


@router.get("/brief")
def brief(request: Request, desk: DeskOf, asked: Annotated[Asked, Depends()]) -> Response:
    """Show the brief of a process, that with the most records where none is chosen."""
    known = processes_of(desk)
    if not known:
        return render(request, "brief.html", known=known)
    wanted = _wanted(request, desk, asked, known)
    told, found = _written(request, desk, wanted)
    changes = changes_in(found)
    return render(
        request, "brief.html", known=known, wanted=wanted, text=text_of(told, most=_MOST), forms=tuple(_FORMS),
        changes=changes[:_MOST_CHANGES], total=len(changes), since_asked=asked.since,
    )  # fmt: skip


@router.get("/brief/file")
def file(request: Request, desk: DeskOf, asked: Annotated[Asked, Depends()], form: str = "markdown") -> Response:
    """Give the brief as a file, which counts as giving it out."""
    if form not in _FORMS:
        raise Problem(422, "form is none that a brief has", hint=f"one of {', '.join(_FORMS)}")
    wanted = _wanted(request, desk, asked, processes_of(desk) or ())
    told, _ = _written(request, desk, wanted)
    write, media_type, suffix = _FORMS[form]
    name = f"brief-{wanted.process.id}-{wanted.start}-{wanted.end}.{suffix}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return _noted(request, Response(write(told), media_type=media_type, headers=headers), wanted.process.id)


@router.post("/brief/given")
def given(request: Request, desk: DeskOf, process: Annotated[str, Form()]) -> Response:
    """Note that a brief was given out now, and go back to it."""
    found = process_asked(processes_of(desk) or (), process)
    return _noted(request, RedirectResponse(f"/brief?process={found.id}", 303), found.id)


def period_of(published: tuple[date, date] | None) -> tuple[date, date] | None:
    """Return the four weeks up to the day of the last report, given the days of the first and the last."""
    if published is None:
        return None
    first, last = published
    return max(last - _SPAN, first), last


def _wanted(request: Request, desk: Desk, asked: Asked, known: Iterable[Process]) -> Wanted:
    processes = tuple(known)
    chosen = process_asked(processes, asked.process) if asked.process else largest(processes)
    if chosen is None:
        raise Problem(404, "there is no process yet", hint="add reports of talks, exchanges, truces or attacks")
    first, last = day_asked(asked.first, "from"), day_asked(asked.last, "to")
    if first is None or last is None:
        start, end = period_of(desk.archive.published(chosen.id)) or (date.today(), date.today())
        first, last = first or min(start, last or start), last or max(end, first or end)
    if last < first:
        raise Problem(422, "the last day lies before the first", hint="give a later day, or an earlier one")
    since, before = day_asked(asked.since, "since"), given_in(request.cookies.get(COOKIE)).get(chosen.id)
    moment = datetime.combine(since, time(), UTC) if since else before
    return Wanted(process=chosen, start=first, end=last, since=moment, is_since_last=since is None)


def _written(request: Request, desk: Desk, wanted: Wanted) -> tuple[Brief, Differences]:
    """Return the brief, marked where things are new, with all that changed in the process since."""
    told = desk.archive.brief(wanted.process, start=wanted.start, end=wanted.end)
    since = wanted.since
    if since is None:
        return told, _NONE
    head = desk.archive.head()
    found = kept_of(request).of("changes", (head, since), lambda: desk.archive.changes(since))
    own = part_in(found, wanted.process)
    return marked(told, news_in(own), since=since), own


def _noted(request: Request, answer: Response, process: str) -> Response:
    now = datetime.now(UTC)
    told = cookie_with(given_in(request.cookies.get(COOKIE)), process, now)
    is_safe = request.url.scheme == "https"
    answer.set_cookie(COOKIE, told, max_age=KEPT, path="/brief", httponly=True, samesite="strict", secure=is_safe)
    return answer
