"""Web archives (WARC, WARC.gz), streamed: every page and text in them arrives, within bounds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.codebook.sheets import sheet
from dragoman.errors import Damaged, DragomanError, TooLarge
from dragoman.ingest.following import refused
from dragoman.ingest.from_bytes import unopened
from dragoman.ingest.inflating import MAGIC, Inflating, chunks_of
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.settings import Settings

_MEMBER = b"\x1f\x8b\x08"  # how gzip members begin
_WINDOW = 1 << 20
_MOST_TRIES = 10_000  # places that look like a member's beginning
_RECORD_END = b"\r\n\r\n"
_AGAIN = "fetch it again; what was whole has been taken"


class _Stream:
    """The opened bytes of an archive as fastwarc reads them; ``tail`` is the end of what was read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.tail = b""
        self._chunks = chunks
        self._given = 0

    def read(self, size: int = -1) -> bytes:  # noqa: ARG002  pieces come in sizes of their own, never large
        piece = next((each for each in self._chunks if each), b"")
        self.tail = (self.tail + piece)[-len(_RECORD_END) :] if len(piece) < len(_RECORD_END) else piece[-4:]
        self._given += len(piece)
        return piece

    def tell(self) -> int:
        return self._given

    def close(self) -> None:
        """Do nothing: whoever opened the file closes it."""


def arrivals_from_warc(path: Path, *, settings: Settings) -> Iterator[Arrival | Refusal]:
    """Yield the reports of an archive: response (status 200) and resource records with HTML or plain text.

    A record over ``settings.max_bytes`` gives one refusal. So does an archive that is cut short, broken or a bomb; what
    was whole before the fault has arrived, and after it reading goes on where another packed record begins.
    """
    try:
        with path.open("rb") as file:
            yield from _from_file(file, str(path), settings)
    except OSError as error:
        yield refused(unopened(path, error), name=str(path))


def _from_file(file: BinaryIO, name: str, settings: Settings) -> Iterator[Arrival | Refusal]:
    packed = file.read(2) == MAGIC
    at: int | None = 0
    while at is not None:
        chunks = chunks_of(file, at)
        inflating = Inflating(chunks, name=name) if packed else None
        try:
            yield from _arrivals(_Stream(iter(inflating or chunks)), name, settings)
            return
        except (Damaged, TooLarge) as error:
            yield refused(error, name=name)
        at = _next_member(file, at + inflating.member + 1) if inflating else None


def _next_member(file: BinaryIO, start: int) -> int | None:
    """Return where the next packed record begins at or after ``start``."""
    tries = 0
    while True:
        file.seek(start)
        window = file.read(_WINDOW)
        at = window.find(_MEMBER)
        while at >= 0 and tries < _MOST_TRIES:
            tries += 1
            if _opens_record(window[at : at + 512]):
                return start + at
            at = window.find(_MEMBER, at + 1)
        if len(window) < _WINDOW or tries >= _MOST_TRIES:
            return None
        start += _WINDOW - 512


def _opens_record(packed: bytes) -> bool:
    import zlib

    try:
        return zlib.decompressobj(31).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False


def _arrivals(stream: _Stream, name: str, settings: Settings) -> Iterator[Arrival | Refusal]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    number = 0
    reader: Any = stream  # fastwarc's protocol asks for seek too, and does not use it
    try:
        for record in ArchiveIterator(reader, record_types=wanted, stream_detect=False, buffer_size=1 << 16):
            number += 1
            yield from _arrival(record, f"{name}#{number}", name, settings)
    except OSError as error:
        if error.errno is not None:
            raise
        raise Damaged(f"{name} is cut short or no web archive ({error})", hint=_AGAIN) from error  # fastwarc's own
    if not number and not stream.tail:
        raise Damaged(f"{name} is empty", hint="fetch it again")
    if not stream.tail.endswith(_RECORD_END):
        raise Damaged(f"{name} is cut short or no web archive", hint=_AGAIN)


def _arrival(record: Any, name: str, carrier: str, settings: Settings) -> Iterator[Arrival | Refusal]:  # noqa: ANN401
    """Yield the record as an arrival or refusal, or nothing where it is no report.

    Raises:
        Damaged: the archive ends inside the record.

    """
    media_type = _media_type(record)
    if media_type is None:
        return
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    size = record.content_length
    if size > settings.max_bytes:
        where = f"{url or name} in {carrier}"
        yield refused(
            TooLarge(f"{where} has {size:,} bytes, more than {settings.max_bytes:,}", hint="raise max_bytes"),
            name=name,
            carrier=carrier,
        )
        return
    body = record.reader.read(size)
    if len(body) < size:
        raise Damaged(f"{carrier} is cut short in {url or name}", hint=_AGAIN)
    try:
        raw = _unpacked(body, record.http_headers, name=url or name, settings=settings)
    except DragomanError as error:
        yield refused(error, name=name, carrier=carrier, raw=body)
        return
    if not raw.strip():
        yield Refusal(name=url or name, message=f"{url or name} in {carrier} is empty", carrier=carrier)
        return
    fetched = record.record_date
    yield Arrival(
        name=url or name,
        raw=raw,
        media_type=media_type,
        url=url,
        retrieved=fetched,
        carrier=carrier,
        doubts=() if fetched else ("the archive does not say when it was fetched",),
    )


def _media_type(record: Any) -> str | None:  # noqa: ANN401
    """Return the kind of content where it may be a report: of an answered page, or of a stored file."""
    if record.is_http and record.http_headers is not None:
        if record.http_headers.status_code != 200:
            return None
        told = record.http_headers.get("Content-Type") or "text/html"
    else:
        told = record.headers.get("Content-Type") or ""
    kind = told.partition(";")[0].strip().lower()
    return told if kind in sheet("feeds")["media"]["read"] else None


def _unpacked(body: bytes, headers: Any, *, name: str, settings: Settings) -> bytes:  # noqa: ANN401
    """Undo what the transfer did to a body; archives that undid it and kept the header are taken as they are."""
    if headers is None:
        return body
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = _joined(body)
    encoding = (headers.get("Content-Encoding") or "").strip().lower()
    if encoding in ("gzip", "x-gzip") and body.startswith(MAGIC):
        return b"".join(Inflating([body], name=name, limit=settings.max_bytes))
    if encoding in ("br", "zstd", "deflate", "compress"):
        raise Damaged(f"{name} is stored packed as {encoding}", hint="store it with gzip or unpacked")
    return body


def _joined(body: bytes) -> bytes:
    """Join the chunks of a chunked body."""
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 200)
        size = body[at:end].partition(b";")[0].strip() if end > at else b""
        try:
            length = int(size, 16)
        except ValueError:
            return body  # not chunked after all
        if length == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 4 + length
    return b"".join(parts)
