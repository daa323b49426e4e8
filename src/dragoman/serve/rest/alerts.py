"""The route about alerts: those that were raised, and which channels took them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from dragoman.serve.alert_view import posted_object
from dragoman.serve.rest.asking import Listing, offset_page
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.overview_schemas import AlertShape
from dragoman.serve.rest.permissions import may
from dragoman.serve.rest.schemas import Paged

router = APIRouter(tags=["alerts"], dependencies=[may("read")])


@router.get("/alerts")  # without a tag: raising and sending alerts leaves the end of the log as it is
def alerts(request: Request, desk: DeskOf, asked: Annotated[Listing, Query()]) -> Paged[AlertShape]:
    """List the alerts that were raised, the latest first; `dragoman alerts` raises and sends them.

    One that is raised between two pages moves the others on: you may see one twice, and miss none.
    """
    page, after = offset_page(request, asked, lambda page: desk.archive.alerts(page=page))
    return Paged(items=[AlertShape.model_validate(posted_object(each)) for each in page], next=after)
