"""Looking at what changed since the last look, and what rules ask for put where it waits to be sent."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from dragoman.errors import UsageError
from dragoman.export.alert_words import alert_of
from dragoman.keeping.projection import Projection
from dragoman.keeping.records import Asked, Linked, asked_of, rebuilt
from dragoman.reconcile.alerts import Window, raised, silent
from dragoman.reconcile.assemble import records_of
from dragoman.reconcile.linking import linked
from dragoman.record.alerts import Alert, AlertRules, Look, Raised
from dragoman.record.records import Process, Rule, Telling
from dragoman.record.sources import Health
from dragoman.store.contract import Head, Store, View

_DAY = timedelta(days=1)
By = Literal["added", "published"]
Ready = Callable[[View], AbstractContextManager[Projection | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What looking needs: the rules, how sources are, when it is, how records are put together."""

    rules: AlertRules
    health: Mapping[str, Health]
    now: datetime
    rule: Rule  # chooses among several values of a field
    ready: Ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look found; ``is_first`` where nothing was looked at before, so that nothing of the past was raised."""

    alerts: tuple[Alert, ...]
    is_first: bool = False


def look(store: Store, looking: Looking, *, begin: datetime | None = None) -> Looked:
    """Raise alerts on what was logged since the last look and keep them with the end of this one, in one transaction.

    Where another process looked meanwhile, its look counts and this one is made anew from there.

    Args:
        store: open for writing.
        looking: the rules and what else is needed.
        begin: where nothing was looked at before, what came in after this moment counts as new; else nothing does.

    Raises:
        UsageError: ``begin`` is given, and something was looked at before.
    """
    while True:
        with store.outbox() as outbox:
            last = outbox.last_look()
        if last and begin:
            hint = f"what came in since the last look, {last.at:%Y-%m-%d %H:%M} UTC, is looked at without it"
            raise UsageError("--since is for the first look, and this is not the first", hint=hint)
        with store.view() as view:
            head, found = _since(store, view, last, looking, begin)
        with store.outbox() as outbox:
            if outbox.last_look() != last:
                continue
            alerts = outbox.append(found)
            if last is None or (last.sequence, last.hash) != (head.sequence, head.hash):
                outbox.append_look(Look(sequence=head.sequence, hash=head.hash, at=looking.now))
        return Looked(alerts=alerts, is_first=last is None and begin is None)


def _since(
    store: Store, view: View, last: Look | None, looking: Looking, begin: datetime | None
) -> tuple[Head, tuple[Alert, ...]]:
    """Return the end of the log and what is to be raised of what came since the last look."""
    head = view.head()
    quiet = silent(looking.rules.rules, looking.health, now=looking.now)
    is_same = last is not None and (last.sequence, last.hash) == (head.sequence, head.hash)
    if is_same or (last is None and begin is None):
        return head, worded(quiet, looking, looking.now, ())
    with looking.ready(view) as held:
        records, processes = _present(held, view, looking)
    earlier = Head(sequence=last.sequence, hash=last.hash) if last else None
    with store.view(head=earlier) if earlier else store.view(as_of=begin) as then:
        before, _ = rebuilt(then, rule=looking.rule)
    window = Window(before=before, after=records, processes=processes, until=looking.now)
    return head, worded((*raised(looking.rules.rules, window), *quiet), looking, looking.now, processes)


def _present(held: Projection | None, view: View, looking: Looking) -> Linked:
    """Return the records and processes of now, from where they lie ready or rebuilt from the log."""
    if held is None:
        return rebuilt(view, rule=looking.rule)
    return asked_of(held, view, Asked(), rule=looking.rule), held.processes()


def worded(found: Iterable[Raised], looking: Looking, at: datetime, processes: Iterable[Process]) -> tuple[Alert, ...]:
    """Return changes as alerts, each id once."""
    names = {each.id: each.name for each in processes}
    channels = tuple(each.name for each in looking.rules.channels)
    made = (alert_of(each, at=at, processes=names, channels=channels) for each in found)
    return tuple({each.id: each for each in made}.values())


def rehearsed(store: Store, looking: Looking, *, since: date, by: By) -> Iterator[Alert]:
    """Yield what would have been raised, had one looked at the end of every day since one; nothing is kept.

    Args:
        store: open for reading.
        looking: the rules; how sources were is not known of the past, so rules on feeds are left out.
        since: the first day whose changes count.
        by: ``added`` goes by the day on which reports came in, ``published`` by the day on which they came out.
    """
    known = _by_publication(store, looking) if by == "published" else _by_arrival(store, looking)
    before: Linked | None = None
    for day in _days(store, since, looking.now.date(), by):
        end = datetime.combine(day + _DAY, time(), tzinfo=UTC) - timedelta(microseconds=1)
        if before is None:
            before = known(end - _DAY)
        after = known(end)
        window = Window(before=before[0], after=after[0], processes=after[1], until=end)
        yield from worded(raised(looking.rules.rules, window), looking, min(end, looking.now), after[1])
        before = after


def _days(store: Store, since: date, today: date, by: By) -> list[date]:
    """Return the days from one on on which anything came in or came out; nothing changes on others."""
    with store.view() as view:
        if by == "published":
            found = {each.published for each in view.documents() if each.published}
        else:
            found = {each.added.astimezone(UTC).date() for each in view.documents()}
            found |= {each.at.astimezone(UTC).date() for each in view.judgements()}
    return sorted(day for day in found if since <= day <= today)


def _by_arrival(store: Store, looking: Looking) -> Callable[[datetime], Linked]:
    def known(moment: datetime) -> Linked:
        with store.view(as_of=moment) as view:
            return rebuilt(view, rule=looking.rule)

    return known


def _by_publication(store: Store, looking: Looking) -> Callable[[datetime], Linked]:
    """Know of each day what reports that were out by then tell, as if each had come in on its day."""
    with store.view() as view:
        tellings, suggestions, judgements = tuple(view.tellings()), view.suggestions(), view.judgements()

    def known(moment: datetime) -> Linked:
        out = tuple(dated for each in tellings if (dated := _added_when_out(each)) and dated.report.added <= moment)
        made = records_of(out, suggestions, judgements, rule=looking.rule)
        joined, processes = linked(made)
        by_id = {record.id: record for record in joined}
        return tuple(by_id[record.id] for record in made), processes

    return known


def _added_when_out(telling: Telling) -> Telling | None:
    published = telling.report.published
    if published is None:
        return None
    added = datetime.combine(published, time(), tzinfo=UTC)
    return replace(telling, report=replace(telling.report, added=added))
