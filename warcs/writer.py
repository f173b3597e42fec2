"""Appending to a WARC file: one gzip member per record, whole groups of records or nothing."""

import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import FileIO
from itertools import accumulate

from isal import isal_zlib

from warcs.errors import WriteFailed

Part = bytes | memoryview

LEVEL = (
    3  # ISA-L's: a fifth of the cost of zlib's 6 for a tenth more (docs/warcs.md has the figures)
)
GZIP = 31  # zlib's window bits for a gzip member
SAMPLE = 4096  # bytes from the middle of a block that tell whether compressing it is worth while
PIECE = 1024 * 1024  # compressed at once, and about what is held before it is written
END = b"\r\n\r\n"  # of every record (WARC 1.1 §4)


class Writer:
    """Appends records to ``raw``, a file opened unbuffered for writing that ends at ``end``.

    ``name`` is what errors call the file. ``end`` is where the last whole record ends.
    """

    def __init__(self, raw: FileIO, name: str, end: int = 0) -> None:
        self._raw = raw
        self._name = name
        self._torn = False
        self.end = end

    def append(self, records: Sequence[Sequence[Part]]) -> list[tuple[int, int]]:
        """Write records (each given as its parts, head first) and tell where they are.

        Returns offset and length in bytes of each. All are written, or none: raises WriteFailed
        after the file was cut back to where it ended before.
        """
        if self._torn:
            self._cut_back()
        lengths: list[int] = []
        held = bytearray()
        try:
            for parts in records:
                lengths.append(0)
                for piece in _member(parts):
                    held += piece
                    lengths[-1] += len(piece)
                    if len(held) >= PIECE:
                        self._write(held)
                        held.clear()
            self._write(held)
        except BaseException as error:  # an interrupt too must leave whole records only
            self._fail(error)
            raise
        offsets = list(accumulate(lengths, initial=self.end))
        self.end = offsets.pop()
        return list(zip(offsets, lengths, strict=True))

    def sync(self) -> None:
        """Make durable what was appended. Raises WriteFailed."""
        if self._torn:
            self._cut_back()
        try:
            os.fsync(self._raw.fileno())
        except OSError as error:
            raise WriteFailed(f"{self._name}: cannot be synced ({error.strerror})") from error

    def close(self) -> None:
        """Let go of the file. Raises WriteFailed if it could not be cut back before."""
        try:
            if self._torn:
                self._cut_back()
        finally:
            self._raw.close()

    def _write(self, content: bytearray) -> None:
        written = 0
        while written < len(content):  # an unbuffered write may take a part only
            with memoryview(content) as view:
                written += self._raw.write(view[written:]) or 0

    def _fail(self, error: BaseException) -> None:
        self._torn = True
        with suppress(WriteFailed):  # tried again before anything else is written
            self._cut_back()
        if isinstance(error, OSError):
            raise WriteFailed(
                f"{self._name}: cannot be written ({error.strerror or error}); "
                f"it ends with the last whole record, at byte {self.end}"
            ) from error

    def _cut_back(self) -> None:
        try:
            self._raw.truncate(self.end)
            self._raw.seek(self.end)
        except OSError as error:
            raise WriteFailed(
                f"{self._name}: cannot be cut back to byte {self.end} ({error.strerror})"
            ) from error
        self._torn = False


def _member(parts: Sequence[Part]) -> Iterator[bytes]:
    """The gzip member of one record, in pieces."""
    # ISA-L's level 0 still compresses; zlib's stores.
    library = isal_zlib if _shrinks(parts[-1]) else zlib
    compressor = library.compressobj(LEVEL if library is isal_zlib else 0, zlib.DEFLATED, GZIP)
    for part in (*parts, END):
        for start in range(0, len(part), PIECE):
            yield compressor.compress(part if len(part) <= PIECE else part[start : start + PIECE])
    yield compressor.flush()


def _shrinks(block: Part) -> bool:
    """False where a sample says that compressing gains nothing: gzip or Brotli bodies, pictures.

    The sample is asked, not the headers: they may lie.
    """
    if len(block) < SAMPLE:
        return True
    middle = (len(block) - SAMPLE) // 2
    sample = isal_zlib.compress(block[middle : middle + SAMPLE], 1)
    return len(sample) < SAMPLE * 0.95
