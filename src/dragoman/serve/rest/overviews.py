"""Routes that put records side by side: who wants what, what happened on which day, what changed since a moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from dragoman.reconcile.differences import Differences
from dragoman.reconcile.matrix import Cell, matrix_of
from dragoman.reconcile.timeline import Entry, timeline_of
from dragoman.serve import asking as filtering
from dragoman.serve.questions import DATED, changes_since
from dragoman.serve.record_json import cell_object, cells_of, difference_objects, entry_object
from dragoman.serve.rest.asking import Changed, Dated, Held, part, pinned_page
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.overview_schemas import CellShape, DatedShape, DifferenceShape
from dragoman.serve.rest.permissions import may
from dragoman.serve.rest.problems import Problem
from dragoman.serve.rest.schemas import Paged
from dragoman.serve.rest.tags import Tagged
from dragoman.spelling import Json
from dragoman.store.contract import Page

router = APIRouter(tags=["overviews"], dependencies=[may("read"), Tagged])


@router.get("/positions")
def positions(request: Request, desk: DeskOf, asked: Annotated[Held, Query()]) -> Paged[CellShape]:
    """Tell who wants what: a cell for each party and issue, the present stance first, then what was held before.

    Whether a party moved shows only in all of its positions: a page takes as long as all pages do.
    """

    def found(page: Page, moment: datetime | None) -> Sequence[Cell]:
        options, filters = asked.as_options(moment)
        records = filtering.selected(desk.archive, options, filters, kinds=("position",))
        return part(cells_of(matrix_of(records, parties=asked.party, issues=asked.issue)), page)

    page, after = pinned_page(request, asked, found)
    return Paged(items=[CellShape.model_validate(cell_object(each)) for each in page], next=after)


@router.get("/timeline")
def timeline(request: Request, desk: DeskOf, asked: Annotated[Dated, Query()]) -> Paged[DatedShape]:
    """List what happened in some days; statements and other events only where `kind` names them."""

    def found(page: Page, moment: datetime | None) -> Sequence[Entry]:
        options, filters = asked.as_options(moment)
        return part(timeline_of(filtering.selected(desk.archive, options, filters, kinds=kinds)), page)

    kinds = tuple(asked.kind) or DATED
    page, after = pinned_page(request, asked, found)
    return Paged(items=[DatedShape.model_validate(entry_object(each)) for each in page], next=after)


@router.get("/changes")
def changes(request: Request, desk: DeskOf, asked: Annotated[Changed, Query()]) -> Paged[DifferenceShape]:
    """Tell what is not as it was: new records, changed ones with old and new values, then what is gone."""
    if asked.as_of is not None and asked.as_of <= asked.since:
        raise Problem(400, "`as_of` lies before `since`", hint="give a later moment, or an earlier `since`")

    def found(page: Page, moment: datetime | None) -> Sequence[Json]:
        options, filters = asked.as_options(moment)
        differences = changes_since(desk.archive, options, asked.since, filters, tuple(asked.kind))
        return difference_objects(_part(differences, page))

    page, after = pinned_page(request, asked, found)
    return Paged(items=[DifferenceShape.model_validate(each) for each in page], next=after)


def _part(found: Differences, page: Page) -> Differences:
    """Return the part of what is new, then changed, then gone that a page is."""
    shown = part([*found.new, *found.changed, *found.gone], page)
    ids = {id(each) for each in shown}
    return Differences(
        new=tuple(each for each in found.new if id(each) in ids),
        changed=tuple(each for each in found.changed if id(each) in ids),
        gone=tuple(each for each in found.gone if id(each) in ids),
    )
