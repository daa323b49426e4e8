"""Values in plain words: who, where, when, how many, as a person would write them down."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from functools import singledispatch

from dragoman.record.actors import Actor, Attribution
from dragoman.record.agreements import Compliance, Term
from dragoman.record.exchanges import Release
from dragoman.record.incidents import (
    Damage,
    IncidentType,
    Justification,
    Munition,
    Responsibility,
    ServiceLoss,
    Target,
)
from dragoman.record.places import Place
from dragoman.record.quantities import Quantity
from dragoman.record.rounds import AgendaItem, Delegation, Outcome
from dragoman.record.times import When

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ARTICLE = re.compile(r"^(?:The|An?)(?= [a-z])")
_MARKS = '“”"'


@singledispatch
def phrase(value: object) -> str:
    """Return one value of a finding in plain words."""
    return words(str(value))


def words(code: str) -> str:
    """Return a code as words: ``in_force`` is "in force"."""
    return code.replace("_", " ")


def quoted(text: str) -> str:
    """Return words of the report in quotation marks, its own outer ones not doubled."""
    return f"“{text.strip(_MARKS)}”"


def listed(items: Iterable[str]) -> str:
    """Join names: "A", "A and B", "A, B and C"."""
    *most, last = list(items) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def several(values: Sequence[object]) -> str:
    """Return the values of a list, short ones on one line; a value said twice is said once."""
    return "; ".join(dict.fromkeys(phrase(value) for value in values))


@phrase.register
def _(value: bool) -> str:  # noqa: FBT001  singledispatch passes it so
    return "yes" if value else "no"


@phrase.register(int)
@phrase.register(float)
def _(value: float) -> str:
    return f"{value:,.10g}"


@phrase.register
def day(value: date) -> str:
    """Return "5 February 2026"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


@phrase.register
def _(value: tuple) -> str:  # type: ignore[type-arg]
    return several(value)


@phrase.register
def actor(value: Actor) -> str:
    """Return the name, with the title where the text gives one that says more: no "army spokesman (spokesman)"."""
    who, role = name(value), value.role or ""
    says_more = role and role.casefold() not in who.casefold() and who.casefold() not in role.casefold()
    return f"{who} ({role})" if says_more else who


def name(value: Actor) -> str:
    """Return the name alone; an article that began a sentence is small, that of "The Hague" is not."""
    return _ARTICLE.sub(lambda found: found[0].lower(), value.canonical or value.name)


@phrase.register
def _(value: Attribution) -> str:
    via = f", by way of {value.via}" if value.via else ""
    return actor(value.speaker) + via


@phrase.register
def place(value: Place) -> str:
    """Return the name with its country, unless it is a country."""
    name = value.canonical or value.name
    country = _country(value.country)
    return f"{name} ({country})" if country and country != name else name


def _country(code: str | None) -> str | None:
    from dragoman.codebook.countries import by_code

    known = by_code().get(code or "")
    return known.name if known else code


@phrase.register
def when(value: When) -> str:
    """Return the days, and the words where they are not plain days themselves."""
    days = between(value.start, value.end)
    if not value.words or value.basis == "stated":
        return days
    return f"{days} ({quoted(value.words)})" if days else f"{quoted(value.words)}, date unknown"


def between(start: date | None, end: date | None) -> str:
    """Return an interval of days in the shortest plain form: a day, a month, a year, or both ends."""
    if start is None or end is None:
        known = [f"from {day(start)}"] if start else []
        return " ".join(known + ([f"until {day(end)}"] if end else []))
    if start == end:
        return day(start)
    return _whole(start, end) or f"{_first(start, end)}{day(end)}"


def _whole(start: date, end: date) -> str | None:
    """Return "2022" or "January 2026" for a whole year or month."""
    closes = end.day == monthrange(end.year, end.month)[1]
    if start.day != 1 or not closes or start.year != end.year:
        return None
    if (start.month, end.month) == (1, 12):
        return str(start.year)
    return f"{_MONTHS[start.month - 1]} {start.year}" if start.month == end.month else None


