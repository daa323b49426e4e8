"""The record's types as columns, and back."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from dragoman.record.alerts import Alert
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.claims import Claim
from dragoman.record.documents import Document
from dragoman.record.judgements import Because, Judgement, Suggestion
from dragoman.record.reading import Failure
from dragoman.record.records import Report
from dragoman.spelling import spelled
from dragoman.store.connection import Row
from dragoman.store.contract import Delivery

_T = TypeVar("_T")
_Kept = TypeVar("_Kept", Arrival, Refusal, Failure)
LATEST = datetime.max.replace(tzinfo=UTC)  # later than whatever was seen
PACKING = "zlib"  # the only compression that every supported Python carries
_PLAIN = ("title", "published", "language", "source", "url")  # columns of their own; the rest of a document is JSON


def stamp(moment: datetime) -> str:
    """Write a moment in UTC, to the microsecond, so that the order of the letters is the order of time.

    Raises:
        ValueError: a moment without a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(column: str | datetime) -> datetime:
    """Read a moment: SQLite keeps text, PostgreSQL moments."""
    return (datetime.fromisoformat(column) if isinstance(column, str) else column).astimezone(UTC)


def day_of(column: str | date | None) -> date | None:
    """Read a day: SQLite keeps text, PostgreSQL days."""
    return date.fromisoformat(column) if isinstance(column, str) else column


def packed(raw: bytes) -> bytes:
    """Compress bytes."""
    return zlib.compress(raw, 6)


def unpacked(column: bytes) -> bytes:
    """Return what ``packed`` was given.

    Raises:
        zlib.error: the bytes were changed.
    """
    return zlib.decompress(column)


def storable(told: _Kept) -> _Kept:
    """Return an arrival, refusal or failure with what no database can hold spelled out.

    Names of files may hold bytes that are no UTF-8, which Python gives as half characters; messages may hold NUL.
    """
    texts = {each.name: getattr(told, each.name) for each in fields(told)}
    whole: dict[str, Any] = {name: _whole(text) for name, text in texts.items() if isinstance(text, str)}
    return replace(told, **whole)


def _whole(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def document_columns(document: Document) -> dict[str, Any]:
    """Return the columns of a document, its text and id left out."""
    told = {name: value for name, value in spelled(document).items() if name not in ("id", "text")}
    return {**{name: told.pop(name) for name in _PLAIN}, "known": _json(told).decode()}


def document_of(row: Row) -> Document:
    """Read a document from id, text, title, published, language, source, url and the rest as JSON."""
    identity, text, title, published, language, source, url, known = row
    held = {"id": identity, "text": text, "title": title, "language": language, "source": source, "url": url}
    return _typed({**held, "published": day_of(published), **_read(known, dict[str, Any])}, Document)


def dated(document: Document, given: date | None) -> Document:
    """Return a document with the day that a carrier gave, unless the page itself states one."""
    if given is None or document.published_basis not in (None, "inferred"):
        return document
    return replace(document, published=given, published_basis="metadata", published_clue=None)


def report_of(row: Row) -> Report:
    """Read a report from id, story, added, published, source, url and title."""
    identity, story, added, published, source, url, title = row
    return Report(
        id=identity, story=story, added=moment_of(added), published=day_of(published), source=source, url=url,
        title=title,
    )  # fmt: skip


def delivery_of(row: Row, *, until: datetime) -> Delivery:
    """Read a delivery; where it was last seen after ``until``, only that it was seen first is known of then."""
    document, name, media_type, url, source, title, published, retrieved, carrier, first, last, doubts = row
    first_seen, last_seen = moment_of(first), moment_of(last)
    return Delivery(
        document=document, name=name, media_type=media_type, url=url, source=source, title=title,
        published=day_of(published), retrieved=moment_of(retrieved) if retrieved else None, carrier=carrier,
        first_seen=first_seen, last_seen=last_seen if last_seen <= until else first_seen,
        doubts=tuple(json.loads(doubts)),
    )  # fmt: skip


def doubts_column(doubts: Sequence[str]) -> str:
    """Return what was doubtful about a delivery as JSON."""
    return json.dumps(list(doubts), ensure_ascii=False)


def claims_column(claims: Sequence[Claim]) -> bytes:
    """Return the claims of one finding as compressed JSON: 18 times smaller than one row each."""
    return packed(_json(claims))


def claims_from(column: bytes) -> list[Claim]:
    """Read the claims of one finding.

    Raises:
        zlib.error, ValueError: the bytes were changed.
    """
    return _read(unpacked(column), list[Claim])


def because_column(because: Sequence[Because]) -> str:
    """Return the features of a comparison as JSON."""
    return _json(because).decode()


def suggestion_of(row: Row) -> Suggestion:
    """Read a suggestion from left, right, score and features."""
    left, right, score, because = row
    features = _read(because, tuple[Because, ...])
    return Suggestion(left=left, right=right, score=score, because=features)


def judgement_column(judgement: Judgement) -> str:
    """Return a judgement as JSON."""
    return _json(judgement).decode()


def judgement_of(column: str) -> Judgement:
    """Read a judgement."""
    return _read(column, Judgement)


def alert_column(alert: Alert) -> str:
    """Return an alert as JSON."""
    return _json(alert).decode()


def alert_of(column: str) -> Alert:
    """Read an alert."""
    return _read(column, Alert)


def _json(value: Any) -> bytes:  # noqa: ANN401  any of the record's types
    import msgspec

    return msgspec.json.encode(value)


def _read(column: str | bytes, kind: type[_T]) -> _T:
    """Read JSON as a type; what is none raises a ``ValueError`` like everything else that was changed."""
    import msgspec

    try:
        return msgspec.json.decode(column, type=kind)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def _typed(held: dict[str, Any], kind: type[_T]) -> _T:
    import msgspec

    try:
        return msgspec.convert(held, kind)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
