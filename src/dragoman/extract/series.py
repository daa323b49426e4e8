"""Mentions of rounds → rounds: those of one round joined, what a series shares handed on, neighbours linked.

A text tells of one main round again and again, mostly without its name ("the talks", "discussions covered …"). Each
belongs to the round that number, day, venue, parties and place in the series allow; one that says none of these belongs
to the main round.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.extract.findings import actor_key, actor_keys
from dragoman.extract.joining import blocks, merged
from dragoman.extract.places import narrower
from dragoman.record.rounds import Delegation, Outcome, Round, RoundStatus

_LEAD = 2.0  # what being told first counts, in mentions
AHEAD = ("planned", "postponed", "cancelled", "denied")
LISTS = {
    "parties": actor_key,
    "mediators": actor_key,
    "hosts": actor_key,
    "delegations": lambda d: actor_key(d.person) if d.person else d.role,
    "agenda": lambda a: (a.issue, a.words if a.issue == "other" else ""),
    "outcomes": lambda o: o.words,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One trigger's round, with what only joining needs: its place in the series, and whether it is an aside."""

    round: Round
    series: str | None = None  # next, previous
    aside: bool = False
    phase: str = "there"  # ahead: not yet there on the day of publication; denied
    headline: bool = False
    begun: bool = False  # the words say that it began or goes on
    weight: float = 1.0
    sides: Mapping[str, float] = field(default_factory=dict)  # actor → how sure it is a party
    third: Mapping[str, float] = field(default_factory=dict)  # actor → how sure it mediates

    @property
    def is_nameless(self) -> bool:
        """Tell whether the mention says nothing that sets a round apart."""
        told = self.round
        return not (told.venue or told.when or told.round_number or len(told.parties) > 1 or self.series)


