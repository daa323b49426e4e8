"""Reading → JSON in the codebook's shape (CODEBOOK, section 5), and the JSON Schema of that shape."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, get_args

from dragoman.record.documents import Document, PublishedBasis, Residue
from dragoman.record.evidence import Span
from dragoman.record.reading import AnyFinding, Failure, Reading
from dragoman.spelling import Json, respelled, spelled

_FIRST = ("id", "kind", "confidence", "asserted", "attributed_to")
_LAST = ("evidence",)
_DESCRIPTION = "What `dragoman read --format json` prints for one document."


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """The words from which the publication date was read or worked out."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDocument:
    """A document without its text: what is known of it, and how long it is."""

    id: str
    title: str | None
    published: date | None
    published_basis: PublishedBasis | None
    published_clue: Clue | None
    language: str | None
    source: str | None
    url: str | None
    chars: int
    residue: tuple[Residue, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedReading:
    """One document with everything found in it."""

    document: PrintedDocument
    findings: tuple[Any, ...]  # of AnyFinding; msgspec describes no union of dataclasses, so schema() spells it out
    failures: tuple[Failure, ...]


def to_object(reading: Reading) -> Json:
    """Return the reading as JSON's own types: findings grouped by kind in the codebook's order, nothing left out."""
    printed = PrintedReading(document=_printed(reading.document), findings=reading.findings, failures=reading.failures)
    told: Json = spelled(printed)
    told["findings"] = [_ordered(finding) for finding in told["findings"]]
    return told


def to_json(reading: Reading, *, indent: int = 0) -> bytes:
    """Encode the reading as UTF-8 without a final newline, on one line or indented."""
    import msgspec

    line = msgspec.json.encode(to_object(reading))
    return msgspec.json.format(line, indent=indent) if indent else line


def schema() -> Json:
    """Return the JSON Schema (2020-12) of what ``to_object`` gives, made from the types."""
    import msgspec

    kinds = get_args(AnyFinding)
    (top, *refs), components = msgspec.json.schema_components([PrintedReading, *kinds], ref_template="#/$defs/{name}")
    for kind in kinds:
        components[kind.__name__]["properties"] = _ordered(components[kind.__name__]["properties"])
    components["PrintedReading"]["properties"]["findings"]["items"] = {"anyOf": refs}
    named = {name: _closed(respelled(component)) for name, component in sorted(components.items())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Reading",
        "description": _DESCRIPTION,
        **top,
        "$defs": named,
    }


def _printed(document: Document) -> PrintedDocument:
    shared = {each.name for each in fields(PrintedDocument)} & {each.name for each in fields(Document)}
    known = {name: getattr(document, name) for name in shared if name != "published_clue"}
    return PrintedDocument(
        **known, published_clue=_clue(document.text, document.published_clue), chars=len(document.text)
    )


def _clue(text: str, span: Span | None) -> Clue | None:
    return Clue(start=span.start, end=span.end, quote=span.words(text)) if span else None


def _ordered(finding: Json) -> Json:
    """Put what all kinds share first, the kind's fields in the codebook's order after it, the evidence last."""
    middle = [name for name in finding if name not in _FIRST + _LAST]
    return {name: finding[name] for name in (*_FIRST, *middle, *_LAST)}


def _closed(component: Json) -> Json:
    """Demand every property and allow no other: lists are empty rather than missing, unknown scalars null."""
    closed = {**component, "additionalProperties": False, "required": list(component["properties"])}
    closed["properties"] = {name: _without_default(held) for name, held in component["properties"].items()}
    return closed


def _without_default(held: Json) -> Json:
    return {name: value for name, value in held.items() if name != "default"}
