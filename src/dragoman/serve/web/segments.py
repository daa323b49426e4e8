"""A text cut where marked words begin and end, each piece with everything that it states; words may overlap at will."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote as escaped

from dragoman.record.documents import Residue
from dragoman.serve.passages import harmless


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """That a stretch of text states a field; ``field`` is the field's id on the page."""

    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text that states the same fields throughout; ``id`` names its place in the text."""

    id: str
    words: str
    fields: tuple[str, ...]
    residue: str  # its kind, empty where it is news


def segments_of(text: str, marks: Iterable[Mark], residue: Iterable[Residue]) -> tuple[Segment, ...]:
    """Return the whole text as segments, in order; a segment begins wherever marked words or residue do.

    Args:
        text: of a document.
        marks: in any order.
        residue: stretches that are not news.
    """
    size = len(text)
    known = [each for each in marks if 0 <= each.start < each.end <= size]
    aside = [each for each in residue if 0 <= each.start < each.end <= size]
    spans = [(each.start, each.end) for each in known] + [(each.start, each.end) for each in aside]
    edges = sorted({0, size, *(edge for span in spans for edge in span)})
    starts, ends = _edges(known)
    kinds = sorted(aside, key=lambda each: each.start, reverse=True)
    active: dict[str, int] = {}
    found = []
    for start, end in pairwise(edges):
        for field in ends.get(start, ()):
            active[field] -= 1
        for field in starts.get(start, ()):
            active[field] = active.get(field, 0) + 1
        fields = tuple(field for field, count in active.items() if count)
        kind = next((each.kind for each in kinds if each.start <= start and end <= each.end), "")
        found.append(Segment(id=anchor(start), words=shown(text[start:end]), fields=fields, residue=kind))
    return tuple(found)


def anchor(start: int) -> str:
    """Return the id of the words that begin at a place of the text."""
    return f"w{start}"


def address_of(document: str, start: int | None = None) -> str:
    """Return where a report is shown, or the words of it that begin at a place of its text."""
    page = f"/evidence/{escaped(document, safe=':')}"
    return page if start is None else f"{page}#{anchor(start)}"


def shown(words: str) -> str:
    """Return words for a page: lines as they are, without characters that nobody sees or that turn lines around."""
    return "\n".join(map(harmless, words.split("\n")))


def _edges(marks: Iterable[Mark]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for each in sorted(marks, key=lambda each: (each.start, each.end, each.field)):
        starts.setdefault(each.start, []).append(each.field)
        ends.setdefault(each.end, []).append(each.field)
    return starts, ends
