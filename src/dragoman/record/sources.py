"""An outlet that is watched, and how well watching it goes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

SourceKind = Literal["feed", "sitemap", "page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One entry of ``sources.toml``: where an outlet publishes, and what is known of the outlet."""

    name: str
    url: str
    kind: SourceKind = "feed"
    outlet: str | None = None  # as it is to stand in the record; the name where it is not given
    side: str | None = None  # the party it speaks for
    language: str | None = None  # ISO 639-1
    licence: str | None = None
    reliability: float | None = None  # 0 to 1, the analyst's own
    interval: float = 3_600  # seconds between two polls
    most: int = 200  # pages fetched in one poll; what is left waits for the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is known of a source after a poll; a source that failed is *unknown*, never without news.

    ``seen`` are digests of the items that were taken in, so that they are not fetched again while the source still
    lists them. ``etag`` and ``modified`` are what the server gave to ask with the next time.
    """

    source: str
    state: Literal["ok", "unknown"]
    since: datetime  # since when in this state
    checked: datetime
    due: datetime  # not to be polled before
    why: str = ""  # why it is unknown, or what still waits
    failures: int = 0  # in a row
    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()
