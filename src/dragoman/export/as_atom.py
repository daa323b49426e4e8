"""New and changed records → an Atom feed (RFC 4287)."""

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from dragoman.export.headings import heading
from dragoman.export.holdings import Holdings
from dragoman.export.told import PARTED, quotes, reports
from dragoman.record.records import Record

ATOM = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # the moment of an empty feed of no known moment
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_atom(
    holdings: Holdings, *, since: datetime | None = None, title: str = "Dragoman: new and changed records",
    feed_id: str = "tag:dragoman.invalid,2026:records",
) -> bytes:  # fmt: skip
    """Write the records that are new or have changed, the latest first, as UTF-8.

    Args:
        holdings: records.
        since: only what changed at or after this moment (with a time zone); what was first seen by then is "changed".
        title: of the feed.
        feed_id: an IRI that stays the same for ever and is nobody else's; entries' ids begin with it.
    """
    register_namespace("", ATOM)
    chosen = [each for each in holdings.records if since is None or each.last_seen >= since]
    chosen.sort(key=lambda each: each.id)
    chosen.sort(key=lambda each: each.last_seen, reverse=True)
    feed = Element(f"{{{ATOM}}}feed")
    put(feed, "id", feed_id)
    put(feed, "title", title)
    put(feed, "updated", moment_in_utc(chosen[0].last_seen if chosen else holdings.as_of or since or _NEVER))
    put(put(feed, "author"), "name", "Dragoman")
    put(feed, "generator", "Dragoman")
    for record in chosen:
        _entry(feed, record, since=since, feed_id=feed_id)
    indent(feed)
    told: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return told + b"\n"


def _entry(feed: Element, record: Record, *, since: datetime | None, feed_id: str) -> None:
    entry = put(feed, "entry")
    is_new = since is None or record.first_seen >= since
    put(entry, "id", f"{feed_id}/{record.id}")
    put(entry, "title", heading(record))
    put(entry, "published", moment_in_utc(record.first_seen))
    put(entry, "updated", moment_in_utc(record.last_seen))
    put(entry, "category", term=record.kind)
    put(entry, "category", term="new" if is_new else "changed")
    put(entry, "content", PARTED.join(each.quote for _, each in quotes(record)) or heading(record), type="text")
    for report in reports(record).values():
        if report.url:
            put(entry, "link", rel="related", href=report.url, title=report.title or report.url)


def put(parent: Element, name: str, words: str | None = None, **attributes: str) -> Element:
    """Append an element; characters that XML cannot hold are replaced."""
    kept = {key: _NO_XML.sub("\ufffd", value) for key, value in attributes.items()}
    element = SubElement(parent, f"{{{ATOM}}}{name}", kept)
    element.text = _NO_XML.sub("\ufffd", words) if words is not None else None
    return element


def moment_in_utc(moment: datetime) -> str:
    """Return a moment as Atom wants it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
