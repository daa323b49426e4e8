"""Codebook: what every code means, a sentence that has it, a near miss, and examples from the own reports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request, Response

from dragoman.codebook.entries import Entry, entries
from dragoman.record.records import Field, Record
from dragoman.serve.phrases import words
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.web.rendering import render

Coded = tuple[str, str, str]  # kind, field and code, as entries name them
_EXAMPLES = 2  # from the own reports, of one code
_CODED = {  # fields whose codes are a part of their values: the entries' kind and field, and the part
    ("position", "issue"): ("issue", "issue", "code"),
    ("round", "agenda"): ("issue", "issue", "issue"),
    ("incident", "target"): ("incident", "target", "category"),
    ("incident", "munitions"): ("incident", "munition", "class"),
    ("incident", "damage"): ("incident", "damage", "level"),
    ("incident", "service_loss"): ("incident", "service", "service"),
    ("agreement", "terms"): ("agreement", "term", "code"),
}
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Words of a report that state a code."""

    record: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An entry with what the own reports have of it."""

    entry: Entry
    count: int  # records that have it
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The codes of one field of one kind."""

    id: str
    kind: str
    field: str
    codes: tuple[Code, ...]


@router.get("/codebook")
def codebook(request: Request, desk: DeskOf, q: str = "") -> Response:
    """Show the codes whose name or definition holds the words, all without any."""
    found = groups_of(matching(entries(), q), examples_in(desk.archive.records()))
    return render(request, "codebook.html", groups=found, sought=q.strip())


def matching(known: Iterable[Entry], sought: str) -> tuple[Entry, ...]:
    """Return the entries that hold all the words that are sought, in any case and spelling of spaces."""
    wanted = sought.casefold().replace("_", " ").split()
    return tuple(each for each in known if all(word in _text(each) for word in wanted))


def groups_of(known: Iterable[Entry], found: Mapping[Coded, Sequence[Example]]) -> tuple[Group, ...]:
    """Return entries by kind and field, each with its examples.

    Args:
        known: in the codebook's order.
        found: examples by kind, field and code.
    """
    made = []
    for (kind, field), group in groupby(known, key=lambda each: (each.kind, each.field)):
        codes = tuple(_code(each, found.get((kind, field, each.code), ())) for each in group)
        made.append(Group(id=f"{kind}-{field}".replace("/", "-").lower(), kind=kind, field=words(field), codes=codes))
    return tuple(made)


def examples_in(records: Iterable[Record]) -> Mapping[Coded, Sequence[Example]]:
    """Return words that state codes, by kind, field and code: of each record the first."""
    found: dict[Coded, list[Example]] = defaultdict(list)
    for record in records:
        stated = {coded: example for field in record.fields.values() for coded, example in _stated(record, field)}
        for coded, example in stated.items():
            found[coded].append(example)
    return found


def _stated(record: Record, field: Field) -> Iterator[tuple[Coded, Example]]:
    kind, name, key = _CODED.get((record.kind, field.name), (record.kind, field.name, "code"))
    for value in reversed(field.values):  # the preferred one last, which then counts
        code = value.value.get(key) if isinstance(value.value, dict) else value.value
        voice = next((each for each in value.tellings if each.evidence), None)
        if isinstance(code, str) and voice is not None:
            quote, source = voice.evidence[0].quote, voice.source or "unknown outlet"
            yield (kind, name, code), Example(record=record.id, source=source, quote=quote)


def _code(entry: Entry, found: Sequence[Example]) -> Code:
    return Code(entry=entry, count=len(found), examples=tuple(found[:_EXAMPLES]))


def _text(entry: Entry) -> str:
    return " ".join((entry.code, entry.kind, entry.field, entry.definition)).casefold().replace("_", " ")
