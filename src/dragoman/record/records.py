"""The claims of many documents about the same thing, put together by named rules; rebuilt at any time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from dragoman.record.actors import Attribution
from dragoman.record.evidence import Evidence
from dragoman.record.findings import Asserted, Kind
from dragoman.record.reading import AnyFinding

Rule = Literal["latest", "most_sources", "range", "best_placed_source"]
RULES: tuple[Rule, ...] = ("latest", "most_sources", "range", "best_placed_source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the record needs to know of a document.

    ``story`` is the same for copies of one text in many outlets, which count as one independent source; it is the
    document's own id where nobody copied it.
    """

    id: str
    story: str
    added: datetime
    published: date | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One finding with the report that tells it: what reconciling works on."""

    finding: AnyFinding
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of one field, with everybody who states it alike."""

    value: Any  # the codebook's JSON
    tellings: tuple["Voiced", ...]
    sources: int  # independent ones: stories, not documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """Who states a value, where and in which words."""

    finding: str
    document: str
    source: str | None
    published: date | None
    asserted: Asserted
    attributed_to: Attribution | None
    evidence: tuple[Evidence, ...]
    judged_by: str | None = None  # the person, where a judgement set the value


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The range of a figure over all who claim it; null where nobody bounds it."""

    low: int | float | None
    best: int | float | None
    high: int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """All that is claimed of one field; ``preferred`` follows from ``rule``; lists hold each item as a value."""

    name: str
    values: tuple[Value, ...]  # the preferred one first
    preferred: Any
    rule: Rule
    spread: Spread | None = None
    is_disputed: bool = False  # values that cannot both be true


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A round, incident, exchange, agreement, position, statement or event as all reports tell it."""

    id: str  # the kind and the digest of the smallest finding id in it, so that it is stable as reports come in
    kind: Kind
    tellings: tuple[Telling, ...]  # in the order of publication, then of id
    fields: Mapping[str, Field]
    sources: int  # independent ones
    first_seen: datetime
    last_seen: datetime
    process: str | None = None  # id of the process it belongs to
    part_of: str | None = None  # the record of the wave that a hit belongs to
    follows: str | None = None  # the earlier record of the same series: the round before, the position superseded
    confidence: float = 0.0
    judged: tuple[str, ...] = ()  # ids of the judgements in force


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A peace process or conflict: who takes part, and the records that belong to it."""

    id: str
    name: str
    parties: tuple[str, ...]  # canonical
    mediators: tuple[str, ...]
    records: tuple[str, ...]
