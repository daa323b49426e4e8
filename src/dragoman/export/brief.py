"""A process in a period as a brief in which every sentence carries its evidence, in Markdown and HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from dragoman.codebook.sheets import sheet
from dragoman.export.cited import Grounded, Part, Sentence, grounded
from dragoman.export.holdings import Holdings
from dragoman.export.told import days, preferred, reports, voice_of
from dragoman.export.wording import worded
from dragoman.record.findings import KINDS
from dragoman.record.records import Field, Process, Record, Report, Value

News = Literal["", "new", "changed"]
_WRITER = "the writer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a brief says of one record; ``news`` where that was not so in an earlier brief."""

    record: str
    sentences: tuple[Sentence, ...]
    news: News = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The records of one kind, the earliest first."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A process and a period; nothing but cited sentences under headings, and the reports that they cite.

    ``unsupported`` counts the records of which nothing could be said, so that their lack does not go unseen.
    ``since`` is the moment since when what is new or changed is marked, where any is.
    """

    title: str
    start: date
    end: date
    sections: tuple[Section, ...]
    reports: dict[str, Report]
    unsupported: int = 0
    since: datetime | None = None


def marked(brief: Brief, news: Mapping[str, News], *, since: datetime) -> Brief:
    """Return a brief in which the entries that an earlier one did not have so are marked.

    Args:
        brief: of now.
        news: what became of records since, by id; records that are missing are as they were.
        since: the moment of the earlier one, in UTC.
    """
    sections = tuple(
        replace(each, entries=tuple(replace(entry, news=news.get(entry.record, "")) for entry in each.entries))
        for each in brief.sections
    )
    return replace(brief, sections=sections, since=since)


def brief_of(holdings: Holdings, process: Process, *, start: date, end: date) -> Brief:
    """Return the brief of a process.

    Args:
        holdings: records; those of the process count.
        process: what it is about.
        start: first day of the period.
        end: last day of it, inclusive; records that no report dates count by the day of a report.
    """
    chosen = [each for each in holdings.records if each.process == process.id and _is_in(each, start, end)]
    entries = {record.id: _entry(record) for record in chosen}
    sections = (_section(kind, chosen, entries) for kind in KINDS)
    told = {ident: report for record in chosen for ident, report in reports(record).items()}
    return Brief(
        title=process.name, start=start, end=end, sections=tuple(each for each in sections if each.entries),
        reports=told, unsupported=sum(not entry.sentences for entry in entries.values()),
    )  # fmt: skip


def _is_in(record: Record, start: date, end: date) -> bool:
    first, last = days(record)
    if first is None and last is None:
        return any(each.published and start <= each.published <= end for each in reports(record).values())
    return (first is None or first <= end) and (last is None or last >= start)


def _section(kind: str, chosen: list[Record], entries: dict[str, Entry]) -> Section:
    own = sorted((each for each in chosen if each.kind == kind), key=_order)
    told = tuple(entries[each.id] for each in own if entries[each.id].sentences)
    return Section(title=str(sheet("briefs")[kind]["title"]), entries=told)


def _order(record: Record) -> tuple[date, str]:
    first, last = days(record)
    return (first or last or date.max, record.id)


def _entry(record: Record) -> Entry:
    told = sheet("briefs")[record.kind]
    sentences = [_main(record, told), *(_further(record, *each) for each in told["further"])]
    figures = dict(told["figures"])
    sentences += [_figure(field, before) for name, before in figures.items() if (field := record.fields.get(name))]
    others = [each for each in record.fields.values() if each.name not in figures]
    sentences += [
        _figure(each, *_label(each)) for each in others if each.spread
    ]  # of list items: "munitions.drone.hit"
    disputes = [_dispute(each) for each in others if each.is_disputed and not each.spread]
    return Entry(record=record.id, sentences=tuple(each for each in (*sentences, *disputes) if each))


def _main(record: Record, told: dict[str, Any]) -> Sentence | None:
    clauses = [part for name, before in told["clauses"] for part in _clause(record, name, before)]
    return _sentence([told["opening"], *clauses, _hedge(record), "."])


def _hedge(record: Record) -> str:
    """Say that a thing is alleged, denied, …: a code that no single words state, and a sentence must not do without."""
    asserted = preferred(record, "asserted")
    return f" (put as {asserted})" if asserted in sheet("briefs")["hedged"]["asserted"] else ""


def _further(record: Record, name: str, before: str) -> Sentence | None:
    return _sentence([*_clause(record, name, before), "."])


def _clause(record: Record, name: str, before: str) -> list[Part]:
    """Return the fixed words and the preferred value of a field, all values of a list; nothing without evidence."""
    field = record.fields.get(name)
    if field is None:
        return []
    values = field.values if isinstance(field.preferred, list) else _chosen(field)
    found = [ground for value in values if (ground := _ground(value))]
    return [before, *_joined(found, ", ")] if found else []


def _chosen(field: Field) -> tuple[Value, ...]:
    """Return the preferred value of a field; none where a rule made it up out of several."""
    return tuple(value for value in field.values[:1] if value.value == field.preferred)


def _ground(value: Value) -> Grounded | None:
    words = worded(value.value)
    return grounded(words, value) if words else None


def _figure(field: Field, *before: Part) -> Sentence | None:
    """Say a figure: the range over all who give one, then each value with its voices."""
    bounds = _bounds(field) if len(field.values) > 1 else []
    between: list[Part] = [*_joined(bounds, ", "), "; "] if bounds else []
    return _sentence([*before, *between, *_voiced(field), "."], is_dispute=field.is_disputed)


def _bounds(field: Field) -> list[Grounded]:
    """Say low, best and high over the claimants, each by the values that name it."""
    found = []
    for bound in ("low", "best", "high"):
        number = getattr(field.spread, bound, None)
        naming = (value for value in field.values if number is not None and number in _numbers(value, bound))
        grounds = (ground for value in naming if (ground := grounded(f"{bound} {number}", value)))
        found += [each for each in [next(grounds, None)] if each]
    return found


def _numbers(value: Value, bound: str) -> tuple[Any, ...]:
    """Return the numbers by which a value can bound a figure on that side: its own bound, else the figure itself."""
    low, best, high = (value.value.get(each) for each in ("low", "best", "high"))
    own = {"low": low, "best": best, "high": high}[bound]
    if bound == "best":
        return (low, best, high)  # where nobody gives one figure, a bound leads
    return (best if own is None else own,)


def _dispute(field: Field) -> Sentence | None:
    return _sentence(["In dispute, ", *_label(field), *_voiced(field), "."], is_dispute=True)


def _label(field: Field) -> list[Part]:
    """Return the name of a field, which may hold the name of what is counted, on the grounds of its values."""
    words = field.name.replace("_", " ").replace(".", ", ")
    found = next((ground for value in field.values if (ground := grounded(words, value))), None)
    return [found, ": "] if found else []


def _voiced(field: Field) -> list[Part]:
    """Return every value of a field with those who state it."""
    found: list[Part] = []
    for value in field.values:
        if ground := _ground(value):
            voices = dict.fromkeys(voice_of(each) or _WRITER for each in ground.support)
            found += ["; " if found else "", ground, " (", Grounded(", ".join(voices), value), ")"]
    return found


def _joined(found: list[Grounded], comma: str) -> list[Part]:
    return [part for ground in found for part in (comma, ground)][1:]


def _sentence(parts: list[Part], *, is_dispute: bool = False) -> Sentence | None:
    """Return a sentence, or nothing where no value with evidence is in it."""
    kept = tuple(part for part in parts if part)
    return Sentence(kept, is_dispute) if any(isinstance(part, Grounded) for part in kept) else None
