"""The mentions of one attack in a text, across headline, lead and body, become one incident.

Two mentions are kept apart by what speaks against them: another attacker, another day, a place in another country, a
total over a period, a denial. What the text takes up again ("the strike", "the blast") or only adds ("three people were
killed in X") joins the attack told last; "an attack on Y" or "another" at a place of its own is a new one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.extract.findings import actor_key
from dragoman.extract.joining import blocks, merged
from dragoman.extract.munitions import united_munitions
from dragoman.record.actors import Actor
from dragoman.record.incidents import Incident, Justification
from dragoman.record.places import Place
from dragoman.record.quantities import Quantity
from dragoman.record.times import When

LOSSES = ("killed", "injured", "missing", "captured", "abducted", "displaced")
UNREAL = ("denied", "hypothetical", "expected")
LEAD = 2  # sentences up to the lead of a report
_MANY, _TIMES = 1000, 20  # killed: what no attack of a few dead grows to from one sentence to the next
LONG = 8  # days: what lasts longer is a total over a period, not an attack
LISTS: dict[str, Any] = {
    "places": lambda p: (p.canonical or p.name).casefold(),
    "damage": lambda d: d.object.casefold(),
    "service_loss": lambda s: s.service,
    "responsibility": lambda r: (actor_key(r.by), r.stance),
    "justification": lambda j: j.words,
}
_STRETCH = re.compile(
    r"(?i)\b(?:since|over|during|between|from|past|so far|in recent|throughout|within|this year|for)\b"
)
REMOTE = ("airstrike", "missile_strike", "drone_strike", "missile_and_drone_strike", "shelling")
FAMILIES = (
    frozenset((*REMOTE, "naval_attack", "chemical_attack")),
    frozenset(("bombing", "ied", "suicide_bombing")),
    frozenset(("armed_clash", "ground_assault", "ambush", "raid", "shooting", "assassination")),
    frozenset(("abduction", "hijacking", "arrest")),
    frozenset(("ramming", "stabbing")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An incident as one trigger tells it, with how the text brings it up."""

    incident: Incident
    sentence: int
    entry: int = 0  # of a live blog
    is_headline: bool = False
    is_new: bool = False  # "an attack", "another strike", "separately"
    opens_day: bool = False  # its sentence begins with a day or a month
    is_other: bool = False  # "another", "a separate": never the one told before
    refers_back: bool = False  # "the attack", "the blast"
    adds: bool = False  # only what came of it: people killed, things damaged
    is_period: bool = False  # "since January"
    is_reason: bool = False  # named only as what the other side answers


def joined(mentions: Sequence[Mention]) -> list[Incident]:
    """Join mentions in text order, each with the attack that it fits best, the latest of equals."""
    return [told for block in blocks(mentions) for told in _joined(block)]


def _joined(mentions: Sequence[Mention]) -> list[Incident]:
    groups: list[list[Mention]] = []
    told: list[Incident] = []
    for mention in mentions:
        scores = [_fit(group, incident, mention) for group, incident in zip(groups, told, strict=True)]
        top = max(scores, default=0.0)
        if top > 0:
            at = len(scores) - 1 - scores[::-1].index(top)
            told[at] = _and(told[at], mention, headline=all(each.is_headline for each in groups[at]))
            groups[at].append(mention)
        else:
            groups.append([mention])
            told.append(mention.incident)
    return told


def _and(found: Incident, mention: Mention, *, headline: bool) -> Incident:
    one = mention.incident
    if mention.refers_back and one.justification:  # who gives the reason tells nothing of the attack
        one = replace(one, attributed_to=None)
    return _put_together(found, one, headline=headline)


def _put_together(first: Incident, second: Incident, *, headline: bool) -> Incident:
    """Return the first with what the second adds; of two figures the one that says more."""
    losses = {name: _toll(getattr(first, name), getattr(second, name)) for name in LOSSES}
    both = merged(first, second, LISTS)
    places = _places(both.places)
    changes: dict[str, Any] = {
        "places": places,
        "munitions": united_munitions(first.munitions, second.munitions),
        "justification": _whole(both.justification),
        **losses,
    }
    if second.attributed_to and (headline or _counts_first(first, second)):
        changes["attributed_to"] = second.attributed_to
    if headline and second.target and first.target and second.target.category not in (None, "other"):
        changes["target"] = second.target
    if first.attacker and second.attacker and _vague(first.attacker) and not _vague(second.attacker):
        changes["attacker"] = second.attacker
    if first.when and second.when and _length(second.when) < _length(first.when):
        changes["when"] = second.when
    if "wave" in (first.scope, second.scope):
        changes["scope"] = "wave"
    if first.type and second.type and first.type.code == "other":
        changes["type"] = second.type
    return replace(both, **changes)