def joined(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Group mentions by round, in text order of the rounds; asides and nameless mentions go to the main one."""
    return [group for block in blocks(mentions) for group in _joined(block)]


def _joined(mentions: Sequence[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    loose = [mention for mention in mentions if mention.aside or mention.is_nameless or mention.headline]
    for mention in mentions:
        if mention in loose:
            continue
        fits = [_fit(group, mention) for group in groups]
        top = max(fits, default=0.0)
        if top > 0:
            groups[fits.index(top)].append(mention)
        else:
            groups.append([mention])
    _renumber(groups)
    main = main_of(groups)
    for mention in loose:
        home = _home(groups, main, mention)
        if home is not None:
            home.append(mention)
        elif not mention.aside:
            groups.append([mention])
    return groups


def _renumber(groups: Sequence[list[Mention]]) -> None:
    """Move a numbered mention out of a round that others tell without a number, to a later one with its number."""
    for at, group in enumerate(groups):
        for mention in group[1:]:
            own = [m for m in group if m is not mention]
            if mention.round.round_number is None or any(m.round.round_number for m in own):
                continue
            homes = [g for g in groups[at + 1 :] if _same_number(g, mention.round)]
            home = next((g for g in homes if not any(_is_against(m.round, mention.round) for m in g)), None)
            if home is not None:
                group.remove(mention)
                home.append(mention)


def main_of(groups: Sequence[list[Mention]]) -> list[Mention] | None:
    """Return the round that the text is about: not next nor previous, told of first and most."""
    first = min((group[0].round.evidence[0].start for group in groups if group[0].round.evidence), default=0)

    def rank(group: Sequence[Mention]) -> tuple[bool, float]:
        leads = bool(group[0].round.evidence) and group[0].round.evidence[0].start == first
        return (not _series(group), _weight(group) + _LEAD * leads)

    return max(groups, key=rank, default=None)


def one(group: Sequence[Mention]) -> Round:
    """Put the mentions of a round together; the first that says a thing counts, the narrower venue wins."""
    first, *rest = group
    found = first.round
    for mention in rest:
        venue = narrower(found.venue, mention.round.venue)
        # what the writer told first in his own voice does not rest on the word of whoever is named later
        found = replace(merged(found, mention.round, LISTS), venue=venue, attributed_to=found.attributed_to)
    delegations = tuple(_titled(each, group) for each in found.delegations)
    found = replace(found, delegations=delegations, outcomes=_whole(found.outcomes))
    status: RoundStatus | None = _status(group)  # type: ignore[assignment]
    return _sorted_out(replace(found, status=status, asserted=first.round.asserted), group)


def _whole(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Leave out judgements whose words stand within those of another one."""
    return tuple(
        each
        for each in outcomes
        if not any(each.words != other.words and each.words in other.words for other in outcomes)
    )


def _titled(delegate: Delegation, group: Sequence[Mention]) -> Delegation:
    """Give a delegate the longest title and the party that the mentions tell."""
    if delegate.person is None:
        return delegate
    same = [
        d for m in group for d in m.round.delegations if d.person and actor_key(d.person) == actor_key(delegate.person)
    ]
    role = max((d.role for d in same if d.role), key=len, default=delegate.role)
    party = delegate.party or next((d.party for d in same if d.party), None)
    return replace(delegate, role=role, party=party, head=True if any(d.head for d in same) else delegate.head)


def _sorted_out(found: Round, group: Sequence[Mention]) -> Round:
    """Decide for each actor that is told of as party and as mediator: a set phrase of mediating, else what is surer."""
    keys = {actor_key(a) for a in found.parties} & {actor_key(a) for a in found.mediators}
    third = {key for key in keys if _is_third(key, group)}
    return replace(
        found,
        parties=tuple(a for a in found.parties if actor_key(a) not in third),
        mediators=tuple(a for a in found.mediators if actor_key(a) not in keys or actor_key(a) in third),
    )


def _is_third(key: str, group: Sequence[Mention]) -> bool:
    if any(m.third.get(key, 0.0) >= 1.0 for m in group):
        return True
    return sum(m.third.get(key, 0.0) for m in group) > sum(m.sides.get(key, 0.0) for m in group)


def handed_on(rounds: Sequence[Round], groups: Sequence[Sequence[Mention]], main: int) -> list[Round]:
    """Give rounds of the main one's series its parties where they are not told, and its neighbours its mediators."""
    shared = rounds[main]
    done = []
    for at, each in enumerate(rounds):
        if at != main and shared.parties and _is_open(each, shared):
            cited = [e for e in shared.evidence if e.field == "parties"] if each.parties != shared.parties else []
            each = replace(each, parties=shared.parties, evidence=(*each.evidence, *cited))
            if not each.mediators and _is_neighbour(each, shared, groups[at]):
                bodies = tuple(a for a in shared.mediators if a.canonical)  # persons may change from round to round
                cited = [e for e in shared.evidence if e.field == "mediators"] if bodies else []
                each = replace(each, mediators=bodies, evidence=(*each.evidence, *cited))
        done.append(each)
    return done


def linked(rounds: Sequence[Round], groups: Sequence[Sequence[Mention]], main: int) -> list[Round]:
    """Name the rounds before and after the main one by their ids."""
    centre, number = rounds[main], rounds[main].round_number
    before = [
        r
        for r, g in zip(rounds, groups, strict=True)
        if _series(g) == "previous" or (number and r.round_number == number - 1)
    ]
    after = [
        r
        for r, g in zip(rounds, groups, strict=True)
        if _series(g) == "next" or (number and r.round_number == number + 1)
    ]
    found = []
    for each in rounds:
        if each is centre:
            each = replace(each, previous=before[-1].id if before else None, next=after[0].id if after else None)
        elif each in before[-1:]:
            each = replace(each, next=centre.id)
        elif each in after[:1]:
            each = replace(each, previous=centre.id)
        found.append(each)
    return found


def _home(groups: Sequence[list[Mention]], main: list[Mention] | None, mention: Mention) -> list[Mention] | None:
    """Return the round of a loose mention: the one whose number or side it tells, else the main one."""
    numbered = [group for group in groups if _same_number(group, mention.round)]
    if numbered or main is None:
        return numbered[0] if numbered else None
    if mention.aside or mention.headline or _may_be(main, mention):
        return main
    return max((group for group in groups if _may_be(group, mention)), key=_weight, default=None)


def _may_be(group: Sequence[Mention], mention: Mention) -> bool:
    """Tell whether a mention with one party at most can be of a round."""
    keys = {key for m in group for a in m.round.parties for key in actor_keys(a)}
    own = {key for a in mention.round.parties for key in actor_keys(a)}
    return not own or not keys or bool(own & keys)


def _fit(group: Sequence[Mention], mention: Mention) -> float:
    """Score how well a mention fits a round; 0 where number, day, venue, side or place in the series speaks against."""
    told, scores = mention.round, 1.0
    if (_series(group) or mention.series) and _series(group) != mention.series and not _same_number(group, told):
        return 0.0
    if _phase(group) != mention.phase and not _same_day(group, told) and _is_own(group, mention):
        return 0.0
    if _are_persons(told) != _are_persons(group[0].round) and not (_same_day(group, told) or _same_venue(group, told)):
        return 0.0
    for other in (m.round for m in group):
        if _is_against(other, told):
            return 0.0
    shared = {actor_key(a) for m in group for a in m.round.parties} & {actor_key(a) for a in told.parties}
    scores += len(shared) + 3 * _same_number(group, told) + 2 * _same_day(group, told)
    return scores + any(m.round.venue and told.venue for m in group)


def _is_against(first: Round, second: Round) -> bool:
    if first.round_number and second.round_number and first.round_number != second.round_number:
        return True
    if first.when and second.when and not _near(first, second):
        return True
    if first.venue and second.venue and narrower(first.venue, second.venue) is None:
        return True
    mine, other = ({actor_key(a) for a in r.parties} for r in (first, second))
    return bool(mine and other) and (not mine & other or (len(mine) > 1 < len(other) and len(mine & other) == 1))


def _near(first: Round, second: Round) -> bool:
    """Tell whether two rounds share a day or follow each other within one."""
    a, b = first.when, second.when
    if not (a and b and a.start and b.start):
        return True
    return (a.start - (b.end or b.start)).days <= 1 and (b.start - (a.end or a.start)).days <= 1


def _same_number(group: Sequence[Mention], told: Round) -> bool:
    return any(m.round.round_number and m.round.round_number == told.round_number for m in group)


def _same_day(group: Sequence[Mention], told: Round) -> bool:
    return any(
        m.round.when and told.when and m.round.when.start and m.round.when.start == told.when.start for m in group
    )


def _series(group: Sequence[Mention]) -> str | None:
    return next((m.series for m in group if m.series), None)


def _phase(group: Sequence[Mention]) -> str:
    """Return "there" for a round that any mention tells as come, else the phase of the first."""
    return next((m.phase for m in group if m.phase == "there"), group[0].phase)


def _is_own(group: Sequence[Mention], mention: Mention) -> bool:
    """Tell whether the planned one of both has a time of its own, which talks that are there cannot have."""
    planned = [m for m in (*group, mention) if m.phase != "there"]
    return any(m.round.when or m.round.status != "planned" for m in planned)


def _are_persons(told: Round) -> bool:
    """Tell a meeting of persons ("between A and B") from talks of sides."""
    return len(told.parties) > 1 and not any(a.canonical for a in told.parties)


def _same_venue(group: Sequence[Mention], told: Round) -> bool:
    return any(m.round.venue and told.venue and narrower(m.round.venue, told.venue) for m in group)


def _weight(group: Sequence[Mention]) -> float:
    return sum(m.weight for m in group)


def _status(group: Sequence[Mention]) -> str | None:
    """Return the status most told by the mentions that name the round, the first two counting double."""
    votes: dict[str, float] = {}
    telling = [m for m in group if not m.aside and m.round.status]
    telling = [m for m in telling if not m.headline] or telling
    named = [m for m in telling if not m.is_nameless] or telling
    for at, mention in enumerate(named):
        votes[mention.round.status or ""] = votes.get(mention.round.status or "", 0.0) + mention.weight * (
            2 if at < 2 else 1
        )
    return max(votes, key=lambda status: votes[status], default=None)


def _is_open(each: Round, shared: Round) -> bool:
    """Tell whether a round leaves its parties open, or names only some of the series'."""
    own, all_of_them = ({actor_key(a) for a in r.parties} for r in (each, shared))
    return len(own) < 2 and own <= all_of_them


def _is_neighbour(each: Round, shared: Round, group: Sequence[Mention]) -> bool:
    if each.round_number and shared.round_number:
        return abs(each.round_number - shared.round_number) <= 1
    return _series(group) == "next"
