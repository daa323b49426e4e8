"""Who used which munition, in the order in which reports came to tell of it."""

from collections.abc import Iterable, Iterator

from dragoman.reconcile.actors import side_of
from dragoman.record.actors import Actor
from dragoman.record.alerts import Per
from dragoman.record.records import Record

_NOT_DONE = ("denied", "expected", "hypothetical")
Use = tuple[str, ...]  # whose or where it was used, and the munition's code last


def first_uses(records: Iterable[Record], *, per: Per) -> Iterator[tuple[Use, Record]]:
    """Yield each use once, with the record that came first.

    An attacker whom nobody names used nothing for the first time, and what is denied or expected was not used.
    """
    seen: set[Use] = set()
    for record in sorted(records, key=lambda each: (each.first_seen, each.id)):
        for use in _uses(record, per):
            if use not in seen:
                seen.add(use)
                yield use, record


def _uses(record: Record, per: Per) -> Iterator[Use]:
    asserted, munitions = record.fields.get("asserted"), record.fields.get("munitions")
    if record.kind != "incident" or munitions is None or (asserted and asserted.preferred in _NOT_DONE):
        return
    side, process = _side(record), record.process
    where = {"side": (side,), "process": (process,), "side_in_process": (side, process)}[per]
    named = tuple(each for each in where if each is not None)
    if len(named) == len(where):
        for value in munitions.values:
            if isinstance(value.value, dict) and isinstance(code := value.value.get("class"), str):
                yield (*named, code)


def _side(record: Record) -> str | None:
    attacker = record.fields.get("attacker")
    if attacker is None or not isinstance(attacker.preferred, dict):
        return None
    told = attacker.preferred
    known = {name: told.get(name) for name in ("canonical", "country", "sector")}
    return side_of(Actor(name=str(told.get("name") or told.get("canonical") or ""), **known)) or None
