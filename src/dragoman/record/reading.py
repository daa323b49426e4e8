"""One reading of one document: the layers that the stages fill, each once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.record.actors import Actor
from dragoman.record.agreements import Agreement
from dragoman.record.documents import Document
from dragoman.record.events import Event
from dragoman.record.evidence import Span
from dragoman.record.exchanges import Exchange
from dragoman.record.incidents import Incident
from dragoman.record.mentions import Chain, Mention, Part, Quotation, Sentence, Trigger
from dragoman.record.places import Place
from dragoman.record.positions import Position
from dragoman.record.quantities import Quantity
from dragoman.record.rounds import Round
from dragoman.record.statements import Statement
from dragoman.record.times import When

AnyFinding = Round | Position | Statement | Incident | Exchange | Agreement | Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A stage that could not do its work on this document; the document goes on without that layer."""

    stage: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The layers of one document, empty until their stage has run."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    marks: tuple[Trigger, ...] = ()  # triggers as the neural reader marks them
    triggers: tuple[Trigger, ...] = ()  # those kept, with what rules add
    links: tuple[Part, ...] = ()  # short forms, each with the spans it is said to be the same as
    chains: tuple[Chain, ...] = ()
    actors: Mapping[Span, Actor] = field(default_factory=dict)  # what stands at the spans that fill an actor's role
    places: Mapping[Span, Place] = field(default_factory=dict)
    times: Mapping[Span, When] = field(default_factory=dict)
    quantities: Mapping[Span, Quantity] = field(default_factory=dict)
    ordinals: Mapping[Span, tuple[int | None, tuple[int, ...]]] = field(default_factory=dict)  # round, days
    relevance: float = 1.0  # how sure the reader is that the text is about conflict or peace talks, 0 to 1
    rounds: tuple[Round, ...] = ()
    positions: tuple[Position, ...] = ()
    statements: tuple[Statement, ...] = ()
    incidents: tuple[Incident, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    events: tuple[Event, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def findings(self) -> tuple[AnyFinding, ...]:
        """All findings, grouped by kind in the codebook's order."""
        return (
            *self.rounds, *self.positions, *self.statements, *self.incidents, *self.exchanges, *self.agreements,
            *self.events,
        )  # fmt: skip
