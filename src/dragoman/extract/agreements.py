"""Triggers of truces, deals and declarations → agreements, the mentions of one agreement joined."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.codebook.confidence import calibrated
from dragoman.extract.findings import (
    actor_at,
    actor_key,
    actor_keys,
    actors_at,
    asserted_of,
    attribution_at,
    best,
    code,
    evidence,
    finding_id,
    in_order,
    parts,
    sides,
    sureness,
    triggers_of,
    when_at,
)
from dragoman.extract.joining import blocks, merged
from dragoman.record.actors import Actor
from dragoman.record.agreements import Agreement, Compliance, Term
from dragoman.record.folding import fold
from dragoman.record.mentions import Part, Trigger
from dragoman.record.reading import Reading
from dragoman.record.times import When
from dragoman.stage import stage

LISTS = {
    "parties": actor_key,
    "mediators": actor_key,
    "terms": lambda t: t.words,
    "compliance": lambda c: c.words,
}
TRUCES = frozenset({"ceasefire", "humanitarian_truce", "partial_truce"})
THERE = ("in_force", "violated", "ended")  # a deal that is proposed is another one than these
OPEN = ("proposed", "under_negotiation", "rejected", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One trigger's agreement, with what only joining needs."""

    agreement: Agreement
    named: bool = False  # its type stands in the text
    series: str | None = None
    definite: bool = False  # "this truce": one that the text has told of
    aside: bool = False
    weight: float = 1.0


@stage(needs=("document", "sentences", "triggers", "actors", "places", "times", "rounds"), gives=("agreements",))
def agreements(reading: Reading, tools: object) -> tuple[Agreement, ...]:  # noqa: ARG001
    """Make a mention of every trigger, join those that may be one agreement, keep what tells more than its name."""
    mentions = [_mention(reading, trigger) for trigger in triggers_of(reading, "agreement")]
    made = [_one(group) for group in _joined(mentions)]
    return tuple(_tidied(each) for each in made if _is_told(each))


def _mention(reading: Reading, trigger: Trigger) -> Mention:
    return Mention(
        agreement=_agreement(reading, trigger),
        named=sureness(trigger, "type") == 1.0,
        series=code(trigger, "series"),
        definite=code(trigger, "definite") == "true",
        aside=code(trigger, "aside") == "true",
        weight=trigger.score * max(sureness(trigger, "status"), 0.3),
    )


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
        confidence=calibrated("agreement", trigger.score),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        type=code(trigger, "type"),  # type: ignore[arg-type]
        parties=tuple(a for a, _ in actors_at(reading, parts(trigger, "parties"))),
        mediators=tuple(a for a, _ in actors_at(reading, parts(trigger, "mediators"))),
        terms=tuple(Term(words=p.span.words(text), code=code(p, "code")) for p in parts(trigger, "terms")),
        declared=when_at(reading, declared),
        effective=when_at(reading, effective),
        ended=when_at(reading, ended),
        duration=duration.span.words(text) if duration else None,
        status=code(trigger, "status"),  # type: ignore[arg-type]
        compliance=tuple(_compliance(reading, p) for p in parts(trigger, "compliance")),
        evidence=in_order(cited),
    )


def _compliance(reading: Reading, part: Part) -> Compliance:
    return Compliance(
        words=part.span.words(reading.document.text),
        by=actor_at(reading, best(part, "by")),
        kept={"true": True, "false": False}.get(code(part, "kept") or ""),
    )


