"""Triggers of wanting, refusing, offering → positions, one for each thing that a party wants."""

from collections.abc import Sequence

from dragoman.codebook.confidence import calibrated
from dragoman.codebook.countries import by_code
from dragoman.codebook.issues import issue_of
from dragoman.extract.findings import (
    actor_at,
    asserted_of,
    best,
    code,
    evidence,
    finding_id,
    in_order,
    parts,
    triggers_of,
    when_at,
)
from dragoman.extract.joining import join
from dragoman.record.actors import Actor
from dragoman.record.evidence import Evidence, Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Part, Trigger
from dragoman.record.positions import Position
from dragoman.record.reading import Reading
from dragoman.stage import stage

ARMED = ("REB", "UAF", "PRM")
OF_A_STATE = ("GOV", "MIL", "LEG", "SPY", "COP", "JUD", None)
ALIKE = (frozenset({"territory", "withdrawal"}), frozenset({"ceasefire", "end_of_fighting"}))
PRONOUNS = ("it", "this", "that", "them", "these", "so")
FIRST = 9  # words of a proposition that name its matter, before what it is part of
NEAR = 300  # characters from a pronoun back to the matter it stands for
SMALL = frozenset(
    {"the", "a", "an", "of", "in", "on", "at", "to", "and", "or", "for", "with", "from", "its", "their", "his", "her",
     "any", "all", "that", "which", "it", "by", "as", "be", "is"}
)  # fmt: skip


@stage(needs=("document", "sentences", "triggers", "actors", "times"), gives=("positions",))
def positions(reading: Reading, tools: object) -> tuple[Position, ...]:  # noqa: ARG001
    """Make a position of every trigger and content; what is told twice is one."""
    made: list[Position] = []
    for trigger in triggers_of(reading, "position"):
        for content, issue in _contents(trigger):
            position = _position(reading, trigger, _meant(reading, content, made), issue)
            if position is not None:
                made.append(position)
    joined = join(sorted(made, key=lambda position: -len(position.content or "")), _same, {})
    return tuple(sorted(joined, key=lambda position: position.evidence[0].start))


def _contents(trigger: Trigger) -> list[tuple[Span | None, str | None]]:
    """Return the contents with their issues: two with different issues are two positions, else they are one."""
    found = parts(trigger, "content")
    if not found:
        return [(None, code(trigger, "issue"))]
    issues = [code(part, "issue") or code(trigger, "issue") for part in found]
    if len(found) > 1 and len(set(issues)) == len(found):
        return list(zip((part.span for part in found), issues, strict=True))
    first, last = found[0].span, found[-1].span
    if last.end - first.start > 400 or first.end <= trigger.span.start < last.start:
        longest: Part = max(found, key=lambda part: part.span.end - part.span.start)
        return [(longest.span, code(longest, "issue"))]
    return [(Span(first.start, last.end), issues[0])]


def _position(reading: Reading, trigger: Trigger, content: Span | None, issue: str | None) -> Position | None:
    party, speaker, addressee, condition, when = (
        best(trigger, role) for role in ("party", "speaker", "addressee", "condition", "when")
    )
    if addressee and condition and addressee.span.start < condition.span.start < addressee.span.end:
        addressee = None  # "stop fighting until the army" of "until the army leaves": no addressee, but words across it
    stance, holder = code(trigger, "stance"), actor_at(reading, party)
    if content is None or not _tells(reading, content, stance) or (holder is None and stance != "open"):
        return None
    if reading.sentences[trigger.sentence].is_headline and holder and not _is_known(holder):
        return None
    text = reading.document.text
    side = _side(holder)
    voice = actor_at(reading, speaker) or (holder if side != holder else None)
    return Position(
        id=finding_id(reading, "position", [trigger.span, content]),
        confidence=calibrated("position", trigger.score),
        asserted=asserted_of(trigger),
        party=side,
        speaker=voice,
        issue=_issue(content.words(text)) or issue,
        issue_words=content.words(text),
        stance=stance,  # type: ignore[arg-type]
        content=content.words(text),
        addressee=actor_at(reading, addressee),
        condition=condition.span.words(text) if condition else None,
        firmness="red_line" if code(trigger, "firmness") == "red_line" else None,
        when=when_at(reading, when),
        evidence=in_order(
            each
            for each in _cited(reading, trigger, content, voice_is_party=speaker is None and voice is not None)
            if addressee or each.field != "addressee"
        ),
    )


