"""Answers about records as JSON's own types and as rows of a table, for other programs."""

from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.reconcile.coders import Concordance
from dragoman.reconcile.differences import Change, Differences, FieldChange
from dragoman.reconcile.matrix import Cell, Held, Matrix, quotes_of
from dragoman.reconcile.review import Question
from dragoman.reconcile.selecting import is_disputed
from dragoman.reconcile.timeline import Days, Entry, days_of
from dragoman.record.records import Process, Record, Report
from dragoman.serve.record_words import heading, value_in_words
from dragoman.spelling import Json, spelled

Row = tuple[str, ...]
RECORD_COLUMNS = (
    "id", "kind", "what", "who", "where", "first", "last", "dated_by", "status", "sources", "disputed", "process",
)  # fmt: skip
ENTRY_COLUMNS = ("first", "last", "dated_by", "time", "kind", "what", "who", "where", "status", "id")
CELL_COLUMNS = ("party", "issue", "stances", "firmness", "since", "reaffirmed", "moved", "before", "records")
CHANGE_COLUMNS = ("change", "id", "kind", "what", "field", "old", "new", "disputed")
PROCESS_COLUMNS = ("id", "name", "parties", "mediators", "records")
QUESTION_COLUMNS = ("about", "doubt", "importance", "records", "subjects", "why")
CONCORDANCE_COLUMNS = ("field", "metric", "alpha", "units", "coders", "differing")


def record_object(record: Record) -> Json:
    """Return everything that a record holds: its fields with all values and voices, and its reports."""
    told: Json = {
        name: spelled(getattr(record, name))
        for name in (
            "id", "kind", "confidence", "sources", "process", "part_of", "follows", "first_seen", "last_seen", "judged",
        )
    }  # fmt: skip
    reports = {telling.report.id: telling.report for telling in record.tellings}
    told["days"] = _days(days_of(record))
    told["is_disputed"] = is_disputed(record)
    told["fields"] = {name: spelled(field) for name, field in record.fields.items()}
    told["reports"] = [spelled(report) for report in reports.values()]
    told["findings"] = [telling.finding.id for telling in record.tellings]
    return told


def record_row(record: Record) -> Row:
    """Return the cells of ``RECORD_COLUMNS``."""
    what, who, where, status = _what(record)
    days = days_of(record)
    disputed = ", ".join(name for name, field in record.fields.items() if field.is_disputed)
    return (
        record.id, record.kind, what, who, where, *_bounds(days), status, str(record.sources), disputed,
        record.process or "",
    )  # fmt: skip


def item_object(item: Record | Report) -> Json:
    """Return a record, or a report without one, whose ``kind`` is ``report``."""
    return record_object(item) if isinstance(item, Record) else {"kind": "report", **spelled(item)}


def item_row(item: Record | Report) -> Row:
    """Return the cells of ``RECORD_COLUMNS`` of a record, or of a report without one."""
    if isinstance(item, Record):
        return record_row(item)
    day = str(item.published or "")
    return (
        item.id, "report", item.title or "", item.source or "", "", day, day, "reported" if day else "unknown", "", "1",
        "", "",
    )  # fmt: skip


def entry_object(entry: Entry) -> Json:
    """Return a dated thing with the id of its record."""
    what, who, where, status = _what(entry.record)
    named = {"what": what, "who": who, "where": where, "status": status or None}
    return {"days": _days(entry.days), "time": entry.field, "kind": entry.record.kind, **named, "id": entry.record.id}


def entry_row(entry: Entry) -> Row:
    """Return the cells of ``ENTRY_COLUMNS``."""
    what, who, where, status = _what(entry.record)
    return (*_bounds(entry.days), entry.field, entry.record.kind, what, who, where, status, entry.record.id)


def cells_of(matrix: Matrix) -> list[Cell]:
    """Return the cells in the matrix's order of parties and issues."""
    places = ((party, issue) for party in matrix.parties for issue in matrix.issues)
    return [matrix.cells[at] for at in places if at in matrix.cells]


def cell_object(cell: Cell) -> Json:
    """Return a cell with its whole history and the words that state each stance."""
    return {
        "party": cell.party, "issue": cell.issue, "moved": cell.has_moved,
        "held": [_held(held) for held in cell.held], "aside": [record.id for record in cell.aside],
    }  # fmt: skip


