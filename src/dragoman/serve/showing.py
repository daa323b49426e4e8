"""``dragoman show``: whatever has an id, found by its id or the beginning of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from dragoman.errors import UsageError
from dragoman.record.documents import Document
from dragoman.record.records import Process, Record
from dragoman.serve.answers import Answer
from dragoman.serve.asking import Asked
from dragoman.serve.passages import harmless
from dragoman.serve.phrases import day
from dragoman.serve.record_json import PROCESS_COLUMNS, RECORD_COLUMNS, process_row, record_object, record_row
from dragoman.serve.record_view import draw_page, draw_processes, summary
from dragoman.serve.view import Look, paper, trimmed
from dragoman.spelling import Json, spelled

if TYPE_CHECKING:
    from dragoman.archive import Archive

_DIGEST = "sha256:"
_AMBIGUOUS = 5  # ids that an error lists


def answer_about(ident: str, archive: "Archive", asked: Asked) -> Answer:
    """Return what there is under an id: a record, a process, the record of a finding, or a document.

    Raises:
        UsageError: there is nothing of that id, or its beginning is that of several.
    """
    records = {record.id: record for record in archive.records(as_of=asked.as_of, rule=asked.rule)}
    processes = {process.id: process for process in archive.processes(as_of=asked.as_of)}
    findings = {telling.finding.id: record.id for record in records.values() for telling in record.tellings}
    documents = {report.id for report in archive.documents(as_of=asked.as_of)}
    found = _meant(ident, {*records, *processes, *findings, *documents})
    if found in documents:
        document = archive.document(found)
        assert document is not None  # it was listed a moment ago, and nothing is ever removed
        return _document(document, [r for r in records.values() if found in {t.report.id for t in r.tellings}])
    if found in processes:
        return _process(processes[found], records)
    return _record(records[findings.get(found, found)], records, processes)


def _meant(ident: str, known: Iterable[str]) -> str:
    bare = ident.removeprefix(_DIGEST)
    everything = set(known)
    if ident in everything:
        return ident
    found = sorted(each for each in everything if bare and each.startswith((ident, _DIGEST + bare)))
    if not found:
        raise UsageError(f"there is nothing of the id {ident!r}", hint="`dragoman find` lists ids")
    if len(found) > 1:
        more = " …" if len(found) > _AMBIGUOUS else ""
        raise UsageError(f"{ident!r} begins several ids", hint=", ".join(found[:_AMBIGUOUS]) + more)
    return found[0]


def _record(record: Record, records: Mapping[str, Record], processes: Mapping[str, Process]) -> Answer:
    around = dict(_around(record, records, processes))
    return _answer(
        lambda look: draw_page(record, look, around=around), record_object(record), (RECORD_COLUMNS, record_row(record))
    )


def _around(
    record: Record, records: Mapping[str, Record], processes: Mapping[str, Process]
) -> Iterable[tuple[str, str]]:
    """Yield what a record is linked to, by how."""
    yield "id", record.id
    if record.process:
        named = processes.get(record.process)
        yield "process", f"{named.name}  {named.id}" if named else record.process
    for how, ident in (("part of", record.part_of), ("follows", record.follows)):
        if ident:
            yield how, ident
    hits = sorted(each.id for each in records.values() if each.part_of == record.id)
    if hits:
        yield "hits", ", ".join(hits)
    after = sorted(each.id for each in records.values() if each.follows == record.id)
    if after:
        yield "followed by", ", ".join(after)
    if record.judged:
        yield "judgements", ", ".join(record.judged)


def _process(process: Process, records: Mapping[str, Record]) -> Answer:
    told: Json = spelled(process)
    return _answer(
        lambda look: draw_processes((process,), records, look), told, (PROCESS_COLUMNS, process_row(process))
    )


def _document(document: Document, records: list[Record]) -> Answer:
    told: Json = {**spelled(document), "records": [record.id for record in records]}
    row = (document.id, document.title or "", document.source or "", str(document.published or ""), document.url or "")
    return _answer(
        lambda look: _draw_document(document, records, look), told, (("id", "title", "source", "published", "url"), row)
    )


def _answer(text: Callable[[Look], str], told: Json, row: tuple[tuple[str, ...], tuple[str, ...]]) -> Answer:
    return Answer(text=text, objects=lambda: [told], columns=row[0], rows=lambda: [row[1]])


def _draw_document(document: Document, records: list[Record], look: Look) -> str:
    from rich.text import Text

    console = paper(look)
    console.print(Text(harmless(document.title or "Untitled"), style="bold"))
    facts = [
        document.source or "unknown outlet",
        day(document.published) if document.published else "publication date unknown",
        document.url or "",
        document.id,
    ]
    console.print(Text(harmless(" · ".join(filter(None, facts))), style="dim"))
    console.print("", *(Text(harmless(told)) for told in document.text.split("\n")), "", sep="\n")
    for record in records:
        console.print(*summary(record), "", sep="\n")
    return trimmed(console)
