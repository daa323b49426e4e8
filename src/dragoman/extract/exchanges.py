"""Triggers of swapping and releasing → exchanges, the mentions of one swap joined, parts told apart from totals."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.codebook.confidence import calibrated
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
    sides,
    sureness,
    triggers_of,
    voice_of,
    when_at,
)
from dragoman.extract.joining import blocks, merged
from dragoman.record.actors import Actor
from dragoman.record.exchanges import Exchange, Release
from dragoman.record.mentions import Part, Trigger
from dragoman.record.quantities import Quantity
from dragoman.record.reading import Reading
from dragoman.stage import stage

LISTS: dict[str, Callable[[Any], object]] = {
    "parties": actor_key,
    "mediators": actor_key,
    "released_to": lambda r: actor_key(r.party),
}
AHEAD = ("proposed", "expected", "postponed", "denied")
_GUESS = 0.6  # a status the reader is less sure of than this sets no two mentions apart
_ORDER = ("denied", "proposed", "expected", "agreed", "postponed", "under_way", "held")  # how far a swap has come


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One trigger's swap, with what only joining needs."""

    exchange: Exchange
    total_score: float = 0.0  # how sure the figure is the total, not what one side got
    each: Quantity | None = None  # what each of the two sides got
    gave: tuple[tuple[Actor, Quantity], ...] = ()  # a side and what it handed over
    series: str | None = None
    along: bool = False  # "were also returned": on the day of the swap told before
    definite: bool = False  # "the exchange": one that the text has told of
    aside: bool = False
    doubtful: bool = False  # how far the swap has come is a guess of the reader's

    @property
    def is_nameless(self) -> bool:
        """Tell whether the mention says nothing that sets a swap apart."""
        told = self.exchange
        return not (told.total or told.when or self.each or told.released_to or self.series or len(told.parties) > 1)


@stage(
    needs=("document", "sentences", "triggers", "actors", "places", "times", "quantities", "rounds"),
    gives=("exchanges",),
)
def exchanges(reading: Reading, tools: object) -> tuple[Exchange, ...]:  # noqa: ARG001
    """Make a mention of every trigger and join those that may be the same swap."""
    mentions = [m for trigger in triggers_of(reading, "exchange") for m in _mentions(reading, trigger)]
    groups = _joined(mentions)
    made = [_one(group) for group in groups]
    made = [_dated(each, group, made[:at]) for at, (each, group) in enumerate(zip(made, groups, strict=True))]
    return tuple(_finished(each, group, _two(reading, each, made)) for each, group in zip(made, groups, strict=True))


def _dated(found: Exchange, group: Sequence[Mention], before: Sequence[Exchange]) -> Exchange:
    """Give a swap told as going with another one the day of that one."""
    last = next((each for each in reversed(before) if each.when and each.status == found.status), None)
    if found.when or last is None or not group[0].along:
        return found
    cited = [e for e in last.evidence if e.field == "when"]
    return replace(found, when=last.when, evidence=in_order((*found.evidence, *cited)))


def _mentions(reading: Reading, trigger: Trigger) -> Iterator[Mention]:
    """Yield a mention per kind of people: "21 hostages for 600 prisoners" are two swaps."""
    totals = {p: q for p in parts(trigger, "total") if (q := quantity_at(reading, p))}
    kinds = {p: k for p in totals if (k := code(p, "category"))}
    if len(set(kinds.values())) < 2:
        yield _mention(reading, trigger, list(totals), code(trigger, "category"))
        return
    for kind in dict.fromkeys(kinds.values()):
        own = [p for p in totals if kinds.get(p) == kind]
        others = {p.span for p in totals if p not in own}
        rest = tuple(p for p in trigger.parts if p.span not in others)
        yield _mention(reading, replace(trigger, parts=rest), own, kind)


def _mention(reading: Reading, trigger: Trigger, totals: Sequence[Part], category: str | None) -> Mention:
    total = max(totals, key=lambda p: (p.score, -p.span.start), default=None)
    released = [(p, party) for p in parts(trigger, "released_to") if (party := actor_at(reading, best(p, "party")))]
    each = next((p for p in parts(trigger, "released_to") if code(p, "way") == "each"), None)
    return Mention(
        exchange=_exchange(reading, trigger, total, category, [r for r in released if code(r[0], "way") is None]),
        total_score=total.score if total else 0.0,
        each=quantity_at(reading, each),
        gave=tuple((a, q) for p, a in released if code(p, "way") == "gave" and (q := quantity_at(reading, p))),
        series=code(trigger, "series"),
        along=code(trigger, "along") == "true",
        definite=code(trigger, "definite") == "true",
        aside=code(trigger, "aside") == "true",
        doubtful=sureness(trigger, "status") < _GUESS,
    )


