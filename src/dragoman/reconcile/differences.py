"""What changed between two moments: new records, changed fields with old and new value, new disputes, what is gone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.reconcile.stated import canonical, key_of
from dragoman.record.findings import Kind
from dragoman.record.records import Record
from dragoman.spelling import finding_of


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
    origins = origins_of(old, now)
    going_on = {record.id for group in origins.values() for record in group}
    changes = (_change(record, origins[record.id]) for record in now if origins[record.id])
    return Differences(
        new=tuple(record for record in now if not origins[record.id]),
        changed=tuple(each for each in changes if each is not None),
        gone=tuple(record for record in old if record.id not in going_on),
    )


def origins_of(before: Iterable[Record], after: Iterable[Record]) -> dict[str, tuple[Record, ...]]:
    """Return, by id of each record, the records before that share a finding with it; none where it is new."""
    home = {ident: record for record in before for ident in _findings(record)}
    return {record.id: _unique(home[ident] for ident in _findings(record) if ident in home) for record in after}


def _findings(record: Record) -> list[str]:
    return [telling.finding.id for telling in record.tellings]


def _unique(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple({record.id: record for record in records}.values())


def _change(record: Record, before: Sequence[Record]) -> Change | None:
    main = max(before, key=lambda each: (len(set(_findings(each)) & set(_findings(record))), each.id))
    changed = tuple(_fields(main, record))
    is_same = set(_findings(record)) == set(_findings(main)) and len(before) == 1
    if is_same and not changed:
        return None
    return Change(record=record, before=tuple(before), fields=changed, new_sources=record.sources - main.sources)


def _fields(old: Record, new: Record) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*new.fields, *old.fields)):
        one, other = old.fields.get(name), new.fields.get(name)
        values = _differing(new.kind, name, *(each.preferred if each else None for each in (one, other)))
        was, has_become = (each is not None and each.is_disputed for each in (one, other))
        if values is not None or was != has_become:
            before, after = values or (one.preferred if one else None, other.preferred if other else None)
            yield FieldChange(
                name=name, old=before, new=after, is_newly_disputed=has_become and not was,
                is_settled=was and not has_become,
            )  # fmt: skip


def _differing(kind: Kind, name: str, one: Any, other: Any) -> tuple[Any, Any] | None:  # noqa: ANN401  any JSON
    """Return old and new value where they are not the same, of two lists the items that only one has."""
    if not isinstance(one, list) and not isinstance(other, list):
        return None if _key(kind, name, one) == _key(kind, name, other) else (one, other)
    before, after = ({_key(kind, name, item): item for item in value or ()} for value in (one, other))
    went = [item for key, item in before.items() if key not in after]
    came = [item for key, item in after.items() if key not in before]
    return (went or None, came or None) if went or came else None


def _key(kind: Kind, name: str, value: Any) -> str:  # noqa: ANN401  any JSON
    """Return what two tellings of one value share: Kyiv is no other party than Ukraine."""
    for held in (value, [value]):
        try:
            found = getattr(finding_of({"id": "", "kind": kind, "confidence": 0, name: held}), name)
        except (AttributeError, ValueError):  # a figure of a list's item, or what another program set
            continue
        return " ".join(map(key_of, found)) if isinstance(found, tuple) else key_of(found)
    return canonical(value)
