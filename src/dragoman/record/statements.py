"""Who said what."""

from dataclasses import dataclass
from typing import Literal

from dragoman.record.actors import Actor
from dragoman.record.findings import Finding
from dragoman.record.times import When

Act = Literal[
    "say", "announce", "confirm", "deny", "accuse", "criticise", "praise", "warn", "threaten", "urge", "expect",
    "promise", "describe", "justify",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Finding):
    """An utterance: exact words in quotation marks, the paraphrase, or both."""

    kind: Literal["statement"] = "statement"
    speaker: Actor | None = None
    act: Act | None = None
    quote: tuple[str, ...] = ()
    content: str | None = None
    quoted: bool = False
    about: str | None = None
    about_finding: str | None = None  # id of the finding that the words are about
    addressee: Actor | None = None
    medium: str | None = None
    when: When | None = None
