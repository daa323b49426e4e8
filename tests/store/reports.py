"""Invented reports, and what a reader would find in them, for the tests of the store."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from dragoman.extract.claims import claims_of, findings_of
from dragoman.record.alerts import Alert, Look
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.claims import Claim
from dragoman.record.documents import Document
from dragoman.record.judgements import Because, Judgement, Suggestion
from dragoman.record.reading import AnyFinding, Failure
from dragoman.record.runs import Run
from dragoman.store.contract import Means, Writer
from tests.factory import actor, finding

BEGIN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
FAILURE = Failure(stage="chains", message="ValueError: it broke")
REFUSAL = Refusal(name="scan.pdf", message="scan.pdf is a PDF document, not text", hint="give plain text")


class Clock:
    """A clock that the test sets."""

    def __init__(self, moment: datetime = BEGIN) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def pass_hours(self, hours: float = 1) -> datetime:
        self.moment += timedelta(hours=hours)
        return self.moment


def means(clock: Any = None) -> Means:
    return Means(now=clock or Clock(), findings_of=findings_of)


def text_of(number: int, town: str = "Kassem") -> str:
    return (
        f"Envoys of the coast and the hills met in {town} for round {number}.\n"
        f"The ferry guard said {number + 3} people were freed at the river crossing."
    )


def arrival(number: int = 1, **known: Any) -> Arrival:
    raw = known.pop("raw", text_of(number).encode())
    return Arrival(**{"name": f"report{number}.txt", "raw": raw, **known})


def ingest(raw: bytes, name: str) -> Document:
    """What ``dragoman.ingest`` does, without reading the language."""
    text = raw.decode()
    identity = "sha256:" + hashlib.sha256(raw).hexdigest()
    return Document(
        id=identity, text=text, title=text.partition("\n")[0], language="en", published=date(2026, 2, 27),
        published_basis="stated", doubts=("the page names no author",),
    )  # fmt: skip


def findings(document: Document) -> tuple[AnyFinding, ...]:
    """A round and an exchange, with ids that depend on the document."""
    met = finding(
        "round", document.text, {"parties": "Envoys of the coast", "status": "met"},
        parties=(actor("Envoys of the coast"), actor("the hills")), status="held",
    )  # fmt: skip
    freed = finding("exchange", document.text, {"status": "were freed"}, status="held", category="detainees")
    tail = document.id[-8:]
    return tuple(replace(each, id=f"{each.kind}-{tail}") for each in (met, freed))


def claims(document: Document) -> tuple[Claim, ...]:
    return tuple(claim for each in findings(document) for claim in claims_of(each, document.id))


def run(number: int = 1) -> Run:
    return Run(id=f"run-{number}", version=f"0.{number}", code="c", codebook="b", weights="w", settings="s")


def suggestion(left: str, right: str, score: float = 0.8) -> Suggestion:
    left, right = sorted((left, right))
    return Suggestion(left=left, right=right, score=score, because=(Because(feature="day", weight=0.8, words="same"),))


def keep(writer: Writer, number: int = 1, **known: Any) -> Document:
    """Add a report with its reading, in the writer's transaction."""
    came = arrival(number, **known)
    document = ingest(came.raw, came.name)
    writer.add(came, document)
    writer.append_reading(document.id, run=run(), claims=claims(document))
    writer.append_keys((each.id, f"{each.kind} key") for each in findings(document))
    return document


def judgement(number: int = 1) -> Judgement:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=3)))
    return Judgement(id=f"judgement-{number}", verb="accept", subjects=("round-1",), by="Amal", at=at, reason="seen")


def alert(number: int = 1, **known: Any) -> Alert:
    given = {"rule": "rounds", "when": "new_round", "at": BEGIN, "subject": "A round", "line": "A round of talks",
             "channels": ("feed", "mail"), "new": {"status": "held", "who": ["Zoë", None]}, **known}  # fmt: skip
    return Alert(id=f"alert-{number}", **given)


def look(sequence: int = 3) -> Look:
    return Look(sequence=sequence, hash=f"hash-{sequence}", at=BEGIN + timedelta(seconds=sequence))
