"""Records as rows of the projection, and back."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, get_args

from dragoman.keeping.records import stamp_of
from dragoman.reconcile.actors import side_of
from dragoman.reconcile.contradictions import Contradiction
from dragoman.reconcile.review import importance_of
from dragoman.reconcile.selecting import is_disputed
from dragoman.reconcile.timeline import first_day
from dragoman.reconcile.times import stretch_of, when_of
from dragoman.record.actors import Actor
from dragoman.record.reading import AnyFinding
from dragoman.record.records import Field, Process, Record, Report, Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a record is beside its findings, its fields and its links."""

    reports: tuple[Report, ...]  # of each finding, in the order of the record's tellings
    sources: int
    first_seen: datetime
    last_seen: datetime
    confidence: float
    judged: tuple[str, ...]


def row_of(record: Record) -> dict[str, Any]:
    """Return the columns of a record."""
    known = Known(
        reports=tuple(telling.report for telling in record.tellings), sources=record.sources,
        first_seen=record.first_seen, last_seen=record.last_seen, confidence=record.confidence, judged=record.judged,
    )  # fmt: skip
    published = record.tellings[0].report.published
    first, last = _days(record)
    return {
        "id": record.id, "kind": record.kind, "day": published.isoformat() if published else None, "first": first,
        "last": last, "began": day_column(first_day(record)), "process": record.process,
        "part_of": record.part_of, "follows": record.follows,
        "known": _json(known), "findings": _json([telling.finding for telling in record.tellings]),
        "fields": _json(record.fields), "disputed": is_disputed(record),
        "seen": stamp_of(record.last_seen),
        "alone": importance_of(replace(record, process=None)), "placed": importance_of(replace(record, process="any")),
    }  # fmt: skip


def record_of(row: tuple[Any, ...]) -> Record:
    """Read a record from kind, process, part_of, follows, known, findings, fields and id; fields may be left out."""
    kind, process, part_of, follows, known, findings, stated, ident = row
    told: Known = _decoder("known").decode(known)
    found = _decoder(kind).decode(findings)
    return Record(
        id=ident, kind=kind, process=process, part_of=part_of, follows=follows,
        tellings=tuple(Telling(finding=each, report=report) for each, report in zip(found, told.reports, strict=True)),
        fields=_decoder("fields").decode(stated) if stated else {}, sources=told.sources,
        first_seen=told.first_seen, last_seen=told.last_seen, confidence=told.confidence, judged=told.judged,
    )  # fmt: skip


def day_column(day: date | None) -> str:
    """Return a day as it stands in a column; none is empty, so that it can be asked for."""
    return day.isoformat() if day else ""


def day_of(column: str) -> date | None:
    """Read a day."""
    return date.fromisoformat(column) if column else None


def contradiction_row(found: Contradiction) -> tuple[Any, ...]:
    """Return the columns of a contradiction that are not its record's."""
    return (found.record, found.field, found.width, found.sources, found.is_disputed, found.is_changed)


def contradiction_of(row: tuple[Any, ...]) -> Contradiction:
    """Read a contradiction from kind, process and day of its record, then its own columns."""
    kind, process, began, record, field, width, sources, is_disputed, is_changed = row
    return Contradiction(
        record=record, kind=kind, process=process, field=field, width=width, day=day_of(began), sources=sources,
        is_disputed=bool(is_disputed), is_changed=bool(is_changed),
    )  # fmt: skip


def process_column(process: Process) -> bytes:
    """Return a process as JSON."""
    return _json(process)


def process_of(column: bytes) -> Process:
    """Read a process."""
    process: Process = _decoder("process").decode(column)
    return process


def sides(record: Record) -> frozenset[str]:
    """Return the sides of everybody who is named in a record's findings."""
    return frozenset(side_of(actor) for telling in record.tellings for actor in _actors(telling.finding))


def _days(record: Record) -> tuple[str | None, str | None]:
    """Return the first and the last day that any report tells; none where a person may have set another."""
    stretches = [stretch for telling in record.tellings if (stretch := stretch_of(telling)) is not None]
    if not stretches or len(stretches) < len(record.tellings) or record.judged:
        return None, None
    last = max(each.last for each in stretches)
    if any(_is_open(telling) for telling in record.tellings):  # it lasts to the day of the last report
        last = max((last, *(each.report.published for each in record.tellings if each.report.published)))
    return min(each.first for each in stretches).isoformat(), last.isoformat()


def _is_open(telling: Telling) -> bool:
    when = when_of(telling)
    return when is not None and when.start is not None and when.end is None


def _actors(held: Any) -> Iterator[Actor]:  # noqa: ANN401  any of the record's types
    if isinstance(held, Actor):
        yield held
    elif isinstance(held, tuple):
        for item in held:
            yield from _actors(item)
    elif is_dataclass(held):
        for field in fields(held):
            yield from _actors(getattr(held, field.name))


def _json(value: Any) -> bytes:  # noqa: ANN401  any of the record's types
    import msgspec

    return msgspec.json.encode(value)


@cache
def _decoder(name: str) -> Any:  # noqa: ANN401  msgspec is imported where it is used
    import msgspec

    kinds = {kind.__dataclass_fields__["kind"].default: list[kind] for kind in get_args(AnyFinding)}  # type: ignore[valid-type]
    return msgspec.json.Decoder({"known": Known, "fields": dict[str, Field], "process": Process, **kinds}[name])
