"""Finding → a heading and labelled lines in plain words; what it looks like is the views' business."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import singledispatch
from typing import Any

from dragoman.record.actors import Actor
from dragoman.record.agreements import Agreement
from dragoman.record.events import Event
from dragoman.record.exchanges import Exchange
from dragoman.record.findings import KINDS, Finding, Kind
from dragoman.record.incidents import Incident
from dragoman.record.positions import Position
from dragoman.record.reading import AnyFinding
from dragoman.record.rounds import Round
from dragoman.record.statements import Statement
from dragoman.serve.phrases import listed, name, phrase, quoted, several, words

NAMES: dict[Kind, tuple[str, str]] = {
    "round": ("round of talks", "rounds of talks"),
    "position": ("position", "positions"),
    "statement": ("statement", "statements"),
    "incident": ("incident", "incidents"),
    "exchange": ("exchange", "exchanges"),
    "agreement": ("agreement", "agreements"),
    "event": ("event", "events"),
}
_SHARED = frozenset(each.name for each in fields(Finding)) | {"kind"}
_IN_HEADING: dict[Kind, tuple[str, ...]] = {
    "round": ("venue", "when", "status"),
    "position": ("issue", "firmness", "when"),
    "statement": ("when", "medium"),
    "incident": ("places", "when"),
    "exchange": ("place", "when", "status"),
    "agreement": ("status", "declared"),
    "event": ("place", "when", "status"),
}
_SAID: dict[Kind, tuple[str, ...]] = {  # fields that the subject of the heading tells, or that are not for people
    "round": ("round_number", "day_number", "previous", "next"),
    "position": ("party", "stance"),
    "statement": ("speaker", "act", "addressee", "quoted", "about_finding"),
    "incident": ("type", "attacker"),
    "exchange": ("category", "parties"),
    "agreement": ("type", "parties"),
    "event": ("event_type", "mode", "actors", "recipients"),
}
_EVERY_ITEM_A_LINE = ("delegations", "outcomes", "quote", "terms", "compliance", "damage", "justification", "munitions")
_IN_QUOTES = ("quote", "issue_words")
_VOICES = {
    "claimed": "claimed by {}", "alleged": "alleged by {}", "denied": "denied by {}",
    "expected": "expected by {}", "hypothetical": "hypothetical, {}", "reported": "according to {}",
}  # fmt: skip
_STANCES = {
    "demands": "Demand", "rejects": "Refusal", "accepts": "Acceptance", "offers": "Offer",
    "conditions": "Condition", "open": "Open question", None: "Position",
}  # fmt: skip
_ACTS = {"say": "said", "deny": "denied", "justify": "justified"}
_DONE_TO = ("accuse", "criticise", "praise", "threaten", "urge", "warn")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a heading and the field that they tell, for whoever colours them."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled value."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """One finding for people: what it is, then everything else that the text says of it."""

    kind: Kind
    heading: tuple[Piece, ...]
    lines: tuple[Line, ...]
    confidence: float


def block(finding: AnyFinding) -> Block:
    """Describe a finding; every field that holds something is told exactly once."""
    kind = finding.kind
    rest = [Piece(field, _words_of(field, value)) for field, value in _held(finding, _IN_HEADING[kind])]
    told = _SHARED | {*_IN_HEADING[kind], *_SAID[kind]}
    if isinstance(finding, Position) and (finding.issue_words or "") in (finding.content or ""):
        told |= {"issue_words"}  # the content says it all
    others = [each.name for each in fields(finding) if each.name not in told]
    lines = [line for field, value in _held(finding, others) for line in _lines(field, value)]
    return Block(
        kind, (Piece("subject", _capital(subject(finding))), *rest, *_voice(finding)), tuple(lines), finding.confidence
    )


def by_kind(findings: tuple[AnyFinding, ...]) -> dict[Kind, list[AnyFinding]]:
    """Group findings by kind in the codebook's order, kinds without any left out."""
    groups: dict[Kind, list[AnyFinding]] = {kind: [each for each in findings if each.kind == kind] for kind in KINDS}
    return {kind: group for kind, group in groups.items() if group}


def counted(kind: Kind, number: int) -> str:
    """Return "1 round of talks", "3 rounds of talks"."""
    return f"{number} {NAMES[kind][number != 1]}"


def _held(finding: AnyFinding, names: Iterable[str]) -> list[tuple[str, Any]]:
    return [(each, value) for each in names if (value := getattr(finding, each)) not in (None, (), "")]


def _words_of(field: str, value: Any) -> str:  # noqa: ANN401  any value of a finding
    return quoted(value) if field in _IN_QUOTES else phrase(value)


def _lines(field: str, value: Any) -> list[Line]:  # noqa: ANN401  any value of a finding
    if field in _EVERY_ITEM_A_LINE:
        return [Line(field, _words_of(field, item)) for item in value]
    return [Line(field, _words_of(field, value))]


def _capital(heading: str) -> str:
    return heading[:1].upper() + heading[1:]


def _voice(finding: AnyFinding) -> list[Piece]:
    """Tell whose word it is, where it is not the writer's."""
    if finding.attributed_to:
        return [Piece("asserted", _VOICES[finding.asserted].format(phrase(finding.attributed_to)))]
    return [] if finding.asserted == "reported" else [Piece("asserted", finding.asserted)]


_FORCE = {
    "ied": "Explosion of an IED",
    "other": "Use of force",
    "ramming": "Ramming attack",
    "stabbing": "Stabbing attack",
}


@singledispatch
def subject(finding: object) -> str:
    """Return what a finding is, in its heading's first words."""
    raise TypeError(f"no heading for {type(finding).__name__}")


@subject.register
def _(finding: Round) -> str:
    number = f"Round {finding.round_number}" if finding.round_number else "Talks"
    days = listed(str(day) for day in finding.day_number)
    return f"{number}, day {days}" if days else number


@subject.register
def _(finding: Position) -> str:
    what = _STANCES[finding.stance]
    return f"{what} {'of' if finding.stance == 'open' else 'by'} {name(finding.party)}" if finding.party else what


@subject.register
def _(finding: Statement) -> str:
    speaker = phrase(finding.speaker) if finding.speaker else "Somebody"
    act = finding.act or "say"
    did = f"{speaker} {_ACTS.get(act) or (act + 'd' if act.endswith('e') else act + 'ed')}"
    return f"{did}{' ' if act in _DONE_TO else ' to '}{name(finding.addressee)}" if finding.addressee else did


@subject.register
def _(finding: Incident) -> str:
    code = finding.type.code if finding.type else ""
    what = _FORCE.get(code) or (phrase(finding.type).capitalize() if finding.type else "Incident")
    return f"{what} by {phrase(finding.attacker)}" if finding.attacker else what


@subject.register
def _(finding: Exchange) -> str:
    return _between(f"Exchange of {finding.category}" if finding.category else "Exchange", finding.parties)


@subject.register
def _(finding: Agreement) -> str:
    known = finding.type and finding.type != "other"
    return _between(words(finding.type or "").capitalize() if known else "Agreement", finding.parties)


@subject.register
def _(finding: Event) -> str:
    what = " ".join(filter(None, (finding.event_type or "EVENT", finding.mode)))
    who = " → ".join(several(group) for group in (finding.actors, finding.recipients) if group)
    return f"{what}: {who}" if who else what


def _between(what: str, parties: Sequence[Actor]) -> str:
    if not parties:
        return what
    return f"{what} {'between' if len(parties) > 1 else 'with'} {listed(map(name, parties))}"
