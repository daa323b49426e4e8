"""An incident as the page tells it: bars of munitions by claimant, casualties, what was lost, and who says which."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.reconcile.contradictions import number_of
from dragoman.reconcile.stated import canonical, key_of
from dragoman.reconcile.voices import voice_behind
from dragoman.record.incidents import Incident
from dragoman.record.records import Record, Voiced
from dragoman.serve.blocks import Piece
from dragoman.serve.phrases import listed, name, phrase
from dragoman.serve.record_words import (
    Claimed,
    Told,
    document_short,
    fields_in_words,
    heading,
    label_of,
    standing,
    sureness,
)

PARTS = ("launched", "intercepted", "hit")
LOSSES = ("killed", "injured", "missing", "captured", "abducted", "displaced")
_TOLD = ("attacker", "target", "damage", "service_loss", "responsibility", "justification")
LENGTH = 200.0  # units of the longest bar
_LEAST = 1.5  # units of a number that is not zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number as a claimant words it; ``length`` is that of its bar, None where no number is named."""

    words: str
    length: float | None
    is_open: bool  # "at least", "up to", "dozens": the bar has no sure end


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who states something, and by which outlets it was carried where it is no outlet itself."""

    name: str
    carried: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What one claimant says of one kind of munition; a number that the claimant does not state is None.

    Several claimants only where none of them states any number.
    """

    claimants: tuple[Claimant, ...]
    counts: Mapping[str, Count | None]  # by part

    @property
    def has_number(self) -> bool:
        """Whether any number is stated."""
        return any(self.counts.values())

    @property
    def length(self) -> float:
        """The length of the whole bar."""
        launched, stopped, struck = (each.length or 0.0 if each else 0.0 for each in map(self.counts.get, PARTS))
        return max(launched, stopped + struck)


