"""Sources: what each outlet adds, how watched feeds do, and what could not be taken in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.web.outlets import outlets_of
from dragoman.serve.web.rendering import render
from dragoman.serve.web.segments import address_of
from dragoman.serve.web.watched import watching_of
from dragoman.store.contract import Failed

_MOST = 200  # failures on the page
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureLine:
    """Something that could not be taken in or read; ``address`` is that of its report, where there is one."""

    name: str
    what: str  # the stage that failed, or that it was refused
    message: str
    hint: str
    at: datetime
    address: str


@router.get("/sources")
def sources(request: Request, desk: DeskOf) -> Response:
    """Show outlets, the health of watched sources, failures and refusals."""
    watching = watching_of(desk.watched, datetime.now(UTC))
    failures = failures_of(desk.archive.failures())
    outlets = outlets_of(desk.archive.outlets(), (each.source for each in watching.sources))
    return render(
        request, "sources.html", outlets=outlets, watching=watching, failures=failures[:_MOST], total=len(failures),
        reports=sum(each.reports for each in outlets), copies=sum(each.copies for each in outlets),
    )  # fmt: skip


def failures_of(failed: Iterable[Failed]) -> tuple[FailureLine, ...]:
    """Return failures as lines, the latest first."""
    return tuple(sorted(map(_line, failed), key=lambda each: each.at, reverse=True))


def _line(failed: Failed) -> FailureLine:
    return FailureLine(
        name=failed.name, what=f"stage {failed.stage}" if failed.stage else "refused", message=failed.message,
        hint=failed.hint, at=failed.at, address=address_of(failed.document) if failed.document else "",
    )  # fmt: skip
