"""What a machine suggests and what a person decides; both are kept for ever, and the person outranks the machine."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Verb = Literal["accept", "edit", "merge", "split", "reject", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One feature of a comparison: what was looked at, what it weighs, and in words why."""

    feature: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """That two findings speak of the same thing; ``left`` sorts before ``right``, so a pair has one suggestion.

    ``score`` is from 0 to 1 and follows from ``because`` alone; it depends on the two findings and on nothing else.
    """

    left: str
    right: str
    score: float
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decided.

    ``subjects`` are ids of findings: one for accept, edit and reject, two or more for merge (they are the same thing)
    and split (no two of them are). ``edit`` sets ``field`` to ``value``. ``undo`` takes back the judgement that
    ``undoes`` names. Later judgements outrank earlier ones.
    """

    id: str  # ``judgement-`` and the digest of everything below
    verb: Verb
    subjects: tuple[str, ...]
    by: str
    at: datetime
    reason: str = ""
    field: str | None = None
    value: Any = None
    undoes: str | None = None