@dataclass(frozen=True, slots=True, kw_only=True)
class Munitions:
    """A kind of munition with a bar for each claimant: never summed."""

    words: str
    bars: tuple[Bar, ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """How many were killed, injured … over all who say so; a bound that nobody states is None."""

    label: str
    low: float | None
    best: float | None
    high: float | None
    claims: tuple[Claimed, ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Disputed:
    """A field on which reports contradict each other."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An incident with all that is claimed of it; ``hits`` are those of a wave."""

    id: str
    pieces: tuple[Piece, ...]
    standing: str
    sureness: str
    disputes: tuple[Disputed, ...]
    munitions: tuple[Munitions, ...]
    losses: tuple[Loss, ...]
    told: tuple[Told, ...]
    is_judged: bool = False
    wave: str | None = None  # the record it is part of
    hits: tuple["Row", ...] = ()

    @property
    def address(self) -> str:
        """Where the record is shown with its evidence."""
        return f"/records/{self.id}"


@dataclass(slots=True)
class _Claim:
    """What one finding says of one kind of munition."""

    voice: Voiced
    parts: dict[str, Any] = field(default_factory=dict)


def row_of(record: Record, hits: Iterable[Row] = ()) -> Row:
    """Return what the page shows of an incident."""
    stated = {name: field for name, field in record.fields.items() if name.partition(".")[0] in (*LOSSES, *_TOLD)}
    told = {each.field: each for each in fields_in_words(replace(record, fields=stated))}
    return Row(
        id=record.id, pieces=heading(record), standing=standing(record), sureness=sureness(record.confidence),
        disputes=tuple(Disputed(label_of(name)) for name, field in record.fields.items() if field.is_disputed),
        munitions=tuple(munitions_in(record)), losses=tuple(_losses(record, told)),
        told=tuple(each for name, each in told.items() if name.partition(".")[0] in _TOLD),
        is_judged=bool(record.judged), wave=record.part_of, hits=tuple(hits),
    )  # fmt: skip


def munitions_in(record: Record) -> Iterator[Munitions]:
    """Yield the munitions of an incident, each with the numbers of every claimant on one scale."""
    for kind, claims in _claims(record).items():
        numbers = [lead for claim in claims for value in claim.parts.values() if (lead := number_of(value)) is not None]
        scale = LENGTH / max(numbers, default=0) if max(numbers, default=0) else 0.0
        names = [f"munitions.{kind}.{part}" for part in PARTS]
        yield Munitions(
            words=label_of(f"munitions.{kind}"), bars=tuple(_bars(claims, scale)),
            is_disputed=any(record.fields[each].is_disputed for each in names if each in record.fields),
        )  # fmt: skip


def _claims(record: Record) -> Mapping[str, list[_Claim]]:
    """Return what each finding, and each judge, says of each kind of munition."""
    held = record.fields.get("munitions")
    voices = {voice.finding: voice for value in held.values for voice in value.tellings} if held else {}
    found: dict[str, dict[tuple[str, str | None], _Claim]] = {}
    for telling in record.tellings:
        for each in telling.finding.munitions if isinstance(telling.finding, Incident) else ():
            if (voice := voices.get(telling.finding.id)) is not None:
                found.setdefault(key_of(each), {})[voice.finding, None] = _Claim(voice)
    for stated in record.fields.values():
        root, _, rest = stated.name.partition(".")
        kind, _, part = rest.rpartition(".")
        if root != "munitions" or part not in PARTS:
            continue
        for value in stated.values:
            for voice in value.tellings:
                claim = found.setdefault(kind, {}).setdefault((voice.finding, voice.judged_by), _Claim(voice))
                claim.parts[part] = value.value
    return {kind: list(claims.values()) for kind, claims in found.items()}


def _bars(claims: Iterable[_Claim], scale: float) -> Iterator[Bar]:
    """Yield a bar for each claimant and what it says: the same words in two outlets are one bar.

    Those who name the munition without a number come last, together.
    """
    together: dict[tuple[str, str], list[_Claim]] = {}
    mute: dict[str, list[_Claim]] = {}
    for claim in claims:
        who = claim.voice.judged_by or voice_behind(claim.voice)
        if claim.parts:
            together.setdefault((who, canonical(claim.parts)), []).append(claim)
        else:
            mute.setdefault(who, []).append(claim)
    for alike in together.values():
        counts = {part: _count(alike[0].parts.get(part), scale) for part in PARTS}
        yield Bar(claimants=(_claimant(alike),), counts=counts)
    if mute:
        yield Bar(claimants=tuple(map(_claimant, mute.values())), counts=dict.fromkeys(PARTS))


def claimant(voice: Voiced) -> str:
    """Return who states a value, without the outlet that carried the words of somebody else."""
    if voice.judged_by:
        return f"judged by {voice.judged_by}"
    said = voice.attributed_to
    return name(said.speaker) if said else voice.source or f"report {document_short(voice.document)}"


def _claimant(claims: Sequence[_Claim]) -> Claimant:
    return Claimant(claimant(claims[0].voice), _carried(claims))


def _carried(claims: Iterable[_Claim]) -> str:
    told = (each.voice for each in claims if each.voice.attributed_to and not each.voice.judged_by)
    return listed(dict.fromkeys(each.source or f"report {document_short(each.document)}" for each in told))


def _count(value: Any, scale: float) -> Count | None:  # noqa: ANN401  a field's JSON
    if value is None:
        return None
    lead = number_of(value)
    length = None if lead is None else round(max(_LEAST, lead * scale), 1) if lead else 0.0
    is_open = not isinstance(value, dict) or value.get("qualifier") not in ("exact", "about", "nearly")
    return Count(words=_number_words(value), length=length, is_open=is_open)


def _number_words(value: Any) -> str:  # noqa: ANN401  a field's JSON
    if not isinstance(value, dict):
        return str(value)
    low, best, high = (value.get(name) for name in ("low", "best", "high"))
    how = str(value.get("qualifier") or "exact").replace("_", " ")
    number = best if best is not None else low if low is not None else high
    if number is None:
        return how
    if low is not None and high is not None and low != high:
        return f"{phrase(low)} to {phrase(high)}"
    if best is None and low is not None:
        return f"at least {phrase(low)}"
    if best is None:
        return f"at most {phrase(high)}"
    return phrase(best) if how == "exact" else f"{how} {phrase(best)}"


def _losses(record: Record, told: Mapping[str, Told]) -> Iterator[Loss]:
    """Yield the casualties that anybody states."""
    for each in LOSSES:
        stated = record.fields.get(each)
        if stated is None or each not in told:
            continue
        spread = stated.spread
        low, best, high = (spread.low, spread.best, spread.high) if spread else (None, None, None)
        yield Loss(label=each, low=low, best=best, high=high, claims=told[each].values, is_disputed=stated.is_disputed)
