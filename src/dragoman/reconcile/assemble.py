"""Records out of the findings of many reports, the log of suggestions and the log of judgements."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.reconcile.conflicts import fields_of
from dragoman.reconcile.judging import accepted, in_force
from dragoman.reconcile.resolver import clusters
from dragoman.reconcile.voices import sources_of
from dragoman.record.judgements import Judgement, Suggestion
from dragoman.record.records import Record, Rule, Telling

_SUREST = 0.9999  # what no number of reports goes beyond; only a person is sure


def records_of(
    tellings: Iterable[Telling],
    suggestions: Iterable[Suggestion],
    judgements: Iterable[Judgement],
    *,
    rule: Rule = "most_sources",
) -> tuple[Record, ...]:
    """Put findings together to records; the order of the arguments' items changes nothing.

    What depends on other records (``part_of``, ``follows``, ``process``) is left to ``linking.linked``, so that a
    neighbourhood can be put together by itself.

    Args:
        tellings: findings with their reports; every finding once.
        suggestions: the log, on these findings at least.
        judgements: the log.
        rule: chooses among several values of a field.

    Returns:
        The records by the day of the first report, then by id; rejected findings are in none.
    """
    by_id = {telling.finding.id: telling for telling in tellings}
    judged = tuple(judgements)
    origin = {ident: telling.report.id for ident, telling in by_id.items()}
    forced = in_force(judged)
    groups = clusters(by_id, suggestions, judged, origin=origin)
    touching = _touching(forced)
    made = [
        _record(part, touching, sure=accepted(forced), rule=rule)
        for group in groups
        for part in _by_kind([by_id[ident] for ident in group])
    ]
    return tuple(sorted(made, key=lambda each: (_day(each), each.id)))


def ruled(record: Record, judgements: Iterable[Judgement], *, rule: Rule) -> Record:
    """Return a record with its fields under another rule.

    Args:
        record: as ``records_of`` gave it.
        judgements: the log.
        rule: chooses among several values of a field.
    """
    by_id = {each.id: each for each in judgements}
    edits = [each for ident in record.judged if (each := by_id[ident]).verb == "edit"]
    return replace(record, fields=fields_of(record.tellings, edits, rule=rule))


def record_id(tellings: Sequence[Telling]) -> str:
    """Return the id of a record: its kind and the digest of the smallest finding id in it."""
    first = min(telling.finding.id for telling in tellings)
    return f"{tellings[0].finding.kind}-record-{hashlib.sha256(first.encode()).hexdigest()[:12]}"


def _record(
    tellings: Sequence[Telling], touching: Mapping[str, list[Judgement]], *, sure: frozenset[str], rule: Rule
) -> Record:
    ordered = tuple(sorted(tellings, key=_order))
    judged = {each.id: each for telling in ordered for each in touching.get(telling.finding.id, ())}
    chronological = sorted(judged.values(), key=lambda each: (each.at, each.id))
    return Record(
        id=record_id(ordered),
        kind=ordered[0].finding.kind,
        tellings=ordered,
        fields=fields_of(ordered, [each for each in chronological if each.verb == "edit"], rule=rule),
        sources=sources_of(ordered),
        first_seen=min(telling.report.added for telling in ordered),
        last_seen=max(telling.report.added for telling in ordered),
        confidence=1.0 if any(t.finding.id in sure for t in ordered) else confidence_of(ordered),
        judged=tuple(each.id for each in chronological),
    )


def confidence_of(tellings: Iterable[Telling]) -> float:
    """Return how sure the record is: one minus the chance that every independent source was read wrongly."""
    best: dict[str, float] = {}
    for telling in tellings:
        story = telling.report.story
        best[story] = max(best.get(story, 0.0), telling.finding.confidence)
    wrong = 1.0
    for story in sorted(best):
        wrong *= 1.0 - best[story]
    return round(min(_SUREST, 1.0 - wrong), 4)


def _by_kind(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Part a group that a person merged across kinds: a record has one kind."""
    groups: dict[str, list[Telling]] = {}
    for telling in tellings:
        groups.setdefault(telling.finding.kind, []).append(telling)
    return [groups[kind] for kind in sorted(groups)]


def _touching(judgements: Sequence[Judgement]) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        for subject in judgement.subjects:
            found.setdefault(subject, []).append(judgement)
    return found


def _order(telling: Telling) -> tuple[bool, str, str]:
    published = telling.report.published
    return (published is None, published.isoformat() if published else "", telling.finding.id)


def _day(record: Record) -> tuple[bool, str]:
    return _order(record.tellings[0])[:2]
