"""The shapes of overviews and alerts: cells of positions, dated things, differences, changes that rules asked for."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel

from dragoman.record.alerts import Happening
from dragoman.record.findings import Kind
from dragoman.serve.rest.schemas import DaysShape, RecordShape


class StanceQuoteShape(BaseModel):
    """Words that state a stance."""

    record: str
    document: str
    source: str | None
    quote: str


class HeldShape(BaseModel):
    """A stretch of days in which a party did not move: since when, and when it was last reaffirmed."""

    stances: list[str]
    firmness: str | None
    first: date | None
    last: date | None
    records: list[str]
    quotes: list[StanceQuoteShape]


class CellShape(BaseModel):
    """What one party holds on one issue, the present first; ``aside`` are records of what others say of it."""

    party: str
    issue: str
    moved: bool
    held: list[HeldShape]
    aside: list[str]


class DatedShape(BaseModel):
    """Something on a day; ``time`` names which time of the record it is."""

    days: DaysShape
    time: str
    kind: Kind
    what: str
    who: str
    where: str
    status: str | None
    id: str


class FieldChangeShape(BaseModel):
    """A field before and after; of lists, what went and what came."""

    name: str
    old: Any
    new: Any
    is_newly_disputed: bool
    is_settled: bool


class DifferenceShape(BaseModel):
    """What became of a record; ``before`` are the ids out of which a changed one came."""

    change: Literal["new", "changed", "gone"]
    record: RecordShape
    before: list[str] | None = None
    new_sources: int | None = None
    fields: list[FieldChangeShape] | None = None


class SaidShape(BaseModel):
    """Who says it, where and in which words."""

    voice: str
    quote: str
    outlet: str | None
    published: date | None
    title: str | None
    url: str | None
    document: str | None
    finding: str | None


class AlertShape(BaseModel):
    """A change that a rule asked for; ``sent`` holds when each channel took it, ``waiting`` those that did not yet."""

    id: str
    rule: str
    when: Happening
    at: datetime
    subject: str
    line: str
    said: list[SaidShape]
    record: str | None
    kind: Kind | None
    process: str | None
    field: str | None
    old: Any
    new: Any
    old_words: str
    new_words: str
    channels: list[str]
    sent: dict[str, datetime]
    waiting: list[str]
