"""Every code value with its definition, a sentence that has it and a near miss that has not."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as default
from functools import cache
from types import MappingProxyType
from typing import Any

from dragoman.codebook.sheets import required, sheet
from dragoman.errors import CodebookError

FILES = (
    "findings", "rounds", "positions", "issues", "statements", "incidents", "exchanges", "agreements", "events",
    "sectors", "quantities", "times", "documents",
)  # fmt: skip
_TEXTS = ("definition", "yes", "no", "no_because")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value of one coded field. Modes of events have the field ``mode/<EVENT TYPE>``."""

    code: str
    kind: str  # of finding, or the part that has the field: actor, quantity, time, document, issue
    field: str
    definition: str
    yes: str  # a sentence that has the code
    no: str  # a near miss that has not
    no_because: str  # what the near miss is instead
    extra: MappingProxyType[str, Any] = default(default_factory=lambda: MappingProxyType({}))


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, in the order of the files.

    Raises:
        CodebookError: names the file and the key that is wrong.
    """
    return tuple(entry for name in FILES for entry in _entries_of(name, sheet(name)))


def find(code: str) -> tuple[Entry, ...]:
    """Return the entries of ``code``, one for each field that has it."""
    return _by_code().get(code, ())


def incident_type(code: str) -> tuple[str | None, str | None, str | None]:
    """Return ACLED's event type and sub-event type and PLOVER's mode of an incident's code; all None for ``other``.

    Raises:
        CodebookError: no such type.
    """
    entry = _of_field("incident", "type").get(code)
    if entry is None:
        raise CodebookError(f"incidents.toml: no type {code!r}", hint="add it, with its ACLED and PLOVER names")
    return (entry.extra.get("event_type"), entry.extra.get("sub_event_type"), entry.extra.get("mode"))


def event_score(event_type: str, mode: str | None = None) -> float | None:
    """Return PLOVER's conflict-cooperation score of a type and mode, −10 to 10; None for types it does not know."""
    entry = _of_field("event", f"mode/{event_type}").get(mode or "") or _of_field("event", "event_type").get(event_type)
    return float(entry.extra["score"]) if entry else None


def codes(kind: str, field_name: str) -> tuple[str, ...]:
    """Return the codes of a field."""
    return tuple(_of_field(kind, field_name))


def _entries_of(name: str, data: dict[str, Any]) -> Iterator[Entry]:
    kind = required(data, "of", file=name, row_name="the file")
    for field_name, values in data.items():
        if isinstance(values, dict):
            for code, row in values.items():
                yield _entry(row, file=name, kind=kind, at=(field_name, code))


def _entry(row: dict[str, Any], *, file: str, kind: str, at: tuple[str, str]) -> Entry:
    key = ".".join(at)
    texts = {text: required(row, text, file=file, row_name=key) for text in _TEXTS}
    empty = next((text for text, words in texts.items() if not isinstance(words, str) or not words.strip()), None)
    if empty:
        raise CodebookError(f"{file}.toml: {key}.{empty} is empty or no text", hint="write a sentence")
    extra = {name: value for name, value in row.items() if name not in _TEXTS}
    return Entry(code=at[1], kind=kind, field=at[0], **texts, extra=MappingProxyType(extra))


@cache
def _by_code() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries():
        found[entry.code] = (*found.get(entry.code, ()), entry)
    return found


@cache
def _of_field(kind: str, field_name: str) -> dict[str, Entry]:
    return {entry.code: entry for entry in entries() if (entry.kind, entry.field) == (kind, field_name)}
