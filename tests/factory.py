"""Builders of documents, findings and readings for tests: the words are given, the offsets worked out."""

import hashlib
import re
from datetime import date
from typing import Any

from dragoman.record.actors import Actor, Attribution
from dragoman.record.agreements import Agreement
from dragoman.record.documents import Document, Residue
from dragoman.record.events import Event
from dragoman.record.evidence import Evidence, Span
from dragoman.record.exchanges import Exchange
from dragoman.record.incidents import Incident
from dragoman.record.mentions import Code, Part, Sentence, Trigger
from dragoman.record.places import Place
from dragoman.record.positions import Position
from dragoman.record.quantities import Quantity
from dragoman.record.reading import AnyFinding, Reading
from dragoman.record.rounds import Round
from dragoman.record.statements import Statement
from dragoman.record.times import When

KINDS: dict[str, type[AnyFinding]] = {
    "round": Round, "position": Position, "statement": Statement, "incident": Incident, "exchange": Exchange,
    "agreement": Agreement, "event": Event,
}  # fmt: skip


def document(text: str, **known: Any) -> Document:
    """A document with this text; everything else as given or unknown."""
    return Document(id="sha256:" + hashlib.sha256(text.encode()).hexdigest(), text=text, **known)


def span(text: str, words: str, *, nth: int = 1) -> Span:
    """Where the words stand for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def evidence(text: str, field: str, words: str, *, nth: int = 1) -> Evidence:
    """The words as evidence of the field."""
    where = span(text, words, nth=nth)
    return Evidence(field=field, start=where.start, end=where.end, quote=words)


def finding(kind: str, text: str, cited: dict[str, str] | None = None, **fields: Any) -> AnyFinding:
    """A finding of the kind, ``cited`` giving the words of each field that has evidence."""
    shown = tuple(
        sorted((evidence(text, field, words) for field, words in (cited or {}).items()), key=lambda e: e.start)
    )
    digest = hashlib.sha256(repr((kind, cited, fields)).encode()).hexdigest()[:12]
    return KINDS[kind](**{"id": f"{kind}-{digest}", "confidence": 0.9, "evidence": tuple(shown), **fields})


def sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences by full stop and line, good enough for texts written for tests."""
    found = re.finditer(r"[^.\n\s][^.\n]*(?:\.[\"”]?|(?=\n|\Z))", text)
    return tuple(Sentence(span=Span(*match.span()), paragraph=0) for match in found)


def part(text: str, role: str, words: str, *inner: Part, nth: int = 1, **codes: str) -> Part:
    """The words as a part that fills a role, with codes by name and parts of its own."""
    found = tuple(Code(name=name, value=value, score=0.9) for name, value in codes.items())
    return Part(role=role, span=span(text, words, nth=nth), score=0.9, codes=found, parts=inner)


def trigger(text: str, kind: str, words: str, *parts: Part, nth: int = 1, **codes: str) -> Trigger:
    """The words as a trigger of a kind, in the sentence where they stand."""
    where = span(text, words, nth=nth)
    number = next(i for i, sentence in enumerate(sentences(text)) if sentence.span.overlaps(where))
    found = tuple(Code(name=name, value=value, score=0.9) for name, value in codes.items())
    return Trigger(kind=kind, span=where, sentence=number, score=0.9, codes=found, parts=parts)


def reading(source: str | Document, *findings: AnyFinding, **layers: Any) -> Reading:
    """A reading of a text or document with these findings, each in its layer."""
    read = document(source) if isinstance(source, str) else source
    kinds = {f"{kind}s": tuple(f for f in findings if f.kind == kind) for kind in KINDS}
    return Reading(document=read, **{"sentences": sentences(read.text), **kinds, **layers})


def actor(name: str, country: str | None = None, **known: Any) -> Actor:
    return Actor(name=name, country=country, **known)


def days(start: str | None, end: str | None = None, **known: Any) -> When:
    """An interval from ISO dates; one date alone is one day."""
    first = date.fromisoformat(start) if start else None
    return When(start=first, end=date.fromisoformat(end) if end else first, **known)


TALKS = (
    "Sudan's army and paramilitaries hold second day of talks\n"
    "Negotiators for Sudan's army and the RSF resumed talks under Norwegian mediation in Muscat on Wednesday. "
    "The RSF fired about 30 drones and 12 rockets at power stations in Atbara, "
    'and Bashir accused it of choosing "fire over words." '
    "The army demands that the RSF withdraw from all of North Darfur. "
    "An exchange of detainees is expected within days.\n"
    "-\n09:40\n-\n09:25\n"
)


def talks() -> Reading:
    """A reading with a finding of most kinds, as the reader would give it for ``TALKS``."""
    army, rsf = actor("Sudan's army", "SDN", sector="MIL"), actor("RSF", "SDN", sector="REB")
    norway = actor("Norway", "NOR")
    bashir = actor("Bashir", "SDN", role="Foreign Minister")
    tail = span(TALKS, "-\n09:40\n-\n09:25")
    source = document(
        TALKS,
        title="Sudan's army and paramilitaries hold second day of talks",
        published=date(2026, 4, 9),
        published_basis="inferred",
        published_clue=span(TALKS, "Wednesday"),
        language="en",
        residue=(Residue(start=tail.start, end=tail.end, kind="clock_column"),),
        doubts=("the page names no date",),
    )
    return reading(
        source,
        finding(
            "round", TALKS,
            {"parties": "Sudan's army and the RSF", "status": "resumed", "venue": "Muscat", "when": "Wednesday"},
            parties=(army, rsf), mediators=(norway,), day_number=(2,), status="ongoing",
            venue=Place(name="Muscat", country="OMN", lat=23.58, lon=58.41, where_prec=1, geo_precision=1),
            when=days("2026-04-08", "2026-04-09", basis="resolved", words="Wednesday"),
        ),
        finding(
            "position", TALKS,
            {"party": "The army", "stance": "demands", "content": "the RSF withdraw from all of North Darfur"},
            party=army, stance="demands", issue="withdrawal", content="the RSF withdraw from all of North Darfur",
        ),
        finding(
            "statement", TALKS, {"speaker": "Bashir", "quote": "fire over words", "act": "accused"},
            speaker=bashir, act="accuse", quote=("fire over words",), quoted=True, addressee=rsf,
        ),
        incident(),
        finding(
            "exchange", TALKS, {"category": "detainees", "status": "is expected"},
            category="detainees", parties=(army, rsf), status="expected", asserted="expected",
            attributed_to=Attribution(speaker=bashir, anonymity="named"), confidence=0.4,
        ),
    )  # fmt: skip


def incident() -> AnyFinding:
    from dragoman.record.incidents import IncidentType, Munition, Target

    drones = Quantity(low=30, best=30, high=30, qualifier="about", unit="drones", words="about 30 drones")
    return finding(
        "incident", TALKS, {"attacker": "The RSF", "munitions": "about 30 drones", "places": "Atbara"},
        type=IncidentType(code="missile_and_drone_strike", event_type="Explosions/Remote violence"),
        attacker=actor("RSF", "SDN"),
        target=Target(words="power stations", category="energy"), places=(Place(name="Atbara", country="SDN"),),
        munitions=(Munition(class_="drone", launched=drones), Munition(class_="rocket")), killed=None,
    )  # fmt: skip
