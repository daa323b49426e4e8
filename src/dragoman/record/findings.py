"""What all kinds of finding share."""

from dataclasses import dataclass
from typing import Literal

from dragoman.record.actors import Attribution
from dragoman.record.evidence import Evidence

Kind = Literal["round", "position", "statement", "incident", "exchange", "agreement", "event"]
KINDS: tuple[Kind, ...] = ("round", "position", "statement", "incident", "exchange", "agreement", "event")
Asserted = Literal["reported", "claimed", "alleged", "denied", "expected", "hypothetical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that one document says, every value of it backed by ``evidence``."""

    id: str
    confidence: float  # 0 to 1
    asserted: Asserted = "reported"
    attributed_to: Attribution | None = None
    evidence: tuple[Evidence, ...] = ()
