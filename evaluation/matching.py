"""Annotated findings of a passage against those that were read: which belong together, and what is right in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from evaluation import score

Span = tuple[int, int]
Observation = tuple[str, ...]  # what was seen, of which kind, and its particulars; counted over many passages
Json: TypeAlias = Any  # whatever the program may print

KINDS = ("round", "position", "statement", "incident", "exchange", "agreement", "event")
# The codes that are judged, the telling one of each kind first.
CODES: dict[str, tuple[str, ...]] = {
    "round": ("status",),
    "position": ("stance", "issue"),
    "statement": ("act",),
    "incident": ("type",),
    "exchange": ("category", "status"),
    "agreement": ("type", "status"),
    "event": ("event_type", "status"),
}
# Sentences about one round, strike, swap or truce are joined: whatever a joined finding rests on speaks of the same
# thing. What somebody says or wants holds other sayings inside, so there only the words that announce it count.
ANNOUNCED_BY = {"position": "stance", "statement": "act", "event": "event_type"}
# Annotated field → the field whose evidence states it, where the names differ.
EVIDENCED_AS = {
    ("statement", "role"): "speaker",
    ("statement", "organisation"): "speaker",
    ("incident", "captured"): "captured abducted",
}
_TRIGGER, _REST, _CODES = 0.5, 0.3, 0.2  # weights below one in sum: two loose pairs come before one close pair


@dataclass(frozen=True, slots=True)
class Wanted:
    """A finding as annotated: ``fields`` has one span per value, ``spans`` all the words its values rest on."""

    kind: str
    trigger: Span
    codes: Mapping[str, str]
    fields: Mapping[str, tuple[Span, ...]]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as the reader gave it: its codes, and its evidence by field."""

    kind: str
    codes: Mapping[str, str]
    pieces: tuple[tuple[str, Span], ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Pairing:
    """What belongs together in one passage, and what is left on either side."""

    pairs: tuple[tuple[Wanted, Found], ...]
    joined: tuple[Wanted, ...]  # told by a finding that is paired with another of the same thing
    missed: tuple[Wanted, ...]
    invented: tuple[Found, ...]


def found_of(finding: Mapping[str, Json]) -> Found:
    """Return what is judged of a printed finding."""
    kind = str(finding["kind"])
    codes = {name: _code(finding.get(name)) for name in CODES.get(kind, ())}
    pieces = tuple((str(e["field"]).split(".")[0].split("[")[0], (e["start"], e["end"])) for e in finding["evidence"])
    return Found(kind, codes, pieces, float(finding.get("confidence", 1.0)))


def paired(wanted: Sequence[Wanted], found: Sequence[Found]) -> Pairing:
    """Pair annotated and given findings one to one, kind by kind."""
    each = [_of_kind([w for w in wanted if w.kind == k], [f for f in found if f.kind == k]) for k in KINDS]
    return Pairing(
        tuple(pair for p in each for pair in p.pairs),
        tuple(w for p in each for w in p.joined),
        tuple(w for p in each for w in p.missed),
        tuple(f for p in each for f in p.invented),
    )


def similarity(wanted: Wanted, found: Found) -> float:
    """Return 0 for findings that cannot be the same, else 1 to 2 by how much of trigger, evidence and codes agrees."""
    pieces = [span for _, span in found.pieces]
    fields, evidence = _letters(wanted.spans), _letters(pieces)
    touched = any(_shared(wanted.trigger, span) for span in pieces)
    if not touched and not (fields and 2 * len(fields & evidence) >= len(fields)):
        return 0.0
    everything = fields | _letters([wanted.trigger])
    rest = len(everything & evidence) / len(everything | evidence)
    codes = [found.codes.get(name) == value for name, value in wanted.codes.items()]
    close = max((_likeness(wanted.trigger, span) for span in pieces), default=0.0)
    return 1 + _TRIGGER * close + _REST * rest + _CODES * sum(codes) / max(1, len(codes))


def observations(pairing: Pairing) -> Iterator[Observation]:
    """Yield everything that is counted about a passage: findings, their codes, their fields."""
    for wanted, found in pairing.pairs:
        yield ("found", wanted.kind)
        for name, value in wanted.codes.items():
            yield ("code", wanted.kind, name, value, found.codes.get(name, "none"))
        for field, spans in wanted.fields.items():
            for span in spans:
                yield ("field", wanted.kind, field, "found" if _evidenced(field, span, found) else "missed")
    for wanted in pairing.joined:
        yield ("joined", wanted.kind)
    for wanted in pairing.missed:
        yield ("missed", wanted.kind, telling(wanted))
    for found in pairing.invented:
        yield ("invented", found.kind, telling(found))


def telling(finding: Wanted | Found) -> str:
    """Return the code that tells most about a finding."""
    return finding.codes.get(CODES[finding.kind][0], "none")


def _of_kind(wanted: Sequence[Wanted], found: Sequence[Found]) -> Pairing:
    table = [[similarity(w, f) for f in found] for w in wanted]
    best: dict[int, int] = score.assign(table) if wanted and found else {}
    at = {row: column for row, column in best.items() if row < len(wanted) and column < len(found)}
    at = {row: column for row, column in at.items() if table[row][column]}
    pairs = tuple((wanted[row], found[column]) for row, column in sorted(at.items()))
    rest = [w for row, w in enumerate(wanted) if row not in at]
    joined = [any(_tells(f, w) for _, f in pairs) for w in rest]
    return Pairing(
        pairs,
        tuple(w for w, same in zip(rest, joined, strict=True) if same),
        tuple(w for w, same in zip(rest, joined, strict=True) if not same),
        tuple(f for column, f in enumerate(found) if column not in at.values()),
    )


def _tells(found: Found, wanted: Wanted) -> bool:
    """Tell whether a finding rests on the words that announce another one of its kind."""
    announced = ANNOUNCED_BY.get(found.kind)
    start, end = wanted.trigger
    return any(s <= start and end <= e for field, (s, e) in found.pieces if announced in (None, field))


def _evidenced(field: str, span: Span, found: Found) -> bool:
    names = EVIDENCED_AS.get((found.kind, field), field).split()
    return any(2 * _shared(span, piece) >= span[1] - span[0] for name, piece in found.pieces if name in names)


def _code(value: Json) -> str:
    told = value.get("code") if isinstance(value, dict) else value
    return "none" if told is None else str(told)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _likeness(one: Span, other: Span) -> float:
    shared = _shared(one, other)
    return shared / (one[1] - one[0] + other[1] - other[0] - shared)


def _letters(spans: Sequence[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}
