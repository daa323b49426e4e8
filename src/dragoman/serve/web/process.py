"""Process: rounds of talks in their order, what was on the table and what came of them, swaps and truces beside."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from dragoman.keeping.records import Within
from dragoman.reconcile.timeline import Entry, timeline_of
from dragoman.record.findings import KINDS, Kind
from dragoman.record.records import Process, Record
from dragoman.serve.blocks import counted
from dragoman.serve.record_words import days_in_words, label_of
from dragoman.serve.rest.desk import Desk, DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.web.asked import process_asked, processes_of
from dragoman.serve.web.kept import kept_of
from dragoman.serve.web.record_lines import RecordLine, line_of
from dragoman.serve.web.rendering import render
from dragoman.serve.web.talks_axis import axis_of
from dragoman.serve.web.talks_rounds import Contested, agenda_of, contested_of, next_of, rounds_of, with_agenda

_TALKS: tuple[Kind, ...] = ("round", "exchange", "agreement")
_MOST = 300  # lines of the timeline
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLine:
    """A process as a line of the list, with how many records of each kind it has."""

    process: Process
    counts: tuple[tuple[Kind, int], ...]

    @property
    def told(self) -> str:
        """How many of what: "3 rounds of talks, 2 exchanges"."""
        return ", ".join(counted(kind, number) for kind, number in self.counts if number)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """A dated thing of the timeline."""

    days: str
    field: str  # which time of the record it is, where that is not the only one
    line: RecordLine


@router.get("/process")
def processes(request: Request, desk: DeskOf) -> Response:
    """List the processes, those with the most rounds first."""
    known = processes_of(desk)
    return render(request, "processes.html", lines=None if known is None else lines_of(known))


@router.get("/process/{ident}")
def process(request: Request, desk: DeskOf, ident: str) -> Response:
    """Show one process."""
    found = process_asked(processes_of(desk) or (), ident)
    shown = kept_of(request).of(f"process {found.id}", desk.archive.head(), lambda: shown_of(desk, found))
    return render(request, "process.html", process=found, today=datetime.now(UTC).date(), **shown)


def shown_of(desk: Desk, process: Process) -> Mapping[str, Any]:
    """Return what the page shows of a process, which is the same until the log goes on."""
    held = desk.archive.records(kinds=_TALKS, within=Within(processes=(process.id,)))
    records = tuple(each for each in held if each.process == process.id)
    rounds, reference = rounds_of(records, process.parties), last_report(records)
    lines = {record.id: line_of(record) for record in records}
    entries = entries_of(records, lines)
    titles = {ident: "; ".join(piece.words for piece in line.pieces) for ident, line in lines.items()}
    return {
        "line": line_in_list(process), "rounds": rounds, "axis": axis_of(records, titles), "agenda": agenda_of(rounds),
        "agenda_rounds": with_agenda(rounds), "entries": entries[:_MOST], "total": len(entries),
        "coming": next_of(rounds, reference), "reference": reference, "contested": contested_beside(records, lines),
    }  # fmt: skip


@router.get("/process/{ident}/meetings.ics")
def calendar(desk: DeskOf, ident: str) -> Response:
    """Give the rounds of a process as a calendar."""
    found = process_asked(processes_of(desk) or (), ident)
    rounds = desk.archive.records(kinds=["round"], within=Within(processes=(found.id,)))
    content = b"".join(desk.archive.export("ical", records=[each for each in rounds if each.process == found.id]))
    headers = {"content-disposition": f'attachment; filename="{found.id}.ics"'}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


def lines_of(known: Iterable[Process]) -> tuple[ProcessLine, ...]:
    """Return processes as lines, those with the most rounds, then the most records, first."""
    lines = map(line_in_list, known)
    return tuple(sorted(lines, key=lambda each: (-dict(each.counts)["round"], -len(each.process.records))))


def line_in_list(process: Process) -> ProcessLine:
    """Return a process with how many records of each kind it has: an id begins with its kind."""
    counts = Counter(ident.partition("-")[0] for ident in process.records)
    return ProcessLine(process=process, counts=tuple((kind, counts[kind]) for kind in KINDS))


def last_report(records: Iterable[Record]) -> date:
    """Return the last day of publication of the reports of records; the first of days where none is known."""
    return max((t.report.published for each in records for t in each.tellings if t.report.published), default=date.min)


def entries_of(records: Iterable[Record], lines: Mapping[str, RecordLine]) -> tuple[EntryLine, ...]:
    """Return the timeline of records, the earliest first; ``lines`` are theirs by id."""
    return tuple(_entry(entry, lines[entry.record.id]) for entry in timeline_of(records))


def contested_beside(
    records: Iterable[Record], lines: Mapping[str, RecordLine]
) -> tuple[tuple[RecordLine, tuple[Contested, ...]], ...]:
    """Return the exchanges and agreements on which reports contradict each other; rounds show it with themselves."""
    beside = (each for each in records if each.kind != "round" and lines[each.id].disputes)
    return tuple((lines[each.id], contested_of(each)) for each in beside)


def _entry(entry: Entry, line: RecordLine) -> EntryLine:
    field = "" if entry.field == "when" else label_of(entry.field)
    return EntryLine(days=days_in_words(entry.days), field=field, line=line)
