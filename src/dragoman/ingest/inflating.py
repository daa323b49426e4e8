"""gzip opened piece by piece and within bounds, so that two kilobytes never become two gigabytes."""

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.errors import Damaged, TooLarge

MAGIC = b"\x1f\x8b"
_GZIP = 31  # zlib's word for: with a gzip header
_PIECE = 1 << 16
_FREE = 32 << 20  # bytes within which nobody asks how well a file was packed
_RATIO = 100  # news packs 4 to 8 times, long rows of equal lines up to 50; deflate's own limit is 1,032


class Inflating:
    """The bytes that gzip chunks hold; ``member`` is the offset at which the current gzip member begins.

    ``limit`` bounds what comes out in bytes; without one, a file may grow a hundredfold.

    Raises:
        Damaged: not gzip, a broken checksum, or cut short.
        TooLarge: more than ``limit``, or packed as only a bomb is.

    """

    def __init__(self, chunks: Iterable[bytes], *, name: str, limit: int | None = None) -> None:
        self.member = 0
        self._chunks, self._name, self._limit = chunks, name, limit
        self._taken = self._given = 0
        self._inflater = zlib.decompressobj(_GZIP)

    def __iter__(self) -> Iterator[bytes]:
        begun = False  # inside a member
        for chunk in self._chunks:
            self._taken += len(chunk)
            waiting = chunk if begun else chunk.lstrip(b"\0")  # tapes are padded with zeros
            while waiting:
                piece, waiting = self._step(waiting)
                yield from piece
            begun = not self._inflater.eof and self._taken > self.member
        if begun:
            raise Damaged(f"{self._name} is cut short", hint="fetch it again; what was whole has been taken")

    def _step(self, waiting: bytes) -> tuple[list[bytes], bytes]:
        """Open up to one piece; return it and the bytes still waiting."""
        if self._inflater.eof:
            self._inflater = zlib.decompressobj(_GZIP)
            self.member = self._taken - len(waiting)
        try:
            piece = self._inflater.decompress(waiting, _PIECE)
        except zlib.error as error:
            raise Damaged(f"{self._name} is not whole gzip: {error}", hint="fetch it again") from error
        self._given += len(piece)
        self._bound()
        if self._inflater.eof:
            return [piece], self._inflater.unused_data.lstrip(b"\0")
        return [piece], self._inflater.unconsumed_tail

    def _bound(self) -> None:
        if self._limit is not None and self._given > self._limit:
            raise TooLarge(f"{self._name} opens to more than {self._limit:,} bytes", hint="raise max_bytes")
        if self._given > _FREE and self._given > _RATIO * self._taken:
            raise TooLarge(
                f"{self._name} opens to more than {_RATIO} times its size, as only a bomb does",
                hint="open it by hand if you trust it",
            )


def chunks_of(file: BinaryIO, start: int = 0) -> Iterator[bytes]:
    """Yield the bytes of a file from ``start`` on, in chunks."""
    file.seek(start)
    while chunk := file.read(_PIECE):
        yield chunk


def opened(file: BinaryIO, *, name: str) -> Iterator[bytes]:
    """Yield the bytes of a file in chunks, gzip opened where it is gzip.

    Raises:
        Damaged: broken or cut-short gzip.
        TooLarge: a gzip bomb.

    """
    packed = file.read(2) == MAGIC
    chunks = chunks_of(file)
    return iter(Inflating(chunks, name=name)) if packed else chunks
