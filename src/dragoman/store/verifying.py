"""Proof that a store holds what was put into it: bytes, texts, quotes, digests and the chain over the log."""

import zlib
from collections.abc import Callable, Iterator

from dragoman.errors import DragomanError
from dragoman.record.claims import Claim
from dragoman.record.reading import Failure
from dragoman.spelling import claim_id, digest
from dragoman.store import contents
from dragoman.store.chain import START, Entry, broken
from dragoman.store.connection import Connection, Row
from dragoman.store.contract import Fault, Head, Ingest, Sameness
from dragoman.store.rows import (
    LATEST,
    claims_from,
    delivery_of,
    document_of,
    judgement_of,
    moment_of,
    suggestion_of,
    unpacked,
)

_BATCH = 1_000  # entries of the log that are held at once
_BROKEN = (zlib.error, ValueError, KeyError, TypeError)  # what reading a changed row can raise


def faults(connection: Connection, ingest: Ingest, *, head: Head | None = None) -> Iterator[Fault]:
    """Yield every fault of a store, the database's own structure left aside.

    Args:
        connection: an open database that nobody can write through.
        ingest: takes the document out of raw bytes anew.
        head: an end of the log noted earlier, which the chain must still hold.
    """
    yield from broken(_entries(connection))
    yield from _cut_off(connection, head)
    for entry in _entries(connection):
        yield from _content(connection, entry)
    for number, identity in connection.rows("SELECT sequence, id FROM documents ORDER BY sequence"):
        yield from _document(connection, number, identity, ingest)


def _entries(connection: Connection) -> Iterator[Entry]:
    last: int | None = None
    while True:
        after = "" if last is None else "WHERE sequence > :last"
        sql = f"SELECT sequence, moment, what, id, digest, hash FROM log {after} ORDER BY sequence LIMIT :limit"
        rows = connection.rows(sql, {"last": last, "limit": _BATCH})
        if not rows:
            return
        for sequence, moment, what, identity, content, linked in rows:
            yield Entry(
                sequence=sequence, moment=moment_of(moment), what=what, id=identity, digest=content, hash=linked
            )  # fmt: skip
        last = rows[-1][0]


def _cut_off(connection: Connection, head: Head | None) -> Iterator[Fault]:
    if head is None or head == Head(sequence=0, hash=START):
        return
    rows = connection.rows("SELECT hash FROM log WHERE sequence = :sequence", {"sequence": head.sequence})
    if rows != [(head.hash,)]:
        yield Fault(what="log", id=f"entry {head.sequence}", message="the log is not the one that was noted down")


def _content(connection: Connection, entry: Entry) -> Iterator[Fault]:
    """Compare the digest in the log with that of the rows."""
    read = _DIGESTS.get(entry.what)
    if read is None:
        yield Fault(what=entry.what, id=entry.id, message="the log names a kind of content that there is not")
        return
    try:
        found = read(connection, entry.sequence)
    except _BROKEN as error:
        yield Fault(what=entry.what, id=entry.id, message=f"its rows cannot be read: {error}")
        return
    if found is None:
        yield Fault(what=entry.what, id=entry.id, message="its rows are missing")
    elif found != entry.digest:
        yield Fault(what=entry.what, id=entry.id, message="its rows are not what was logged")


def _document(connection: Connection, number: int, identity: str, ingest: Ingest) -> Iterator[Fault]:
    """Take the text out of the raw bytes anew and look every quote up in it."""
    sql = "SELECT text, text_digest FROM documents WHERE sequence = :number"
    ((text, text_digest),) = connection.rows(sql, {"number": number})
    if contents.text_digest(text) != text_digest:
        yield Fault(what="document", id=identity, message="its text does not have the digest that was kept")
    try:
        raw, name = _original(connection, number)
    except (*_BROKEN, IndexError) as error:
        yield Fault(what="document", id=identity, message=f"its raw bytes cannot be read: {error}")
        return
    if contents.raw_id(raw) != identity:
        yield Fault(what="document", id=identity, message="its raw bytes do not have the digest that names it")
        return
    try:
        anew = ingest(raw, name).text
    except DragomanError as error:
        yield Fault(what="document", id=identity, message=f"its raw bytes are refused now: {error}")
        return
    if anew != text:
        yield Fault(what="document", id=identity, message="its raw bytes give another text now")
    yield from _claims(connection, number, anew)


def _original(connection: Connection, number: int) -> tuple[bytes, str]:
    (content,) = connection.rows("SELECT content FROM originals WHERE document = :number", {"number": number})[0]
    sql = "SELECT name FROM deliveries WHERE document = :number ORDER BY sequence LIMIT 1"
    return unpacked(content), str(connection.rows(sql, {"number": number})[0][0])


