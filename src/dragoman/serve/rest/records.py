"""Routes about records: lists, one of them, and files in the forms that people of this field use."""

from collections.abc import Iterator
from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import StreamingResponse

from dragoman.archive import Archive
from dragoman.export.forms import Form
from dragoman.record.records import Record
from dragoman.serve import asking as filtering
from dragoman.serve.record_json import record_object
from dragoman.serve.rest.asking import Filtering, Recorded, Ruled
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.paging import page_of_records
from dragoman.serve.rest.permissions import may
from dragoman.serve.rest.problems import Problem
from dragoman.serve.rest.schemas import Paged, RecordShape
from dragoman.serve.rest.tags import Tagged

router = APIRouter(tags=["records"], dependencies=[may("read")])
Id = Annotated[str, Path(max_length=200)]
_TYPES: dict[Form, str] = {
    "csv": "text/csv; charset=utf-8", "ged": "text/csv; charset=utf-8", "acled": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson", "parquet": "application/vnd.apache.parquet", "geojson": "application/geo+json",
    "plover": "application/x-ndjson", "polecat": "text/plain; charset=utf-8", "ical": "text/calendar; charset=utf-8",
    "atom": "application/atom+xml", "ftm": "application/x-ndjson", "sqlite": "application/vnd.sqlite3",
}  # fmt: skip


@router.get("/records", dependencies=[Tagged])
def records(request: Request, desk: DeskOf, asked: Annotated[Recorded, Query()]) -> Paged[RecordShape]:
    """List records in the order in which the latest report of each came in.

    The cursor of the last page that you have seen stays good: asked again later, it gives what came in since, and the
    records of which something new was told.
    """
    page, after = page_of_records(request, desk.archive, asked)
    return Paged(items=[RecordShape.model_validate(record_object(each)) for each in page], next=after)


@router.get("/records/{record_id}", dependencies=[Tagged])
def record(desk: DeskOf, record_id: Id, asked: Annotated[Ruled, Query()]) -> RecordShape:
    """Give one record."""
    found = desk.archive.record(record_id, as_of=asked.as_of, rule=asked.rule)
    if found is None:
        raise Problem(404, "there is no record of that id", hint="ids may change when reports are joined: see /records")
    return RecordShape.model_validate(record_object(found))


@router.get("/export/{form}", response_class=Response, dependencies=[Tagged])
def export(desk: DeskOf, form: Form, asked: Annotated[Filtering, Query()], response: Response) -> Response:
    """Give records as a file; `jsonl` without filters is everything that `dragoman import` needs."""
    is_whole = form == "jsonl" and asked == Filtering(as_of=asked.as_of)
    chosen = None if is_whole else _selected(desk.archive, asked)
    parts = _begun(desk.archive.export(form, records=chosen, as_of=asked.as_of))
    headers = {**response.headers, "content-disposition": f'attachment; filename="records.{form}"'}
    return StreamingResponse(parts, media_type=_TYPES[form], headers=headers)


def _selected(archive: Archive, asked: Filtering) -> tuple[Record, ...]:
    moment, filters = asked.as_options(asked.as_of)
    return filtering.selected(archive, moment, filters, kinds=tuple(asked.kind))


def _begun(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Make the first part now, while what goes wrong can still be told."""
    return chain([next(parts, b"")], parts)
