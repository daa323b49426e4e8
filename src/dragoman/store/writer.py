"""One transaction over any connection: everything is appended, and everything appended is logged in the chain."""

from collections.abc import Iterable, Sequence

from dragoman.errors import StoreError
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.claims import Claim
from dragoman.record.documents import Document
from dragoman.record.judgements import Judgement, Suggestion
from dragoman.record.reading import Failure
from dragoman.record.runs import Run
from dragoman.spelling import digest
from dragoman.store import contents
from dragoman.store.chain import START, link
from dragoman.store.connection import ENDLESS, Connection, insert
from dragoman.store.contract import Added, Delivery, Means, Sameness
from dragoman.store.rows import (
    LATEST,
    PACKING,
    because_column,
    claims_column,
    document_columns,
    doubts_column,
    judgement_column,
    moment_of,
    packed,
    stamp,
    storable,
)
from dragoman.store.view import SqlView


class SqlWriter:
    """Implements ``Writer``; whoever makes one has begun the transaction and holds the only right to write."""

    def __init__(self, connection: Connection, means: Means) -> None:
        self._connection = connection
        last = connection.rows("SELECT sequence, moment, hash FROM log ORDER BY sequence DESC LIMIT 1")
        self._sequence: int = last[0][0] if last else 0
        self._hash: str = last[0][2] if last else START
        now = moment_of(stamp(means.now()))
        # a clock that was set back must not hide what is logged now from a view of what was logged before
        self._moment = max(now, moment_of(last[0][1])) if last else now
        self.view = SqlView(connection, means, horizon=ENDLESS, until=LATEST)

    def add(self, arrival: Arrival, document: Document) -> Added:
        """Keep an arrival and the document that was taken from it; what is known already is only seen again.

        Raises:
            StoreError: the document's id is not the digest of the arrival's bytes.
        """
        if document.id != contents.raw_id(arrival.raw):
            raise StoreError(
                f"{arrival.name}: the document's id is not the digest of its bytes", hint="report this as a bug"
            )
        arrival, number = storable(arrival), self._number(document.id)
        known = number is not None
        number = self._keep(arrival.raw, document) if number is None else number
        return Added(
            document=document.id, is_new_document=not known, is_new_delivery=self._deliver(arrival, document.id, number)
        )

    def append_reading(
        self, document_id: str, *, run: Run, claims: Sequence[Claim], failures: Sequence[Failure] = ()
    ) -> bool:
        """Keep what one reading of a stored document gave; it becomes the document's latest.

        Returns:
            Whether anything was kept: not where the latest reading has the same run, claims and failures.

        Raises:
            StoreError: no such document, or claims of another one.
        """
        number = self._number(document_id)
        if number is None or any(claim.document != document_id for claim in claims):
            raise StoreError(f"{document_id}: a reading of a document that is not stored", hint="add it first")
        findings, failures = _by_finding(claims), [storable(failure) for failure in failures]
        digests = [contents.of_finding(each) for each in findings]
        content = contents.of_reading(document_id, run.id, digests, failures)
        if content == self._last_reading(number):
            return False
        sequence_of_run = self._run(run)
        reading = self._log("reading", document_id, content)
        insert(self._connection, "readings", sequence=reading, document=number, run=sequence_of_run)
        for place, (held, claimed) in enumerate(zip(digests, findings, strict=True)):
            finding = self._finding(held, claimed)
            insert(self._connection, "told", reading=reading, place=place, finding=finding)
        for place, failure in enumerate(failures):
            row = {"reading": reading, "place": place, "stage": failure.stage, "message": failure.message}
            insert(self._connection, "failures", **row)
        return True

    def append_keys(self, keys: Iterable[tuple[str, str]]) -> None:
        """Keep blocking keys as pairs of a finding's id and a key."""
        wanted = set(keys)
        among = self._connection.among("finding", "ids")
        sql = f"SELECT finding, blocking FROM keys WHERE {among}"
        held = self._connection.rows(sql, {"ids": sorted({finding for finding, _ in wanted})})
        new = sorted(wanted - {(row[0], row[1]) for row in held})
        if not new:
            return
        sequence = self._log("keys", new[0][0], contents.of_keys(new))
        for finding, key in new:
            insert(self._connection, "keys", blocking=key, finding=finding, sequence=sequence)

    def append_sameness(self, sameness: Sameness) -> None:
        """Keep the story and bands of a document; the latest word on a document counts."""
        number, content = self._number(sameness.document), contents.of_sameness(sameness)
        if number is None:
            raise StoreError(f"{sameness.document}: a story of a document that is not stored", hint="add it first")
        sql = """SELECT l.digest FROM stories s JOIN log l ON l.sequence = s.sequence WHERE s.document = :number
         ORDER BY s.sequence DESC LIMIT 1"""
        if self._connection.rows(sql, {"number": number}) == [(content,)]:
            return
        sequence = self._log("sameness", sameness.document, content)
        row = {"document": number, "story": sameness.story, "signature": sameness.signature}
        insert(self._connection, "stories", sequence=sequence, **row)
        for band in sorted(set(sameness.bands)):
            insert(self._connection, "bands", band=band, sequence=sequence)

    def append_suggestions(self, suggestions: Iterable[Suggestion]) -> None:
        """Keep suggestions; the latest of each pair counts, one equal to it is not kept again."""
        wanted = {(each.left, each.right): each for each in suggestions}
        held = {(each.left, each.right): each for each in self._between(wanted)}
        new = [each for pair, each in sorted(wanted.items()) if held.get(pair) != each]
        if not new:
            return
        sequence = self._log("suggestions", new[0].left, digest(new))
        for place, each in enumerate(new):
            row = {"left_id": each.left, "right_id": each.right, "score": each.score}
            columns = {"sequence": sequence, "place": place, **row, "because": because_column(each.because)}
            insert(self._connection, "suggestions", **columns)

    def _between(self, pairs: Iterable[tuple[str, str]]) -> tuple[Suggestion, ...]:
        return self.view.suggestions(ids={ident for pair in pairs for ident in pair}, are_both=True)

    def append_judgement(self, judgement: Judgement) -> bool:
        """Keep a judgement; return False where the same one is kept already."""
        if self._connection.rows("SELECT 1 FROM judgements WHERE id = :id", {"id": judgement.id}):
            return False
        sequence = self._log("judgement", judgement.id, digest(judgement))
        row = {"id": judgement.id, "verb": judgement.verb, "judge": judgement.by}
        insert(self._connection, "judgements", sequence=sequence, **row, content=judgement_column(judgement))
        return True

    def append_refusal(self, refusal: Refusal) -> bool:
        """Keep what could not be taken in; return False where it was seen before, which moves its ``last_seen``."""
        refusal = storable(refusal)
        content = digest(refusal)
        if self._see_again("refusals", "content", content):
            return False
        sequence = self._log("refusal", refusal.name, content)
        row = {"name": refusal.name, "message": refusal.message, "hint": refusal.hint, "carrier": refusal.carrier}
        columns = {"sequence": sequence, "content": content, **row, "raw_digest": refusal.raw_digest}
        insert(self._connection, "refusals", **columns, last_seen=stamp(self._moment))
        return True

    def _log(self, what: str, identity: str, content: str) -> int:
        entry = link(
            self._hash, sequence=self._sequence + 1, moment=self._moment, what=what, content=(identity, content)
        )
        row = {"sequence": entry.sequence, "moment": stamp(entry.moment), "what": what, "id": identity}
        insert(self._connection, "log", **row, digest=content, hash=entry.hash)
        self._sequence, self._hash = entry.sequence, entry.hash
        return entry.sequence

    def _number(self, document_id: str) -> int | None:
        rows = self._connection.rows("SELECT sequence FROM documents WHERE id = :id", {"id": document_id})
        return int(rows[0][0]) if rows else None

    def _keep(self, raw: bytes, document: Document) -> int:
        try:
            number = self._log("document", document.id, contents.of_document(document))
        except UnicodeEncodeError as error:
            hint = "mend the text: half a character cannot be written"
            raise StoreError(f"{document.id} cannot be kept ({error})", hint=hint) from error
        columns = {"text": document.text, "text_digest": contents.text_digest(document.text)}
        insert(
            self._connection, "documents", sequence=number, id=document.id, **columns, **document_columns(document)
        )  # fmt: skip
        insert(self._connection, "originals", document=number, packing=PACKING, content=packed(raw))
        return number

    def _deliver(self, arrival: Arrival, document_id: str, number: int) -> bool:
        """Keep the way by which the bytes came, or move when they last came that way."""
        whence = digest([document_id, arrival.url, arrival.carrier, _lies(arrival)])
        if self._see_again("deliveries", "whence", whence):
            return False
        delivery = Delivery(
            document=document_id, name=arrival.name, media_type=arrival.media_type, url=arrival.url,
            source=arrival.source, title=arrival.title, published=arrival.published,
            retrieved=moment_of(stamp(arrival.retrieved)) if arrival.retrieved else None, carrier=arrival.carrier,
            first_seen=self._moment, last_seen=self._moment, doubts=arrival.doubts,
        )  # fmt: skip
        sequence = self._log("delivery", document_id, contents.of_delivery(delivery))
        insert(
            self._connection, "deliveries", sequence=sequence, document=number, whence=whence, name=arrival.name,
            media_type=arrival.media_type, url=arrival.url, source=arrival.source, title=arrival.title,
            published=arrival.published.isoformat() if arrival.published else None,
            retrieved=stamp(delivery.retrieved) if delivery.retrieved else None, carrier=arrival.carrier,
            last_seen=stamp(self._moment), doubts=doubts_column(arrival.doubts),
        )  # fmt: skip
        return True

    def _see_again(self, table: str, column: str, value: str) -> bool:
        """Move ``last_seen`` of the row that is known already; tell whether there is one."""
        sql = f"UPDATE {table} SET last_seen = :moment WHERE {column} = :value RETURNING sequence"
        return bool(self._connection.rows(sql, {"moment": stamp(self._moment), "value": value}))

    def _last_reading(self, number: int) -> str | None:
        sql = """SELECT l.digest FROM readings r JOIN log l ON l.sequence = r.sequence WHERE r.document = :number
         ORDER BY r.sequence DESC LIMIT 1"""
        rows = self._connection.rows(sql, {"number": number})
        return str(rows[0][0]) if rows else None

    def _run(self, run: Run) -> int:
        rows = self._connection.rows("SELECT sequence FROM runs WHERE id = :id", {"id": run.id})
        if rows:
            return int(rows[0][0])
        sequence = self._log("run", run.id, digest(run))
        digests = {"code": run.code, "codebook": run.codebook, "weights": run.weights, "settings": run.settings}
        insert(self._connection, "runs", sequence=sequence, id=run.id, version=run.version, **digests)
        return sequence

    def _finding(self, content: str, claims: Sequence[Claim]) -> int:
        """Keep the claims of one finding, or find them where an earlier reading gave the same."""
        rows = self._connection.rows("SELECT number FROM findings WHERE digest = :digest", {"digest": content})
        if rows:
            return int(rows[0][0])
        ((highest,),) = self._connection.rows("SELECT COALESCE(MAX(number), 0) FROM findings")
        row = {"digest": content, "id": claims[0].finding, "kind": claims[0].kind, "held": len(claims)}
        insert(self._connection, "findings", number=highest + 1, **row, claims=claims_column(claims))
        return int(highest) + 1


def _by_finding(claims: Sequence[Claim]) -> list[list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.finding, []).append(claim)
    return list(found.values())


def _lies(arrival: Arrival) -> str | None:
    """Where it lies, unless a URL or a carrier tells: an item's number in its carrier is no place of its own."""
    return None if arrival.url or arrival.carrier else arrival.name
