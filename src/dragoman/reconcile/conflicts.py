"""Per field everything that is claimed, who claims it, which value a named rule prefers, and what is in dispute."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.reconcile.disputes import is_disputed, is_superseded
from dragoman.reconcile.quantities import lead
from dragoman.reconcile.stated import Stated, canonical, stated_by
from dragoman.reconcile.voices import current, day_of, sources_of, standing, voiced
from dragoman.record.judgements import Judgement
from dragoman.record.quantities import Quantity
from dragoman.record.records import Field, Rule, Spread, Telling, Value, Voiced

Rank = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A value with everybody who states it; ``is_past`` where all of them have since said something else."""

    json: Any
    stated: tuple[Stated, ...]
    is_past: bool = False

    @property
    def sources(self) -> int:
        return sources_of(each.telling for each in self.stated)

    @property
    def latest(self) -> int:
        return max(day_of(each.telling).toordinal() for each in self.stated)


# How a rule ranks a value; the greatest comes first, equal ones by their JSON.
RANKS: Mapping[Rule, Callable[[_Candidate], Rank]] = {
    "latest": lambda each: (each.latest, each.sources),
    "most_sources": lambda each: (each.sources, each.latest),
    "range": lambda each: (each.sources, each.latest),  # a figure is its spread; everything else by sources
    "best_placed_source": lambda each: (max(standing(s.telling) for s in each.stated), each.sources, each.latest),
}


def fields_of(tellings: Sequence[Telling], edits: Iterable[Judgement] = (), *, rule: Rule) -> dict[str, Field]:
    """Return every field of the findings of one thing, in the codebook's order, figures of list items behind.

    Args:
        tellings: the findings of one thing.
        edits: judgements in force that set a field of one of them, the earliest first; the last on a field counts.
        rule: chooses the preferred value where people have not.
    """
    stated: dict[str, list[Stated]] = {}
    for telling in sorted(tellings, key=lambda each: each.finding.id):
        for each in stated_by(telling):
            stated.setdefault(each.field, []).append(each)
    names = sorted(stated, key=_place_in_codebook(tellings))
    found = {name: _field(stated[name], rule, disputed=is_disputed(stated[name], tellings)) for name in names}
    documents = {telling.finding.id: telling.report.id for telling in tellings}
    for edit in edits:
        if edit.field is not None:
            found[edit.field] = edited(found.get(edit.field), edit, documents.get(edit.subjects[0], ""), rule=rule)
    return found


def preferred_under(rule: Rule, name: str, tellings: Iterable[Telling]) -> Any:  # noqa: ANN401  any JSON
    """Return what a rule prefers in one field of the findings of one thing, judgements aside; None: nobody does."""
    ordered = sorted(tellings, key=lambda each: each.finding.id)
    stated = [each for telling in ordered for each in stated_by(telling) if each.field == name]
    return _field(stated, rule, disputed=False).preferred if stated else None


def edited(field: Field | None, edit: Judgement, document: str, *, rule: Rule) -> Field:
    """Return a field as a person set it: that value first and preferred, what reports say behind it."""
    name = edit.field or ""
    voice = Voiced(
        finding=edit.subjects[0], document=document, source=None, published=None, asserted="reported",
        attributed_to=None, evidence=(), judged_by=edit.by,
    )  # fmt: skip
    values = field.values if field else ()
    same = next((each for each in values if canonical(each.value) == canonical(edit.value)), None)
    own = Value(value=edit.value, tellings=(voice,), sources=0)
    first = replace(same, tellings=(voice, *same.tellings)) if same else own
    rest = tuple(each for each in values if each is not same)
    if field is None:
        return Field(name=name, values=(first, *rest), preferred=edit.value, rule=rule)
    return replace(field, values=(first, *rest), preferred=edit.value, is_disputed=False)


