"""A record as a line of the inbox: whether it is new, what of it changed and from what, who told of it first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dragoman.reconcile.differences import Change, FieldChange, differences
from dragoman.record.records import Record
from dragoman.serve.record_words import label_of, value_in_words
from dragoman.serve.web.record_lines import RecordLine, line_of

_NOT_SHOWN = ("asserted", "quoted")  # fields that only machines need


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A field before and after, in words; empty where there is nothing. Of a list, what went and what came."""

    label: str
    old: str
    new: str
    note: str  # "now disputed", "no longer disputed", or nothing
    is_list: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLine:
    """A record, and what is new about it."""

    line: RecordLine
    moment: datetime  # of the last change
    is_new: bool
    is_first_report: bool  # of something new only one independent source tells
    reports: int
    sources: int  # independent ones
    new_reports: int
    changes: tuple[Changed, ...]
    origins: int  # records out of which it came; more than one where some were merged

    @property
    def is_changed(self) -> bool:
        """Whether it was there before and is not as it was."""
        return bool(self.changes) or self.origins > 1


def lines_of(
    records: Sequence[Record], before: Iterable[Record], *, since: datetime | None, moments: dict[str, datetime]
) -> tuple[InboxLine, ...]:
    """Return records as lines of the inbox, in their order.

    Args:
        records: as they are.
        before: those that went over into them, as they were at the last visit.
        since: the last visit; None where there was none, then everything is new.
        moments: of each record's last change, by id.
    """
    found = differences(before, records)
    changes = {each.record.id: each for each in found.changed}
    new = {record.id for record in found.new}
    return tuple(
        _line(record, changes.get(record.id), since, moments[record.id], is_new=record.id in new) for record in records
    )


def changed_of(record: Record, each: FieldChange) -> Changed:
    """Return a changed field in words."""
    return Changed(
        label=label_of(each.name), old=_words(record, each.name, each.old), new=_words(record, each.name, each.new),
        note="now disputed" if each.is_newly_disputed else "no longer disputed" if each.is_settled else "",
        is_list=isinstance(each.old, list) or isinstance(each.new, list),
    )  # fmt: skip


def _line(
    record: Record, change: Change | None, since: datetime | None, moment: datetime, *, is_new: bool
) -> InboxLine:
    reports = {telling.report.id: telling.report.added for telling in record.tellings}
    fields = change.fields if change else ()
    return InboxLine(
        line=line_of(record), moment=moment, is_new=is_new and since is not None,
        is_first_report=is_new and record.sources == 1, reports=len(reports), sources=record.sources,
        new_reports=sum(since is not None and added > since for added in reports.values()),
        changes=tuple(changed_of(record, each) for each in fields if each.name not in _NOT_SHOWN),
        origins=len(change.before) if change else 0,
    )  # fmt: skip


def _words(record: Record, field: str, value: Any) -> str:  # noqa: ANN401  any JSON
    return "" if value is None else value_in_words(record, field, value)