def cell_row(cell: Cell) -> Row:
    """Return the cells of ``CELL_COLUMNS``."""
    present = cell.present
    if present is None:
        return (cell.party, cell.issue, *[""] * 6, " ".join(record.id for record in cell.aside))
    before = "; ".join(f"{', '.join(held.stances)} {held.last or ''}".strip() for held in cell.held[1:])
    return (
        cell.party, cell.issue, ", ".join(present.stances), present.firmness or "", str(present.first or ""),
        str(present.last or "") if present.is_reaffirmed else "", "yes" if cell.has_moved else "no", before,
        " ".join(record.id for record in present.records),
    )  # fmt: skip


def difference_objects(found: Differences) -> list[Json]:
    """Return each difference as an object with what became of it."""
    return [
        *({"change": "new", "record": record_object(record)} for record in found.new),
        *(_change(change) for change in found.changed),
        *({"change": "gone", "record": record_object(record)} for record in found.gone),
    ]


def difference_rows(found: Differences) -> list[Row]:
    """Return the cells of ``CHANGE_COLUMNS``: one row a new or gone record, one row a changed field."""
    rows: list[Row] = [("new", record.id, record.kind, _what(record)[0], "", "", "", "") for record in found.new]
    for change in found.changed:
        rows += _change_rows(change)
    rows += [("gone", record.id, record.kind, _what(record)[0], "", "", "", "") for record in found.gone]
    return rows


def process_row(process: Process) -> Row:
    """Return the cells of ``PROCESS_COLUMNS``."""
    parties, mediators = "; ".join(process.parties), "; ".join(process.mediators)
    return (process.id, process.name, parties, mediators, str(len(process.records)))


def question_object(question: Question) -> Json:
    """Return what is asked, with the ids that ``dragoman judge`` takes."""
    return {
        "about": question.about, "doubt": question.doubt, "importance": round(question.importance, 4),
        "records": [record.id for record in question.records], "subjects": list(question.subjects),
        "why": list(question.why), "because": spelled(question.because),
    }  # fmt: skip


def question_row(question: Question) -> Row:
    """Return the cells of ``QUESTION_COLUMNS``."""
    ids = (" ".join(record.id for record in question.records), " ".join(question.subjects))
    return (question.about, f"{question.doubt:.2f}", f"{question.importance:.2f}", *ids, "; ".join(question.why))


def concordance_row(found: Concordance) -> Row:
    """Return the cells of ``CONCORDANCE_COLUMNS``."""
    alpha = "" if found.alpha is None else f"{found.alpha:.3f}"
    return (found.field, found.metric, alpha, str(found.units), ", ".join(found.coders), " ".join(found.differing))


def _days(days: Days) -> Mapping[str, str | None]:
    first, last = (each.isoformat() if each else None for each in (days.first, days.last))
    return {"first": first, "last": last, "basis": days.basis}


def _bounds(days: Days) -> tuple[str, str, str]:
    return str(days.first or ""), str(days.last or ""), days.basis


def _what(record: Record) -> tuple[str, str, str, str]:
    """Return what, who, where and status in words."""
    pieces = {piece.field: piece.words for piece in heading(record)}
    who = ("parties", "issue", "quote", "target", "content", "mediators")
    return (
        pieces["subject"],
        _first(pieces, who),
        _first(pieces, ("venue", "place", "places")),
        pieces.get("status", ""),
    )


def _first(pieces: Mapping[str, str], names: Iterable[str]) -> str:
    return next((pieces[name] for name in names if name in pieces), "")


def _held(held: Held) -> Json:
    quotes = [
        {"record": record.id, "document": telling.report.id, "source": telling.report.source, "quote": shown.quote}
        for record in held.records
        for telling, shown in quotes_of(record)
    ]
    return {
        "stances": list(held.stances), "firmness": held.firmness, "first": spelled(held.first),
        "last": spelled(held.last), "records": [record.id for record in held.records], "quotes": quotes,
    }  # fmt: skip


def _change(change: Change) -> Json:
    return {
        "change": "changed", "before": [record.id for record in change.before], "new_sources": change.new_sources,
        "fields": spelled(change.fields), "record": record_object(change.record),
    }  # fmt: skip


def _change_rows(change: Change) -> list[Row]:
    record = change.record
    named = ("changed", record.id, record.kind, _what(record)[0])
    rows: list[Row] = [
        (*named, each.name, _told(record, each.name, each.old), _told(record, each.name, each.new), _dispute(each))
        for each in change.fields
    ]
    return rows or [(*named, "", "", "", "")]


def _told(record: Record, field: str, value: Any) -> str:  # noqa: ANN401  any JSON
    return "" if value is None else value_in_words(record, field, value)


def _dispute(each: FieldChange) -> str:
    return "new dispute" if each.is_newly_disputed else "settled" if each.is_settled else ""