def _exchange(
    reading: Reading, trigger: Trigger, total: Part | None, category: str | None, got: Sequence[tuple[Part, Actor]]
) -> Exchange:
    text = reading.document.text
    place, when, formula, ordinal = (best(trigger, r) for r in ("place", "when", "formula", "ordinal"))
    cited = evidence(reading, "status", [trigger.span])
    for name in ("parties", "released_to", "mediators"):
        cited += evidence(reading, name, [p.span for p in parts(trigger, name)])
    for name, part in (("place", place), ("when", when), ("total", total), ("formula", formula), ("ordinal", ordinal)):
        cited += evidence(reading, name, [part.span] if part else [])
    return Exchange(
        id=finding_id(reading, "exchange", [trigger.span, *([total.span] if total else [])]),
        confidence=calibrated("exchange", trigger.score),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        category=category,  # type: ignore[arg-type]
        parties=tuple(a for a, _ in actors_at(reading, parts(trigger, "parties"))),
        released_to=tuple(Release(party=party, quantity=quantity_at(reading, p)) for p, party in got),
        total=quantity_at(reading, total),
        mediators=tuple(a for a, _ in actors_at(reading, parts(trigger, "mediators"))),
        place=place_at(reading, place),
        when=when_at(reading, when),
        status=code(trigger, "status"),  # type: ignore[arg-type]
        formula=formula.span.words(text) if formula else None,
        ordinal=ordinal.span.words(text) if ordinal else None,
        evidence=in_order(cited),
    )


