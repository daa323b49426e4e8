"""Triggers of every other interaction → events in PLOVER's terms; where the reader is unsure, the lexicon decides."""

from dragoman.codebook.confidence import calibrated
from dragoman.codebook.contexts import contexts_of
from dragoman.codebook.entries import codes, event_score
from dragoman.codebook.event_verbs import event_told, is_unsure
from dragoman.codebook.plover import as_of_now
from dragoman.extract.findings import (
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
from dragoman.record.events import Event
from dragoman.record.evidence import Span
from dragoman.record.mentions import Trigger
from dragoman.record.reading import Reading
from dragoman.stage import stage


@stage(needs=("document", "sentences", "triggers", "actors", "places", "times"), gives=("events",))
def events(reading: Reading, tools: object) -> tuple[Event, ...]:  # noqa: ARG001
    """Make an event of every trigger that has an actor or a recipient."""
    made = [_event(reading, trigger) for trigger in triggers_of(reading, "event")]
    return tuple(event for event in made if event.actors or event.recipients)


def _event(reading: Reading, trigger: Trigger) -> Event:
    place, when = best(trigger, "place"), best(trigger, "when")
    event_type, mode = _type_and_mode(reading, trigger)
    cited = evidence(reading, "event_type", [trigger.span])
    for name in ("actors", "recipients"):
        cited += evidence(reading, name, [p.span for p in parts(trigger, name)])
    for name, part in (("place", place), ("when", when)):
        cited += evidence(reading, name, [part.span] if part else [])
    return Event(
        id=finding_id(reading, "event", [trigger.span]),
        confidence=calibrated("event", trigger.score),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        event_type=event_type,
        mode=mode,
        context=contexts_of(reading.sentences[trigger.sentence].span.words(reading.document.text)),
        actors=tuple(a for a, _ in actors_at(reading, parts(trigger, "actors"))),
        recipients=tuple(a for a, _ in actors_at(reading, parts(trigger, "recipients"))),
        place=place_at(reading, place),
        when=when_at(reading, when),
        status=code(trigger, "status"),  # type: ignore[arg-type]
        score=event_score(event_type, mode) if event_type else None,
        evidence=in_order(cited),
    )


def _type_and_mode(reading: Reading, trigger: Trigger) -> tuple[str | None, str | None]:
    """Return the type that the reader is sure of, else the lexicon's, and the mode, where the type has it."""
    home = reading.sentences[trigger.sentence].span
    at = Span(trigger.span.start - home.start, trigger.span.end - home.start)
    told, status = event_told(home.words(reading.document.text), at), code(trigger, "status")
    read = next((each for each in trigger.codes if each.name == "event_type"), None)
    event_type, mode = read.value if read else None, code(trigger, "mode")
    if told and is_unsure(read.score if read else 0.0, told):
        event_type, status = told.event_type, "future" if told.ahead else status
    if told and event_type == told.event_type:
        mode = mode or told.mode
    event_type = as_of_now(event_type, status)
    return event_type, mode if event_type and mode in codes("event", f"mode/{event_type}") else None
