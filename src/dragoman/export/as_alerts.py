"""Alerts → an Atom feed (RFC 4287), the body of a webhook, the text of a letter."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, indent, register_namespace, tostring

from dragoman.export.as_atom import ATOM, moment_in_utc, put
from dragoman.record.alerts import Alert, Said
from dragoman.spelling import spelled

FEED_ID = "tag:dragoman.invalid,2026:alerts"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # the moment of an empty feed
_LABEL = 8


def to_atom(alerts: Iterable[Alert], *, title: str = "Dragoman: alerts", feed_id: str = FEED_ID) -> bytes:
    """Write alerts as a feed in UTF-8, the latest first; an entry's id is the alert's and never changes.

    Args:
        alerts: in any order.
        title: of the feed.
        feed_id: an IRI that stays the same for ever and is nobody else's; entries' ids begin with it.
    """
    register_namespace("", ATOM)
    chosen = sorted(alerts, key=lambda each: (each.at, each.id), reverse=True)
    feed = Element(f"{{{ATOM}}}feed")
    put(feed, "id", feed_id)
    put(feed, "title", title)
    put(feed, "updated", moment_in_utc(chosen[0].at if chosen else _NEVER))
    put(put(feed, "author"), "name", "Dragoman")
    put(feed, "generator", "Dragoman")
    for alert in chosen:
        _entry(feed, alert, feed_id)
    indent(feed)
    told: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return told + b"\n"


def to_json(alert: Alert) -> bytes:
    """Write an alert as the body of a webhook: one object, the same bytes for the same alert."""
    import msgspec

    return msgspec.json.encode({"type": "dragoman.alert", **spelled(alert)}, order="sorted")


def to_text(alert: Alert) -> str:
    """Return an alert as plain text with all the quotes, for a letter or a reader of feeds."""
    return "\n".join([alert.line, *_change(alert), *_quotes(alert.said), "", *_ids(alert)]) + "\n"


def _entry(feed: Element, alert: Alert, feed_id: str) -> None:
    entry = put(feed, "entry")
    put(entry, "id", f"{feed_id}/{alert.id}")
    put(entry, "title", alert.subject)
    put(entry, "published", moment_in_utc(alert.at))
    put(entry, "updated", moment_in_utc(alert.at))
    put(entry, "category", term=alert.when)
    put(entry, "category", term=f"rule:{alert.rule}")
    put(entry, "content", to_text(alert), type="text")
    for said in alert.said:
        if said.url and said.url.startswith(("http://", "https://")):
            put(entry, "link", rel="related", href=said.url, title=said.title or said.url)


def _change(alert: Alert) -> Iterator[str]:
    if alert.old_words or (alert.new_words and alert.field):
        yield ""
        yield f"{'before':<{_LABEL}} {alert.old_words or 'not told'}"
        yield f"{'now':<{_LABEL}} {alert.new_words or 'not told'}"


def _quotes(said: Iterable[Said]) -> Iterator[str]:
    for each in said:
        day = each.published.isoformat() if each.published else "day unknown"
        yield ""
        yield f"{each.voice}, {day}{f': {each.title}' if each.title else ''}"
        yield from ([f"  “{each.quote}”"] if each.quote else [])
        yield from ([f"  {each.url}"] if each.url else [])
        yield from ([f"  {each.document}"] if each.document else [])


def _ids(alert: Alert) -> Iterator[str]:
    told = {"process": alert.process, "record": alert.record, "rule": alert.rule, "alert": alert.id}
    yield from (f"{name:<{_LABEL}} {value}" for name, value in told.items() if value)
    yield f"{'seen':<{_LABEL}} {alert.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
