"""Triggers of meeting and negotiating → rounds of talks, the mentions of one round joined."""

from dataclasses import replace

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
    triggers_of,
    when_at,
)
from dragoman.extract.joining import join
from dragoman.record.evidence import Evidence
from dragoman.record.mentions import Part, Trigger
from dragoman.record.reading import Reading
from dragoman.record.rounds import AgendaItem, Delegation, Outcome, Round
from dragoman.stage import stage

LISTS = {
    "parties": actor_key,
    "mediators": actor_key,
    "hosts": actor_key,
    "delegations": lambda d: actor_key(d.person) if d.person else d.role,
    "agenda": lambda a: a.issue,
    "outcomes": lambda o: o.words,
}


@stage(
    needs=("document", "sentences", "triggers", "actors", "places", "times", "ordinals"),
    gives=("rounds",),
)
def rounds(reading: Reading, tools: object) -> tuple[Round, ...]:  # noqa: ARG001
    """Make a round of every trigger and join those that may be the same round."""
    made = [_round(reading, trigger) for trigger in triggers_of(reading, "round")]
    joined = join(made, _same, LISTS)
    return tuple(_tidied(each) for each in joined if _is_told(each))


def _round(reading: Reading, trigger: Trigger) -> Round:
    venue, when = best(trigger, "place"), best(trigger, "when")
    number = best(trigger, "round_number")
    ordinals = reading.ordinals
    cited: list[Evidence] = evidence(reading, "status", [trigger.span])
    for field, roles in (("parties", "parties"), ("mediators", "mediators"), ("hosts", "hosts"), ("format", "format"),
                         ("round_number", "round_number"), ("day_number", "day_number"), ("delegations", "delegations"),
                         ("agenda", "agenda"), ("outcomes", "outcomes"), ("level", "level")):  # fmt: skip
        cited += evidence(reading, field, [p.span for p in parts(trigger, roles)])
    for field, part in (("venue", venue), ("when", when)):
        cited += evidence(reading, field, [part.span] if part else [])
    return Round(
        id=finding_id(reading, "round", [trigger.span]),
        confidence=round(trigger.score, 4),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        parties=tuple(a for a, _ in actors_at(reading, parts(trigger, "parties"))),
        mediators=tuple(a for a, _ in actors_at(reading, parts(trigger, "mediators"))),
        hosts=tuple(a for a, _ in actors_at(reading, parts(trigger, "hosts"))),
        venue=place_at(reading, venue),
        when=when_at(reading, when),
        round_number=ordinals.get(number.span, (None, ()))[0] if number else None,
        day_number=tuple(d for p in parts(trigger, "day_number") for d in ordinals.get(p.span, (None, ()))[1]),
        format=tuple(dict.fromkeys(f for p in parts(trigger, "format") if (f := _format(reading, p)))),
        delegations=tuple(d for p in parts(trigger, "delegations") if (d := _delegation(reading, p))),
        agenda=tuple(AgendaItem(issue=code(p, "issue") or "other", words=p.span.words(reading.document.text))
                     for p in parts(trigger, "agenda")),
        outcomes=tuple(_outcome(reading, p) for p in parts(trigger, "outcomes")),
        status=code(trigger, "status"),  # type: ignore[arg-type]
        evidence=in_order(cited),
    )  # fmt: skip


FORMATS = ("indirect", "direct", "proximity", "shuttle", "bilateral", "trilateral", "multilateral", "remote", "technical")


def _format(reading: Reading, part: Part) -> str | None:
    words = part.span.words(reading.document.text).lower()
    return next((name for name in FORMATS if name in words), None)


def _delegation(reading: Reading, part: Part) -> Delegation | None:
    person = actor_at(reading, part)
    if person is None:
        return None
    role, party = best(part, "role"), best(part, "party")
    return Delegation(
        party=actor_at(reading, party),
        person=person,
        role=role.span.words(reading.document.text) if role else person.role,
        head={"true": True, "false": False}.get(code(part, "head") or ""),
    )


def _outcome(reading: Reading, part: Part) -> Outcome:
    words = part.span.words(reading.document.text)
    quoted = any(q.span.overlaps(part.span) for q in reading.quotations)
    by = attribution_at(reading, best(part, "by"))
    return Outcome(words=words, attributed_to=by, tone=code(part, "tone"), quoted=quoted)  # type: ignore[arg-type]


def _same(first: Round, second: Round) -> float:
    """Score how well a later mention fits an earlier round; 0 where a number, day, venue or status speaks against it."""
    if first.round_number and second.round_number and first.round_number != second.round_number:
        return 0
    if first.when and second.when and not _near(first, second):
        return 0
    if first.venue and second.venue and _differ(first, second):
        return 0
    if _phase(first) != _phase(second):
        return 0
    mine, other = ({actor_key(a) for a in r.parties} for r in (first, second))
    if mine and other and not mine & other:
        return 0
    shared = 1.0 + len(mine & other)
    return shared + (first.venue is not None and second.venue is not None) + (first.when is not None) * (second.when is not None)


def _near(first: Round, second: Round) -> bool:
    a, b = first.when, second.when
    if not (a and b and a.start and b.start):
        return True
    a_end, b_end = a.end or a.start, b.end or b.start
    return (a.start - b_end).days <= 1 and (b.start - a_end).days <= 1


def _differ(first: Round, second: Round) -> bool:
    a, b = first.venue, second.venue
    if a is None or b is None or a.name in b.name or b.name in a.name:
        return False
    if a.country and b.country and a.country == b.country and 6 in (a.where_prec, b.where_prec):
        return False
    return (a.canonical or a.name) != (b.canonical or b.name)


def _phase(found: Round) -> str:
    if found.status in ("planned", "postponed", "cancelled", "denied"):
        return "ahead"
    return "there"


def _is_told(found: Round) -> bool:
    """Keep what has at least a party, a venue, a time or a number: a bare "talks" tells nothing."""
    return bool(found.parties or found.venue or found.when or found.round_number)


def _tidied(found: Round) -> Round:
    """Take mediators and hosts out of the parties, where the text has them as both."""
    third = {actor_key(a) for a in found.mediators}
    kept = tuple(a for a in found.parties if actor_key(a) not in third)
    return replace(found, parties=kept if kept else found.parties)
