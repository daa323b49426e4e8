"""Triggers of meeting and negotiating → rounds of talks, the mentions of one round joined."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.confidence import calibrated
from dragoman.codebook.countries import by_code
from dragoman.codebook.issues import issue_of
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
    sides,
    sureness,
    triggers_of,
    voice_of,
    when_at,
)
from dragoman.extract.round_times import whole
from dragoman.extract.series import AHEAD, Mention, handed_on, joined, linked, main_of, one
from dragoman.record.actors import Actor
from dragoman.record.evidence import Evidence
from dragoman.record.folding import fold
from dragoman.record.mentions import Part, Trigger
from dragoman.record.reading import Reading
from dragoman.record.rounds import AgendaItem, Delegation, Outcome, Round, RoundStatus
from dragoman.record.times import When
from dragoman.stage import stage

LISTED = (
    "parties",
    "mediators",
    "hosts",
    "format",
    "round_number",
    "day_number",
    "delegations",
    "agenda",
    "outcomes",
    "level",
)
_LONGEST = 31  # days that a round may last
OVER = ("held", "collapsed")


@stage(
    needs=("document", "sentences", "quotations", "triggers", "actors", "places", "times", "ordinals"),
    gives=("rounds",),
)
def rounds(reading: Reading, tools: object) -> tuple[Round, ...]:  # noqa: ARG001
    """Make a mention of every trigger, join those of one round, and hand on what a series shares."""
    mentions = [_mention(reading, trigger) for trigger in triggers_of(reading, "round")]
    groups = [group for group in joined(mentions) if _is_told(one(group))]
    if not groups:
        return ()
    main = next(at for at, group in enumerate(groups) if group is main_of(groups))
    made = [_dated(reading, one(group), group) for group in groups]
    made = linked(handed_on(made, groups, main), groups, main)
    return tuple(_finished(each) for each in made)


def _mention(reading: Reading, trigger: Trigger) -> Mention:
    told = _round(reading, trigger)
    published = reading.document.published
    over = bool(told.when and told.when.end and published and told.when.end <= published)
    return Mention(
        round=told,
        series=code(trigger, "series"),
        aside=code(trigger, "aside") == "true",
        phase="denied"
        if told.status == "denied"
        else "ahead"
        if told.status in AHEAD and not (over and told.status == "planned")
        else "there",
        headline=_is_heading(reading, trigger.sentence),
        begun=code(trigger, "begun") == "true",
        weight=trigger.score * max(sureness(trigger, "status"), 0.3),
        sides=_scores(reading, parts(trigger, "parties")),
        third=_scores(reading, parts(trigger, "mediators")),
    )


def _is_heading(reading: Reading, index: int) -> bool:
    """Tell a headline, and a first line that no full stop ends."""
    sentence = reading.sentences[index]
    return sentence.is_headline or (index == 0 and sentence.span.words(reading.document.text).rstrip()[-1:].isalnum())


def _scores(reading: Reading, found: Sequence[Part]) -> dict[str, float]:
    """Return how sure the parts are, by actor."""
    scores: dict[str, float] = {}
    for part in found:
        actor = actor_at(reading, part)
        if actor is not None:
            scores[actor_key(actor)] = max(scores.get(actor_key(actor), 0.0), part.score)
    return scores


def _round(reading: Reading, trigger: Trigger) -> Round:
    venue, when = best(trigger, "place"), best(trigger, "when")
    number = best(trigger, "round_number")
    ordinals, text = reading.ordinals, reading.document.text
    cited: list[Evidence] = evidence(reading, "status", [trigger.span])
    for field in LISTED:
        cited += evidence(reading, field, [p.span for p in parts(trigger, field)])
    for field, part in (("venue", venue), ("when", when)):
        cited += evidence(reading, field, [part.span] if part else [])
    return Round(
        id=finding_id(reading, "round", [trigger.span]),
        confidence=calibrated("round", trigger.score),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        parties=tuple(a for a, _ in actors_at(reading, parts(trigger, "parties")) if not _is_all_sides(a)),
        mediators=tuple(a for a, _ in actors_at(reading, parts(trigger, "mediators"))),
        hosts=tuple(a for a, _ in actors_at(reading, parts(trigger, "hosts"))),
        venue=place_at(reading, venue),
        when=_day(when_at(reading, when)),
        round_number=ordinals.get(number.span, (None, ()))[0] if number else _counted(trigger),
        day_number=tuple(d for p in parts(trigger, "day_number") for d in ordinals.get(p.span, (None, ()))[1]),
        format=tuple(dict.fromkeys(f for p in parts(trigger, "format") if (f := _format(p.span.words(text))))),
        level=_level(text, parts(trigger, "level")),
        delegations=tuple(d for p in parts(trigger, "delegations") if (d := _delegation(reading, p))),
        agenda=tuple(_agenda(text, p) for p in parts(trigger, "agenda")),
        outcomes=tuple(_outcome(reading, p) for p in parts(trigger, "outcomes")),
        status=code(trigger, "status"),  # type: ignore[arg-type]
        evidence=in_order(cited),
    )


def _counted(trigger: Trigger) -> int | None:
    """Return the number of a round that the text counts in a list ("three rounds, on A, B and C")."""
    number = code(trigger, "round_number")
    return int(number) if number else None


def _day(when: When | None) -> When | None:
    """Leave out a time that only says since when ("since 2022"): no round has lasted so long."""
    if (
        when
        and when.start
        and when.end
        and (when.end - when.start).days > _LONGEST
        and fold(when.words or "").startswith("since")
    ):
        return None
    return when


def _is_all_sides(actor: Actor) -> bool:
    """Tell "both sides" and bare articles, which name no party."""
    words = fold(actor.name)
    return words in lexicon.load("chains")["all_sides"] or words in (
        "the",
        "a",
        "an",
        "they",
        "them",
        "we",
        "it",
        "their",
    )


@cache
def _formats() -> dict[str, str]:
    return {word: name for name, group in lexicon.load("talks")["formats"].items() for word in group}


def _format(words: str) -> str | None:
    flat = fold(words)
    found = [word for word in _formats() if re.search(rf"\b{re.escape(word)}\b", flat)]
    return _formats()[max(found, key=len)] if found else None


def _level(text: str, found: Sequence[Part]) -> str | None:
    words = " ".join(fold(part.span.words(text)) for part in found)
    levels = lexicon.load("talks")["level"].items()
    return next((name for name, group in levels if re.search(rf"\b(?:{'|'.join(group)})\b", words)), None)


def _agenda(text: str, part: Part) -> AgendaItem:
    words = part.span.words(text)
    return AgendaItem(issue=issue_of(words) or code(part, "issue") or "other", words=words)


def _delegation(reading: Reading, part: Part) -> Delegation | None:
    person = actor_at(reading, part)
    if person is None:
        return None
    role, party = best(part, "role"), best(part, "party")
    return Delegation(
        party=actor_at(reading, party),
        person=person,
        role=max((role.span.words(reading.document.text) if role else "", person.role or ""), key=len) or None,
        head={"true": True, "false": False}.get(code(part, "head") or ""),
    )


def _outcome(reading: Reading, part: Part) -> Outcome:
    words = part.span.words(reading.document.text)
    quoted = any(q.span.overlaps(part.span) for q in reading.quotations)
    by = attribution_at(reading, best(part, "by"))
    return Outcome(words=words, attributed_to=by, tone=code(part, "tone"), quoted=quoted)  # type: ignore[arg-type]


def _is_told(found: Round) -> bool:
    """Keep what has a venue, a time, a number or two parties: a bare "talks" with somebody tells nothing."""
    return bool(found.venue or found.when or found.round_number or len(found.parties) > 1)


def _dated(reading: Reading, found: Round, group: Sequence[Mention]) -> Round:
    """Give a round the interval that all its mentions tell."""
    text, sentences = reading.document.text, reading.sentences
    starts = {e.start for mention in group for e in mention.round.evidence if e.field == "status"}
    words = " ".join(s.span.words(text) for s in sentences if any(s.span.start <= at < s.span.end for at in starts))
    whens = [mention.round.when for mention in group if mention.round.when]
    when = whole(whens, words=words, days=found.day_number, ended=found.status in OVER)
    going = any(mention.begun for mention in group) and _is_now(when, reading.document.published)
    status = "ongoing" if found.status == "held" and going and not _is_over(words) else found.status
    if status == "planned" and when and when.end and reading.document.published:  # a plan for a day that has come
        status = _come(when, reading.document.published)
    return replace(found, when=when, status=status, asserted=voice_of(found.asserted, status))


def _come(when: When, published: date) -> RoundStatus:
    """Return how planned talks stand on the day of publication."""
    if when.start is None or when.end is None or when.start > published:
        return "planned"
    return "ongoing" if when.end >= published else "held"


def _is_now(when: When | None, published: date | None) -> bool:
    """Tell whether the round's last day told is that of publication or the one before."""
    return bool(when and when.end and published and when.end >= published - timedelta(days=1))


