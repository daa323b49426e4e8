"""Triggers of wanting, refusing, offering → positions, one per issue."""

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
    triggers_of,
    when_at,
)
from dragoman.record.evidence import Span
from dragoman.record.mentions import Part, Trigger
from dragoman.record.positions import Position
from dragoman.record.reading import Reading
from dragoman.stage import stage


@stage(needs=("document", "sentences", "triggers", "actors", "times"), gives=("positions",))
def positions(reading: Reading, tools: object) -> tuple[Position, ...]:  # noqa: ARG001
    """Make a position of every trigger and content; a matter called open needs no party."""
    made = []
    for trigger in triggers_of(reading, "position"):
        for content, issue in _contents(trigger):
            position = _position(reading, trigger, content, issue)
            if position is not None:
                made.append(position)
    return tuple(_once(made))


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
    stance = code(trigger, "stance")
    if content is None or (actor_at(reading, party) is None and stance != "open"):
        return None
    text = reading.document.text
    cited = evidence(reading, "stance", [trigger.span]) + evidence(reading, "content", [content])
    for name, part in (("party", party), ("speaker", speaker), ("addressee", addressee), ("condition", condition), ("when", when)):
        if part is not None:
            cited += evidence(reading, name, [part.span])
    return Position(
        id=finding_id(reading, "position", [trigger.span, content]),
        confidence=round(trigger.score, 4),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        party=actor_at(reading, party),
        speaker=actor_at(reading, speaker),
        issue=issue,
        issue_words=content.words(text),
        stance=stance,  # type: ignore[arg-type]
        content=content.words(text),
        addressee=actor_at(reading, addressee),
        condition=condition.span.words(text) if condition else None,
        firmness="red_line" if code(trigger, "firmness") == "red_line" else None,
        when=when_at(reading, when),
        evidence=in_order(cited),
    )


def _once(made: list[Position]) -> list[Position]:
    """Drop a position whose party, stance and words another one has already."""
    kept: dict[tuple[str | None, str | None, str | None], Position] = {}
    for position in made:
        key = (position.party.name if position.party else None, position.stance, position.content)
        kept.setdefault(key, position)
    return list(kept.values())