def _joined(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Group mentions by swap; nameless ones and asides go to the one told last before them that they fit."""
    return [group for block in blocks(mentions) for group in _grouped(block)]


def _grouped(mentions: Sequence[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    loose = [m for m in mentions if m.aside or m.is_nameless]
    for mention in mentions:
        if mention in loose:
            continue
        fits = [_fit(group, mention) for group in groups]
        top = max(fits, default=0.0)
        if top > 0:
            groups[len(fits) - 1 - fits[::-1].index(top)].append(mention)
        else:
            groups.append([mention])
    for mention in loose:
        home = _home(groups, mention)
        twins = [g for g in groups if home is not None and mention.aside and _is_twin(g, home)]
        for group in twins or [home] if home is not None else []:
            group.append(mention)
        if home is None and not mention.aside:
            groups.append([mention])
    return groups


def _is_twin(group: Sequence[Mention], other: Sequence[Mention]) -> bool:
    """Tell the two swaps of one trigger ("hostages for prisoners")."""
    one, two = (
        next((e.start for e in each[0].exchange.evidence if e.field == "status"), None) for each in (group, other)
    )
    return one is not None and one == two


def _home(groups: Sequence[list[Mention]], mention: Mention) -> list[Mention] | None:
    at = mention.exchange.evidence[0].start if mention.exchange.evidence else 0
    fitting = [group for group in groups if mention.aside or _fit(group, mention)]
    before = [group for group in fitting if group[0].exchange.evidence[0].start <= at]
    alike = [g for g in before if (g[0].exchange.status in AHEAD) == (mention.exchange.status in AHEAD)]
    before = alike if alike and mention.exchange.status else before
    return next(reversed(before or fitting), None)


def _fit(group: Sequence[Mention], mention: Mention) -> float:
    """Score how well a mention fits a swap; 0 where category, figure, status, day or side speaks against it."""
    told, score = mention.exchange, 1.0
    if mention.series and not any(m.series == mention.series for m in group):
        return 0.0
    if _is_other_stage(group, mention):
        return 0.0
    for other in group:
        if _is_against(other, mention):
            return 0.0
        score += 2.0 * _same_figure(other, mention)
        score += len({actor_key(a) for a in told.parties} & {actor_key(a) for a in other.exchange.parties})
    return score


def _is_other_stage(group: Sequence[Mention], mention: Mention) -> bool:
    """Tell a swap still to come from one that took place, unless a figure, "the swap" or nothing told ties them."""
    if mention.is_nameless or mention.definite or mention.doubtful:
        return False
    sure = [m for m in group if not m.doubtful]
    stages = {m.exchange.status in AHEAD for m in sure}
    same = any(_same_figure(m, mention) for m in group)
    return bool(stages) and not same and (mention.exchange.status in AHEAD) not in stages


def _is_against(first: Mention, second: Mention) -> bool:
    one, other = first.exchange, second.exchange
    same = _same_figure(first, second)
    loose = second.is_nameless or second.definite
    if (
        one.category
        and other.category
        and one.category != other.category
        and not same
        and not (loose and not other.total)
    ):
        return True
    if _figure(first) and _figure(second) and not same:
        return True
    a, b = one.when, other.when
    if a and b and a.start and b.start and a.end and b.end and (a.start > b.end or b.start > a.end):
        return True
    mine, others = ({actor_key(p) for p in each.parties} for each in (one, other))
    return bool(mine and others and not mine & others)


def _figure(mention: Mention) -> float | None:
    """Return the whole figure of a swap: the total, or twice what each side got; None for what one side got."""
    if mention.each and mention.each.best:
        return 2 * mention.each.best
    total = mention.exchange.total
    return total.best if total and mention.total_score > 0.5 else None


def _same_figure(first: Mention, second: Mention) -> bool:
    return _figure(first) is not None and _figure(first) == _figure(second)


def _one(group: Sequence[Mention]) -> Exchange:
    """Put the mentions of a swap together: the surest total, the two parties where a mention names just two."""
    found = group[0].exchange
    for mention in group[1:]:
        found = merged(found, mention.exchange, LISTS)
    top = max((m for m in group if m.exchange.total), key=_rank, default=None)
    total = top.exchange.total if top else None
    status = _status(group)
    asserted = voice_of(found.asserted, status)
    return replace(found, total=total, parties=_parties(group), status=status, asserted=asserted)  # type: ignore[arg-type]


def _rank(mention: Mention) -> tuple[float, bool]:
    """Order totals: told as such before what one side got, a figure before "hundreds"."""
    total = mention.exchange.total
    return (round(mention.total_score), bool(total and total.best))


def _parties(group: Sequence[Mention]) -> tuple[Actor, ...]:
    """Return the two who swap where a mention names just them, else all that are named."""
    named = [m.exchange.parties for m in group if len(m.exchange.parties) > 1]
    two = next((p for p in named if len(p) == 2), None)
    if two:
        return two
    found: dict[str, Actor] = {}
    for mention in group:
        for actor in mention.exchange.parties:
            found.setdefault(actor_key(actor), actor)
    return tuple(found.values())


def _status(group: Sequence[Mention]) -> str | None:
    told = [m.exchange.status for m in group if m.exchange.status and not m.aside]
    return max(told, key=_ORDER.index, default=None)


def _two(reading: Reading, found: Exchange, made: Sequence[Exchange]) -> tuple[Actor, ...]:
    """Return two parties for a swap that names one or none: those of another swap of the text, its talks or deals."""
    own = {actor_key(a) for a in found.parties}
    if len(own) > 1:
        return found.parties
    got = [r.party for r in found.released_to if r.party and actor_key(r.party) not in own]
    if len(own) == len(got) == 1:  # "children taken to A were returned to B"
        return (*found.parties, *got)
    third = {actor_key(a) for r in reading.rounds for a in r.mediators}
    deals = (tuple(a for a, _ in actors_at(reading, parts(t, "parties"))) for t in triggers_of(reading, "agreement"))
    for named in (*(each.parties for each in made), *(each.parties for each in reading.rounds), *deals):
        two = sides([a for a in named if actor_key(a) not in third])
        if len(two) == 2 and own <= {actor_key(a) for a in two}:
            return two
    return found.parties


def _finished(found: Exchange, group: Sequence[Mention], parties: tuple[Actor, ...]) -> Exchange:
    """Give both sides what each got, and the other side what one gave."""
    released = {actor_key(r.party): r for r in found.released_to}
    each = next((m.each for m in group if m.each), None)
    if each and len(parties) == 2:
        released = {actor_key(a): Release(party=a, quantity=each) for a in parties}
    for giver, quantity in (pair for m in group for pair in m.gave):
        others = [a for a in parties if actor_key(a) != actor_key(giver)]
        if len(parties) == 2 and len(others) == 1:
            released[actor_key(others[0])] = Release(party=others[0], quantity=quantity)
    third = {actor_key(a) for a in found.mediators}
    kept = tuple(a for a in parties if actor_key(a) not in third) or parties
    figures = [each.quantity.best for each in released.values() if each.quantity]
    is_part = found.total is not None and len(set(figures)) > 1 and found.total.best in figures
    total = None if is_part else found.total  # "A freed eight men and B two": eight is what one side got
    return replace(found, parties=sides(kept), released_to=tuple(released.values()), total=total)
