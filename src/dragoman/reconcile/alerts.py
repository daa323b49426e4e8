"""Which changes between two moments a person asked to be told of: rules over what was known before and is known now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dragoman.codebook.questions import movement_of
from dragoman.reconcile.apart import is_wide
from dragoman.reconcile.differences import Differences, FieldChange, differences, origins_of
from dragoman.reconcile.first_uses import first_uses
from dragoman.reconcile.matrix import Held, matrix_of
from dragoman.reconcile.selecting import Selection, processes_named, select
from dragoman.reconcile.timeline import days_told
from dragoman.record.alerts import AlertRule, Happening, Raised
from dragoman.record.findings import Kind
from dragoman.record.records import Process, Record, Voiced
from dragoman.record.sources import Health

_PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What was known at one moment and at a later one, ``until``."""

    before: tuple[Record, ...]
    after: tuple[Record, ...]
    processes: tuple[Process, ...]  # of the later moment
    until: datetime
    found: Differences = field(init=False)
    origins: Mapping[str, tuple[Record, ...]] = field(init=False)
    stories: frozenset[str] = field(init=False)  # of the reports that told of anything before, as they are known now

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", differences(self.before, self.after))
        object.__setattr__(self, "origins", origins_of(self.before, self.after))
        documents = {telling.report.id for record in self.before for telling in record.tellings}
        reports = (telling.report for record in self.after for telling in record.tellings)
        told = frozenset(report.story for report in reports if report.id in documents)
        object.__setattr__(self, "stories", told)


def raised(rules: Iterable[AlertRule], window: Window) -> tuple[Raised, ...]:
    """Return the changes of a window that rules ask for, in the order of the rules, then of the records.

    What changed and changed back within a window is no change. Rules on feeds are left to ``silent``.
    """
    return tuple(each for rule in rules if rule.when in _LOOK for each in _LOOK[rule.when](rule, window))


def silent(rules: Iterable[AlertRule], health: Mapping[str, Health], *, now: datetime) -> tuple[Raised, ...]:
    """Return the sources of which for too long nobody knows whether they have news, once for each stretch of it.

    A source that answers and has nothing new is not silent; one that was not polled is as unknown as one that failed.

    Args:
        rules: those on other things are left out.
        health: what polling found, by name of source.
        now: a moment with a time zone.
    """
    return tuple(
        Raised(
            rule=rule,
            about=name,
            new=since_of(known).isoformat(),
            health=known,
            mark=(name, since_of(known).isoformat()),
        )
        for rule in rules
        if rule.when == "feed_silent"
        for name, known in sorted(health.items())
        if (not rule.feeds or name in rule.feeds) and now - since_of(known) > timedelta(seconds=rule.longer_than)
    )


def since_of(health: Health) -> datetime:
    """Return since when nobody knows whether a source has news: the first failure, or the last poll that went well."""
    return health.since if health.state == "unknown" else health.checked


def _new_records(rule: AlertRule, window: Window) -> Iterator[Raised]:
    """Yield what is let through now and was not before; what an older report, or its copy, says anew is no news."""
    kinds: tuple[Kind, ...] = ("round",) if rule.when == "new_round" else rule.kinds
    held = {record.id for record in _selected(rule, window, window.before, kinds)}
    for record in _selected(rule, window, window.after, kinds):
        origins = window.origins[record.id]
        is_reread = not origins and all(each.report.story in window.stories for each in record.tellings)
        if not is_reread and not any(each.id in held for each in origins):
            yield Raised(rule=rule, record=record, grounds=_voices(record, *_NAMING), mark=("new",))


def _statuses(rule: AlertRule, window: Window) -> Iterator[Raised]:
    wanted = {record.id for record in _selected(rule, window, window.after, rule.kinds)}
    for change in window.found.changed:
        for each in change.fields:
            old, new = str(each.old or ""), str(each.new or "")
            if change.record.id not in wanted or each.name != "status" or old == new:
                continue
            if (not rule.old or old in rule.old) and (not rule.new or new in rule.new):
                yield _changed(rule, change.record, each)


def _contradictions(rule: AlertRule, window: Window) -> Iterator[Raised]:
    for record in _selected(rule, window, window.after, rule.kinds):
        origins = window.origins[record.id]
        for name, known in record.fields.items():
            if not _is_named(name, rule.fields) or not is_wide(known, rule):
                continue
            before = [each.fields[name] for each in origins if name in each.fields]
            if not any(is_wide(each, rule) for each in before):
                old = [value.value for each in before for value in each.values] or None
                new = [value.value for value in known.values]
                yield _changed(rule, record, FieldChange(name=name, old=old, new=new), is_all=True)


