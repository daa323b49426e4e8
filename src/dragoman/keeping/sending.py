"""Alerts that wait, sent by their channels: each is marked as sent right after the channel took it, never before."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from dragoman.errors import DeliveryError
from dragoman.keeping import by_webhook
from dragoman.keeping.by_webhook import Line
from dragoman.record.alerts import Alert, AtomFile, Attempt, Channel, Mail
from dragoman.store.contract import Store

_BUSY = "another process is sending; what waits is left to it"


def send(store: Store, channels: Iterable[Channel], line: Line) -> Iterator[Attempt]:
    """Send what waits, one channel after the other; yield what became of it. A channel that fails stops no other.

    A process that dies between sending and marking leaves an alert that is sent once more, under the same id: in the
    feed that is the same entry, to a webhook the same ``webhook-id``, in a letter the same ``Message-ID``.
    """
    with store.sending() as is_ours:
        for channel in channels:
            yield (
                _through(store, channel, line)
                if is_ours
                else Attempt(channel=channel.name, sent=0, waiting=_waiting(store, channel), why=_BUSY)
            )


def _through(store: Store, channel: Channel, line: Line) -> Attempt:
    sent, why = 0, ""
    try:
        with closing(_taken(store, channel, line)) as taken:
            for ids in taken:
                with store.outbox() as outbox:
                    outbox.mark(ids, channel.name)
                sent += len(ids)
    except DeliveryError as error:
        why = str(error)
    return Attempt(channel=channel.name, sent=sent, waiting=_waiting(store, channel), why=why)


def _taken(store: Store, channel: Channel, line: Line) -> Generator[tuple[str, ...], None, None]:
    """Send what waits for a channel and yield the ids of what it took, as soon as it did."""
    with store.outbox() as outbox:
        waiting = outbox.waiting(channel.name)
    if isinstance(channel, AtomFile):
        from dragoman.keeping import by_atom

        if waiting or not Path(channel.path).exists():
            by_atom.write(channel, _latest(store, channel, least=len(waiting)))
            yield tuple(each.id for each in waiting)
        return
    if not waiting:
        return
    chosen = waiting[: channel.most]
    for alert in _mailed(channel, chosen) if isinstance(channel, Mail) else by_webhook.deliver(channel, chosen, line):
        yield (alert.id,)


def _mailed(channel: Mail, alerts: Sequence[Alert]) -> Iterator[Alert]:
    from dragoman.keeping import by_mail  # it brings the libraries of mail and TLS

    return by_mail.deliver(channel, alerts)


def _latest(store: Store, channel: AtomFile, *, least: int) -> tuple[Alert, ...]:
    """Return the latest alerts of a feed, those that were in it before among them, and all that wait."""
    with store.outbox() as outbox:
        return outbox.addressed(channel.name, most=max(channel.most, least))


def _waiting(store: Store, channel: Channel) -> int:
    with store.outbox() as outbox:
        return len(outbox.waiting(channel.name))