def _whole(reasons: Sequence[Justification]) -> tuple[Justification, ...]:
    """Leave out reasons whose words stand within those of another one."""
    return tuple(
        each
        for each in reasons
        if not any(each.words != other.words and each.words in other.words for other in reasons)
    )


def _counts_first(first: Incident, second: Incident) -> bool:
    """Tell whether the second gives the toll that stands: its voice is the one that vouches."""
    for name in ("killed", "injured"):
        toll = _toll(getattr(first, name), getattr(second, name))
        if toll is not None:
            return toll is getattr(second, name) and toll != getattr(first, name)
    return False


def _toll(first: Quantity | None, second: Quantity | None) -> Quantity | None:
    if first is None or second is None:
        return first or second
    return max(first, second, key=_says)


def _says(quantity: Quantity) -> tuple[bool, float, bool]:
    """Order figures: named numbers first, then by size, since a total is greater than its parts and its older state."""
    size = next((float(v) for v in (quantity.best, quantity.low, quantity.high) if v is not None), 0.0)
    return size > 0, size, quantity.best is not None


def _places(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the places without a country that one of them lies in, and without longer names of the same place."""
    finer = [place for place in places if place.where_prec != 6]
    kept = [p for p in places if p.where_prec != 6 or not any(o.country in (p.country, None) for o in finer)]
    return tuple(p for p in kept if not any(_names_more(p, other) for other in kept))


def _names_more(place: Place, other: Place) -> bool:
    """Tell "Khan Younis area" from "Khan Younis"."""
    mine, its = set(place.name.split()), set(other.name.split())
    return its < mine and place.country in (other.country, None)


def _fit(group: Sequence[Mention], told: Incident, mention: Mention) -> float:
    """Score how well a mention fits an attack told before; 0 where something speaks against it."""
    one = mention.incident
    if _speaks_against(group, told, mention) or (mention.is_other and not group[-1].is_headline):
        return 0
    apart = mention.sentence - group[-1].sentence
    place = _near(told, one)
    if mention.entry != group[-1].entry and place < 2:  # entries of a live blog tell of different things
        return 0
    if place <= 0 and (
        (mention.adds and apart <= 1) or (place == 0 and (mention.refers_back or mention.adds or _is_wave(told)))
    ):
        place = 1 if not mention.is_new else place
    if place <= 0 or (_brings_up(told, mention) and place == 1 and not _opens(group, told, mention) and _is_own(one)):
        return 0
    if not _is_own(one) and not (mention.refers_back or mention.adds or apart <= 2):
        return 0
    agreed = bool(told.attacker and one.attacker) + bool(told.when and one.when) + (2 if _same_toll(told, one) else 0)
    named = told.attacker and one.attacker and not (_vague(told.attacker) or _vague(one.attacker))
    if all(each.is_reason for each in group) != mention.is_reason and not (agreed and (named or agreed > 1)):
        return 0
    return 1.0 + agreed + place + (0.5 if apart <= 1 else 0.0) + 0.1 * min(len(group), 4)


def _brings_up(told: Incident, mention: Mention) -> bool:
    """Tell a mention that brings up something new, or another day than one told, as far as days are known."""
    if mention.is_new:
        return True
    known = bool(told.when and mention.incident.when)
    return mention.opens_day and not (known or mention.refers_back or mention.adds)


def _opens(group: Sequence[Mention], told: Incident, mention: Mention) -> bool:
    """Tell headline, standfirst and lead, which bring up one attack anew, and a toll that was told."""
    if mention.sentence <= LEAD and group[-1].sentence != mention.sentence:
        return True
    return group[-1].is_headline or _same_toll(told, mention.incident)


def _speaks_against(group: Sequence[Mention], told: Incident, mention: Mention) -> bool:
    """Tell another attacker, day or kind of force, a denial, a total, another voice about another target."""
    one = mention.incident
    if _is_unreal(told) != _is_unreal(one) or any(m.is_period for m in group) != mention.is_period:
        return True
    if not (_same_side(told.attacker, one.attacker) and _same_days(told.when, one.when)) or _is_of_war(told, one):
        return True
    if not (mention.refers_back or mention.adds or _same_kind(told, one)):
        return True
    loose = mention.refers_back or mention.adds or _is_own_account(one)
    return _other_voice(told, one) and _other_target(told, one) and not loose


def _is_own_account(one: Incident) -> bool:
    """Tell what the attacker says he aimed at, without a day or a place that would set it apart."""
    voice = one.attributed_to.speaker if one.attributed_to else None
    if voice is None or one.attacker is None or one.when or one.places:
        return False
    return voice.country is not None and voice.country == one.attacker.country


def _is_of_war(first: Incident, second: Incident) -> bool:
    """Tell the toll of a whole war from that of an attack: a thousand and more, and twenty times the other."""
    sizes = sorted(_says(each.killed)[1] for each in (first, second) if each.killed)
    return len(sizes) == 2 and sizes[0] > 0 and sizes[1] >= max(_MANY, _TIMES * sizes[0])


def _is_own(one: Incident) -> bool:
    """Tell a mention that says something of its own: who, when, where, how many."""
    return bool(one.attacker or one.when or one.places or one.killed or one.target)


def _is_wave(told: Incident) -> bool:
    """Tell an attack on many places at once: what is told of one of them belongs to it."""
    return told.scope == "wave" or any(place.where_prec == 6 for place in told.places)


def _other_voice(first: Incident, second: Incident) -> bool:
    voices = [each.attributed_to.speaker for each in (first, second) if each.attributed_to]
    return len(voices) == 2 and actor_key(voices[0]) != actor_key(voices[1])


def _other_target(first: Incident, second: Incident) -> bool:
    """Tell targets of another kind, or in quite other words."""
    targets = [each.target for each in (first, second) if each.target]
    if len(targets) < 2:
        return False
    one, other = (target.category for target in targets)
    shared = set.intersection(*(set(target.words.casefold().split()) for target in targets))
    named = all(any(map(str.isupper, target.words)) for target in targets)  # "the crowd" may be anybody's
    return {one, other}.isdisjoint({None, "other"}) and (one != other or (named and not shared))


def _is_unreal(found: Incident) -> bool:
    return found.asserted in UNREAL


def _vague(actor: Actor) -> bool:
    """Tell gunmen nobody knows from a named attacker."""
    return not (actor.canonical or actor.country)


def _same_side(first: Actor | None, second: Actor | None) -> bool:
    if first is None or second is None or _vague(first) or _vague(second):
        return True
    return actor_key(first) == actor_key(second) or (first.country is not None and first.country == second.country)


def _same_days(first: When | None, second: When | None) -> bool:
    if not (first and second and first.start and second.start):
        return True
    return first.start <= (second.end or second.start) and second.start <= (first.end or first.start)


def _length(when: When) -> int:
    return (when.end - when.start).days if when.start and when.end else 10_000


def _same_kind(first: Incident, second: Incident) -> bool:
    """Reports use names of one kind of force for one another: an air strike is told as shelling, missiles, drones."""
    one, other = (each.type.code if each.type else "other" for each in (first, second))
    return one == other or "other" in (one, other) or any(one in family and other in family for family in FAMILIES)


def _near(first: Incident, second: Incident) -> int:
    """Tell how places agree: 2 the same, 1 open or one in the other, 0 others of one country, −1 another country."""
    if not first.places or not second.places:
        return 1
    if any(_name(a) == _name(b) for a in first.places for b in second.places):
        return 2
    pairs = [(a, b) for a in first.places for b in second.places]
    if any(_contains(a, b) or _contains(b, a) for a, b in pairs):
        return 1
    if any(a.country == b.country or None in (a.country, b.country) for a, b in pairs):
        return 0
    return -1


def _name(place: Place) -> str:
    return (place.canonical or place.name).casefold()


def _contains(outer: Place, inner: Place) -> bool:
    if outer.where_prec in (5, 6):  # "northern Gaza", a country
        return outer.country == inner.country and (inner.where_prec or 9) < 5
    return outer.where_prec == 4 and inner.adm1 is not None and inner.adm1 == outer.adm1 and (inner.where_prec or 9) < 4


def _same_toll(first: Incident, second: Incident) -> bool:
    return any(
        (a := getattr(first, name)) and (b := getattr(second, name)) and a.best is not None and a.best == b.best
        for name in ("killed", "injured")
    )


def is_period(when: When | None) -> bool:
    """Tell a stretch of weeks ("since January") from an attack of which only the month is known."""
    if when is None or when.start is None or when.end is None or (when.end - when.start).days < LONG:
        return False
    return _STRETCH.search(when.words or "") is not None
