"""``dragoman judge``: from a verb and ids to the judgements that they mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from cyclopts import Parameter

from dragoman.errors import UsageError
from dragoman.reconcile import deciding
from dragoman.reconcile.deciding import Draft
from dragoman.record.judgements import Verb
from dragoman.record.records import Record


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Told:
    """The options of ``dragoman judge`` beside those of every command."""

    reason: Annotated[str, Parameter(help="Why; stands in the record.")] = ""
    field: Annotated[str | None, Parameter(help="The field that an edit sets.")] = None
    value: Annotated[str | None, Parameter(help="Its value: a code, words, or the codebook's JSON.")] = None


def drafts_for(verb: Verb, ids: Sequence[str], told: Told, records: Sequence[Record]) -> tuple[Draft, ...]:
    """Return the judgements that a call means.

    A record stands for all its findings; a finding for itself alone.

    Raises:
        UsageError: the call makes no sense, or names what there is not.
    """
    if verb == "edit":
        if told.field is None or told.value is None:
            raise UsageError("judge edit: no field or no value", hint="give --field NAME --value VALUE")
        return deciding.edit(_only(verb, ids, records), field=told.field, value=value_of(told.value))
    if told.field is not None or told.value is not None:
        raise UsageError(f"judge {verb}: --field and --value are for edit", hint="leave them out")
    if verb == "undo":
        return tuple(Draft(verb="undo", undoes=each) for each in _some(verb, ids))
    if verb == "merge":
        return deciding.merge(_found(verb, ids, records))
    if verb == "split":
        return _split(ids, records)
    decide = deciding.accept if verb == "accept" else deciding.reject
    return tuple(draft for record in _found(verb, ids, records) for draft in decide(record))


def value_of(written: str) -> Any:  # noqa: ANN401  any JSON
    """Return the JSON that is written, or the words themselves where they are none."""
    import json

    try:
        return json.loads(written)
    except ValueError:
        return written


def all_apart(first: Record, second: Record) -> tuple[Draft, ...]:
    """Say that no finding of one record is the same thing as any of the other."""
    ones, others = ([telling.finding.id for telling in record.tellings] for record in (first, second))
    return tuple(deciding.apart(one, other) for one in ones for other in others)


def _split(ids: Sequence[str], records: Sequence[Record]) -> tuple[Draft, ...]:
    """A record and the findings that leave it, or two records or findings that are two things."""
    whole = next((record for record in records if ids and record.id == ids[0]), None)
    if whole is not None and len(ids) > 1 and not any(record.id in ids[1:] for record in records):
        return deciding.split(whole, findings=ids[1:])
    found = _found("split", ids, records)
    if len(found) != 2:
        raise UsageError("judge split: not clear what", hint="name a record and its findings that leave it, or two ids")
    return all_apart(*found)


def _only(verb: Verb, ids: Sequence[str], records: Sequence[Record]) -> Record:
    found = _found(verb, ids, records)
    if len(found) != 1:
        raise UsageError(f"judge {verb}: one id at a time", hint="name one record or finding")
    return found[0]


def _found(verb: Verb, ids: Sequence[str], records: Sequence[Record]) -> tuple[Record, ...]:
    """Return the records that are named; for a finding its record with that finding alone."""
    known = {record.id: record for record in records}
    for record in records:
        known |= {telling.finding.id: replace(record, tellings=(telling,)) for telling in record.tellings}
    missing = [ident for ident in _some(verb, ids) if ident not in known]
    if missing:
        raise UsageError(f"judge {verb}: there is no {missing[0]}", hint="name ids of records or findings in full")
    return tuple(known[ident] for ident in ids)


def _some(verb: Verb, ids: Sequence[str]) -> Sequence[str]:
    if not ids:
        raise UsageError(f"judge {verb}: nothing is named", hint="give an id")
    return ids
