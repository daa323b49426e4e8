"""The shapes of what the API takes and gives; the fields of findings are the codebook's JSON."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from dragoman.record.findings import Kind
from dragoman.record.judgements import Verb
from dragoman.record.records import Rule
from dragoman.record.users import Role

Item = TypeVar("Item")
_SHORT = 500  # characters
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=_SHORT)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Shape(BaseModel):
    """What all shapes have in common: nothing is taken that is not asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProblemShape(BaseModel):
    """What is answered where a call cannot be (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    hint: str | None = None
    errors: list[dict[str, str]] | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"type": "about:blank", "title": "Not Found", "status": 404, "detail": "there is no record x"}]
        }
    )


class Paged(BaseModel, Generic[Item]):
    """A page of a list; ``next`` is what ``cursor`` takes for the page after it, null on the last one."""

    items: list[Item]
    next: str | None


class EvidenceShape(BaseModel):
    """The words that state a field; offsets count code points of the document's text."""

    field: str
    start: int
    end: int
    quote: str


class VoiceShape(BaseModel):
    """Who states a value, where and in which words."""

    finding: str
    document: str
    source: str | None
    published: date | None
    asserted: str
    attributed_to: dict[str, Any] | None
    evidence: list[EvidenceShape]
    judged_by: str | None


class ValueShape(BaseModel):
    """A value with everybody who states it."""

    value: Any
    tellings: list[VoiceShape]
    sources: int


class SpreadShape(BaseModel):
    """The range of a figure over all who claim it; null where nobody bounds it."""

    low: float | None
    best: float | None
    high: float | None


class FieldShape(BaseModel):
    """All that is claimed of a field; the preferred value follows from the rule."""

    name: str
    values: list[ValueShape]
    preferred: Any
    rule: Rule
    spread: SpreadShape | None
    is_disputed: bool


class DaysShape(BaseModel):
    """The days of a record, and how they are known."""

    first: date | None
    last: date | None
    basis: Literal["told", "reported", "unknown"]


class ReportShape(BaseModel):
    """What is known of a document without its text."""

    id: str
    story: str
    added: datetime
    published: date | None
    source: str | None
    url: str | None
    title: str | None


class RecordShape(BaseModel):
    """A record as all reports tell it."""

    id: str
    kind: Kind
    confidence: float
    sources: int
    process: str | None
    part_of: str | None
    follows: str | None
    first_seen: datetime
    last_seen: datetime
    judged: list[str]
    days: DaysShape
    is_disputed: bool
    fields: dict[str, FieldShape]
    reports: list[ReportShape]
    findings: list[str]


class ProcessShape(BaseModel):
    """A peace process or conflict."""

    id: str
    name: str
    parties: list[str]
    mediators: list[str]
    records: list[str]


class ResidueShape(BaseModel):
    """A stretch of a page that is not news."""

    start: int
    end: int
    kind: str


class DocumentShape(BaseModel):
    """A report with its text, which is plain text whatever it looks like."""

    id: str
    text: str
    title: str | None
    published: date | None
    published_basis: str | None
    language: str | None
    source: str | None
    url: str | None
    residue: list[ResidueShape]
    doubts: list[str]


class DeliveryShape(BaseModel):
    """One way by which a document came in; ``last_seen`` moves when it comes that way again."""

    document: str
    name: str
    media_type: str | None
    url: str | None
    source: str | None
    title: str | None
    published: date | None
    retrieved: datetime | None
    carrier: str | None
    first_seen: datetime
    last_seen: datetime


class ProvenanceShape(BaseModel):
    """How a document came in, its copies in other outlets, and other versions at its addresses."""

    deliveries: list[DeliveryShape]
    copies: list[ReportShape]
    versions: list[DeliveryShape]


class HitShape(BaseModel):
    """A document that holds the words that were sought."""

    document: str
    title: str | None
    words: str


class JudgementShape(BaseModel):
    """What a person decided."""

    id: str
    verb: Verb
    subjects: list[str]
    by: str
    at: datetime
    reason: str
    field: str | None
    value: Any
    undoes: str | None


