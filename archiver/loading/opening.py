"""Telling what a file is by how it begins, and reading one open stream in several places."""

import io
import zlib
from pathlib import Path
from typing import BinaryIO, Literal

from warcs.files import OPEN
from warcs.index.indexing import SUFFIXES
from warcs.reading import zstd
from warcs.reading.resume import LOOK_ZSTD, begins_record, find
from warcs.reading.source import Source

START = 1 << 20  # bytes in which a record is looked for, behind a damaged beginning
ZIP = b"PK\x03\x04"

Kind = Literal["warc", "wacz"]


def kind_of(path: Path) -> Kind | None:
    """What a file is, None if neither. Raises OSError."""
    with path.open("rb") as stream:
        start = stream.read(START)
    if start[:4] == ZIP:
        return "wacz"
    if holds_records(start):
        return "warc"
    # A file that is just begun, or whose beginning is lost, is told by its name.
    named = path.name.removesuffix(OPEN).endswith(SUFFIXES)
    return "warc" if named and (not start or _found_in(start)) else None


def holds_records(start: bytes) -> bool:
    """True if a file that begins so begins with a record, compressed or not, WARC or ARC."""
    if zstd.is_zstd(start):
        return True  # the frame may be a dictionary, which is as large as it likes
    if start[:3] == b"\x1f\x8b\x08":
        try:
            start = zlib.decompressobj(31).decompress(start, LOOK_ZSTD)
        except zlib.error:
            return False
    return start.startswith(b"filedesc:") or begins_record(start.lstrip(b"\r\n"), None)


def _found_in(start: bytes) -> bool:
    return find(Source(io.BytesIO(start)), 0, None)


def is_seekable(stream: BinaryIO) -> bool:
    """True if a stream can be gone about in."""
    try:
        return stream.seekable()
    except (AttributeError, OSError, ValueError):
        return False


class View(io.RawIOBase):
    """A stream that others read as well, from ``begin`` on, with a place of its own.

    ``length``: it ends after so many bytes. Closing it leaves the stream open, unless ``owns``.
    """

    def __init__(
        self, stream: BinaryIO, begin: int, length: int | None = None, *, owns: bool = False
    ) -> None:
        super().__init__()
        self._stream = stream
        self._begin = begin
        self._length = length
        self._owns = owns
        self._at = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to ``offset``, from the beginning or from here."""
        self._at = offset if whence == 0 else self._at + offset
        return self._at

    def tell(self) -> int:
        """Where this view stands."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes."""
        if self._length is not None:
            left = max(self._length - self._at, 0)
            size = left if size < 0 else min(size, left)
        self._stream.seek(self._begin + self._at)
        taken = self._stream.read(size) or b""
        self._at += len(taken)
        return taken

    def close(self) -> None:
        """Let go of the stream."""
        if self._owns and not self.closed:
            self._stream.close()
        super().close()


class Once(io.RawIOBase):
    """A stream that can only be read on, once. Closing this leaves it open."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes."""
        return self._stream.read(size) or b""
