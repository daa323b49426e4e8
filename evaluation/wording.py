"""Gold and output values in words, and the sentences in which they stand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from evaluation.measures import Json, Span, WrongField

_BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n\s*\n|\n(?=[^a-z])")
_LONGEST = 700  # characters shown on either side of marked words where a text has no sentence ends
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not."""

    words: str
    marked: bool


def passages(text: str, spans: Iterable[Span], marks: Iterable[Span]) -> tuple[tuple[Piece, ...], ...]:
    """Return the sentences around the spans, cut into marked and unmarked pieces; near ones are joined."""
    inside, marked = _inside(text, spans), _inside(text, marks)
    bounds: list[list[int]] = []
    for start, end in inside:
        first, last = _sentence(text, start, end)
        if bounds and first <= bounds[-1][1]:
            bounds[-1][1] = max(last, bounds[-1][1])
        else:
            bounds.append([first, last])
    return tuple(_pieces(text, first, last, marked) for first, last in bounds)


def sentences(text: str, spans: Iterable[Span], marks: Iterable[Span]) -> Iterator[str]:
    """Yield the sentences around the spans as plain text, the marked words in brackets."""
    for pieces in passages(text, spans, marks):
        yield " ".join("".join(f"[{p.words}]" if p.marked else p.words for p in pieces).split())


def compared(field: WrongField, text: str) -> str:
    """Return a wrong field in a line: what the gold has and what the output has."""
    return f"{field.field}: gold {described(field.gold, text)}; output {described(field.output, text)}"


def described(value: Json, text: str) -> str:
    """Return a value in a few words."""
    if value is None or value == [] or value == "":
        return NOTHING
    if isinstance(value, list):
        return "; ".join(described(each, text) for each in value)
    if not isinstance(value, dict):
        return str(value).lower() if isinstance(value, bool) else str(value)
    words = _known(value, text)
    return f"{words} (optional)" if value.get("optional") else words


def _known(value: dict[str, Any], text: str) -> str:
    if "any" in value:
        return " or ".join(described(each, text) for each in value["any"])
    if "qualifier" in value:
        return _figure(value)
    if "name" in value or "value" in value:
        role = f" ({described(value['role'], text)})" if value.get("role") else ""
        return f"{value.get('name') or value.get('value')}{role}"
    if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
        return f"“{' '.join(text[value['start'] : value['end']].split())}”"
    if "basis" in value:
        about = "about " if value.get("approx") else ""
        return f"{about}{value.get('start') or '…'} to {value.get('end') or '…'}"
    shown = {key: each for key, each in value.items() if each not in (None, [], "") and key != "optional"}
    return ", ".join(f"{key}: {described(each, text)}" for key, each in shown.items()) or NOTHING


def _figure(value: dict[str, Any]) -> str:
    numbers = [value.get(key) for key in ("low", "best", "high")]
    known = list(dict.fromkeys(str(number) for number in numbers if number is not None))
    return f"{value['qualifier']} {' to '.join(known)}".strip()


def _inside(text: str, spans: Iterable[Span]) -> list[Span]:
    return sorted((max(0, start), min(len(text), end)) for start, end in spans if start < min(len(text), end))


def _sentence(text: str, start: int, end: int) -> Span:
    """Return the bounds of the sentences that hold ``start`` to ``end``."""
    left, right = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    # One character more than the stretch before: what follows a line's end tells whether the sentence goes on.
    before = [match.end() for match in _BREAK.finditer(text, left, start + 1) if match.end() <= start]
    after = _BREAK.search(text, max(start, end - 1), right)
    return (before[-1] if before else left), (after.end() if after else right)


def _pieces(text: str, first: int, last: int, spans: list[Span]) -> tuple[Piece, ...]:
    cuts = sorted({first, last, *(cut for span in spans for cut in span if first < cut < last)})
    return tuple(Piece(text[a:b], any(start <= a and b <= end for start, end in spans)) for a, b in pairwise(cuts))
