"""What a party wants, refuses, offers or makes a condition."""

from dataclasses import dataclass
from typing import Literal

from dragoman.record.actors import Actor
from dragoman.record.findings import Finding
from dragoman.record.times import When

Stance = Literal["demands", "rejects", "accepts", "offers", "conditions", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Finding):
    """A party's stance on one issue."""

    kind: Literal["position"] = "position"
    party: Actor | None = None
    speaker: Actor | None = None
    issue: str | None = None
    issue_words: str | None = None
    stance: Stance | None = None
    content: str | None = None
    addressee: Actor | None = None
    condition: str | None = None
    firmness: Literal["red_line"] | None = None
    when: When | None = None
