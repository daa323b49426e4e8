"""What comes in: the raw bytes of one report with what is known of where they come from, or why there are none."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One report as it was delivered, before anything is read.

    ``name`` says where it lies, for messages and for the reader's guess at its form: a path, a URL, ``feed.xml#3``.
    What the carrier (a feed, an archive, a table) says of the report stands beside the bytes, never mixed into them.
    """

    name: str
    raw: bytes
    media_type: str | None = None
    url: str | None = None
    source: str | None = None  # the outlet
    title: str | None = None
    published: date | None = None
    retrieved: datetime | None = None  # when it was fetched, with a time zone; None for what lay on disk
    carrier: str | None = None  # the file, archive, feed or site that it came out of
    doubts: tuple[str, ...] = ()  # sentences for people: a date that is none, an id given to two items


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that should have been a report and could not be taken in: what, where, and what to do."""

    name: str
    message: str
    hint: str = ""
    carrier: str | None = None
    raw_digest: str | None = None  # ``sha256:`` of the bytes, where there were any


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A report that a feed or sitemap names and does not hold; following it gives an arrival or a refusal."""

    name: str
    url: str
    title: str | None = None
    published: date | None = None
    source: str | None = None
    carrier: str | None = None
    doubts: tuple[str, ...] = ()
