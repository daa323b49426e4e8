"""What is in doubt, kept in the projection from the first time that somebody asks; what changes is asked anew."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from dragoman.reconcile.review import Question, queue_of
from dragoman.record.findings import Kind
from dragoman.record.judgements import Because, Judgement
from dragoman.record.records import Record
from dragoman.store.contract import Page, View

if TYPE_CHECKING:
    import apsw

TABLES = """
CREATE TABLE IF NOT EXISTS doubts (about TEXT, one TEXT, other TEXT, subjects TEXT, doubt REAL, weight REAL, told BLOB);
CREATE INDEX IF NOT EXISTS queue ON doubts (weight DESC, about, subjects);
CREATE INDEX IF NOT EXISTS doubts_by_one ON doubts (one);
CREATE INDEX IF NOT EXISTS doubts_by_other ON doubts (other);
CREATE TABLE IF NOT EXISTS ready (what TEXT PRIMARY KEY);
"""
OTHERS = ("doubts", "ready")
About = Literal["record", "belongs", "same"]
Take = Callable[[Iterable[str]], Iterable[Record]]

_IMPORTANCE = "MAX(IIF(a.process IS NULL, a.alone, a.placed), COALESCE(IIF(b.process IS NULL, b.alone, b.placed), 0))"
_OF = "FROM records a LEFT JOIN records b ON b.id = doubts.other WHERE a.id = doubts.one"
_FROM = """FROM doubts d JOIN records a ON a.id = d.one LEFT JOIN records b ON b.id = d.other
 WHERE :kinds = '[]' OR a.kind IN (SELECT value FROM json_each(:kinds))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a question holds beside its records and their importance."""

    why: tuple[str, ...]
    because: tuple[Because, ...]


class Doubts:
    """The questions about the records of one projection; ``take`` gives records by their ids."""

    def __init__(self, database: "apsw.Connection", take: Take) -> None:
        self._database, self._take = database, take

    @property
    def are_ready(self) -> bool:
        """Whether anybody has asked yet."""
        return self._database.execute("SELECT 1 FROM ready WHERE what = 'doubts'").fetchone() is not None

    def make(self, view: View, records: Iterable[Record]) -> None:
        """Work out all questions."""
        self._put(queue_of(records, view.suggestions(), view.judgements()))
        self._database.execute(f"UPDATE doubts SET weight = doubt * (SELECT {_IMPORTANCE} {_OF})")
        self._database.execute("INSERT INTO ready VALUES ('doubts')")

    def forget(self, record: str) -> None:
        """Take away what is asked about a record that goes."""
        self._database.execute("DELETE FROM doubts WHERE one = ?1 OR other = ?1", (record,))

    def learn(self, view: View, made: Sequence[Record], judgements: Iterable[Judgement]) -> None:
        """Work out what is to be asked about records that came, also together with those that were there."""
        own = {record.id for record in made}
        findings = {telling.finding.id for record in made for telling in record.tellings}
        suggestions = view.suggestions(ids=findings)
        others = {ident for each in suggestions for ident in (each.left, each.right)} - findings
        sql = "SELECT DISTINCT record FROM members WHERE finding IN (SELECT value FROM json_each(?))"
        near = {row[0] for row in self._database.execute(sql, (json.dumps(sorted(others)),))} - own
        asked = queue_of((*made, *self._take(near)), suggestions, judgements)
        self._put(each for each in asked if own & {record.id for record in each.records})

    def weigh(self, records: Iterable[str]) -> None:
        """Work out anew how much matters what is asked about records that came, or into or out of a process."""
        among = "(SELECT value FROM json_each(?1))"
        sql = (
            f"UPDATE doubts SET weight = doubt * (SELECT {_IMPORTANCE} {_OF}) WHERE one IN {among} OR other IN {among}"
        )
        self._database.execute(sql, (json.dumps(sorted(records)),))

    def questions(self, kinds: Iterable[Kind], page: Page) -> Iterator[Question]:
        """Yield a part of the queue, what matters most first."""
        sql = f"""SELECT d.about, d.one, d.other, d.subjects, d.doubt, d.told, {_IMPORTANCE} {_FROM}
         ORDER BY d.weight DESC, d.about, d.subjects LIMIT :limit OFFSET :offset"""
        known = {**_kinds(kinds), "limit": -1 if page.limit is None else page.limit, "offset": page.offset}
        rows: list[tuple[Any, ...]] = self._database.execute(sql, known).fetchall()
        records = {each.id: each for each in self._take({ident for row in rows for ident in row[1:3] if ident})}
        for about, one, other, subjects, doubt, told, importance in rows:
            held: _Told = _decoder().decode(told)
            yield Question(
                about=about, records=tuple(records[each] for each in (one, other) if each), doubt=doubt,
                subjects=tuple(subjects.split(" ")), importance=importance, why=held.why, because=held.because,
            )  # fmt: skip

    def count(self, kinds: Iterable[Kind]) -> int:
        """Return how many questions there are."""
        ((found,),) = self._database.execute(f"SELECT COUNT(*) {_FROM}", _kinds(kinds))
        return int(found)

    def _put(self, questions: Iterable[Question]) -> None:
        for each in questions:
            one, other = (*(record.id for record in each.records), None)[:2]
            told = _encoded(_Told(why=each.why, because=each.because))
            known = (each.about, one, other, " ".join(each.subjects), each.doubt, told)
            self._database.execute("INSERT INTO doubts VALUES (?, ?, ?, ?, ?, NULL, ?)", known)


def _kinds(kinds: Iterable[Kind]) -> dict[str, Any]:
    return {"kinds": json.dumps(sorted(kinds))}


def _encoded(told: _Told) -> bytes:
    import msgspec

    return msgspec.json.encode(told)


@cache
def _decoder() -> Any:  # noqa: ANN401  msgspec is imported where it is used
    import msgspec

    return msgspec.json.Decoder(_Told)
