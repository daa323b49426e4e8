"""Rounds of talks as a process page shows them: where, who sat at the table, what was said, what is disputed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.reconcile.actors import side_name, side_of
from dragoman.reconcile.series import adversaries_of
from dragoman.reconcile.timeline import days_of
from dragoman.record.actors import Actor
from dragoman.record.records import Field, Record, Value
from dragoman.record.rounds import Outcome, Round
from dragoman.serve.phrases import listed, name, phrase, words
from dragoman.serve.record_words import Told, days_in_words, disputes, merged, standing, value_in_words
from dragoman.serve.web.quotes import Quote, quotes_for, record_address
from dragoman.spelling import finding_of

WRITERS = "in the words of the reports"  # whose word it is where nobody is named
_COMING = ("planned", "ongoing")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTable:
    """An issue of a round's agenda."""

    code: str
    words: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideSaid:
    """What one side says came of a round."""

    side: str
    said: tuple[tuple[str, tuple[Quote, ...]], ...]  # the tone, and the words


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A field on which reports contradict each other: every value with the words that state it."""

    told: Told
    quotes: tuple[tuple[str, tuple[Quote, ...]], ...]  # the value in words, and who states it


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundShown:
    """A round of talks in words; what nobody tells is empty."""

    id: str
    title: str
    series: str
    number: str
    days: str
    first: date | None
    last: date | None
    is_told: bool  # dated by a report, and not by the day of one alone
    place: str
    mediators: str
    hosts: str
    heads: tuple[str, ...]
    others: tuple[str, ...]  # further members of delegations
    level: str
    format: str
    status: str
    hedge: str
    standing: str
    disputed: frozenset[str]  # names of fields
    agenda: tuple[OnTable, ...]
    outcomes: tuple[SideSaid, ...]
    contested: tuple[Contested, ...]

    @property
    def address(self) -> str:
        """Where the record is shown with all its claims."""
        return record_address(self.id)

    @property
    def is_coming(self) -> bool:
        """Whether it is planned or goes on, by what the rule in force holds."""
        return self.status in _COMING


def rounds_of(records: Iterable[Record], sides: Sequence[str] = ()) -> tuple[RoundShown, ...]:
    """Return the rounds among records by day, those without one last.

    Args:
        records: of any kinds.
        sides: names of the parties of the process, whose word on outcomes comes first.
    """
    shown = [_round(record, sides) for record in records if record.kind == "round"]
    return tuple(sorted(shown, key=lambda each: (each.first or each.last or date.max, each.number, each.id)))


def next_of(rounds: Iterable[RoundShown], reference: date) -> RoundShown | None:
    """Return the next meeting: of the rounds planned or ongoing the first that is not over by a day.

    Args:
        rounds: by day.
        reference: the day from which on a meeting is the next one.
    """
    coming = (each for each in rounds if each.is_coming and each.is_told and (each.last or date.max) >= reference)
    return next(coming, None)


def agenda_of(rounds: Iterable[RoundShown]) -> tuple[tuple[str, tuple[tuple[OnTable, ...], ...]], ...]:
    """Return issues by rounds: each issue with what is on the table of each round that has an agenda, in their order.

    The issues of most rounds come first.
    """
    held = with_agenda(rounds)
    counts: dict[str, int] = {}
    for each in held:
        for code in {item.code for item in each.agenda}:
            counts[code] = counts.get(code, 0) + 1
    codes = sorted(counts, key=lambda code: (-counts[code], code))
    return tuple((code, tuple(tuple(i for i in each.agenda if i.code == code) for each in held)) for code in codes)


def with_agenda(rounds: Iterable[RoundShown]) -> tuple[RoundShown, ...]:
    """Return the rounds of which an agenda is told."""
    return tuple(each for each in rounds if each.agenda)


def contested_of(record: Record) -> tuple[Contested, ...]:
    """Return what reports contradict each other on, with the words of each value."""
    return tuple(_contested(record, told) for told in disputes(record))


def _contested(record: Record, told: Told) -> Contested:
    values = _values(record, told.field)
    if told.field == "total":  # it may contradict what the sides are said to have got back
        shares = [name for name in record.fields if name.startswith("released_to.")]
        values += [
            (f"to {_side_of(name)}: {words}", value) for name in shares for words, value in _values(record, name)
        ]
    return Contested(told=told, quotes=tuple((told_value, quotes_for(value)) for told_value, value in values))


def _side_of(share: str) -> str:
    """Return whose share "released_to.UKR.quantity" is."""
    return side_name(share.split(".")[1])


def _values(record: Record, name: str) -> list[tuple[str, Value]]:
    return [(value_in_words(record, name, value.value), value) for value in record.fields[name].values]


def _round(record: Record, sides: Sequence[str]) -> RoundShown:
    found = merged(record)
    assert isinstance(found, Round)
    days = days_of(record)
    delegations = {is_head: [each for each in found.delegations if bool(each.head) == is_head] for is_head in (1, 0)}
    return RoundShown(
        id=record.id, title=f"Round {found.round_number}" if found.round_number else "Talks", series=_series(record),
        number=str(found.round_number or ""), days=days_in_words(days), first=days.first, last=days.last,
        is_told=days.basis == "told", place=phrase(found.venue) if found.venue else "",
        mediators=_names(found.mediators), hosts=_names(found.hosts),
        heads=tuple(phrase(each).removesuffix(", head") for each in delegations[1]),
        others=tuple(map(phrase, delegations[0])), level=words(found.level or ""),
        format=", ".join(map(words, found.format)), status=words(found.status or ""),
        hedge="" if found.asserted == "reported" else found.asserted, standing=standing(record),
        disputed=frozenset(field.name for field in record.fields.values() if field.is_disputed),
        agenda=_agenda(record.fields.get("agenda")), outcomes=_outcomes(record, sides), contested=contested_of(record),
    )  # fmt: skip


def _names(actors: Iterable[Actor]) -> str:
    return listed(map(name, actors))


def _series(record: Record) -> str:
    """Return whose talks these are: rounds are numbered anew between other sides."""
    return " – ".join(sorted(map(side_name, adversaries_of(record)))) or "sides not told"


def _agenda(field: Field | None) -> tuple[OnTable, ...]:
    items = [(value, value.value) for value in field.values if isinstance(value.value, Mapping)] if field else []
    return tuple(
        OnTable(code=str(item.get("issue")), words=told, quotes=quotes_for(value, about=told))
        for value, item in items
        if (told := str(item.get("words") or ""))
    )


def _outcomes(record: Record, sides: Sequence[str]) -> tuple[SideSaid, ...]:
    field = record.fields.get("outcomes")
    said: dict[str, list[tuple[str, tuple[Quote, ...]]]] = {}
    for value in field.values if field else ():
        outcome = _outcome(value.value)
        if outcome is not None and (quotes := quotes_for(value, about=outcome.words)):
            said.setdefault(_side(outcome, value), []).append((outcome.tone or "", quotes))
    order = (*sides, *sorted(set(said) - {*sides, WRITERS}), WRITERS)
    return tuple(SideSaid(side=side, said=tuple(said[side])) for side in order if side in said)


def _outcome(value: Any) -> Outcome | None:  # noqa: ANN401  any JSON
    try:
        found = finding_of({"id": "", "kind": "round", "confidence": 0, "outcomes": [value]})
    except ValueError:  # set by a person or another program
        return None
    return found.outcomes[0] if isinstance(found, Round) else None


def _side(outcome: Outcome, value: Value) -> str:
    """Return whose word it is: the side of who is named with the words, else of who is named in the report."""
    voices = [each.attributed_to for each in value.tellings if each.attributed_to]
    said = outcome.attributed_to or next(iter(voices), None)
    return side_name(side_of(said.speaker)) if said else WRITERS
