"""Tables of reports, one JSON object a line, packed or not; which field holds what is an option."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError, InputError, TooLarge, UsageError
from dragoman.ingest.carried_dates import carried_date
from dragoman.ingest.following import refused
from dragoman.ingest.from_bytes import unopened
from dragoman.ingest.inflating import opened
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.settings import Settings

FIELDS = ("text", "html", "title", "published", "url", "source")
PLAIN: Mapping[str, str] = {name: name for name in FIELDS}


def mapping_of(words: str) -> Mapping[str, str]:
    """Return the fields of ``text=body,title=headline,url=meta.link``; those not named keep their own name.

    Raises:
        UsageError: a field that there is not, or no equals sign.

    """
    named = dict(PLAIN)
    for pair in filter(None, (each.strip() for each in words.split(","))):
        name, equals, key = (each.strip() for each in pair.partition("="))
        if name not in FIELDS or not equals or not key:
            raise UsageError(f"{pair!r} maps no field", hint=f"write FIELD=KEY with FIELD one of {', '.join(FIELDS)}")
        named[name] = key
    return named


def arrivals_from_jsonl(
    path: Path, *, settings: Settings, mapping: Mapping[str, str] = PLAIN
) -> Iterator[Arrival | Refusal]:
    """Yield the reports of a table in its order; ``mapping`` says under which key each field stands.

    A line that is no report gives one refusal with its number; a broken or cut-short file gives one for its rest.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(_lines(opened(file, name=str(path)), settings.max_bytes), start=1):
                if line is None or line.strip():
                    yield _arrival(line, f"{path}#{number}", mapping, settings)
    except OSError as error:
        yield refused(unopened(path, error), name=str(path))
    except InputError as error:
        yield refused(error, name=str(path))


def _lines(chunks: Iterator[bytes], most: int) -> Iterator[bytes | None]:
    """Yield the lines; None stands for one of more than ``most`` bytes, which is never held whole."""
    line, too_long = bytearray(), False
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            whole = not too_long and len(line) + len(piece) <= most
            yield bytes(line + piece) if whole else None
            line, too_long = bytearray(), False
        too_long = too_long or len(line) + len(rest) > most
        line = bytearray() if too_long else line + rest
    if line or too_long:
        yield None if too_long else bytes(line)


def _arrival(line: bytes | None, name: str, mapping: Mapping[str, str], settings: Settings) -> Arrival | Refusal:
    carrier, _, number = name.rpartition("#")
    where = f"line {number} of {carrier}"
    try:
        if line is None:
            raise TooLarge(f"{where} has more than {settings.max_bytes:,} bytes", hint="raise max_bytes")
        return _read(_object(line, where), where, name, mapping)
    except DragomanError as error:
        return refused(error, name=name, carrier=carrier, raw=line)


def _object(line: bytes, where: str) -> Mapping[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where} is not JSON: {error}", hint="write one JSON object a line, in UTF-8") from error
    if not isinstance(told, Mapping):
        raise InputError(f"{where} is no JSON object", hint="write one JSON object a line")
    return told


def _read(told: Mapping[str, Any], where: str, name: str, mapping: Mapping[str, str]) -> Arrival:
    values = {field: _value(told, key) for field, key in mapping.items()}
    field = "html" if _is_text(values.get("html")) else "text"
    body = values.get(field)
    if not isinstance(body, str) or not body.strip():
        keys = " nor ".join(repr(mapping[each]) for each in ("text", "html") if each in mapping)
        raise InputError(f"{where} has a text under neither {keys}", hint="say which key holds it: text=KEY")
    day, doubts = carried_date(values.get("published"))
    url, source, title = (str(values[each]) if values.get(each) else None for each in ("url", "source", "title"))
    return Arrival(
        name=name,
        raw=body.encode("utf-8", "replace"),  # JSON can spell halves of characters, which are no text
        media_type="text/html" if field == "html" else "text/plain",
        url=url,
        source=source,
        title=title,
        published=day,
        carrier=name.rpartition("#")[0],
        doubts=doubts,
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _value(told: Mapping[str, Any], key: str) -> object:
    """Return what stands under a key; ``meta.link`` goes one step in where no key is spelled so."""
    if key in told:
        return told[key]
    outer, dot, inner = key.partition(".")
    held = told.get(outer) if dot else None
    return _value(held, inner) if isinstance(held, Mapping) else None
