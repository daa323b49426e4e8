"""The list of outlets to watch: ``sources.toml``, checked entry by entry and key by key."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import SourcesError
from dragoman.ingest.from_bytes import unopened
from dragoman.record.sources import Source

_KINDS = ("feed", "sitemap", "page")
_SHORTEST, _LONGEST = 60, 31 * 86_400  # seconds; more often is rude, more seldom is not watching


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_address(value: object) -> bool:
    try:
        return isinstance(value, str) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).hostname)
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_KEYS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "name": (_is_words, "words that name the source"),
    "url": (_is_address, "an address that starts with http:// or https://"),
    "kind": (lambda value: value in _KINDS, f"one of {', '.join(_KINDS)}"),
    "outlet": (_is_words, "words"),
    "side": (_is_words, "words"),
    "language": (lambda value: isinstance(value, str) and bool(re.fullmatch("[a-z]{2}", value)), "two letters, as en"),
    "licence": (_is_words, "words"),
    "reliability": (lambda value: _is_number(value) and 0 <= value <= 1, "a number from 0 to 1"),
    "interval": (
        lambda value: _is_number(value) and _SHORTEST <= value <= _LONGEST,
        f"{_SHORTEST:,} to {_LONGEST:,} seconds",
    ),
    "most": (lambda value: isinstance(value, int) and value >= 1, "how many, 1 or more"),
}
_NEEDED = ("name", "url")


def sources_in(path: Path) -> tuple[Source, ...]:
    """Return the sources that a file lists under ``[[source]]``.

    Raises:
        SourcesError: the file is missing or broken; names the source and the key.

    """
    try:
        told = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourcesError(unopened(path, error).message, hint="give the path of a list of sources") from error
    return sources_of(told, name=str(path))


def sources_of(words: str, *, name: str = "sources.toml") -> tuple[Source, ...]:
    """Return the sources that the words of a file list; ``name`` is the file's, for messages.

    Raises:
        SourcesError: broken TOML, a missing or unknown key, a value that makes no sense, two sources of one name.

    """
    try:
        told = tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(f"{name} is broken: {error}", hint="see https://toml.io for how it is written") from error
    rows = told.get("source")
    if set(told) != {"source"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourcesError(f"{name} must hold [[source]] entries and nothing else", hint="begin each with [[source]]")
    sources = tuple(_source(row, f"{name}: source {number}", name) for number, row in enumerate(rows, start=1))
    _distinct(sources, name)
    return sources


def _source(row: Mapping[str, Any], place: str, name: str) -> Source:
    if _is_words(row.get("name")):
        place = f"{name}: source {row['name']!r}"
    for key in _NEEDED:
        if key not in row:
            raise SourcesError(f"{place} has no {key!r}", hint=f"{key} is {_KEYS[key][1]}")
    for key, value in row.items():
        if key not in _KEYS:
            raise SourcesError(f"{place}: the key {key!r} is not known", hint=f"keys are {', '.join(_KEYS)}")
        fits, words = _KEYS[key]
        if not fits(value):
            raise SourcesError(f"{place}: {key!r} is {value!r}", hint=f"it must be {words}")
    return Source(**row)


def _distinct(sources: tuple[Source, ...], name: str) -> None:
    for key in ("name", "url"):
        twice = [value for value, times in Counter(getattr(each, key) for each in sources).items() if times > 1]
        if twice:
            raise SourcesError(f"{name}: the {key} {twice[0]!r} stands in two sources", hint=f"give each its own {key}")
