"""Routes about documents: lists, search, one with its text, what could not be read, and taking reports in."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.users import User
from dragoman.serve.rest.asking import Documented, Paging, Sought, part, pinned_page
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import SignedIn, may
from dragoman.serve.rest.problems import Problem
from dragoman.serve.rest.schemas import (
    AddedShape,
    DocumentShape,
    FailureShape,
    HitShape,
    Paged,
    ProvenanceShape,
    Reporting,
    Reports,
    ReportShape,
)
from dragoman.serve.rest.tags import Tagged
from dragoman.spelling import spelled
from dragoman.store.contract import Added, Wanted

router = APIRouter(tags=["documents"], dependencies=[may("read")])


@router.get("/documents", dependencies=[Tagged])
def documents(request: Request, desk: DeskOf, asked: Annotated[Documented, Query()]) -> Paged[ReportShape]:
    """List what is known of documents without their text, by day of publication; `added_from` tells what came in."""
    wanted = Wanted(
        source=asked.source, published_from=asked.published_from, published_to=asked.published_to,
        added_from=asked.added_from, added_to=asked.added_to,
    )  # fmt: skip
    page, after = pinned_page(
        request, asked, lambda page, moment: desk.archive.documents(wanted, page=page, as_of=moment)
    )
    return Paged(items=[ReportShape.model_validate(spelled(each)) for each in page], next=after)


@router.get("/documents/{document_id}", dependencies=[Tagged])
def document(desk: DeskOf, document_id: Annotated[str, Path(max_length=200)]) -> DocumentShape:
    """Give a document with its text."""
    found = desk.archive.document(document_id)
    if found is None:
        raise Problem(404, "there is no document of that id", hint="see /documents")
    return DocumentShape.model_validate(spelled(found), extra="ignore")


@router.get("/documents/{document_id}/provenance", dependencies=[Tagged])
def provenance(desk: DeskOf, document_id: Annotated[str, Path(max_length=200)]) -> ProvenanceShape:
    """Tell how a document came in, its copies in other outlets, and other versions at its addresses."""
    found = desk.archive.provenance(document_id)
    if not found.deliveries:
        raise Problem(404, "there is no document of that id", hint="see /documents")
    return ProvenanceShape.model_validate(spelled(found), extra="ignore")


@router.post("/documents", status_code=201, dependencies=[may("add")])
def add(desk: DeskOf, user: SignedIn, told: Reports) -> list[AddedShape]:
    """Take reports in, each once; what a report lacks is looked for in its text."""
    taken = desk.archive.take(*(_arrival(each, number, user) for number, each in enumerate(told.reports, start=1)))
    return [_added(each) for each in taken]


@router.get("/search", dependencies=[Tagged])
def search(request: Request, desk: DeskOf, asked: Annotated[Sought, Query()]) -> Paged[HitShape]:
    """List documents that hold all the words, the best first."""
    page, after = pinned_page(
        request, asked, lambda page, moment: desk.archive.search(asked.words, page=page, as_of=moment)
    )
    return Paged(items=[HitShape.model_validate(spelled(each)) for each in page], next=after)


@router.get("/failures", dependencies=[Tagged])
def failures(request: Request, desk: DeskOf, asked: Annotated[Paging, Query()]) -> Paged[FailureShape]:
    """List the stages that failed on documents, then what could not be taken in."""
    page, after = pinned_page(request, asked, lambda page, moment: part(desk.archive.failures(as_of=moment), page))
    return Paged(items=[FailureShape.model_validate(spelled(each)) for each in page], next=after)


def _arrival(told: Reporting, number: int, user: User) -> Arrival:
    return Arrival(
        name=told.url or f"report-{number}.txt", raw=told.text.encode(), media_type="text/plain", url=told.url,
        source=told.source, title=told.title, published=told.published, carrier=f"the desk, by {user.name}",
    )  # fmt: skip


def _added(outcome: Added | Refusal) -> AddedShape:
    if isinstance(outcome, Refusal):
        return AddedShape(refused=outcome.message, hint=outcome.hint)
    return AddedShape(document=outcome.document, is_new=outcome.is_new_document)
