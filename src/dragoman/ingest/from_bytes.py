"""Bytes of a file, and the text that they spell."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import NotText, TooLarge, Unreadable
from dragoman.settings import Settings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_FORMATS = (
    (b"%PDF", "a PDF document"), (b"PK\x03\x04", "a ZIP archive (or an office document)"), (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"\x7fELF", "a program"), (b"GIF8", "a GIF image"),
)  # fmt: skip
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_SAMPLE = 200_000  # bytes that an encoding is guessed from


def read_bytes(path: Path, settings: Settings) -> bytes:
    """Read a file whole.

    Raises:
        Unreadable: missing, a directory, empty, forbidden.
        TooLarge: more than ``settings.max_bytes``.

    """
    try:
        if path.is_dir():
            raise Unreadable(f"{path} is a directory", hint="name the files in it, as in DIR/*.txt")
        with path.open("rb") as file:
            data = file.read(settings.max_bytes + 1)
    except (OSError, ValueError) as error:
        raise unopened(path, error) from error
    return checked(data, name=str(path), settings=settings)


def unopened(path: Path, error: Exception) -> Unreadable:
    """Return the error that says why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return Unreadable(f"{path} does not exist", hint="check the name and the folder")
    if isinstance(error, PermissionError):
        return Unreadable(f"{path} may not be read", hint="check the file's permissions")
    return Unreadable(f"{path} cannot be read: {error}", hint="check the name and the disk")


def checked(data: bytes, *, name: str, settings: Settings) -> bytes:
    """Return ``data`` when it holds something and no more than the settings allow."""
    if not data.strip():
        raise Unreadable(f"{name} is empty", hint="give a file with text in it")
    if len(data) > settings.max_bytes:
        raise TooLarge(f"{name} has more than {settings.max_bytes:,} bytes", hint="raise max_bytes or split the file")
    return data


def decode(data: bytes, *, label: str | None = None, name: str = "input") -> tuple[str, str, tuple[str, ...]]:
    """Return the text, its encoding, and doubts; ``label`` is what the page says of itself and may be wrong.

    Nothing is translated: newlines stay as they are, a byte order mark stays as U+FEFF.

    Raises:
        NotText: binary data.

    """
    _refuse_formats(data, name)
    text, encoding, doubts = _decode(data, label, name)
    _refuse_controls(text, name)
    return text, encoding, doubts


def _decode(data: bytes, label: str | None, name: str) -> tuple[str, str, tuple[str, ...]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data, encoding, name)
    if b"\x00" in data:
        raise NotText(f"{name} is not text: it holds NUL bytes", hint="give plain text or HTML")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        return _legacy(data, label, name)


def _marked(data: bytes, encoding: str, name: str) -> tuple[str, str, tuple[str, ...]]:
    try:
        return data.decode(encoding), encoding, ()
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _mended(data)
        raise NotText(f"{name} is not text: its {encoding} is broken at byte {error.start}") from error


def _legacy(data: bytes, label: str | None, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Decode bytes that are not valid UTF-8: mostly UTF-8 with slips, the label's encoding, or a guessed one."""
    text, encoding, doubts = _mended(data)
    slips = sum(1 for _ in _slips(data))
    if len(_MULTIBYTE.findall(data)) > 2 * slips:
        return text, encoding, doubts
    for candidate in (_known(label), _guess(data), "cp1252"):
        read = _try(data, candidate) if candidate else None
        if candidate and read is not None:
            told = _known(label)
            wrong = (f"the page says {label}, but its bytes read as {candidate}",) if told and told != candidate else ()
            return read, candidate, wrong
    if _MULTIBYTE.search(data) and slips * 20 < len(data):
        return _mended(data)
    if slips * 3 > len(data):
        raise NotText(f"{name} is not text: no encoding explains its bytes", hint="give plain text or HTML")
    return data.decode("latin-1"), "latin-1", ("the encoding of the page could not be told; read as latin-1",)


def _try(data: bytes, encoding: str) -> str | None:
    """Decode strictly; text with C1 controls was not meant, whatever the label says."""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if re.search("[\x80-\x84\x86-\x9f]", text) else text


def _known(label: str | None) -> str | None:
    """Return the label's encoding as browsers take it (latin-1 means cp1252)."""
    from resiliparse.parse.encoding import map_encoding_to_html5

    if not label:
        return None
    named = map_encoding_to_html5(label.strip(), fallback_utf8=False)
    return None if named in (None, "utf-8") else str(named)


def _guess(data: bytes) -> str | None:
    from resiliparse.parse.encoding import detect_encoding

    found = detect_encoding(data[:_SAMPLE])
    return None if found in (None, "utf-8", "ascii") else str(found)


def _slips(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the stretches of ``data`` that are not UTF-8."""
    at = 0
    view = memoryview(data)
    while at < len(data):
        try:
            str(view[at:], "utf-8")
        except UnicodeDecodeError as error:
            yield at + error.start, at + error.end
            at += error.end
        else:
            return


def _mended(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Decode as UTF-8, the broken bytes alone as cp1252."""
    out, at = [], 0
    for start, end in _slips(data):
        out += [data[at:start].decode("utf-8"), data[start:end].decode("cp1252", "replace")]
        at = end
    out.append(data[at:].decode("utf-8"))
    doubt = "the page mixes encodings: some bytes are not UTF-8 and were read as cp1252"
    return "".join(out), "utf-8", (doubt,) if at else ()


def _refuse_formats(data: bytes, name: str) -> None:
    for magic, what in _FORMATS:
        if data.startswith(magic):
            raise NotText(f"{name} is {what}, not text", hint="give plain text or HTML")


def _refuse_controls(text: str, name: str) -> None:
    found = len(_CONTROLS.findall(text))
    if "\x00" in text or found * 50 > len(text):
        raise NotText(f"{name} is not text: it holds control bytes", hint="give plain text or HTML")
