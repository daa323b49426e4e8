"""A record with everything that is claimed: each field, each value of it, each voice, and the words it used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.record.records import Field, Record, Voiced
from dragoman.serve.phrases import day, words
from dragoman.serve.record_words import Told, fields_in_words, voice_in_words
from dragoman.serve.web.segments import address_of, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Words of a report, with their address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """That somebody states a value."""

    who: str
    outlet: str
    day: str
    asserted: str
    report: str  # address
    quotes: tuple[Cited, ...]
    judged_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedValue:
    """A value of a field with all who state it."""

    words: str
    is_preferred: bool
    sources: int  # independent ones
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedField:
    """A field with all its values, the preferred one first; ``rule`` is why it is preferred."""

    name: str
    label: str
    preferred: str
    rule: str
    is_disputed: bool
    is_list: bool
    values: tuple[ClaimedValue, ...]


def claims_in(record: Record) -> tuple[ClaimedField, ...]:
    """Return all fields of a record, those in dispute first, otherwise in the codebook's order."""
    fields = [_field(told, record.fields[told.field]) for told in fields_in_words(record)]
    return tuple(sorted(fields, key=lambda each: not each.is_disputed))


def _field(told: Told, field: Field) -> ClaimedField:
    preferred = field.preferred if told.is_list else [field.preferred]
    return ClaimedField(
        name=field.name, label=told.label, preferred=told.preferred, rule=words(field.rule),
        is_disputed=field.is_disputed, is_list=told.is_list,
        values=tuple(
            ClaimedValue(
                words=shown.words, is_preferred=each.value in preferred, sources=each.sources,
                claims=tuple(map(_claim, _by_day(each.tellings))),
            )
            for shown, each in zip(told.values, field.values, strict=True)
        ),
    )  # fmt: skip


def _claim(voice: Voiced) -> Claim:
    quotes: Mapping[int, Cited] = {
        each.start: Cited(words=shown(each.quote), address=address_of(voice.document, each.start))
        for each in voice.evidence
    }
    return Claim(
        who=voice_in_words(voice), outlet=voice.source or "unknown outlet",
        day=day(voice.published) if voice.published else "date unknown", asserted=words(voice.asserted),
        report=address_of(voice.document), quotes=tuple(quotes.values()), judged_by=voice.judged_by or "",
    )  # fmt: skip


def _by_day(voices: Iterable[Voiced]) -> list[Voiced]:
    return sorted(voices, key=lambda each: (each.judged_by is None, str(each.published or "9999"), each.finding))
