"""What a person should look at, and in which order: findings and pairs by doubt times importance."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.codebook.questions import doubt as doubt_about
from dragoman.codebook.questions import importance, importance_of_kind
from dragoman.codebook.reconciling import threshold
from dragoman.reconcile.assemble import confidence_of
from dragoman.reconcile.deciding import has_changed
from dragoman.reconcile.features import is_veto
from dragoman.reconcile.judging import Pair, in_force, pairs_of
from dragoman.record.judgements import Because, Judgement, Suggestion
from dragoman.record.records import Record

_PEOPLE = ("killed", "injured", "captured", "abducted", "total")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to decide.

    ``record``: is it read rightly? ``belongs``: does one finding belong to the record it is in? ``same``: are two
    records one thing? Of the last two, ``subjects`` are the two findings that are most alike.
    """

    about: Literal["record", "belongs", "same"]
    records: tuple[Record, ...]
    subjects: tuple[str, ...]
    doubt: float  # 0 to 1
    importance: float
    why: tuple[str, ...]  # sentences for people
    because: tuple[Because, ...] = ()

    @property
    def weight(self) -> float:
        """What the order goes by."""
        return self.doubt * self.importance


def queue_of(
    records: Iterable[Record], suggestions: Iterable[Suggestion], judgements: Iterable[Judgement]
) -> tuple[Question, ...]:
    """Return everything that is in doubt, what matters most first.

    What a person accepted, joined or told apart is not asked again, unless a later reading has changed the answer.
    """
    known, forced = tuple(records), in_force(judgements)
    asked = [*_about_records(known, _accepted(forced)), *_about_pairs(known, suggestions, _decided(forced))]
    worth = [question for question in asked if question.doubt >= doubt_about("least")]
    return tuple(sorted(worth, key=lambda each: (-each.weight, each.about, each.subjects)))


def importance_of(record: Record) -> float:
    """Return how much depends on a record: its kind, its process, the people concerned, how many tell of it."""
    more = importance("in_process") if record.process else 0.0
    more += importance("tenfold_people") * math.log10(1 + _people(record))
    more += importance("doubled_sources") * math.log2(max(1, record.sources))
    return importance_of_kind(record.kind) * (1 + more)


def _people(record: Record) -> float:
    spreads = (field.spread for name in _PEOPLE if (field := record.fields.get(name)))
    return max((float(each.high or each.best or each.low or 0) for each in spreads if each), default=0.0)


def _accepted(forced: Iterable[Judgement]) -> Mapping[str, Judgement]:
    return {subject: each for each in forced if each.verb == "accept" for subject in each.subjects}


def _decided(forced: Iterable[Judgement]) -> frozenset[Pair]:
    return frozenset(pair for each in forced if each.verb in ("merge", "split") for pair in pairs_of(each))


def _about_records(records: Iterable[Record], accepted: Mapping[str, Judgement]) -> Iterator[Question]:
    for record in records:
        found = _doubt_about(record, accepted)
        if found is not None:
            yield Question(
                about="record", records=(record,), subjects=tuple(t.finding.id for t in record.tellings),
                doubt=found[0], importance=importance_of(record), why=found[1],
            )  # fmt: skip


def _doubt_about(record: Record, accepted: Mapping[str, Judgement]) -> tuple[float, tuple[str, ...]] | None:
    new = [telling for telling in record.tellings if telling.finding.id not in accepted]
    changed = [
        telling
        for telling in record.tellings
        if telling.finding.id in accepted and has_changed(telling, accepted[telling.finding.id])
    ]
    if not new and not changed:
        return None
    sure = 1.0 if len(new) < len(record.tellings) and not changed else confidence_of(record.tellings)
    doubts = [(1.0 - sure, f"the reader is {sure:.0%} sure")]
    if changed:
        doubts.append((doubt_about("changed"), "a later reading says something else than what was accepted"))
    disputed = [name for name, field in record.fields.items() if field.is_disputed]
    if disputed:
        doubts.append((doubt_about("disputed"), f"reports contradict each other on {', '.join(disputed)}"))
    return max(share for share, _ in doubts), tuple(words for share, words in doubts if share >= doubt_about("least"))


def _about_pairs(
    records: Sequence[Record], suggestions: Iterable[Suggestion], decided: frozenset[Pair]
) -> Iterator[Question]:
    home = {telling.finding.id: record for record in records for telling in record.tellings}
    known = [each for each in suggestions if each.left in home and each.right in home]
    vetoed = {tuple(sorted((home[each.left].id, home[each.right].id))) for each in known if is_veto(each)}
    inside: dict[str, Suggestion] = {}
    across: dict[tuple[str, ...], Suggestion] = {}
    settled: set[tuple[str, ...]] = set()
    for each in known:
        ends = tuple(sorted((home[each.left].id, home[each.right].id)))
        if (each.left, each.right) in decided:
            settled.add(ends)
        if ends[0] == ends[1]:
            for ident in (each.left, each.right):
                inside[ident] = _closer(each, inside.get(ident))
        elif ends not in vetoed:
            across[ends] = _closer(each, across.get(ends))
    for each in {(found.left, found.right): found for found in inside.values()}.values():
        if (each.left, each.right) not in decided:
            yield _pair("belongs", (home[each.left],), each)
    for ends, each in across.items():
        if ends not in settled:
            yield _pair("same", (home[each.left], home[each.right]), each)


def _closer(one: Suggestion, other: Suggestion | None) -> Suggestion:
    return one if other is None else max(one, other, key=lambda each: (each.score, each.left, each.right))


def _pair(about: Literal["belongs", "same"], records: tuple[Record, ...], found: Suggestion) -> Question:
    share = max(0.0, 1.0 - abs(found.score - threshold()) / doubt_about("pair_reach"))
    side = "just enough" if about == "belongs" else "not quite enough"
    return Question(
        about=about, records=records, subjects=(found.left, found.right), doubt=round(share, 4),
        importance=max(map(importance_of, records)), why=(f"alike by {found.score:.2f}, {side} to be one thing",),
        because=found.because,
    )  # fmt: skip
