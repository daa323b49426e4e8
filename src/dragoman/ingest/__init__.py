"""Bytes in, one :class:`Document` out: decoded, told apart, cleaned of nothing, its residue marked."""

import re
from dataclasses import replace

from dragoman.errors import NotText, TooLarge, WrongLanguage
from dragoman.ingest.from_bytes import checked, decode, read_bytes
from dragoman.ingest.from_html import from_html
from dragoman.ingest.from_text import from_text
from dragoman.ingest.languages import foreign_lines, language_of, name_of
from dragoman.ingest.published import published_of
from dragoman.ingest.residue import find_residue
from dragoman.record.documents import Document
from dragoman.settings import Settings

__all__ = ["decode", "find_residue", "from_html", "from_text", "ingest", "published_of", "read_bytes"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_:-]{2,40})", re.IGNORECASE)
_OPENING = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAGS = re.compile(
    r"<(?:html|head|body|meta|title|article|div|p|span|h1|main|section|script)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)


def ingest(data: bytes, *, name: str, settings: Settings) -> Document:
    """Return the document that the bytes hold; ``name`` is the file's, for its suffix and for messages.

    Raises:
        InputError: empty, binary, too large, or not in English.

    """
    checked(data, name=name, settings=settings)
    label = _CHARSET.search(data[:4_096])
    text, _, doubts = decode(data, label=label[1].decode() if label else None, name=name)
    read = from_html if is_html(text, name) else from_text
    document = read(text, raw=data, settings=settings)
    return _completed(replace(document, doubts=(*doubts, *document.doubts)), name=name, settings=settings)


def is_html(text: str, name: str) -> bool:
    """Tell a web page from plain text by its content; the suffix decides only what the content leaves open."""
    start = text[:20_000].lstrip("\ufeff")
    if _OPENING.match(start):
        return True
    tags = len(_TAGS.findall(start))
    named = name.lower().endswith((".html", ".htm", ".xhtml"))
    return tags >= 1 if named else tags >= 3 and start.lstrip().startswith("<")


def _completed(document: Document, *, name: str, settings: Settings) -> Document:
    """Add residue, language and publication date."""
    text = document.text
    if len(text) > settings.max_chars:
        raise TooLarge(
            f"{name} has more than {settings.max_chars:,} characters of text", hint="split it, or raise max_chars"
        )
    if not any(map(str.isalnum, text)):
        raise NotText(f"{name} holds no words", hint="give plain text, or HTML with an article in it")
    residue = find_residue(text, document.title_span)
    residue = tuple(sorted((*residue, *foreign_lines(text, residue)), key=lambda each: each.start))
    language = language_of(text, residue)
    if language != "en":
        raise WrongLanguage(f"{name} is in {name_of(language)}, not in English", hint="Dragoman reads English texts")
    day, basis, clue, doubts = published_of(
        text, metadata_date=document.published, given=settings.published, residue=residue
    )
    return replace(
        document,
        residue=residue,
        language=language,
        published=day,
        published_basis=basis,
        published_clue=clue,
        doubts=(*document.doubts, *doubts),
    )
