"""Triggers of force → incidents, the mentions of one attack joined."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.confidence import calibrated
from dragoman.codebook.targets import target_category
from dragoman.extract.attacks import LOSSES, Mention, is_period, joined
from dragoman.extract.findings import (
    actor_at,
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
from dragoman.extract.incident_types import type_of, type_told, typed
from dragoman.extract.munitions import munitions_of
from dragoman.extract.tellings import mention_of
from dragoman.record.actors import Actor
from dragoman.record.folding import fold
from dragoman.record.incidents import (
    Damage,
    Incident,
    Justification,
    Munition,
    Responsibility,
    Scope,
    ServiceLoss,
    Target,
)
from dragoman.record.mentions import Part, Trigger
from dragoman.record.places import Place
from dragoman.record.quantities import Quantity
from dragoman.record.reading import Reading
from dragoman.record.times import When
from dragoman.stage import stage

WAVE = 10  # munitions fired from which on an attack is a wave
_HOURS = re.compile(r"(?i)(?:just\s+|only\s+)?(?:a few\s+)?hours?\s+(?:before|after|earlier|ahead)\b")
SIDES = ("GOV", "MIL", "REB", "SPY", "LEG")


@stage(
    needs=("document", "sentences", "mentions", "triggers", "actors", "places", "times", "quantities"),
    gives=("incidents",),
)
def incidents(reading: Reading, tools: object) -> tuple[Incident, ...]:  # noqa: ARG001
    """Make an incident of every trigger and join those that may be the same attack."""
    made = [mention_of(reading, each, _incident(reading, each)) for each in triggers_of(reading, "incident")]
    return tuple(_asserted(typed(_targeted(each))) for each in joined(_again(made)) if _is_told(each))


def _again(mentions: Sequence[Mention]) -> list[Mention]:
    """Give "the same group" the attacker named last."""
    found: list[Mention] = []
    last: Actor | None = None
    for mention in mentions:
        actor = mention.incident.attacker
        if actor is not None and last is not None and fold(actor.name) in _short_forms():
            mention = replace(mention, incident=replace(mention.incident, attacker=last))
        elif actor is not None and fold(actor.name) not in _short_forms():
            last = actor
        found.append(mention)
    return found


def _targeted(found: Incident) -> Incident:
    """Return the incident with the people it hit as target, where the text names no other."""
    who = next((q.who for q in (found.killed, found.injured) if q and q.who), None)
    if found.target is not None or who is None:
        return found
    return replace(found, target=Target(words=who, category=target_category(who)))


def _incident(reading: Reading, trigger: Trigger) -> Incident:
    attacker, target, when = (best(trigger, role) for role in ("attacker", "target", "when"))
    text = reading.document.text
    places = _places(reading, trigger)
    cited = evidence(reading, "type", [trigger.span])
    for name, part in (("attacker", attacker), ("target", target), ("when", when)):
        cited += evidence(reading, name, [part.span] if part else [])
    cited += evidence(reading, "places", [part.span for _, part in places])
    for name in ("munitions", "damage", "service_loss", "responsibility", "justification", *LOSSES):
        cited += evidence(reading, name, [p.span for p in parts(trigger, name)])
    losses = {name: _loss(reading, trigger, name) for name in LOSSES}
    munitions = munitions_of(reading, trigger)
    return Incident(
        id=finding_id(reading, "incident", [trigger.span]),
        confidence=calibrated("incident", trigger.score),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        type=type_of(type_told(text, trigger, munitions)),
        attacker=_attacker(reading, trigger, attacker),
        target=Target(words=target.span.words(text), category=code(target, "category")) if target else None,
        places=tuple(place for place, _ in places),
        when=_when(reading, when),
        munitions=munitions,
        damage=tuple(_damage(reading, p) for p in parts(trigger, "damage")),
        service_loss=tuple(_service_loss(reading, p) for p in parts(trigger, "service_loss")),
        responsibility=tuple(r for p in parts(trigger, "responsibility") if (r := _responsibility(reading, p))),
        justification=tuple(
            Justification(words=p.span.words(text), attributed_to=attribution_at(reading, best(p, "by")))
            for p in parts(trigger, "justification")
        ),
        scope=_scope(reading, trigger, munitions),
        evidence=in_order(cited),
        **{name: loss for name, loss in losses.items() if loss},  # type: ignore[arg-type]
    )


def _hours_apart(reading: Reading, found: When) -> When | None:
    """Return "hours before the meeting" as the report's day and the one before; other words say nothing of when."""
    day = reading.document.published
    if day is None or _HOURS.match(found.words or "") is None:
        return None
    return replace(found, start=day - timedelta(days=1), end=day, basis="resolved", date_prec=2, time_precision=2)


def _attacker(reading: Reading, trigger: Trigger, part: Part | None) -> Actor | None:
    """Return who attacked: who claims it where the text names nobody, or only gunmen."""
    actor = actor_at(reading, part)
    if actor is not None and (actor.canonical or actor.country):
        return actor
    claims = (actor_at(reading, p) for p in parts(trigger, "responsibility") if code(p, "verb") == "claims")
    return next(filter(None, claims), None) or actor


