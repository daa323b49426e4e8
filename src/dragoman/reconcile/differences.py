"""What changed between two moments: new records, changed fields with old and new value, new disputes, what is gone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.reconcile.stated import canonical
from dragoman.record.records import Field, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after; None where the record did not have it. Of lists, what came and what went."""

    name: str
    old: Any  # JSON
    new: Any
    is_newly_disputed: bool = False
    is_settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A record that is not as it was; ``before`` are the records out of which it came, more than one where merged."""

    record: Record
    before: tuple[Record, ...]
    fields: tuple[FieldChange, ...]
    new_sources: int  # independent ones more than before; negative where reports were told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Everything that two moments differ in; each in the order of the records given."""

    new: tuple[Record, ...]
    changed: tuple[Change, ...]
    gone: tuple[Record, ...]


def differences(before: Iterable[Record], after: Iterable[Record]) -> Differences:
    """Compare the records of two moments.

    A record goes on in those that share a finding with it, so that a merge or a split is a change and no loss. Gone is
    what no record goes on: a person rejected it, or a better reader finds it no longer.
    """
    old, now = tuple(before), tuple(after)
    home = {ident: record for record in old for ident in _findings(record)}
    origins = {record.id: _unique(home[ident] for ident in _findings(record) if ident in home) for record in now}
    going_on = {record.id for group in origins.values() for record in group}
    changes = (_change(record, origins[record.id]) for record in now if origins[record.id])
    return Differences(
        new=tuple(record for record in now if not origins[record.id]),
        changed=tuple(each for each in changes if each is not None),
        gone=tuple(record for record in old if record.id not in going_on),
    )


def _findings(record: Record) -> list[str]:
    return [telling.finding.id for telling in record.tellings]


def _unique(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple({record.id: record for record in records}.values())


def _change(record: Record, before: Sequence[Record]) -> Change | None:
    main = max(before, key=lambda each: (len(set(_findings(each)) & set(_findings(record))), each.id))
    changed = tuple(_fields(main.fields, record.fields))
    is_same = set(_findings(record)) == set(_findings(main)) and len(before) == 1
    if is_same and not changed:
        return None
    return Change(record=record, before=tuple(before), fields=changed, new_sources=record.sources - main.sources)


def _fields(old: Mapping[str, Field], new: Mapping[str, Field]) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*new, *old)):
        one, other = old.get(name), new.get(name)
        values = _values(one, other)
        was, has_become = (each is not None and each.is_disputed for each in (one, other))
        if canonical(values[0]) != canonical(values[1]) or was != has_become:
            yield FieldChange(
                name=name, old=values[0], new=values[1], is_newly_disputed=has_become and not was,
                is_settled=was and not has_become,
            )  # fmt: skip


def _values(old: Field | None, new: Field | None) -> tuple[Any, Any]:
    """Return what differs: the preferred values, of two lists the items that only one has."""
    one, other = (each.preferred if each else None for each in (old, new))
    if not isinstance(one, list) and not isinstance(other, list):
        return one, other
    before, after = ({canonical(item): item for item in value or ()} for value in (one, other))
    went = [item for told, item in before.items() if told not in after]
    came = [item for told, item in after.items() if told not in before]
    return went or None, came or None
