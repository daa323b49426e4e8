"""The spans that fill roles → values: actors, places, times, figures, ordinals; each span once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dragoman.annotate.actors import actor_of
from dragoman.annotate.persons import titles_in
from dragoman.annotate.places import place_of
from dragoman.annotate.quantities import day_numbers_of, ordinal_of, quantity_of
from dragoman.annotate.times import times_in, when_of
from dragoman.codebook.countries import country_of
from dragoman.codebook.public_persons import public_person
from dragoman.codebook.time_dates import Tense
from dragoman.record.actors import Actor
from dragoman.record.evidence import Span
from dragoman.record.mentions import Part, Trigger
from dragoman.record.places import Place
from dragoman.record.quantities import Quantity
from dragoman.record.reading import Reading
from dragoman.record.times import When
from dragoman.stage import stage

ACTOR_ROLES = frozenset(
    {"parties", "mediators", "hosts", "party", "speaker", "organisation", "addressee", "attacker", "delegations", "by",
     "responsibility", "released_to", "actors", "recipients", "attributed_to"}
)  # fmt: skip
PLACE_ROLES = frozenset({"place", "service_loss"})
TIME_ROLES = frozenset({"when", "declared", "effective", "ended"})
QUANTITY_ROLES = frozenset(
    {"total", "killed", "injured", "missing", "captured", "abducted", "displaced", "launched", "intercepted", "hit",
     "count", "affected", "released_to", "munitions", "service_loss"}
)  # fmt: skip


def _parts(reading: Reading) -> Iterator[tuple[Part, Trigger]]:
    for trigger in reading.triggers:
        for part in trigger.parts:
            yield part, trigger
            for inner in part.parts:
                yield inner, trigger


def _spans(reading: Reading, roles: frozenset[str]) -> list[Span]:
    return sorted({part.span for part, _ in _parts(reading) if part.role in roles})


@stage(needs=("document", "sentences", "mentions", "triggers", "chains"), gives=("actors",))
def actors(reading: Reading, tools: object) -> dict[Span, Actor]:  # noqa: ARG001
    """Tell who stands at each span that fills an actor's role, short forms by the name they stand for."""
    names = {span: chain.name for chain in reading.chains for span in chain.spans}
    roles = _roles(reading)
    beside = {holder.span: role.span.words(reading.document.text) for holder, role in _role_parts(reading)}
    found = {span: _actor(reading, _named(span, names), roles) for span in _spans(reading, ACTOR_ROLES)}
    return {span: replace(actor, role=beside.get(span, actor.role)) for span, actor in found.items()}


def _named(span: Span, names: dict[Span, Span]) -> Span:
    """Return the full name of what a span names: its own chain's, or that of a short name inside it."""
    if span in names:
        return names[span]
    inner = [s for s in names if span.covers(s) and s.end - s.start > 0.6 * (span.end - span.start)]
    return names[inner[0]] if inner else span


def _actor(reading: Reading, name: Span, roles: dict[Span, str]) -> Actor:
    return _known(actor_of(name.words(reading.document.text), role=roles.get(name)))


def _known(actor: Actor) -> Actor:
    """Add the side of a person of public life; what the text itself says of him stands."""
    person = public_person(actor.canonical or actor.name)
    if person is None or (actor.country and actor.country != person.country):
        return actor
    return replace(
        actor,
        country=actor.country or person.country,
        organisation=actor.organisation or person.body,
        sector=actor.sector or person.sector,
    )


def _roles(reading: Reading) -> dict[Span, str]:
    """Return the title of each person, by the span of the full name: the triggers' longest, or else the text's."""
    text = reading.document.text
    names = {span: chain.name for chain in reading.chains for span in chain.spans}
    found: dict[Span, str] = {}
    persons = sorted(span for span in names if span.words(text)[:1].isupper())
    for person, title in sorted(titles_in(text, reading.sentences, persons).items()):
        found.setdefault(_named(person, names), title.words(text))
    for holder, role in _role_parts(reading):
        name, words = _named(holder.span, names), role.span.words(text)
        if len(words) > len(found.get(name, "")):
            found[name] = words
    return found


def _role_parts(reading: Reading) -> Iterator[tuple[Part, Part]]:
    """Yield persons with the parts that say what they are."""
    for trigger in reading.triggers:
        speaker = next((p for p in trigger.parts if p.role == "speaker"), None)
        for part in trigger.parts:
            if part.role == "role" and speaker is not None:
                yield speaker, part
            if part.role == "delegations":
                yield from ((part, inner) for inner in part.parts if inner.role == "role")


@stage(needs=("document", "triggers"), gives=("places",))
def places(reading: Reading, tools: object) -> dict[Span, Place]:  # noqa: ARG001
    """Look up each span that names a place; countries named in the text settle names that many countries have."""
    text = reading.document.text
    context = _countries(reading)
    return {span: place_of(span.words(text), context_countries=context) for span in _spans(reading, PLACE_ROLES)}


def _countries(reading: Reading) -> tuple[str, ...]:
    """Return the countries that the text names, the most frequent first."""
    text = reading.document.text
    counts: dict[str, int] = {}
    for mention in reading.mentions:
        if mention.label in ("place", "nationality") and (country := country_of(mention.span.words(text))):
            counts[country] = counts.get(country, 0) + 1
    return tuple(sorted(counts, key=lambda c: (-counts[c], c)))


@stage(needs=("document", "triggers"), gives=("times",))
def times(reading: Reading, tools: object) -> dict[Span, When]:  # noqa: ARG001
    """Place each time expression on the calendar; the tense of its finding settles which Friday is meant."""
    text, published = reading.document.text, reading.document.published
    found: dict[Span, When] = {}
    for part, trigger in _parts(reading):
        if part.role in TIME_ROLES and part.span not in found:
            when = _when(text, part.span, published, "future" if _is_ahead(trigger) or _is_ahead(part) else "past")
            if when is not None:
                found[part.span] = when
    return found


def _when(text: str, span: Span, published: date | None, tense: Tense) -> When | None:
    when = when_of(span.words(text), published=published, tense=tense)
    if when is None or when.start is None:
        inner = times_in(text, span)
        if inner and inner[0] != span:
            return when_of(inner[0].words(text), published=published, tense=tense) or when
    return when


def _is_ahead(told: Trigger | Part) -> bool:
    values = {code.value for code in told.codes if code.name in ("status", "asserted", "tense")}
    if "past" in values:
        return False
    return bool(values & {"planned", "expected", "future", "proposed", "postponed"})


@stage(needs=("document", "triggers"), gives=("quantities",))
def quantities(reading: Reading, tools: object) -> dict[Span, Quantity]:  # noqa: ARG001
    """Read each figure with its qualifier."""
    text = reading.document.text
    found = ((span, quantity_of(span.words(text))) for span in _spans(reading, QUANTITY_ROLES))
    return {span: quantity for span, quantity in found if quantity is not None}


@stage(needs=("document", "triggers"), gives=("ordinals",))
def ordinals(reading: Reading, tools: object) -> dict[Span, tuple[int | None, tuple[int, ...]]]:  # noqa: ARG001
    """Read "second round" and "day three": the number of the round and the numbers of the days."""
    text = reading.document.text
    spans = _spans(reading, frozenset({"round_number", "day_number"}))
    return {span: (ordinal_of(span.words(text)), day_numbers_of(span.words(text))) for span in spans}