def _moves(rule: AlertRule, window: Window) -> Iterator[Raised]:
    """Yield parties whose present stance is of another group than it was; what came with its history counts as well."""
    after = _selected(rule, window, window.after, ("position",))
    before = {each.id: each for record in after for each in window.origins[record.id]}
    before |= {each.id: each for each in _selected(rule, window, window.before, ("position",))}
    was, now = (matrix_of(each, parties=rule.actors, issues=rule.issues) for each in (before.values(), after))
    for at, cell in now.cells.items():
        held = was.cells[at].present if at in was.cells else None
        held = held or (cell.held[1] if cell.has_moved else None)
        old, new = _stance(held), _stance(cell.present)
        if old is None or new is None or movement_of(old) == movement_of(new) or cell.present is None:
            continue
        if (not rule.old or old in rule.old) and (not rule.new or new in rule.new):
            record = cell.present.records[0]
            yield Raised(
                rule=rule, record=record, field="stance", old=old, new=new, about=cell.party,
                grounds=_voices(record, "content", "stance", "condition"), mark=(*at, old, new),
            )  # fmt: skip


def _first_uses(rule: AlertRule, window: Window) -> Iterator[Raised]:
    """Yield munitions that no record told of before, once for each side or process."""
    known = {at for at, _ in first_uses(window.before, per=rule.per)}
    wanted = {record.id for record in _selected(rule, window, window.after, ("incident",))}
    for at, record in first_uses(window.after, per=rule.per):
        if at not in known and record.id in wanted and (not rule.munitions or at[-1] in rule.munitions):
            grounds = _voices(record, "munitions", "attacker")
            yield Raised(rule=rule, record=record, field="munitions", new=at[-1], grounds=grounds, mark=at)


def _meetings(rule: AlertRule, window: Window) -> Iterator[Raised]:
    """Yield rounds to come whose day is new or another one; a day that lies behind is no next meeting."""
    held = {record.id for record in _selected(rule, window, window.before, ("round",))}
    for record in _selected(rule, window, window.after, ("round",)):
        day = _planned_for(record)
        origins = [each for each in window.origins[record.id] if each.id in held]
        if day is None or day < window.until.date().isoformat() or day in map(_planned_for, origins):
            continue
        old = next((told for each in origins if (told := _planned_for(each))), None)
        yield Raised(
            rule=rule, record=record, field="when", old=old, new=day, mark=("when", old or "", day),
            grounds=_voices(record, "when", "status"),
        )  # fmt: skip


_LOOK: Mapping[Happening, Callable[[AlertRule, Window], Iterator[Raised]]] = {
    "new_round": _new_records,
    "new_record": _new_records,
    "position_moved": _moves,
    "contradiction": _contradictions,
    "status_changed": _statuses,
    "first_use": _first_uses,
    "next_meeting": _meetings,
}
_NAMING = ("status", "type", "event_type", "stance", "category", "act", "parties", "party", "when")


def _selected(
    rule: AlertRule, window: Window, records: Iterable[Record], kinds: tuple[Kind, ...]
) -> tuple[Record, ...]:
    """Return the records that the filters of a rule let through; a process that is not known yet holds none."""
    named = [each for words in rule.processes for each in processes_named(window.processes, words)]
    if rule.processes and not named:
        return ()
    by_party = rule.when == "position_moved"  # there it is the party that moves, and not whom it speaks to
    wanted = Selection(
        kinds=kinds, actors=() if by_party else rule.actors, places=rule.places, issues=rule.issues,
        statuses=rule.statuses, processes=tuple(each.id for each in named), least_sources=rule.least_sources,
    )  # fmt: skip
    return select(records, wanted)


def _changed(rule: AlertRule, record: Record, change: FieldChange, *, is_all: bool = False) -> Raised:
    """Return a change of a field; its mark covers who states the new value, so that a return to it is another one."""
    name, known = change.name, record.fields.get(change.name)
    values = known.values if known else ()
    grounds = tuple(each for value in (values if is_all else values[:1]) for each in value.tellings)
    mark = (name, *sorted({each.finding for each in grounds}), *record.judged)
    return Raised(rule=rule, record=record, field=name, old=change.old, new=change.new, grounds=grounds, mark=mark)


def _voices(record: Record, *names: str) -> tuple[Voiced, ...]:
    """Return who states the fields that are named, of each finding the first field that has words."""
    found: dict[str, Voiced] = {}
    for name in names:
        for value in record.fields[name].values if name in record.fields else ():
            for each in value.tellings:
                if each.evidence or each.judged_by:
                    found.setdefault(each.finding, each)
    return tuple(found.values())


def _is_named(name: str, wanted: Iterable[str]) -> bool:
    """Tell whether a field is one of those wanted, or a part of one; every field is where none is named."""
    names = tuple(wanted)
    return not names or any(name == each or name.startswith(f"{each}.") for each in names)


def _stance(held: Held | None) -> str | None:
    return held.stances[0] if held and held.stances else None


def _planned_for(record: Record) -> str | None:
    status = record.fields.get("status")
    days = days_told(record, "when")
    if status is None or status.preferred != _PLANNED or days is None:
        return None
    first = days.first or days.last
    return first.isoformat() if first else None
