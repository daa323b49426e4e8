"""Forms with which people judge → judgements that nobody has signed yet."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from dragoman.codebook.entries import codes, incident_type
from dragoman.errors import UsageError
from dragoman.reconcile import deciding
from dragoman.reconcile.deciding import Draft
from dragoman.record.judgements import Verb
from dragoman.record.records import Record
from dragoman.serve.drafting import all_apart, value_of

Line = Annotated[str, StringConstraints(max_length=2_000)]
Ids = Annotated[tuple[Annotated[str, StringConstraints(max_length=200)], ...], Field(max_length=500)]
_BOUNDS = ("low", "best", "high")


class Judged(BaseModel):
    """What a form sends: a verb, the findings that the person saw, and what the verb needs."""

    model_config = ConfigDict(frozen=True)

    verb: Verb
    seen: Ids = ()  # findings of the record, or of both records, as they were shown
    leaving: Ids = ()  # findings that are something else
    other: Line = ""  # the record that is the same thing
    field: Line = ""
    value: Line = ""
    low: Line = ""
    best: Line = ""
    high: Line = ""
    undoes: Ids = ()
    reason: Line = ""
    then: Line = "/review"


def drafts_of(told: Judged, records: Sequence[Record]) -> tuple[Draft, ...]:
    """Return the judgements that a form means.

    Args:
        told: the form.
        records: those that hold the findings that were shown, and the other one that is named.

    Raises:
        UsageError: the form makes no sense, or what it is about is no longer there.
    """
    if told.verb == "undo":
        return tuple(Draft(verb="undo", undoes=each) for each in told.undoes)
    if not told.seen:
        raise UsageError("nothing is judged", hint="go back to the queue")
    if told.verb in ("accept", "reject"):
        if told.verb == "reject" and not told.reason.strip():
            raise UsageError("a rejection needs a reason", hint="say in a few words why nothing of this is said")
        return tuple(Draft(verb=told.verb, subjects=(ident,)) for ident in dict.fromkeys(told.seen))
    if not records:
        raise UsageError("this record is no longer there", hint="somebody joined, split or rejected it: see the queue")
    if told.verb == "edit":
        return deciding.edit(records[0], field=told.field.strip(), value=_value(told, records[0]))
    return _joined(told, records) if told.verb == "merge" else _parted(told, records)


def quantity_of(told: Judged, present: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON
    """Return the figure that a person bounds: what is left empty is unknown, and never zero.

    Args:
        told: the form.
        present: the figure in force, whose unit and people stay; None where there is none.

    Raises:
        UsageError: no bound, one that is no number, or bounds in the wrong order.
    """
    bounds = {name: _number(name, getattr(told, name)) for name in _BOUNDS}
    given = [each for each in bounds.values() if each is not None]
    if not given:
        raise UsageError("the figure has no bound", hint="give a lowest, a best or a highest number")
    if given != sorted(given):
        raise UsageError("the bounds are not in order", hint="lowest ≤ best ≤ highest")
    kept = {name: present.get(name) for name in ("unit", "who")} if isinstance(present, dict) else {}
    return {**bounds, "qualifier": _qualifier(bounds), **{name: it for name, it in kept.items() if it is not None}}


def _value(told: Judged, record: Record) -> Any:  # noqa: ANN401  any JSON
    if told.value.strip():
        value = value_of(told.value.strip())
        is_type = (record.kind, told.field.strip()) == ("incident", "type") and isinstance(value, str)
        return _type(value) if is_type else value
    if any(getattr(told, name).strip() for name in _BOUNDS):
        held = record.fields.get(told.field.strip())
        return quantity_of(told, held.preferred if held else None)
    raise UsageError("no value is given", hint="to say that a field is not stated, write null")


def coded(value: Any) -> str:  # noqa: ANN401  any JSON
    """Return the code that a value is, or that the type of an incident has; nothing for everything else."""
    code = value.get("code") if isinstance(value, dict) else value
    return code if isinstance(code, str) else ""


def _type(code: str) -> dict[str, Any]:
    """Return the type of an incident with the names that other codebooks have for it."""
    if code not in codes("incident", "type"):
        raise UsageError(f"type: {code!r} is no code", hint=f"one of {', '.join(codes('incident', 'type'))}")
    event_type, sub_event_type, mode = incident_type(code)
    return {"code": code, "event_type": event_type, "sub_event_type": sub_event_type, "mode": mode}


def _joined(told: Judged, records: Sequence[Record]) -> tuple[Draft, ...]:
    """Two records that are one thing; or two findings of one record, which then are never asked about again."""
    if len(records) == 1 and len(told.seen) == 2:
        return (deciding.together(*told.seen),)
    return deciding.merge(records)


def _parted(told: Judged, records: Sequence[Record]) -> tuple[Draft, ...]:
    """Findings that leave a record; or two records that are two things."""
    if len(records) == 2 and not told.leaving:
        return all_apart(records[0], records[1])
    return deciding.split(records[0], findings=told.leaving)


def _number(name: str, written: str) -> int | float | None:
    plain = written.strip().replace(",", "")
    if not plain:
        return None
    try:
        found = json.loads(plain)
    except ValueError:
        found = None
    if isinstance(found, bool) or not isinstance(found, (int, float)) or found < 0 or found > 1e15:
        raise UsageError(f"{name}: {written!r} is no number", hint="write digits alone, or leave it empty")
    return found


def _qualifier(bounds: dict[str, int | float | None]) -> str:
    low, best, high = (bounds[name] for name in _BOUNDS)
    if low is not None and high is not None:
        return "exact" if low == high else "between"
    if best is not None:
        return "exact" if low is None and high is None else "about"
    return "at_least" if low is not None else "up_to"