def _scope(reading: Reading, trigger: Trigger, munitions: tuple[Munition, ...]) -> Scope:
    """Return whether one attack is told, a wave of many munitions, or a total over weeks."""
    if is_period(_when(reading, best(trigger, "when"))):
        return "period"
    fired = max((m.launched.best or m.launched.low or 0 for m in munitions if m.launched), default=0)
    return "wave" if fired >= WAVE or code(trigger, "scope") == "wave" else "single"


def _when(reading: Reading, part: Part | None) -> When | None:
    """Return the time; words that cannot be placed on the calendar say nothing of when."""
    found = when_at(reading, part)
    if found is not None and part is not None and not (found.start or found.end):
        return _hours_apart(reading, found)
    if found is None:
        return None
    if part is not None and code(part, "since"):
        return replace(
            found, end=reading.document.published, words=f"since {found.words}", date_prec=5, time_precision=3
        )
    return found


def _places(reading: Reading, trigger: Trigger) -> list[tuple[Place, Part]]:
    found: dict[str, tuple[Place, Part]] = {}
    for part in parts(trigger, "place"):
        place = place_at(reading, part)
        if place is not None:
            found.setdefault((place.canonical or place.name).casefold(), (place, part))
    return list(found.values())


def _asserted(found: Incident) -> Incident:
    """Return the incident as claimed where a side tells of its own deed, as alleged where it tells of the other's."""
    voice = found.attributed_to.speaker if found.attributed_to else None
    if found.attacker is None or voice is None or found.asserted in ("denied", "hypothetical", "expected"):
        return found
    mine, theirs = voice.country, found.attacker.country
    if mine is not None and mine == theirs and voice.sector in SIDES:
        return replace(found, asserted="claimed")
    return replace(found, asserted="reported") if found.asserted == "claimed" and mine != theirs else found


def _loss(reading: Reading, trigger: Trigger, name: str) -> Quantity | None:
    """Return the total: the greatest figure that is no part of another, since parts are smaller than their total."""
    figures = [(q, p) for p in parts(trigger, name) if (q := _figure(reading, p, name))]
    whole = [pair for pair in figures if code(pair[1], "share") is None] or figures
    if not whole:
        return _one_person(reading, trigger, name)
    quantity, part = max(whole, key=lambda pair: _size(pair[0]))
    who = best(part, "who")
    return replace(quantity, who=who.span.words(reading.document.text) if who else quantity.unit)


def _figure(reading: Reading, part: Part, name: str) -> Quantity | None:
    """Return the figure of a part; of a list the sum, where every figure of it is exact or a lower bound."""
    one = Quantity(low=1, best=1, high=1, qualifier="exact")
    inner = [one if code(each, "count") else quantity_at(reading, each) for each in parts(part, name)]
    if not inner:
        return quantity_at(reading, part)
    lows = [q.low for q in inner if q and q.low is not None and q.qualifier in ("exact", "at_least", "over")]
    if len(lows) < len(inner):
        return max(filter(None, inner), key=_size, default=None)
    exact = all(q and q.qualifier == "exact" for q in inner)
    words = part.span.words(reading.document.text)
    total = sum(lows)
    if exact:
        return Quantity(low=total, best=total, high=total, qualifier="exact", words=words)
    return Quantity(low=total, qualifier="at_least", words=words)


def _one_person(reading: Reading, trigger: Trigger, name: str) -> Quantity | None:
    """Return one for a loss that is told by a person's name alone: "Commander Adil was killed"."""
    part = next((part for part in parts(trigger, name) if code(part, "count")), None)
    words = part.span.words(reading.document.text) if part else None
    return Quantity(low=1, best=1, high=1, qualifier="exact", words=words, who=words) if words else None


def _size(quantity: Quantity) -> float:
    return next((float(v) for v in (quantity.best, quantity.low, quantity.high) if v is not None), 0.0)


def _damage(reading: Reading, part: Part) -> Damage:
    count = quantity_at(reading, best(part, "count"))
    place = place_at(reading, best(part, "place"))
    return Damage(object=part.span.words(reading.document.text), level=code(part, "level"), count=count, place=place)  # type: ignore[arg-type]


def _service_loss(reading: Reading, part: Part) -> ServiceLoss:
    affected = best(part, "affected") or part
    quantity = quantity_at(reading, affected)
    unit = quantity.unit if quantity else None
    return ServiceLoss(
        service=code(part, "service") or "power",
        affected=quantity,
        unit=unit,
        place=place_at(reading, best(part, "place")),
    )


def _responsibility(reading: Reading, part: Part) -> Responsibility | None:
    actor = actor_at(reading, part)
    return Responsibility(by=actor, stance="denies" if code(part, "verb") == "denies" else "claims") if actor else None


def _is_told(found: Incident) -> bool:
    """Keep what names an attacker, a place, a day, a loss or a munition; a target alone tells nothing."""
    losses = any(getattr(found, name) for name in LOSSES)
    return bool(found.attacker or found.places or found.when or losses or found.munitions or found.damage)


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(lexicon.load("force")["doers_without_name"]["again"])
