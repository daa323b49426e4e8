"""A round, session or meeting of talks."""

from dataclasses import dataclass
from typing import Literal

from dragoman.record.actors import Actor, Attribution
from dragoman.record.findings import Finding
from dragoman.record.places import Place
from dragoman.record.times import When

RoundStatus = Literal["planned", "ongoing", "held", "postponed", "suspended", "cancelled", "collapsed", "denied"]
Tone = Literal["positive", "negative", "neutral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A person who sits at the table for a party."""

    party: Actor | None = None
    person: Actor | None = None
    role: str | None = None
    head: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """An issue on the table: a code of the codebook and the words."""

    issue: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the round is said to have brought, and by whom."""

    words: str
    attributed_to: Attribution | None = None
    tone: Tone | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Finding):
    """A round of talks (MEND, PNCC: mediation event)."""

    kind: Literal["round"] = "round"
    parties: tuple[Actor, ...] = ()
    mediators: tuple[Actor, ...] = ()
    hosts: tuple[Actor, ...] = ()
    venue: Place | None = None
    when: When | None = None
    round_number: int | None = None
    day_number: tuple[int, ...] = ()
    format: tuple[str, ...] = ()
    level: str | None = None
    delegations: tuple[Delegation, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    status: RoundStatus | None = None
    previous: str | None = None  # id of the finding of the round before
    next: str | None = None