def _claims(connection: Connection, number: int, text: str) -> Iterator[Fault]:
    sql = """SELECT DISTINCT f.number, f.id, f.digest, f.claims FROM findings f JOIN told t ON t.finding = f.number
     JOIN readings r ON r.sequence = t.reading WHERE r.document = :number ORDER BY f.number"""
    for _, identity, held, column in connection.rows(sql, {"number": number}):
        try:
            claims = claims_from(column)
        except _BROKEN as error:
            yield Fault(what="finding", id=identity, message=f"its claims cannot be read: {error}")
            continue
        if contents.of_finding(claims) != held:
            yield Fault(what="finding", id=identity, message="its claims are not what was kept")
        for claim in claims:
            yield from _quotes(claim, text)


def _quotes(claim: Claim, text: str) -> Iterator[Fault]:
    if claim_id(claim) != claim.id:
        yield Fault(what="claim", id=claim.id, message="its content does not have the digest that names it")
    for each in claim.evidence:
        if text[each.start : each.end] != each.quote:
            message = f"{each.quote!r} does not stand at {each.start} to {each.end} of the text"
            yield Fault(what="claim", id=claim.id, message=message)


def _of_document(connection: Connection, sequence: int) -> str | None:
    sql = """SELECT id, text, title, published, language, source, url, known FROM documents
     WHERE sequence = :sequence"""
    return _one(connection, sql, sequence, lambda row: contents.of_document(document_of(row)))


def _of_delivery(connection: Connection, sequence: int) -> str | None:
    sql = """SELECT d.id, v.name, v.media_type, v.url, v.source, v.title, v.published, v.retrieved, v.carrier,
     v.last_seen, v.last_seen, v.doubts FROM deliveries v JOIN documents d ON d.sequence = v.document
     WHERE v.sequence = :sequence"""
    return _one(connection, sql, sequence, lambda row: contents.of_delivery(delivery_of(row, until=LATEST)))


def _of_run(connection: Connection, sequence: int) -> str | None:
    sql = "SELECT id, version, code, codebook, weights, settings FROM runs WHERE sequence = :sequence"
    names = ("id", "version", "code", "codebook", "weights", "settings")
    return _one(connection, sql, sequence, lambda row: digest(dict(zip(names, row, strict=True))))


def _of_reading(connection: Connection, sequence: int) -> str | None:
    known = {"sequence": sequence}
    told = """SELECT f.digest FROM told t JOIN findings f ON f.number = t.finding WHERE t.reading = :sequence
     ORDER BY t.place"""
    findings = [row[0] for row in connection.rows(told, known)]
    failed = connection.rows("SELECT stage, message FROM failures WHERE reading = :sequence ORDER BY place", known)
    failures = [Failure(stage=stage, message=message) for stage, message in failed]
    sql = """SELECT d.id, u.id FROM readings r JOIN documents d ON d.sequence = r.document
     JOIN runs u ON u.sequence = r.run WHERE r.sequence = :sequence"""
    return _one(connection, sql, sequence, lambda row: contents.of_reading(row[0], row[1], findings, failures))


def _of_keys(connection: Connection, sequence: int) -> str | None:
    rows = connection.rows("SELECT finding, blocking FROM keys WHERE sequence = :sequence", {"sequence": sequence})
    return contents.of_keys([(row[0], row[1]) for row in rows]) if rows else None


def _of_sameness(connection: Connection, sequence: int) -> str | None:
    rows = connection.rows("SELECT band FROM bands WHERE sequence = :sequence", {"sequence": sequence})
    bands = tuple(row[0] for row in rows)
    sql = """SELECT d.id, s.story, s.signature FROM stories s JOIN documents d ON d.sequence = s.document
     WHERE s.sequence = :sequence"""

    def read(row: Row) -> str:
        told = Sameness(document=row[0], story=row[1], bands=bands, signature=bytes(row[2]))
        return contents.of_sameness(told)

    return _one(connection, sql, sequence, read)


def _of_suggestions(connection: Connection, sequence: int) -> str | None:
    sql = """SELECT left_id, right_id, score, because FROM suggestions WHERE sequence = :sequence ORDER BY place"""
    rows = connection.rows(sql, {"sequence": sequence})
    return digest([suggestion_of(row) for row in rows]) if rows else None


def _of_judgement(connection: Connection, sequence: int) -> str | None:
    sql = "SELECT content FROM judgements WHERE sequence = :sequence"
    return _one(connection, sql, sequence, lambda row: digest(judgement_of(row[0])))


def _of_refusal(connection: Connection, sequence: int) -> str | None:
    sql = "SELECT name, message, hint, carrier, raw_digest FROM refusals WHERE sequence = :sequence"
    names = ("name", "message", "hint", "carrier", "raw_digest")
    return _one(connection, sql, sequence, lambda row: digest(dict(zip(names, row, strict=True))))


def _one(connection: Connection, sql: str, sequence: int, read: Callable[[Row], str]) -> str | None:
    rows = connection.rows(sql, {"sequence": sequence})
    return read(rows[0]) if rows else None


_DIGESTS: dict[str, Callable[[Connection, int], str | None]] = {
    "document": _of_document,
    "delivery": _of_delivery,
    "run": _of_run,
    "reading": _of_reading,
    "keys": _of_keys,
    "sameness": _of_sameness,
    "suggestions": _of_suggestions,
    "judgement": _of_judgement,
    "refusal": _of_refusal,
}
