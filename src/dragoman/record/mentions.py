"""What one reading sees in the text: sentences, names, triggers with their roles, chains, quotes."""

from dataclasses import dataclass

from dragoman.record.evidence import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the running text, in reading order; ``paragraph`` counts from 0.

    ``entry`` counts the entries of a text that is told by the clock, as a live blog is; 0 in all others.
    """

    span: Span
    paragraph: int
    is_headline: bool = False
    entry: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch that names something: label as the reader's name head gives it (person, organisation, place, …)."""

    span: Span
    label: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One coded property of a trigger or a part, with the reader's confidence in it."""

    name: str  # "status", "stance", "issue", "act", "asserted", …
    value: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch that fills a role of a trigger ("parties", "venue", "munitions"), with its own codes and parts."""

    role: str
    span: Span
    score: float
    codes: tuple[Code, ...] = ()
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The words that announce a finding of one kind, with everything the reader attaches to them."""

    kind: str
    span: Span
    sentence: int  # index into the sentences layer
    score: float
    codes: tuple[Code, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Mentions of one thing, in text order; the fullest name is ``name``."""

    name: Span
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words inside quotation marks (the marks left out) and, where the text says so, who speaks them."""

    span: Span
    speaker: Span | None = None
