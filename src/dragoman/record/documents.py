"""A text that does not change, and where it came from."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.record.evidence import Span

PublishedBasis = Literal["stated", "metadata", "given", "inferred"]
ResidueKind = Literal[
    "clock_column", "teaser", "headline_list", "list_counter", "caption", "share_line", "cookie_notice", "byline",
    "navigation", "translation", "advertisement",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Residue:
    """A stretch of the page that is not news; kept in the text, never read as a fact."""

    start: int
    end: int
    kind: ResidueKind

    @property
    def span(self) -> Span:
        """The stretch as a span."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report: its stored text and what is known about its origin.

    ``id`` is ``sha256:`` and the digest of the raw bytes. ``text`` is what all offsets point into. ``published_clue``
    is the stretch of text from which a publication date was stated or inferred, where there is one; ``doubts`` are
    sentences for people about what is uncertain in the page (a date that belongs to a photo, mixed encodings).
    """

    id: str
    text: str
    title: str | None = None
    title_span: Span | None = None
    published: date | None = None
    published_basis: PublishedBasis | None = None
    published_clue: Span | None = None
    language: str | None = None  # ISO 639-1
    source: str | None = None  # the outlet
    url: str | None = None
    residue: tuple[Residue, ...] = ()
    doubts: tuple[str, ...] = ()