def _meant(reading: Reading, content: Span | None, made: Sequence[Position]) -> Span | None:
    """Return the matter of the position before where a pronoun stands for it ("the men rejected it")."""
    if content is None or fold(content.words(reading.document.text)).strip(" .") not in PRONOUNS:
        return content
    before = [e for position in made[-1:] for e in position.evidence if e.field == "content"]
    near = [e for e in before if 0 <= content.start - e.end <= NEAR]
    return Span(near[-1].start, near[-1].end) if near else None


def _cited(reading: Reading, trigger: Trigger, content: Span, *, voice_is_party: bool) -> list[Evidence]:
    cited = evidence(reading, "stance", [trigger.span]) + evidence(reading, "content", [content])
    for name in ("party", "speaker", "addressee", "condition", "when"):
        part = best(trigger, "party" if name == "speaker" and voice_is_party else name)
        if part is not None:
            cited += evidence(reading, name, [part.span])
    return cited


def _tells(reading: Reading, content: Span, stance: str | None) -> bool:
    """Tell whether the words say what it is about: "find" does not, nor does a matter left open without a name."""
    words = content.words(reading.document.text)
    named = issue_of(words) is not None
    return named if stance == "open" else named or len(words.split()) > 1 or len(words) > 10


def _issue(words: str) -> str | None:
    """Return the issue that the words name, the first of them before the rest."""
    return issue_of(" ".join(words.split()[:FIRST])) or issue_of(words)


def _side(holder: Actor | None) -> Actor | None:
    """Return whose position it is: an official's is that of his state or group, everybody else's is his own."""
    if holder is None or (holder.country is None and holder.organisation is None):
        return holder
    if holder.organisation and holder.sector in ARMED:
        return Actor(
            name=holder.organisation, canonical=holder.organisation, country=holder.country, sector=holder.sector
        )
    state = by_code().get(holder.country or "")
    if (
        state is None
        or holder.canonical == state.name
        or holder.sector not in OF_A_STATE
        or not _speaks_for_state(holder)
    ):
        return holder
    return Actor(name=state.name, canonical=state.name, country=state.code, sector="GOV")


def _speaks_for_state(holder: Actor) -> bool:
    """Tell persons in office, officials and ministries from armies and forces, which are parties of their own."""
    return holder.role is not None or (holder.sector == "GOV" and holder.canonical != holder.organisation)


def _is_known(holder: Actor) -> bool:
    """Tell actors that the codebook knows something of from words that only stand in an actor's place."""
    return bool(holder.canonical or holder.country or holder.sector or holder.role or " " in holder.name)


def _same(first: Position, second: Position) -> float:
    """Score how well a later position fits an earlier one: same side, stance and matter, in words that overlap."""
    if first.stance != second.stance or _key(first.party) != _key(second.party):
        return 0
    if first.issue != second.issue and frozenset({first.issue or "", second.issue or ""}) not in ALIKE:
        return 0
    mine, other = _words(first), _words(second)
    shared = len(mine & other) / max(1, min(len(mine), len(other)))
    return shared if shared >= 0.3 or mine == other else 0


def _key(party: Actor | None) -> str | None:
    if party is None:
        return None
    return party.country if party.country and party.sector in OF_A_STATE else (party.canonical or party.name).casefold()


def _words(position: Position) -> frozenset[str]:
    """Return the telling words of a position's content and addressee."""
    words = fold(position.content or "").replace(",", " ").split()
    addressee = position.addressee.country if position.addressee and position.addressee.country else None
    return frozenset(word.strip("'\".“”") for word in words if word not in SMALL) | (
        {addressee} if addressee else set()
    )
