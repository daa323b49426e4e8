"""Plain text as a document: not a character is changed."""

import re
from hashlib import sha256

from dragoman.record.documents import Document
from dragoman.record.evidence import Span
from dragoman.record.layout import ends, paragraphs
from dragoman.settings import Settings

_LONGEST = 220
_WORDS = re.compile(r"[^\W\d_]{2,}")
_NOT_TITLE = re.compile(
    r"""[*•●#>\[(-]\s|\[|https?:|[A-Z][A-Z .,'-]+(?:,\s\w+\.?\s\d+)?\s*\([A-Z][\w ]+\)\s*[-–—]
    |[A-Z]{3,}[A-Z ,]*\s[-–—]{1,2}\s|\d{1,2}:\d\d|\w+\s\d{1,2},?\s\d{4}$
    |(?i:by\s|published|updated|posted|image\s|photo|file\s|share|menu|home$|skip\sto|advertis|subscribe|item\s\d|list\sof)
    |(?i:exclusive\snews)""",
    re.VERBOSE,
)


def from_text(text: str, *, raw: bytes, settings: Settings, url: str | None = None) -> Document:  # noqa: ARG001
    """Return the text as a document with its title, where its first line is one."""
    span = title_span(text)
    return Document(
        id=f"sha256:{sha256(raw).hexdigest()}",
        text=text,
        title=" ".join(span.words(text).split()) if span else None,
        title_span=span,
        url=url,
    )


def title_span(text: str) -> Span | None:
    """Return the first line where it reads as a headline above other lines, not as a sentence or a wrapped line."""
    found = paragraphs(text[:20_000])
    if len(found) < 2 or len(found[0]) > 2:
        return None
    first = Span(found[0][0].start, found[0][-1].end)
    words = first.words(text)
    if not 12 <= len(words) <= _LONGEST or len(_WORDS.findall(words)) < 3 or _NOT_TITLE.match(words):
        return None
    if ends(words) and not words.rstrip("\"'”’").endswith("?"):
        return None
    return first