def _joined(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Group mentions by agreement, each with the best of those before it; asides go to the last one before them."""
    return [group for block in blocks(mentions) for group in _grouped(block)]


def _grouped(mentions: Sequence[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in (m for m in mentions if not m.aside):
        fits = [_fit(group, mention) for group in groups]
        top = max(fits, default=0.0)
        if top > 0:
            groups[fits.index(top)].append(mention)
        else:
            groups.append([mention])
    for mention in (m for m in mentions if m.aside):
        before = [g for g in groups if _start(g[0]) <= _start(mention)] or groups
        home = max(
            before, key=lambda g: max((_start(m) for m in g if _start(m) <= _start(mention)), default=-1), default=None
        )
        if home is not None:
            home.append(mention)
    return groups


def _start(mention: Mention) -> int:
    return mention.agreement.evidence[0].start if mention.agreement.evidence else 0


def _fit(group: Sequence[Mention], mention: Mention) -> float:
    """Score how well a mention fits an agreement; 0 where type, sides, day or place in the series speaks against it."""
    if (mention.series == "previous") != any(m.series == "previous" for m in group):
        return 0.0
    shared, same = 0, mention.definite or any(_same_length(m.agreement, mention.agreement) for m in group)
    for other in group:
        one, told = other.agreement, mention.agreement
        if (
            not _same_type(other, mention)
            or _apart(one.declared, told.declared)
            or _apart(one.effective, told.effective)
        ):
            return 0.0
        if (one.status in OPEN) != (told.status in OPEN) and one.status == "rejected":
            return 0.0
        if told.status == "proposed" and one.status in THERE and not same:
            return 0.0
        mine, others = ({k for p in each.parties if _is_named(p) for k in actor_keys(p)} for each in (one, told))
        if mine and others and not mine & others and not same:
            return 0.0
        shared += len(mine & others)
    return 1.0 + shared


def _is_named(party: Actor) -> bool:
    """Tell a party that has a name from "the parties" and "Armed groups", which may open a sentence."""
    first, *rest = party.name.split() or [""]
    named = any(word[:1].isupper() for word in rest) or (not rest and first[:1].isupper())
    return bool(party.canonical or party.country) or named


def _same_length(first: Agreement, second: Agreement) -> bool:
    """Tell whether both are told to last as long: "a ten-day ceasefire"."""
    return bool(first.duration and second.duration) and fold(first.duration or "") == fold(second.duration or "")


def _same_type(first: Mention, second: Mention) -> bool:
    """Tell whether two types can be one agreement's: truces of all kinds, and a type the reader only guessed."""
    one, other = first.agreement.type, second.agreement.type
    return one == other or {one, other} <= TRUCES or not (first.named and second.named)


def _apart(first: When | None, second: When | None) -> bool:
    return bool(
        first and second and first.start and first.end and second.start and second.end
        and (first.start > second.end or second.start > first.end)
    )  # fmt: skip


def _one(group: Sequence[Mention]) -> Agreement:
    """Put the mentions of an agreement together; a type that stands in the text outweighs one that is guessed."""
    found = group[0].agreement
    for mention in group[1:]:
        told = replace(mention.agreement, parties=()) if mention.definite else mention.agreement
        found = merged(found, told, LISTS)
    days = {
        role: _narrowest([getattr(m.agreement, role) for m in group]) for role in ("declared", "effective", "ended")
    }
    named = [m.agreement.type for m in group if m.named]
    special = [kind for kind in named if kind in TRUCES and kind != "ceasefire"]
    kind = next(iter(special or named), found.type)
    return replace(found, type=kind, status=_status(group), **days)  # type: ignore[arg-type]


def _narrowest(told: Sequence[When | None]) -> When | None:
    """Return the first time told, or one within it that is more exact: "on 29 February" of "in February"."""
    found: When | None = None
    for when in told:
        if when is not None and (found is None or _is_within(when, found)):
            found = when
    return found


def _is_within(inner: When, outer: When) -> bool:
    if not (inner.start and inner.end and outer.start and outer.end):
        return False
    return (
        outer.start <= inner.start and inner.end <= outer.end and (inner.end - inner.start) < (outer.end - outer.start)
    )


def _status(group: Sequence[Mention]) -> str | None:
    """Return the status most told; a truce that is there was proposed before."""
    votes: dict[str, float] = {}
    told = [m for m in group if not m.aside and m.agreement.status]
    there = [m for m in told if m.agreement.status not in OPEN]
    for mention in there if there and told[0] in there else told:
        status = mention.agreement.status or ""
        votes[status] = votes.get(status, 0.0) + mention.weight
    return max(votes, key=lambda status: votes[status], default=None)


def _is_told(found: Agreement) -> bool:
    """Keep what has a side, a day, a length, terms or a breach; what is only talked of needs two of these."""
    days = sum(when is not None for when in (found.declared, found.effective, found.ended))
    told = (
        len(found.parties)
        + days
        + bool(found.duration)
        + bool(found.terms)
        + bool(found.compliance)
        + bool(found.mediators)
    )
    return told >= (2 if found.status in OPEN else 1)


def _tidied(found: Agreement) -> Agreement:
    """Take mediators out of the parties."""
    third = {actor_key(a) for a in found.mediators}
    kept: tuple[Actor, ...] = tuple(a for a in found.parties if actor_key(a) not in third)
    return replace(found, parties=sides(kept))
