"""Triggers of force → incidents, the mentions of one attack joined."""

from dataclasses import replace
from typing import Any

from dragoman.codebook.entries import incident_type
from dragoman.extract.findings import (
    actor_at,
    actor_key,
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
from dragoman.record.incidents import (
    Damage,
    Incident,
    IncidentType,
    Justification,
    Munition,
    Responsibility,
    ServiceLoss,
    Target,
)
from dragoman.record.mentions import Part, Trigger
from dragoman.record.quantities import Quantity
from dragoman.record.reading import Reading
from dragoman.stage import stage

LOSSES = ("killed", "injured", "missing", "captured", "displaced")
LISTS: dict[str, Any] = {
    "places": lambda p: (p.canonical or p.name).casefold(),
    "munitions": lambda m: m.class_,
    "damage": lambda d: d.object.casefold(),
    "service_loss": lambda s: s.service,
    "responsibility": lambda r: (actor_key(r.by), r.stance),
    "justification": lambda j: j.words,
}


@stage(
    needs=("document", "sentences", "triggers", "actors", "places", "times", "quantities"),
    gives=("incidents",),
)
def incidents(reading: Reading, tools: object) -> tuple[Incident, ...]:  # noqa: ARG001
    """Make an incident of every trigger and join those that may be the same attack."""
    made = [_incident(reading, trigger) for trigger in triggers_of(reading, "incident")]
    return tuple(each for each in join(made, _same, LISTS) if _is_told(each))


def _incident(reading: Reading, trigger: Trigger) -> Incident:
    attacker, target, when = (best(trigger, role) for role in ("attacker", "target", "when"))
    text = reading.document.text
    places = {place.name: (place, p.span) for p in parts(trigger, "place") if (place := place_at(reading, p))}
    losses = {name: _loss(reading, trigger, name) for name in LOSSES}
    cited = evidence(reading, "type", [trigger.span])
    for name, part in (("attacker", attacker), ("target", target), ("when", when)):
        cited += evidence(reading, name, [part.span] if part else [])
    cited += evidence(reading, "places", [span for _, span in places.values()])
    for name in ("munitions", "damage", "service_loss", "responsibility", "justification", *LOSSES):
        cited += evidence(reading, name, [p.span for p in parts(trigger, name)])
    return Incident(
        id=finding_id(reading, "incident", [trigger.span]),
        confidence=round(trigger.score, 4),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        type=type_of(code(trigger, "type")),
        attacker=actor_at(reading, attacker),
        target=Target(words=target.span.words(text), category=code(target, "category")) if target else None,
        places=tuple(place for place, _ in places.values()),
        when=when_at(reading, when),
        munitions=tuple(_munition(reading, p) for p in parts(trigger, "munitions")),
        damage=tuple(_damage(reading, p) for p in parts(trigger, "damage")),
        service_loss=tuple(_service_loss(reading, p) for p in parts(trigger, "service_loss")),
        responsibility=tuple(r for p in parts(trigger, "responsibility") if (r := _responsibility(reading, p))),
        justification=tuple(
            Justification(words=p.span.words(text), attributed_to=attribution_at(reading, best(p, "by")))
            for p in parts(trigger, "justification")
        ),
        scope=code(trigger, "scope"),  # type: ignore[arg-type]
        evidence=in_order(cited),
        **{name: loss for name, loss in losses.items() if loss},
    )


def type_of(name: str | None) -> IncidentType | None:
    """Return the code with ACLED's types and PLOVER's mode, which the codebook derives from it."""
    if name is None:
        return None
    event_type, sub_event_type, mode = incident_type(name)
    return IncidentType(code=name, event_type=event_type, sub_event_type=sub_event_type, mode=mode)


def _loss(reading: Reading, trigger: Trigger, name: str) -> Quantity | None:
    """Return the total: the greatest figure of those the trigger has, since parts are smaller than their total."""
    figures = [(q, p) for p in parts(trigger, name) if (q := quantity_at(reading, p))]
    if not figures:
        return None
    quantity, part = max(figures, key=lambda pair: _size(pair[0]))
    who = best(part, "who")
    return replace(quantity, who=who.span.words(reading.document.text) if who else quantity.unit)


def _size(quantity: Quantity) -> float:
    return next((float(v) for v in (quantity.best, quantity.low, quantity.high) if v is not None), 0.0)


def _munition(reading: Reading, part: Part) -> Munition:
    counts = {name: quantity_at(reading, best(part, name)) for name in ("launched", "intercepted", "hit")}
    if not any(counts.values()) and (counted := quantity_at(reading, part)) and counted.best != 1:
        counts["launched"] = counted
    return Munition(class_=code(part, "class") or "other", **counts)


def _damage(reading: Reading, part: Part) -> Damage:
    count = quantity_at(reading, best(part, "count"))
    place = place_at(reading, best(part, "place"))
    return Damage(object=part.span.words(reading.document.text), level=code(part, "level"), count=count, place=place)  # type: ignore[arg-type]


def _service_loss(reading: Reading, part: Part) -> ServiceLoss:
    affected = best(part, "affected") or part
    quantity = quantity_at(reading, affected)
    place = place_at(reading, best(part, "place")) or place_at(reading, part)
    unit = quantity.unit if quantity else None
    return ServiceLoss(service=code(part, "service") or "power", affected=quantity, unit=unit, place=place)


def _responsibility(reading: Reading, part: Part) -> Responsibility | None:
    actor = actor_at(reading, part)
    return Responsibility(by=actor, stance="denies" if code(part, "verb") == "denies" else "claims") if actor else None


def _same(first: Incident, second: Incident) -> float:
    """Score how well a later mention fits an earlier incident; 0 where attacker, day, place or voice speaks against it."""
    if first.attacker and second.attacker and actor_key(first.attacker) != actor_key(second.attacker):
        if not (first.attacker.country and first.attacker.country == second.attacker.country):
            return 0
    if first.when and second.when and first.when.start and second.when.start:
        a, b = first.when, second.when
        if (a.start - (b.end or b.start)).days > 1 or (b.start - (a.end or a.start)).days > 1:  # type: ignore[operator]
            return 0
    mine, other = ({p.name.casefold() for p in each.places} for each in (first, second))
    if mine and other and not mine & other:
        return 0
    if (first.asserted in ("denied", "hypothetical", "expected")) != (second.asserted in ("denied", "hypothetical", "expected")):
        return 0
    if not _family(first) & _family(second):
        return 0
    return 1.0 + len(mine & other) + (first.attacker is not None and second.attacker is not None)


def _family(found: Incident) -> set[str]:
    """Return kinds of force that reports use for one another: an air strike is told as shelling, missiles and drones."""
    name = found.type.code if found.type else "other"
    if name in ("airstrike", "missile_strike", "drone_strike", "missile_and_drone_strike", "shelling"):
        return {"remote", "other"}
    if name in ("bombing", "ied", "suicide_bombing"):
        return {"bomb", "other"}
    if name in ("armed_clash", "ground_assault", "ambush", "raid"):
        return {"ground", "other"}
    return {name, "other"}


def _is_told(found: Incident) -> bool:
    """Keep what has at least one of attacker, target, place, loss or munition."""
    return bool(found.attacker or found.target or found.places or found.killed or found.injured or found.munitions)
