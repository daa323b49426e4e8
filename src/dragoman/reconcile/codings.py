"""Which codes of the codebook a record has, and the words of a report that state each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from dragoman.codebook.entries import entries
from dragoman.record.records import Field, Record

_PARTS = {  # fields whose codes are a part of their values: the entries' kind and field, and the part
    ("position", "issue"): ("issue", "issue", "code"),
    ("round", "agenda"): ("issue", "issue", "issue"),
    ("incident", "target"): ("incident", "target", "category"),
    ("incident", "munitions"): ("incident", "munition", "class"),
    ("incident", "damage"): ("incident", "damage", "level"),
    ("incident", "service_loss"): ("incident", "service", "service"),
    ("agreement", "terms"): ("agreement", "term", "code"),
}


class Coded(NamedTuple):
    """A code as entries of the codebook name it."""

    kind: str
    field: str
    code: str


class Example(NamedTuple):
    """Words of a report that state a code."""

    record: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How many records have a code, and some of them, the latest first."""

    count: int
    examples: tuple[Example, ...]


def codes_stated(record: Record) -> Mapping[Coded, Example]:
    """Return the codes of a record, each with the first words that state it, those of preferred values before all."""
    return {coded: example for field in record.fields.values() for coded, example in _stated(record, field)}


def usages_in(records: Iterable[Record], *, most: int) -> Mapping[Coded, Usage]:
    """Return the codes that records have.

    Args:
        records: in any order.
        most: examples of a code.
    """
    found: dict[Coded, list[Example]] = defaultdict(list)
    for record in sorted(records, key=_newest_first):
        for coded, example in codes_stated(record).items():
            found[coded].append(example)
    return {coded: Usage(count=len(held), examples=tuple(held[:most])) for coded, held in found.items()}


def _newest_first(record: Record) -> tuple[int, str]:
    published = record.tellings[0].report.published
    return -(published or date.min).toordinal(), record.id


def _stated(record: Record, field: Field) -> Iterator[tuple[Coded, Example]]:
    kind, name, key = _PARTS.get((record.kind, field.name), (record.kind, field.name, "code"))
    for value in reversed(field.values):  # the preferred one last, which then counts
        code = value.value.get(key) if isinstance(value.value, dict) else value.value
        voice = next((each for each in value.tellings if each.evidence), None)
        if isinstance(code, str) and voice is not None and (coded := Coded(kind, name, code)) in _known():
            quote, source = voice.evidence[0].quote, voice.source or "unknown outlet"
            yield coded, Example(record=record.id, source=source, quote=quote)


@cache
def _known() -> frozenset[Coded]:
    return frozenset(Coded(each.kind, each.field, each.code) for each in entries())
