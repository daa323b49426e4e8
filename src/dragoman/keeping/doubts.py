"""What is in doubt, kept in the projection from the first time that somebody asks; what changes is asked anew."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from dragoman.keeping.reviews import Reviewed
from dragoman.reconcile.review import Question, queue_of
from dragoman.record.findings import Kind
from dragoman.record.judgements import Because, Judgement
from dragoman.record.records import Record
from dragoman.store.contract import View

if TYPE_CHECKING:
    import apsw

TABLES = """
CREATE TABLE IF NOT EXISTS doubts (kind TEXT, about TEXT, one TEXT, other TEXT, subjects TEXT, doubt REAL,
 weight REAL, told BLOB);
CREATE INDEX IF NOT EXISTS queue ON doubts (weight DESC, about, subjects);
CREATE INDEX IF NOT EXISTS queue_by_kind ON doubts (kind, weight DESC, about, subjects);
CREATE INDEX IF NOT EXISTS doubts_by_one ON doubts (one);
CREATE INDEX IF NOT EXISTS doubts_by_other ON doubts (other);
CREATE TABLE IF NOT EXISTS ready (what TEXT PRIMARY KEY);
"""
OTHERS = ("doubts", "ready")
About = Literal["record", "belongs", "same"]
Take = Callable[[Iterable[str]], Iterable[Record]]

_IMPORTANCE = "MAX(IIF(a.process IS NULL, a.alone, a.placed), COALESCE(IIF(b.process IS NULL, b.alone, b.placed), 0))"
_OF = "FROM records a LEFT JOIN records b ON b.id = doubts.other WHERE a.id = doubts.one"
_COLUMNS = f"SELECT d.about, d.one, d.other, d.subjects, d.doubt, d.told, {_IMPORTANCE}"
_JOINED = "JOIN records a ON a.id = d.one LEFT JOIN records b ON b.id = d.other"
_ORDER = "weight DESC, about, subjects"


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

    def questions(self, asked: Reviewed) -> Iterator[Question]:
        """Yield a part of the queue, what matters most first."""
        where, known = _conditions(asked)
        part = f"SELECT rowid FROM doubts {where} ORDER BY {_ORDER} LIMIT :limit OFFSET :offset"
        sql = f"{_COLUMNS} FROM doubts d {_JOINED} WHERE d.rowid IN ({part}) ORDER BY {_ORDER}"
        page = asked.page
        known |= {"limit": -1 if page.limit is None else page.limit, "offset": page.offset}
        rows: list[tuple[Any, ...]] = self._database.execute(sql, known).fetchall()
        records = {each.id: each for each in self._take({ident for row in rows for ident in row[1:3] if ident})}
        for about, one, other, subjects, doubt, told, importance in rows:
            held: _Told = _decoder().decode(told)
            yield Question(
                about=about, records=tuple(records[each] for each in (one, other) if each), doubt=doubt,
                subjects=tuple(subjects.split(" ")), importance=importance, why=held.why, because=held.because,
            )  # fmt: skip

    def place(self, question: Question, asked: Reviewed) -> int | None:
        """Return how many of the questions that are asked for come before one; None where it is none of them."""
        where, known = _conditions(asked)
        known |= {"about": question.about, "one": question.records[0].id, "subjects": " ".join(question.subjects)}
        own = f"SELECT weight FROM doubts {_and(where)} one = :one AND about = :about AND subjects = :subjects"
        found = self._database.execute(own, known).fetchone()
        if found is None:
            return None
        before = "weight > :weight OR weight = :weight AND (about, subjects) < (:about, :subjects)"
        sql = f"SELECT COUNT(*) FROM doubts {_and(where)} ({before})"
        ((count,),) = self._database.execute(sql, {**known, "weight": found[0]})
        return int(count)

    def count(self) -> Mapping[Kind, int]:
        """Return how many questions there are about records of each kind."""
        counted: Iterable[tuple[Any, ...]] = self._database.execute("SELECT kind, COUNT(*) FROM doubts GROUP BY kind")
        return dict(counted)

    def _put(self, questions: Iterable[Question]) -> None:
        for each in questions:
            one, other = (*(record.id for record in each.records), None)[:2]
            told = _encoded(_Told(why=each.why, because=each.because))
            known = (each.records[0].kind, each.about, one, other, " ".join(each.subjects), each.doubt, told)
            self._database.execute("INSERT INTO doubts VALUES (?, ?, ?, ?, ?, ?, NULL, ?)", known)


def _conditions(asked: Reviewed) -> tuple[str, dict[str, Any]]:
    """Return what is asked as a condition of SQL with its parameters."""
    conditions, known = list[str](), dict[str, Any]()
    if asked.kinds:
        kinds = sorted(asked.kinds)
        single = len(kinds) == 1  # which an index has in the queue's order
        known["kinds"] = kinds[0] if single else json.dumps(kinds)
        conditions.append("kind = :kinds" if single else "kind IN (SELECT value FROM json_each(:kinds))")
    if asked.on is not None:
        known["on"] = json.dumps(sorted(asked.on))
        among = "(SELECT value FROM json_each(:on))"
        conditions.append(f"one IN {among} AND (other IS NULL OR other IN {among})")
    return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), known


def _and(where: str) -> str:
    return f"{where} AND" if where else "WHERE"


def _encoded(told: _Told) -> bytes:
    import msgspec

    return msgspec.json.encode(told)


@cache
def _decoder() -> Any:  # noqa: ANN401  msgspec is imported where it is used
    import msgspec

    return msgspec.json.Decoder(_Told)
