"""Triggers of truces, deals and declarations → agreements, the mentions of one agreement joined."""

from dragoman.extract.findings import (
    actor_at,
    actor_key,
    actors_at,
    asserted_of,
    attribution_at,
    best,
    code,
    evidence,
    finding_id,
    in_order,
    parts,
    triggers_of,
    when_at,
)
from dragoman.extract.joining import join
from dragoman.record.agreements import Agreement, Compliance, Term
from dragoman.record.mentions import Trigger
from dragoman.record.reading import Reading
from dragoman.stage import stage

LISTS = {
    "parties": actor_key,
    "mediators": actor_key,
    "terms": lambda t: t.words,
    "compliance": lambda c: c.words,
}


@stage(needs=("document", "sentences", "triggers", "actors", "places", "times"), gives=("agreements",))
def agreements(reading: Reading, tools: object) -> tuple[Agreement, ...]:  # noqa: ARG001
    """Make an agreement of every trigger and join those that may be the same one."""
    made = [_agreement(reading, trigger) for trigger in triggers_of(reading, "agreement")]
    return tuple(join(made, _same, LISTS))


def _agreement(reading: Reading, trigger: Trigger) -> Agreement:
    text = reading.document.text
    declared, effective, ended, duration = (best(trigger, r) for r in ("declared", "effective", "ended", "duration"))
    cited = evidence(reading, "status", [trigger.span])
    for name in ("parties", "mediators", "terms", "compliance"):
        cited += evidence(reading, name, [p.span for p in parts(trigger, name)])
    for name, part in (("declared", declared), ("effective", effective), ("ended", ended), ("duration", duration)):
        cited += evidence(reading, name, [part.span] if part else [])
    return Agreement(
        id=finding_id(reading, "agreement", [trigger.span]),
        confidence=round(trigger.score, 4),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        type=code(trigger, "type"),  # type: ignore[arg-type]
        parties=tuple(a for a, _ in actors_at(reading, parts(trigger, "parties"))),
        mediators=tuple(a for a, _ in actors_at(reading, parts(trigger, "mediators"))),
        terms=tuple(Term(words=p.span.words(text)) for p in parts(trigger, "terms")),
        declared=when_at(reading, declared),
        effective=when_at(reading, effective),
        ended=when_at(reading, ended),
        duration=duration.span.words(text) if duration else None,
        status=code(trigger, "status"),  # type: ignore[arg-type]
        compliance=tuple(
            Compliance(
                words=p.span.words(text),
                by=actor_at(reading, best(p, "by")),
                kept={"true": True, "false": False}.get(code(p, "kept") or ""),
            )
            for p in parts(trigger, "compliance")
        ),
        evidence=in_order(cited),
    )


def _same(first: Agreement, second: Agreement) -> float:
    """Score how well a later mention fits an earlier agreement; 0 where type, parties or day speaks against it."""
    if first.type != second.type and not {first.type, second.type} <= {"ceasefire", "humanitarian_truce", "partial_truce"}:
        return 0
    mine, other = ({actor_key(p) for p in each.parties} for each in (first, second))
    if mine and other and not mine & other:
        return 0
    a, b = first.declared, second.declared
    if a and b and a.start and b.start and a.end and b.end and (a.start > b.end or b.start > a.end):
        return 0
    return 1.0 + len(mine & other)