class QuestionShape(BaseModel):
    """One thing that is in doubt; ``subjects`` are the ids of findings that a judgement takes."""

    about: Literal["record", "belongs", "same"]
    doubt: float
    importance: float
    records: list[str]
    subjects: list[str]
    why: list[str]
    because: list[dict[str, Any]]


class ConcordanceShape(BaseModel):
    """How far people agree who judged the same findings; ``alpha`` is null where it is not defined."""

    field: str
    metric: Literal["nominal", "interval"]
    units: int
    coders: list[str]
    alpha: float | None
    differing: list[str]


class FailureShape(BaseModel):
    """A stage that failed on a document, or something that could not be taken in."""

    document: str | None
    name: str
    message: str
    at: datetime
    stage: str | None
    hint: str
    carrier: str | None
    raw_digest: str | None


class CountsShape(BaseModel):
    """How much a store holds."""

    documents: int
    deliveries: int
    findings: int
    claims: int
    failures: int
    suggestions: int
    judgements: int
    runs: int


class StatusShape(BaseModel):
    """How much there is, and the end of the log, which proves later that nothing was changed."""

    version: str
    counts: CountsShape
    sequence: int
    hash: str


class UserShape(BaseModel):
    """A person who was given a token."""

    name: str
    role: Role
    added: datetime
    revoked: datetime | None


class QuoteShape(BaseModel):
    """Words that a sentence rests on."""

    document: str
    source: str | None
    evidence: EvidenceShape


class SentenceShape(BaseModel):
    """A sentence of a brief, with what it rests on."""

    text: str
    is_dispute: bool
    quotes: list[QuoteShape]


class EntryShape(BaseModel):
    """What a brief says of a record."""

    record: str
    sentences: list[SentenceShape]


class SectionShape(BaseModel):
    """The records of one kind, the earliest first."""

    title: str
    entries: list[EntryShape]


class BriefShape(BaseModel):
    """A process in a period; ``unsupported`` counts the records of which nothing could be said."""

    title: str
    start: date
    end: date
    sections: list[SectionShape]
    unsupported: int


class Judging(Shape):
    """A decision; a record's id stands for all its findings. Who decides is whoever's token it is."""

    verb: Verb
    subjects: Annotated[list[Id], Field(max_length=200)] = []
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    field: Annotated[str, StringConstraints(max_length=200)] | None = None
    value: Any = None
    undoes: Annotated[list[Id], Field(max_length=200)] = []

    model_config = ConfigDict(
        extra="forbid", frozen=True,
        json_schema_extra={
            "examples": [
                {"verb": "accept", "subjects": ["round-record-0123456789ab"], "reason": "seen on video"},
                {"verb": "edit", "subjects": ["round-record-0123456789ab"], "field": "status", "value": "held"},
                {"verb": "undo", "undoes": ["judgement-0123456789abcdef0123456789abcdef"]},
            ]
        },
    )  # fmt: skip


class Reporting(Shape):
    """A report to take in, as plain text."""

    text: Annotated[str, StringConstraints(min_length=1)]
    title: Line | None = None
    published: date | None = None
    source: Line | None = None
    url: Annotated[str, StringConstraints(max_length=2_000, pattern=r"^https?://[^\s]+$")] | None = None

    model_config = ConfigDict(
        extra="forbid", frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "text": "Delegations of Russia and Ukraine met in Istanbul on Thursday for talks.",
                    "published": "2026-04-03", "source": "The Straits Dispatch", "url": "https://reports.example/7",
                }
            ]
        },
    )  # fmt: skip


class Reports(Shape):
    """Reports to take in, each in a transaction of its own."""

    reports: Annotated[list[Reporting], Field(min_length=1, max_length=20)]


class AddedShape(BaseModel):
    """What became of a report; ``refused`` says why it could not be taken in."""

    document: str | None = None
    is_new: bool = False
    refused: str | None = None
    hint: str | None = None
