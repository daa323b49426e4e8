"""What every store can do: one transaction a document, a view of any moment, proof that nothing was changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from dragoman.record.alerts import Alert, Look, Posted
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.claims import Claim
from dragoman.record.documents import Document
from dragoman.record.findings import Kind
from dragoman.record.judgements import Judgement, Suggestion
from dragoman.record.reading import AnyFinding, Failure
from dragoman.record.records import Report, Telling
from dragoman.record.runs import Run
from dragoman.record.users import User

Ingest = Callable[[bytes, str], Document]  # raw bytes and the name they came under


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a store is given to work with: a clock, and how claims become findings."""

    now: Callable[[], datetime]  # with a time zone
    findings_of: Callable[[Iterable[Claim]], tuple[AnyFinding, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of a list: ``limit`` items from ``offset`` on; no limit where it is None.

    ``is_latest_first`` puts the documents that came in last first, whenever they were published.
    """

    limit: int | None = None
    offset: int = 0
    is_latest_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which documents; every bound that is given must hold; starts inclusive, ends exclusive."""

    ids: tuple[str, ...] | None = None
    source: str | None = None
    published_from: date | None = None
    published_to: date | None = None
    added_from: datetime | None = None
    added_to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One way by which the bytes of a document came in; ``last_seen`` moves when they come that way again."""

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
    doubts: tuple[str, ...] = ()  # sentences for people


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding an arrival did: a new document, a new delivery of a known one, or neither.

    ``story`` is the document that this one copies, as far as was known by then; its own id where it copies none.
    """

    document: str
    is_new_document: bool
    is_new_delivery: bool
    story: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """What tells near-duplicates: documents of one ``story`` are copies; documents that share a band may be."""

    document: str
    story: str
    bands: tuple[str, ...] = ()
    signature: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A claim with the moments of the first and the last reading that gave it."""

    claim: Claim
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one reading of a document gave."""

    run: Run
    claims: tuple[Claim, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A stage that failed on a document, or something that could not be taken in at all (then without document)."""

    document: str | None
    name: str
    message: str
    at: datetime
    stage: str | None = None
    hint: str = ""
    carrier: str | None = None
    raw_digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that full text search found; ``words`` is a stretch of it around what was sought."""

    document: str
    title: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a store holds; findings and claims are those of the latest reading of each document."""

    documents: int
    deliveries: int
    findings: int
    claims: int
    failures: int
    suggestions: int
    judgements: int
    runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the log: whoever notes it down can tell later that nothing before it was changed or cut off."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What was logged after an earlier end of the log: documents, and findings in suggestions and judgements."""

    documents: frozenset[str]
    findings: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in a store that is not as it was written."""

    what: str
    id: str
    message: str


class View(Protocol):
    """A store as of one moment; nothing that was logged later is seen."""

    def documents(self, wanted: Wanted = ..., *, page: Page = ...) -> tuple[Report, ...]:
        """Return what is known of documents without their text.

        They come by publication date (unknown last), then by id, unless the page asks for the latest that came in.
        """

    def reports(self, ids: Iterable[str]) -> tuple[Report, ...]:
        """Return the same for the documents that are named, by id; unknown ids are left out."""

    def document(self, document_id: str) -> Document | None:
        """Return a document with its text; what the page leaves open is as its carriers say."""

    def original(self, document_id: str) -> Document | None:
        """Return a document as its bytes alone told it when they first came, whatever carriers say."""

    def readings(self, document_id: str) -> tuple[Told, ...]:
        """Return all readings of a document in the log's order, the latest last."""

    def raw(self, document_id: str) -> bytes | None:
        """Return the bytes as they came in."""

    def deliveries(self, document_id: str) -> tuple[Delivery, ...]:
        """Return the ways by which a document came in, in the order in which they first did."""

    def versions(self, url: str) -> tuple[Delivery, ...]:
        """Return what was found at a URL, one delivery a version, in the order in which they first came."""

    def tellings(
        self, *, kinds: Iterable[Kind] = (), document: str | None = None, ids: Iterable[str] | None = None,
        page: Page = ...,
    ) -> Iterator[Telling]:  # fmt: skip
        """Yield the findings of the latest reading of each document, by id; all kinds where none is named."""

    def claims(self, finding_id: str) -> tuple[Kept, ...]:
        """Return every claim that any reading gave of a finding, those of the latest reading first."""

    def sharing(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of findings (of latest readings) that have one of the blocking keys, sorted."""

    def copies(self, bands: Iterable[str]) -> tuple[Sameness, ...]:
        """Return what is known of documents that have one of the bands, by document; their bands are left out."""

    def members(self, stories: Iterable[str]) -> tuple[Sameness, ...]:
        """Return what is known of the documents of some stories, by document; their bands are left out."""

    def last_run(self, document_id: str) -> Run | None:
        """Return the program with which a document was last read; None where it never was."""

    def suggestions(self, *, ids: Iterable[str] | None = None, are_both: bool = False) -> tuple[Suggestion, ...]:
        """Return the latest suggestion of each pair, by pair; with ``ids`` only pairs of one, or two, of them."""

    def judgements(self) -> tuple[Judgement, ...]:
        """Return the judgements in the order in which they were logged."""

    def failures(self, *, document: str | None = None) -> tuple[Failed, ...]:
        """Return the failures of the latest readings, then what could not be taken in, each in the log's order."""

    def runs(self) -> tuple[Run, ...]:
        """Return the programs that read documents, in the log's order."""

    def search(self, words: str, *, page: Page = ...) -> tuple[Hit, ...]:
        """Return documents that hold all the words, the best first; "words in double quotes" are sought as a phrase.

        Whatever a user types is a search: no character has a meaning of its own, nothing is a syntax error.
        """

    def counts(self) -> Counts:
        """Return how much there is."""

    def head(self) -> Head:
        """Return the end of the log as of the view's moment."""

    def is_behind(self, head: Head) -> bool:
        """Tell whether the log ended so after the view's moment: somebody wrote since the view was opened."""

    def changes(self, since: Head) -> Changes | None:
        """Return what was logged after an earlier end of the log; None where the log never ended so."""


class Writer(Protocol):
    """One transaction: all of it is kept when it ends well, nothing of it otherwise."""

    @property
    def view(self) -> View:
        """What the store holds, this transaction's own additions among it."""

    def add(self, arrival: Arrival, document: Document) -> Added:
        """Keep an arrival and the document that was taken from it; what is known already is only seen again.

        Raises:
            StoreError: the document's id is not the digest of the arrival's bytes.
        """

    def append_reading(
        self, document_id: str, *, run: Run, claims: Sequence[Claim], failures: Sequence[Failure] = ()
    ) -> bool:
        """Keep what one reading of a stored document gave; it becomes the document's latest.

        Returns:
            Whether anything was kept: not where the latest reading has the same run, claims and failures.

        Raises:
            StoreError: no such document, or claims of another one.
        """

    def append_keys(self, keys: Iterable[tuple[str, str]]) -> None:
        """Keep blocking keys as pairs of a finding's id and a key."""

    def append_sameness(self, sameness: Sameness) -> None:
        """Keep the story and bands of a document; the latest word on a document counts."""

    def append_suggestions(self, suggestions: Iterable[Suggestion]) -> None:
        """Keep suggestions; the latest of each pair counts, one equal to it is not kept again."""

    def append_judgement(self, judgement: Judgement) -> bool:
        """Keep a judgement; return False where the same one is kept already."""

    def append_refusal(self, refusal: Refusal) -> bool:
        """Keep what could not be taken in; return False where it was seen before, which moves its ``last_seen``."""


class Users(Protocol):
    """Who may use the desk; it lies beside the log, which it never changes."""

    def all(self) -> tuple[User, ...]:
        """Return everybody who was ever given a token, in that order."""

    def with_digest(self, digest: str) -> User | None:
        """Return the user of a token, revoked or not, by the digest of it."""

    def append(self, user: User, digest: str) -> bool:
        """Keep a user with the digest of a token; return False where one of that name has a token that is good."""

    def revoke(self, name: str) -> bool:
        """Make the token of a name no longer good; return False where it has none."""


class Outbox(Protocol):
    """One transaction over what people were told; it lies beside the log, which it never changes."""

    def last_look(self) -> Look | None:
        """Return how far the log was looked at; None where it never was."""

    def append_look(self, look: Look) -> None:
        """Keep how far the log was looked at."""

    def append(self, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
        """Keep alerts, each id once; return those that were not kept before."""

    def posted(self, *, page: Page = ...) -> tuple[Posted, ...]:
        """Return alerts with the channels that took them, the latest first."""

    def waiting(self, channel: str) -> tuple[Alert, ...]:
        """Return the alerts that are to go to a channel and that it has not taken, the earliest first."""

    def addressed(self, channel: str, *, most: int) -> tuple[Alert, ...]:
        """Return the latest alerts that went or are to go to a channel, the latest first."""

    def mark(self, alert_ids: Iterable[str], channel: str) -> None:
        """Keep that a channel took alerts; what is kept already is left."""


class Store(Protocol):
    """A store that is open."""

    def writing(self) -> AbstractContextManager[Writer]:
        """Begin a transaction that ends with the ``with`` block; waits its turn where another process writes.

        Raises:
            StoreError: locked for too long, full, damaged or not to be written.
        """

    def outbox(self) -> AbstractContextManager[Outbox]:
        """Begin a transaction over what people were told, like ``writing``."""

    def sending(self) -> AbstractContextManager[bool]:
        """Hold the right to send alerts while the ``with`` block lasts; gives False where another process holds it.

        It is let go when the process ends, however it ends.
        """

    def view(self, *, as_of: datetime | None = None, head: Head | None = None) -> AbstractContextManager[View]:
        """Open the store for reading as of a moment with a time zone, of an earlier end of its log, or of now.

        Raises:
            StoreError: the log never ended with ``head``.
        """

    def users(self) -> AbstractContextManager[Users]:
        """Open what is known of users for reading."""

    def enrolling(self) -> AbstractContextManager[Users]:
        """Begin a transaction over users, like ``writing``."""

    def verify(self, ingest: Ingest, *, head: Head | None = None) -> Iterator[Fault]:
        """Yield every fault: bytes, texts, quotes, digests, chain, and the database's own structure.

        Args:
            ingest: takes the document out of raw bytes anew; every quote is looked for in its text.
            head: an end of the log noted earlier, which the chain must still hold.
        """

    def backup(self, path: Path) -> None:
        """Copy the store, while it is in use, into one file, which appears whole or not at all.

        Raises:
            StoreError: the file exists, or cannot be written.
        """

    def close(self) -> None:
        """Let go of the database."""