def _first(start: date, end: date) -> str:
    """Return what of the first day differs from the last, with the dash."""
    if start.year != end.year:
        return f"{day(start)} – "
    return f"{start.day} {_MONTHS[start.month - 1]} – " if start.month != end.month else f"{start.day}–"


@phrase.register
def quantity(value: Quantity) -> str:
    """Return the figure as the text words it, else its bounds."""
    if value.words:
        return value.words if not value.who or value.who in value.words else f"{value.words} ({value.who})"
    counted = f" {value.unit}" if value.unit else ""
    return f"{_bounds(value)}{counted}"


def _bounds(value: Quantity) -> str:
    low, best, high = value.low, value.best, value.high
    if best is not None:
        return f"{'about ' if value.qualifier == 'about' else ''}{phrase(best)}"
    if low is not None and high is not None:
        return f"{phrase(low)} to {phrase(high)}"
    if low is not None:
        return f"at least {phrase(low)}"
    return f"at most {phrase(high)}" if high is not None else words(value.qualifier)


@phrase.register
def _(value: Delegation) -> str:
    person = actor(value.person) if value.person else value.role or ""
    if value.person and value.role and not value.person.role:
        person = f"{person} ({value.role})"
    party = f"{name(value.party)}: " if value.party else ""
    return f"{party}{person}{', head' if value.head else ''}"


@phrase.register
def _(value: AgendaItem) -> str:
    return f"{words(value.issue)} {quoted(value.words)}"


@phrase.register
def _(value: Outcome) -> str:
    said = quoted(value.words) if value.quoted else value.words
    notes = [phrase(value.attributed_to)] if value.attributed_to else []
    return _noted(said, [*notes, *([value.tone] if value.tone else [])])


@phrase.register
def _(value: IncidentType) -> str:
    return words(value.code)


@phrase.register
def _(value: Target) -> str:
    return _noted(value.words, [words(value.category)] if value.category else [])


@phrase.register
def _(value: Munition) -> str:
    figures = (("launched", value.launched), ("intercepted", value.intercepted), ("hit", value.hit))
    told = [f"{quantity(figure)} {what}" for what, figure in figures if figure]
    kind = f"{words(value.class_)}{f' {value.model}' if value.model else ''}"
    return f"{kind}: {', '.join(told)}" if told else kind


@phrase.register
def _(value: Damage) -> str:
    level = [words(value.level)] if value.level else []
    count = [quantity(value.count)] if value.count else []
    return _noted(value.object, [*level, *count, *([place(value.place)] if value.place else [])])


@phrase.register
def _(value: ServiceLoss) -> str:
    affected = f"{quantity(value.affected)} without {value.service}" if value.affected else f"{value.service} lost"
    unit = f" ({value.unit})" if value.unit and value.unit not in affected else ""
    return f"{affected}{unit}{f', {place(value.place)}' if value.place else ''}"


@phrase.register
def _(value: Responsibility) -> str:
    return f"{name(value.by)} {value.stance} it"


@phrase.register
def _(value: Justification) -> str:
    return _noted(value.words, [phrase(value.attributed_to)] if value.attributed_to else [])


@phrase.register
def _(value: Release) -> str:
    return f"{quantity(value.quantity)} to {name(value.party)}" if value.quantity else name(value.party)


@phrase.register
def _(value: Term) -> str:
    return _noted(value.words, [words(value.code)] if value.code else [])


@phrase.register
def _(value: Compliance) -> str:
    kept = {True: ["kept"], False: ["broken"], None: []}[value.kept]
    return _noted(value.words, [*([name(value.by)] if value.by else []), *kept])


def _noted(text: str, notes: Sequence[str]) -> str:
    return f"{text} ({', '.join(notes)})" if notes else text
