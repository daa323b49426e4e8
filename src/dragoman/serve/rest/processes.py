"""Routes about processes: a list, one of them, and its brief."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from dragoman.archive import Archive
from dragoman.export.as_brief import to_html, to_markdown
from dragoman.export.brief import Brief
from dragoman.export.cited import Grounded, Sentence
from dragoman.record.records import Process
from dragoman.serve.rest.asking import Moment, Paging, Period, sorted_page
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.rest.problems import Problem
from dragoman.serve.rest.schemas import BriefShape, Paged, ProcessShape
from dragoman.serve.rest.tags import Tagged
from dragoman.spelling import spelled

router = APIRouter(tags=["processes"], dependencies=[may("read"), Tagged])
Id = Annotated[str, Path(max_length=200)]


@router.get("/processes")
def processes(request: Request, desk: DeskOf, asked: Annotated[Paging, Query()]) -> Paged[ProcessShape]:
    """List the peace processes and conflicts by name."""
    found = desk.archive.processes(as_of=asked.as_of)
    page, after = sorted_page(request, found, asked, lambda each: [each.name, each.id])
    return Paged(items=[ProcessShape.model_validate(spelled(each)) for each in page], next=after)


@router.get("/processes/{process_id}")
def process(desk: DeskOf, process_id: Id, asked: Annotated[Moment, Query()]) -> ProcessShape:
    """Give one process."""
    return ProcessShape.model_validate(spelled(_named(desk.archive, process_id, asked)))


@router.get("/processes/{process_id}/brief")
def brief(desk: DeskOf, process_id: Id, asked: Annotated[Period, Query()]) -> BriefShape:
    """Give what is known of a process in a period, every sentence with its quotes."""
    told = _brief(desk.archive, process_id, asked)
    sections = [
        {"title": section.title, "entries": [
            {"record": entry.record, "sentences": [_sentence(each) for each in entry.sentences]}
            for entry in section.entries
        ]}
        for section in told.sections
    ]  # fmt: skip
    known = {"title": told.title, "start": told.start, "end": told.end, "unsupported": told.unsupported}
    return BriefShape.model_validate({**known, "sections": sections})


@router.get("/processes/{process_id}/brief.md", response_class=Response)
def brief_as_markdown(desk: DeskOf, process_id: Id, asked: Annotated[Period, Query()], response: Response) -> Response:
    """Give the brief as Markdown."""
    told = to_markdown(_brief(desk.archive, process_id, asked))
    return _file(told, "brief.md", {**response.headers, "content-type": "text/markdown; charset=utf-8"})


@router.get("/processes/{process_id}/brief.html", response_class=Response)
def brief_as_page(desk: DeskOf, process_id: Id, asked: Annotated[Period, Query()], response: Response) -> Response:
    """Give the brief as a page in one file."""
    told = to_html(_brief(desk.archive, process_id, asked))
    return _file(told, "brief.html", {**response.headers, "content-type": "text/html; charset=utf-8"})


def _named(archive: Archive, process_id: str, asked: Moment) -> Process:
    found = next((each for each in archive.processes(as_of=asked.as_of) if each.id == process_id), None)
    if found is None:
        raise Problem(404, "there is no process of that id", hint="see /processes")
    return found


def _brief(archive: Archive, process_id: str, asked: Period) -> Brief:
    if asked.end < asked.start:
        raise Problem(400, "the end lies before the start")
    named = _named(archive, process_id, asked)
    return archive.brief(named, start=asked.start, end=asked.end, as_of=asked.as_of)


def _sentence(sentence: Sentence) -> dict[str, Any]:
    words = [part.words if isinstance(part, Grounded) else part for part in sentence.parts]
    return {"text": "".join(words), "is_dispute": sentence.is_dispute, "quotes": list(_quotes(sentence))}


def _quotes(sentence: Sentence) -> Iterator[dict[str, Any]]:
    for ground in sentence.grounds:
        for voice in ground.support:
            for cited in voice.evidence:
                yield {"document": voice.document, "source": voice.source, "evidence": spelled(cited)}


def _file(content: bytes, name: str, headers: dict[str, str]) -> Response:
    return Response(content, headers={**headers, "content-disposition": f'attachment; filename="{name}"'})
