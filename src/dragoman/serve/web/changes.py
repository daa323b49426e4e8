"""What changed of records between two moments, as pages tell it: field by field, the old value and the new one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.export.brief import News
from dragoman.reconcile.differences import Change, Differences, FieldChange
from dragoman.reconcile.processes import may_belong
from dragoman.record.records import Process, Record
from dragoman.serve.record_words import label_of, value_in_words
from dragoman.serve.web.record_lines import RecordLine, line_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChanged:
    """A field in words before and after; empty where the record did not have it."""

    label: str
    old: str
    new: str
    is_list: bool  # then old is what went and new what came
    note: str  # disputed since, no longer disputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A record with what became of it."""

    line: RecordLine
    what: str  # new, changed, gone
    fields: tuple[FieldChanged, ...] = ()
    sources: int = 0  # independent ones more than before


def changes_in(found: Differences) -> tuple[Changed, ...]:
    """Return what is new, then what changed, then what is gone."""
    return (
        *(Changed(line=line_of(record), what="new") for record in found.new),
        *map(_changed, found.changed),
        *(Changed(line=line_of(record), what="gone") for record in found.gone),
    )


def news_in(found: Differences) -> Mapping[str, News]:
    """Return what became of records by id, as a brief marks it."""
    new: dict[str, News] = {record.id: "new" for record in found.new}
    return new | {change.record.id: "changed" for change in found.changed}


def part_in(found: Differences, process: Process) -> Differences:
    """Return what changed in a process; of what is gone nobody knows where it belonged, only where it may have."""
    own = frozenset(process.records)
    return Differences(
        new=tuple(each for each in found.new if each.id in own),
        changed=tuple(each for each in found.changed if each.record.id in own),
        gone=tuple(each for each in found.gone if may_belong(each, process.id)),
    )


def _changed(change: Change) -> Changed:
    fields = tuple(_fields(change.record, change.fields))
    return Changed(line=line_of(change.record), what="changed", fields=fields, sources=change.new_sources)


def _fields(record: Record, changes: Iterable[FieldChange]) -> Iterator[FieldChanged]:
    for each in changes:
        note = "disputed since" if each.is_newly_disputed else "no longer disputed" if each.is_settled else ""
        is_list = isinstance(each.old, list) or isinstance(each.new, list)
        old, new = (_told(record, each.name, value) for value in (each.old, each.new))
        yield FieldChanged(label=label_of(each.name), old=old, new=new, is_list=is_list, note=note)


def _told(record: Record, name: str, value: Any) -> str:  # noqa: ANN401  any JSON
    return "" if value is None else value_in_words(record, name, value)
