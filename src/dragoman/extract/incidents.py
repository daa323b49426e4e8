"""Triggers of force → incidents, the mentions of one attack joined."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.entries import incident_type
from dragoman.codebook.numbers import either
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
    sureness,
    triggers_of,
    when_at,
)
from dragoman.extract.munitions import munitions_of
from dragoman.record.actors import Actor
from dragoman.record.folding import fold
from dragoman.record.incidents import (
    Damage,
    Incident,
    IncidentType,
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
SURE_TYPE = 0.85  # above it the reader's type stands against the trigger's own words
SIDES = ("GOV", "MIL", "REB", "SPY", "LEG")
BY_MUNITIONS = ("airstrike", "missile_strike", "drone_strike", "missile_and_drone_strike", "shelling", "other")


@stage(
    needs=("document", "sentences", "mentions", "triggers", "actors", "places", "times", "quantities"),
    gives=("incidents",),
)
def incidents(reading: Reading, tools: object) -> tuple[Incident, ...]:  # noqa: ARG001
    """Make an incident of every trigger and join those that may be the same attack."""
    made = [_mention(reading, trigger) for trigger in triggers_of(reading, "incident")]
    return tuple(_asserted(_typed(_targeted(each))) for each in joined(_again(made)) if _is_told(each))


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


def _mention(reading: Reading, trigger: Trigger) -> Mention:
    """Return the incident with how the text brings it up."""
    found = _incident(reading, trigger)
    sentence = reading.sentences[trigger.sentence]
    text = reading.document.text
    words, whole = fold(trigger.span.words(text)), fold(sentence.span.words(text))
    lead = fold(text[sentence.span.start : trigger.span.start])
    is_noun = _noun_of_force().search(words) is not None
    brings_up = _also().search(lead) or (is_noun and _new().search(lead)) or _opener().match(whole)
    return Mention(
        incident=found,
        sentence=trigger.sentence,
        is_headline=sentence.is_headline,
        is_new=bool(brings_up),
        opens_day=_day_first().match(whole) is not None,
        is_other=bool(is_noun and _other().search(lead)),
        is_reason=code(trigger, "reason") is not None,
        refers_back=(_back() if is_noun else _back_as_subject()).search(lead) is not None,
        adds=found.attacker is None and not is_noun and _strong().search(words) is None,
        is_period=_is_period(found, whole),
    )


def _is_period(found: Incident, sentence: str) -> bool:
    """Tell a total over weeks, by its time or by the words of a sentence that counts no munitions and names no day."""
    if found.when is not None and found.when.date_prec in (1, 2) or any(m.launched for m in found.munitions):
        return False
    return is_period(found.when) or _sums_up().search(sentence) is not None


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
        confidence=round(trigger.score, 4),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        type=type_of(_type(text, trigger, munitions)),
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
        **{name: loss for name, loss in losses.items() if loss},
    )


def _hours_apart(reading: Reading, found: When) -> When | None:
    """Return "hours before the meeting" of a day's report as its day and the one before; other words say nothing of when."""
    day = reading.document.published
    if day is None or re.match(r"(?i)(?:just\s+|only\s+)?(?:a few\s+)?hours?\s+(?:before|after|earlier|ahead)\b", found.words or "") is None:
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


def type_of(name: str | None) -> IncidentType | None:
    """Return the code with ACLED's types and PLOVER's mode, which the codebook derives from it."""
    if name is None:
        return None
    event_type, sub_event_type, mode = incident_type(name)
    return IncidentType(code=name, event_type=event_type, sub_event_type=sub_event_type, mode=mode)


def _type(text: str, trigger: Trigger, munitions: tuple[Munition, ...]) -> str | None:
    """Return the reader's type, or what the munitions or the trigger's own words say where the reader is not sure."""
    name = code(trigger, "type")
    if name is not None and name != "other" and sureness(trigger, "type") >= SURE_TYPE:
        return name
    fired = (
        by_munitions(munitions)
        if any(m.launched or m.intercepted or m.hit for m in munitions) or name in BY_MUNITIONS
        else None
    )
    words = fold(trigger.span.words(text))
    if not (_noun_of_force().search(words) or _deed().search(words) or fired):
        return next((kind for kind, pattern in _types() if pattern.search(words)), "other")
    return fired or next((kind for kind, pattern in _types() if pattern.search(words)), name)


def by_munitions(munitions: tuple[Munition, ...]) -> str | None:
    """Return the type that the munitions make."""
    kinds = {m.class_ for m in munitions}
    missiles = bool(kinds & {"missile", "ballistic_missile", "cruise_missile"})
    if missiles and "drone" in kinds:
        return "missile_and_drone_strike"
    order = (("drone", "drone_strike"), ("glide_bomb", "airstrike"), ("ied", "ied"), ("mine", "ied"), ("shell", "shelling"),
             ("rocket", "missile_strike"), ("vehicle", "ramming"), ("blade", "stabbing"))  # fmt: skip
    if missiles:
        return "missile_strike"
    return next((name for kind, name in order if kind in kinds), None)


def _typed(found: Incident) -> Incident:
    """Return the joined incident with the type that all its munitions make together."""
    name = found.type.code if found.type else "other"
    whole = by_munitions(found.munitions) if name in BY_MUNITIONS else None
    if whole is None or (name == "airstrike" and whole != "missile_and_drone_strike" and whole != "drone_strike"):
        return found
    return replace(found, type=type_of(whole))


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


@cache
def _noun_of_force() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['nouns'])}(?:e?s)?\b")


@cache
def _back() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['back'])}\s+(?:[\w'-]+\s+){{0,2}}$")


@cache
def _back_as_subject() -> re.Pattern[str]:
    """The noun as subject of a verb: "the blast, blamed on rebels, hit"."""
    words = lexicon.load("force")["mentions"]
    return re.compile(rf"\b(?:the|this)\s+(?:[\w-]+\s+)?{either(words['nouns'])}s?(?:,[^,.;]{{1,60}},)?\s+(?:also\s+|had\s+|has\s+)?$")


@cache
def _new() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['new'])}\s+(?:[\w.'-]+\s+){{0,3}}$")


@cache
def _also() -> re.Pattern[str]:
    return re.compile(r"\b(?:also|separately|meanwhile)\s+(?:\w+ly\s+)?$")


@cache
def _sums_up() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['period']['sums'])}\b")


@cache
def _other() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['other'])}\s+(?:[\w.'-]+\s+){{0,2}}$")


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{either(lexicon.load('force')['mentions']['openers'])}\b)")


@cache
def _day_first() -> re.Pattern[str]:
    day = r"(?:on|in|last|early on|late on)\s+(?:[a-z]+day|week|month|year|january|february|march|april|may|june|july|august|september|october|november|december|\d{4})\b"
    return re.compile(rf"\W*{day}")


@cache
def _deed() -> re.Pattern[str]:
    words = lexicon.load("force")["grammar"]
    return re.compile(rf"\b{either([*words['transitive'], *words['sending'], *words['going_off']])}\b")


@cache
def _strong() -> re.Pattern[str]:
    """Verbs that tell of a deed rather than of what came of it."""
    words = lexicon.load("force")
    verbs = {*words["grammar"]["transitive"], *words["grammar"]["sending"]} - set(words["mentions"]["consequences"])
    return re.compile(rf"\b{either(sorted(verbs))}\b")


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b{either(words)}\b")) for name, words in lexicon.load("force")["types"].items())
