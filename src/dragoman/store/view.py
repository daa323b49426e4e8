"""A store as of one moment, over any connection: what the log holds up to a sequence number, and nothing after it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from dragoman.record.claims import Claim
from dragoman.record.documents import Document
from dragoman.record.findings import Kind
from dragoman.record.judgements import Judgement, Suggestion
from dragoman.record.reading import Failure
from dragoman.record.records import Report, Telling
from dragoman.record.runs import Run
from dragoman.store.chain import START
from dragoman.store.connection import Connection, Row, bounds
from dragoman.store.contract import (
    Changes,
    Counts,
    Delivery,
    Failed,
    Head,
    Hit,
    Kept,
    Means,
    Page,
    Sameness,
    Told,
    Wanted,
)
from dragoman.store.rows import (
    claims_from,
    dated,
    day_of,
    delivery_of,
    document_of,
    judgement_of,
    moment_of,
    report_of,
    stamp,
    suggestion_of,
    unpacked,
)

_ALL = Page()
_ANY = Wanted()
_BATCH = 500  # findings that are taken apart at once
_GIVEN = "(SELECT MIN(v.{0}) FROM deliveries v WHERE v.document = d.sequence AND v.sequence <= :horizon)"
_STORY = """(SELECT s.story FROM stories s WHERE s.document = d.sequence AND s.sequence <= :horizon
 ORDER BY s.sequence DESC LIMIT 1)"""
_PUBLISHED = f"""CASE WHEN d.published IS NOT NULL AND d.known NOT LIKE :guessed THEN d.published
 ELSE COALESCE({_GIVEN.format("published")}, d.published) END"""
_GUESSED = '%"published_basis":"inferred"%'  # in the JSON of what is known of a document
_KNOWN = {name: f"COALESCE(d.{name}, {_GIVEN.format(name)})" for name in ("source", "url", "title")}
_REPORTS = f"""SELECT d.id, COALESCE({_STORY}, d.id), l.moment, {_PUBLISHED}, {_KNOWN["source"]}, {_KNOWN["url"]},
 {_KNOWN["title"]} FROM documents d JOIN log l ON l.sequence = d.sequence WHERE d.sequence <= :horizon"""
_DELIVERIES = """SELECT d.id, v.name, v.media_type, v.url, v.source, v.title, v.published, v.retrieved, v.carrier,
 l.moment, v.last_seen, v.doubts FROM deliveries v JOIN documents d ON d.sequence = v.document
 JOIN log l ON l.sequence = v.sequence WHERE v.sequence <= :horizon"""
_LATEST = """r.sequence <= :horizon AND NOT EXISTS (SELECT 1 FROM readings n WHERE n.document = r.document
 AND n.sequence > r.sequence AND n.sequence <= :horizon)"""
_TOLD = """FROM findings f JOIN told t ON t.finding = f.number JOIN readings r ON r.sequence = t.reading
 JOIN documents d ON d.sequence = r.document"""
_RUN = "u.id, u.version, u.code, u.codebook, u.weights, u.settings"
_BOUNDS = {
    "source": f"({_KNOWN['source']} = :source OR EXISTS (SELECT 1 FROM deliveries v WHERE v.document = d.sequence"
    " AND v.source = :source AND v.sequence <= :horizon))",
    "published_from": f"{_PUBLISHED} >= :published_from",
    "published_to": f"{_PUBLISHED} < :published_to",
    "added_from": "l.moment >= :added_from",
    "added_to": "l.moment < :added_to",
}


class SqlView:
    """Implements ``View``; ``horizon`` is the last sequence number that is seen, ``until`` the view's moment."""

    def __init__(self, connection: Connection, means: Means, *, horizon: int, until: datetime) -> None:
        self._connection, self._means, self._horizon, self._until = connection, means, horizon, until

    def documents(self, wanted: Wanted = _ANY, *, page: Page = _ALL) -> tuple[Report, ...]:
        """Return what is known of documents without their text."""
        given = {name: getattr(wanted, name) for name in _BOUNDS if getattr(wanted, name) is not None}
        known: dict[str, Any] = {n: stamp(it) if isinstance(it, datetime) else str(it) for n, it in given.items()}
        where = "".join(f" AND {_BOUNDS[name]}" for name in given)
        if wanted.ids is not None:
            where += f" AND {self._connection.among('d.id', 'ids')}"
            known["ids"] = sorted(set(wanted.ids))
        key = "d.sequence DESC" if page.is_latest_first else f"{_PUBLISHED} IS NULL, {_PUBLISHED}, d.id"
        order = f" ORDER BY {key} LIMIT :limit OFFSET :offset"
        return tuple(map(report_of, self._rows(_REPORTS + where + order, **known, **bounds(page))))

    def reports(self, ids: Iterable[str]) -> tuple[Report, ...]:
        """Return the same for the documents that are named, by id; unknown ids are left out."""
        among = self._connection.among("d.id", "ids")
        return tuple(map(report_of, self._rows(f"{_REPORTS} AND {among} ORDER BY d.id", ids=sorted(set(ids)))))

    def document(self, document_id: str) -> Document | None:
        """Return a document with its text."""
        rows = self._rows(
            f"""SELECT d.id, d.text, {_KNOWN["title"]}, d.published, d.language, {_KNOWN["source"]}, {_KNOWN["url"]},
             d.known, {_GIVEN.format("published")} FROM documents d WHERE d.id = :id AND d.sequence <= :horizon""",
            id=document_id,
        )
        return dated(document_of(rows[0][:-1]), day_of(rows[0][-1])) if rows else None

    def original(self, document_id: str) -> Document | None:
        """Return a document as its bytes alone told it when they first came, whatever carriers say."""
        rows = self._rows(
            """SELECT d.id, d.text, d.title, d.published, d.language, d.source, d.url, d.known FROM documents d
             WHERE d.id = :id AND d.sequence <= :horizon""",
            id=document_id,
        )
        return document_of(rows[0]) if rows else None

    def readings(self, document_id: str) -> tuple[Told, ...]:
        """Return all readings of a document in the log's order, the latest last."""
        rows = self._rows(
            f"""SELECT r.sequence, {_RUN} FROM readings r JOIN runs u ON u.sequence = r.run
             JOIN documents d ON d.sequence = r.document WHERE d.id = :id AND r.sequence <= :horizon
             ORDER BY r.sequence""",
            id=document_id,
        )
        return tuple(self._told(row[0], _run(row[1:])) for row in rows)

    def _told(self, reading: int, run: Run) -> Told:
        sql = """SELECT f.claims FROM told t JOIN findings f ON f.number = t.finding WHERE t.reading = :reading
         ORDER BY t.place"""
        claims = tuple(
            claim for row in self._connection.rows(sql, {"reading": reading}) for claim in claims_from(row[0])
        )
        sql = "SELECT stage, message FROM failures WHERE reading = :reading ORDER BY place"
        failed = self._connection.rows(sql, {"reading": reading})
        failures = tuple(Failure(stage=stage, message=message) for stage, message in failed)
        return Told(run=run, claims=claims, failures=failures)

    def raw(self, document_id: str) -> bytes | None:
        """Return the bytes as they came in."""
        rows = self._rows(
            """SELECT o.content FROM originals o JOIN documents d ON d.sequence = o.document
             WHERE d.id = :id AND d.sequence <= :horizon""",
            id=document_id,
        )
        return unpacked(rows[0][0]) if rows else None

    def deliveries(self, document_id: str) -> tuple[Delivery, ...]:
        """Return the ways by which a document came in, in the order in which they first did."""
        rows = self._rows(f"{_DELIVERIES} AND d.id = :id ORDER BY v.sequence", id=document_id)
        return tuple(delivery_of(row, until=self._until) for row in rows)

    def versions(self, url: str) -> tuple[Delivery, ...]:
        """Return what was found at a URL, one delivery a version, in the order in which they first came."""
        found: dict[str, Delivery] = {}
        for row in self._rows(f"{_DELIVERIES} AND v.url = :url ORDER BY v.sequence", url=url):
            found.setdefault(row[0], delivery_of(row, until=self._until))
        return tuple(found.values())

    def tellings(
        self,
        *,
        kinds: Iterable[Kind] = (),
        document: str | None = None,
        ids: Iterable[str] | None = None,
        page: Page = _ALL,
    ) -> Iterator[Telling]:
        """Yield the findings of the latest reading of each document, by id; all kinds where none is named."""
        where, known = [_LATEST], dict[str, Any](bounds(page))
        for name, column, values in (("kinds", "f.kind", kinds or None), ("ids", "f.id", ids)):
            if values is not None:
                where.append(self._connection.among(column, name))
                known[name] = sorted(set(values))
        if document is not None:
            where.append("d.id = :document")
            known["document"] = document
        order = "ORDER BY f.id LIMIT :limit OFFSET :offset"
        rows = self._rows(f"SELECT f.number, d.id {_TOLD} WHERE {' AND '.join(where)} {order}", **known)
        return self._tellings(rows)

    def _tellings(self, rows: Sequence[Row]) -> Iterator[Telling]:
        """Take findings out of the store in batches, so that a large answer is never held whole."""
        reports: dict[str, Report] = {}
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            reports.update((each.id, each) for each in self.reports({row[1] for row in batch} - reports.keys()))
            among = self._connection.among("number", "numbers")
            sql = f"SELECT number, claims FROM findings WHERE {among}"
            numbers = {"numbers": [row[0] for row in batch]}
            held: dict[int, bytes] = {row[0]: row[1] for row in self._connection.rows(sql, numbers)}
            for number, document in batch:
                (finding,) = self._means.findings_of(claims_from(held[number]))
                yield Telling(finding=finding, report=reports[document])

    def claims(self, finding_id: str) -> tuple[Kept, ...]:
        """Return every claim that any reading gave of a finding, those of the latest reading first."""
        seen: dict[str, tuple[Claim, datetime, datetime]] = {}
        rows = self._rows(
            f"""SELECT f.claims, l.moment {_TOLD} JOIN log l ON l.sequence = r.sequence
             WHERE f.id = :id AND r.sequence <= :horizon ORDER BY r.sequence""",
            id=finding_id,
        )
        for column, told in rows:
            moment, claims = moment_of(told), claims_from(column)
            latest = {claim.id: (claim, seen.get(claim.id, (claim, moment))[1], moment) for claim in claims}
            seen = {**latest, **{name: kept for name, kept in seen.items() if name not in latest}}
        return tuple(Kept(claim=claim, first_seen=first, last_seen=last) for claim, first, last in seen.values())

    def sharing(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of findings (of latest readings) that have one of the blocking keys, sorted."""
        rows = self._rows(
            f"""SELECT DISTINCT f.id {_TOLD} JOIN keys k ON k.finding = f.id
             WHERE {self._connection.among("k.blocking", "keys")} AND k.sequence <= :horizon AND {_LATEST}
             ORDER BY f.id""",
            keys=sorted(set(keys)),
        )
        return tuple(row[0] for row in rows)

    def copies(self, bands: Iterable[str]) -> tuple[Sameness, ...]:
        """Return what is known of documents that have one of the bands, by document; their bands are left out."""
        rows = self._rows(
            f"""SELECT DISTINCT d.id, {_STORY}, s.signature FROM bands b JOIN stories s ON s.sequence = b.sequence
             JOIN documents d ON d.sequence = s.document WHERE {self._connection.among("b.band", "bands")}
             AND s.sequence <= :horizon AND NOT EXISTS (SELECT 1 FROM stories n WHERE n.document = s.document
             AND n.sequence > s.sequence AND n.sequence <= :horizon) ORDER BY d.id""",
            bands=sorted(set(bands)),
        )
        return tuple(Sameness(document=row[0], story=row[1], signature=bytes(row[2])) for row in rows)

    def members(self, stories: Iterable[str]) -> tuple[Sameness, ...]:
        """Return what is known of the documents of some stories, by document; their bands are left out."""
        rows = self._rows(
            f"""SELECT d.id, s.story, s.signature FROM stories s JOIN documents d ON d.sequence = s.document
             WHERE {self._connection.among("s.story", "stories")} AND s.sequence <= :horizon
             AND NOT EXISTS (SELECT 1 FROM stories n WHERE n.document = s.document AND n.sequence > s.sequence
             AND n.sequence <= :horizon) ORDER BY d.id""",
            stories=sorted(set(stories)),
        )
        return tuple(Sameness(document=row[0], story=row[1], signature=bytes(row[2])) for row in rows)

    def last_run(self, document_id: str) -> Run | None:
        """Return the program with which a document was last read; None where it never was."""
        rows = self._rows(
            f"""SELECT {_RUN} FROM readings r
             JOIN runs u ON u.sequence = r.run JOIN documents d ON d.sequence = r.document
             WHERE d.id = :id AND {_LATEST}""",
            id=document_id,
        )
        return _run(rows[0]) if rows else None

    def suggestions(self, *, ids: Iterable[str] | None = None, are_both: bool = False) -> tuple[Suggestion, ...]:
        """Return the latest suggestion of each pair, by pair; with ``ids`` only pairs of one, or two, of them."""
        among, joint = self._connection.among, "AND" if are_both else "OR"
        only = "" if ids is None else f" AND ({among('s.left_id', 'ids')} {joint} {among('s.right_id', 'ids')})"
        rows = self._rows(
            f"""SELECT s.left_id, s.right_id, s.score, s.because FROM suggestions s WHERE s.sequence <= :horizon{only}
             AND NOT EXISTS (SELECT 1 FROM suggestions n WHERE n.left_id = s.left_id AND n.right_id = s.right_id
             AND n.sequence > s.sequence AND n.sequence <= :horizon) ORDER BY s.left_id, s.right_id""",
            **({} if ids is None else {"ids": sorted(set(ids))}),
        )
        return tuple(map(suggestion_of, rows))

    def judgements(self) -> tuple[Judgement, ...]:
        """Return the judgements in the order in which they were logged."""
        rows = self._rows("SELECT content FROM judgements WHERE sequence <= :horizon ORDER BY sequence")
        return tuple(judgement_of(row[0]) for row in rows)

    def failures(self, *, document: str | None = None) -> tuple[Failed, ...]:
        """Return the failures of the latest readings, then what could not be taken in, each in the log's order."""
        only = "" if document is None else " AND d.id = :document"
        of_stages = self._rows(
            f"""SELECT d.id, x.message, l.moment, x.stage FROM failures x JOIN readings r ON r.sequence = x.reading
             JOIN documents d ON d.sequence = r.document JOIN log l ON l.sequence = r.sequence
             WHERE {_LATEST}{only} ORDER BY r.sequence, x.place""",
            **({} if document is None else {"document": document}),
        )
        failed = [
            Failed(document=row[0], name=row[0], message=row[1], at=moment_of(row[2]), stage=row[3])
            for row in of_stages
        ]  # fmt: skip
        return tuple(failed) if document is not None else (*failed, *self._refused())

    def _refused(self) -> Iterator[Failed]:
        rows = self._rows(
            """SELECT x.name, x.message, l.moment, x.hint, x.carrier, x.raw_digest FROM refusals x
             JOIN log l ON l.sequence = x.sequence WHERE x.sequence <= :horizon ORDER BY x.sequence"""
        )
        for name, message, moment, hint, carrier, raw in rows:
            at = moment_of(moment)
            yield Failed(
                document=None, name=name, message=message, at=at, hint=hint, carrier=carrier, raw_digest=raw
            )  # fmt: skip

    def runs(self) -> tuple[Run, ...]:
        """Return the programs that read documents, in the log's order."""
        rows = self._rows(
            """SELECT id, version, code, codebook, weights, settings FROM runs WHERE sequence <= :horizon
             ORDER BY sequence"""
        )
        return tuple(map(_run, rows))

    def search(self, words: str, *, page: Page = _ALL) -> tuple[Hit, ...]:
        """Return documents that hold all the words, the best first; "words in double quotes" are sought as a phrase."""
        sought = phrases(words)
        rows = self._connection.found(sought, horizon=self._horizon, page=page) if sought else []
        return tuple(Hit(document=row[0], title=row[1], words=" ".join(row[2].split())) for row in rows)

    def counts(self) -> Counts:
        """Return how much there is."""
        tables = ("documents", "deliveries", "judgements", "runs")
        held = {table: self._count(f"FROM {table} WHERE sequence <= :horizon") for table in tables}
        findings = self._rows(f"SELECT COUNT(*), COALESCE(SUM(f.held), 0) {_TOLD} WHERE {_LATEST}")[0]
        pairs = self._count("FROM (SELECT DISTINCT left_id, right_id FROM suggestions WHERE sequence <= :horizon) p")
        failed = self._count(f"FROM failures x JOIN readings r ON r.sequence = x.reading WHERE {_LATEST}")
        refused = self._count("FROM refusals WHERE sequence <= :horizon")
        return Counts(
            **held, findings=findings[0], claims=int(findings[1]), failures=failed + refused, suggestions=pairs
        )

    def head(self) -> Head:
        """Return the end of the log as of the view's moment."""
        rows = self._rows(
            "SELECT sequence, hash FROM log WHERE sequence <= :horizon ORDER BY sequence DESC LIMIT 1"
        )  # fmt: skip
        return Head(sequence=rows[0][0], hash=rows[0][1]) if rows else Head(sequence=0, hash=START)

    def is_behind(self, head: Head) -> bool:
        """Tell whether the log ended so after the view's moment."""
        sql = "SELECT hash FROM log WHERE sequence = :sequence AND sequence > :horizon"
        return self._rows(sql, sequence=head.sequence) == [(head.hash,)]

    def changes(self, since: Head) -> Changes | None:
        """Return what was logged after an earlier end of the log; None where the log never ended so."""
        known = {"since": since.sequence}
        if self._rows("SELECT hash FROM log WHERE sequence = :since AND sequence <= :horizon", **known) != [
            (since.hash,)
        ]:
            return None
        after = "sequence > :since AND sequence <= :horizon"
        what = ("document", "delivery", "reading", "sameness")
        among = self._connection.among("what", "what")
        documents = self._rows(f"SELECT DISTINCT id FROM log WHERE {after} AND {among}", what=list(what), **known)
        pairs = self._rows(f"SELECT left_id, right_id FROM suggestions WHERE {after}", **known)
        judged = self._rows(f"SELECT content FROM judgements WHERE {after}", **known)
        return Changes(
            documents=frozenset(row[0] for row in documents),
            findings=frozenset(ident for pair in pairs for ident in pair)
            | self._judged([judgement_of(row[0]) for row in judged]),
        )

    def _judged(self, judgements: Iterable[Judgement]) -> frozenset[str]:
        """Return the findings that judgements are on, and those of what they take back."""
        every = {each.id: each for each in self.judgements()}
        waiting, found = list(judgements), set[str]()
        while waiting:
            each = waiting.pop()
            found.update(each.subjects)
            if each.undoes in every:
                waiting.append(every.pop(each.undoes))
        return frozenset(found)

    def _rows(self, sql: str, **known: Any) -> list[Row]:  # noqa: ANN401  whatever a parameter is
        return self._connection.rows(sql, {"horizon": self._horizon, "guessed": _GUESSED, **known})

    def _count(self, of: str) -> int:
        return int(self._rows(f"SELECT COUNT(*) {of}")[0][0])


def phrases(words: str) -> tuple[str, ...]:
    """Take what a user typed apart into words and quoted phrases, without what no text can hold."""
    clean = words.replace("\0", " ").encode("utf-8", "replace").decode()
    found = (quoted or single.replace('"', " ") for quoted, single in re.findall(r'"([^"]*)"|(\S+)', clean))
    return tuple(each for each in found if any(map(str.isalnum, each)))


def _run(row: Row) -> Run:
    names = ("id", "version", "code", "codebook", "weights", "settings")
    return Run(**dict(zip(names, row, strict=True)))