def _is_over(words: str) -> bool:
    return re.search(rf"\b(?:{'|'.join(lexicon.load('talks')['days']['over'])})\b", fold(words)) is not None


def _finished(found: Round) -> Round:
    """Take mediators out of the parties and of the delegates' sides, and derive the host from the venue."""
    third = {actor_key(a) for a in found.mediators}
    parties = tuple(a for a in found.parties if actor_key(a) not in third) or found.parties
    bodies = tuple(a for a in parties if a.canonical)
    if len(bodies) > 1 and all(_is_person(a) for a in parties if not a.canonical):
        parties = bodies
    parties = sides(parties)
    keys = {actor_key(a) for a in parties}
    seated = tuple(d for d in found.delegations if _sits(d, keys, third))
    return _hosted(replace(found, parties=parties, delegations=seated, evidence=in_order(found.evidence)))


def _is_person(actor: Actor) -> bool:
    return actor.role is not None


def _sits(delegate: Delegation, sides: set[str], third: set[str]) -> bool:
    """Tell a delegate from a mediator and from people of other countries."""
    if delegate.person is not None and actor_key(delegate.person) in third and not delegate.head:
        return False
    return delegate.party is None or not sides or delegate.head is True or actor_key(delegate.party) in sides


def _hosted(found: Round) -> Round:
    """Derive the host from the country of the venue, where the text names none."""
    country = by_code().get(found.venue.country or "") if found.venue and not found.hosts else None
    if country is None or found.status == "denied":
        return found
    host = Actor(name=country.name, canonical=country.name, country=country.code, sector="GOV")
    cited = [replace(e, field="hosts.inferred") for e in found.evidence if e.field == "venue"][:1]
    return replace(found, hosts=(host,), evidence=in_order((*found.evidence, *cited)))