def spread_of(figures: Iterable[Quantity]) -> Spread:
    """Return the range over all who give a figure: the least and the greatest that anybody names.

    ``low`` and ``high`` are null where nobody bounds the number on that side, or where somebody leaves it open beyond
    what the others name: of "12" and "at least 30" nobody knows the greatest. ``best`` is left to the rule.
    """
    told = [(_or(each.low, each.best), _or(each.high, each.best)) for each in figures]
    low = min((one for one, _ in told if one is not None), default=None)
    high = max((top for _, top in told if top is not None), default=None)
    is_open_above = high is not None and any(one is not None and top is None and one > high for one, top in told)
    is_open_below = low is not None and any(top is not None and one is None and top < low for one, top in told)
    return Spread(low=None if is_open_below else low, best=None, high=None if is_open_above else high)


def _or(bound: float | None, best: float | None) -> int | float | None:
    return bound if bound is not None else best


def _field(stated: Sequence[Stated], rule: Rule, *, disputed: bool) -> Field:
    name, ranked = stated[0].field, _ranked(stated, rule)
    values = tuple(_value(each) for each in ranked)
    if stated[0].is_item:
        return Field(name=name, values=values, preferred=[each.value for each in values], rule=_told(rule))
    if not isinstance(stated[0].value, Quantity):
        return Field(name=name, values=values, preferred=values[0].value, rule=_told(rule), is_disputed=disputed)
    spread = replace(spread_of(each.value for each in stated), best=_best(ranked))
    preferred = _range(spread) if rule == "range" and len(values) > 1 else values[0].value
    return Field(name=name, values=values, preferred=preferred, rule=rule, spread=spread, is_disputed=disputed)


def _ranked(stated: Sequence[Stated], rule: Rule) -> list[_Candidate]:
    """Group equal values and rank them: what is still said first, then by the rule, then by the JSON."""
    groups: dict[str, list[Stated]] = {}
    for each in stated:
        groups.setdefault(each.key, []).append(each)
    said = frozenset(id(each) for each in _still_said(stated))
    candidates = [
        _Candidate(_fullest(group), tuple(group), is_past=not any(id(each) in said for each in group))
        for group in groups.values()
    ]
    by_name = sorted(candidates, key=lambda each: canonical(each.json))
    return sorted(by_name, key=lambda each: (not each.is_past, RANKS[rule](each)), reverse=True)


def _still_said(stated: Sequence[Stated]) -> Sequence[Stated]:
    """Leave out figures that their voice has brought up to date, and a status that has become another."""
    if isinstance(stated[0].value, Quantity):
        return current(stated)
    if stated[0].field == "status":
        told = [*{(each.key, day_of(each.telling)): each for each in stated}.values()]
        return [each for each in stated if not is_superseded(each, told)]
    return stated


def _fullest(group: Sequence[Stated]) -> Any:  # noqa: ANN401  any JSON
    """Return the telling of a value that says most, the first by its JSON of equals."""
    told = {canonical(each.json): each.json for each in group}
    return told[min(told, key=lambda text: (-len(text) + 4 * text.count("null"), text))]


def _value(candidate: _Candidate) -> Value:
    voices = {each.telling.finding.id: voiced(each) for each in candidate.stated}
    return Value(
        value=candidate.json, tellings=tuple(voices[ident] for ident in sorted(voices)), sources=candidate.sources
    )


def _best(ranked: Sequence[_Candidate]) -> int | float | None:
    """Return the number that the first value names."""
    number = next((lead(s.value) for each in ranked for s in each.stated if lead(s.value) is not None), None)
    return int(number) if number is not None and number == int(number) else number


def _range(spread: Spread) -> dict[str, Any]:
    qualifier = "exact" if spread.low == spread.high else "between"
    return {"low": spread.low, "best": spread.best, "high": spread.high, "qualifier": qualifier}


def _told(rule: Rule) -> Rule:
    """Name the rule that applies to what is no figure."""
    return "most_sources" if rule == "range" else rule


def _place_in_codebook(tellings: Sequence[Telling]) -> Callable[[str], tuple[int, str]]:
    names = list(tellings[0].finding.__dataclass_fields__) if tellings else []
    places = {name: at for at, name in enumerate(names)}
    return lambda name: (places.get(name.partition(".")[0], len(places)), name)
