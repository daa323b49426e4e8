"""Triggers of swapping and releasing → exchanges, the mentions of one swap joined."""

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
    place_at,
    quantity_at,
    triggers_of,
    when_at,
)
from dragoman.extract.joining import join
from dragoman.record.exchanges import Exchange, Release
from dragoman.record.mentions import Trigger
from dragoman.record.reading import Reading
from dragoman.stage import stage

LISTS = {"parties": actor_key, "mediators": actor_key, "released_to": lambda r: actor_key(r.party)}


@stage(
    needs=("document", "sentences", "triggers", "actors", "places", "times", "quantities"),
    gives=("exchanges",),
)
def exchanges(reading: Reading, tools: object) -> tuple[Exchange, ...]:  # noqa: ARG001
    """Make an exchange of every trigger and join those that may be the same swap."""
    made = [_exchange(reading, trigger) for trigger in triggers_of(reading, "exchange")]
    return tuple(join(made, _same, LISTS))


def _exchange(reading: Reading, trigger: Trigger) -> Exchange:
    text = reading.document.text
    place, when, total, formula, ordinal = (best(trigger, r) for r in ("place", "when", "total", "formula", "ordinal"))
    released = [(p, party) for p in parts(trigger, "released_to") if (party := actor_at(reading, best(p, "party") or p))]
    cited = evidence(reading, "status", [trigger.span])
    for name in ("parties", "released_to", "mediators"):
        cited += evidence(reading, name, [p.span for p in parts(trigger, name)])
    for name, part in (("place", place), ("when", when), ("total", total), ("formula", formula), ("ordinal", ordinal)):
        cited += evidence(reading, name, [part.span] if part else [])
    return Exchange(
        id=finding_id(reading, "exchange", [trigger.span]),
        confidence=round(trigger.score, 4),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        category=code(trigger, "category"),  # type: ignore[arg-type]
        parties=tuple(a for a, _ in actors_at(reading, parts(trigger, "parties"))),
        released_to=tuple(Release(party=party, quantity=quantity_at(reading, p)) for p, party in released),
        total=quantity_at(reading, total),
        mediators=tuple(a for a, _ in actors_at(reading, parts(trigger, "mediators"))),
        place=place_at(reading, place),
        when=when_at(reading, when),
        status=code(trigger, "status"),  # type: ignore[arg-type]
        formula=formula.span.words(text) if formula else None,
        ordinal=ordinal.span.words(text) if ordinal else None,
        evidence=in_order(cited),
    )


def _same(first: Exchange, second: Exchange) -> float:
    """Score how well a later mention fits an earlier swap; 0 where category, status, day or total speaks against it."""
    if first.category != second.category or _phase(first) != _phase(second):
        return 0
    if first.total and second.total and first.total.best != second.total.best:
        return 0
    a, b = first.when, second.when
    if a and b and a.start and b.start and a.end and b.end and (a.start > b.end or b.start > a.end):
        return 0
    mine, other = ({actor_key(p) for p in each.parties} for each in (first, second))
    if mine and other and not mine & other:
        return 0
    return 1.0 + len(mine & other)


def _phase(found: Exchange) -> str:
    return "ahead" if found.status in ("proposed", "expected", "postponed", "denied") else "done"
