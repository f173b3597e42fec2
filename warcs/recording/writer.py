"""Appending to a WARC file: one gzip member per record, whole groups of records or nothing."""

import os
from collections.abc import Sequence
from contextlib import suppress
from io import FileIO
from itertools import accumulate

from warcs.errors import WriteFailed
from warcs.packaging.stored import Stored, write_all
from warcs.recording.packing import member

Part = bytes | memoryview

PIECE = 1024 * 1024  # about what is held before it is written


class Writer:
    """Appends records to ``raw``, a file opened unbuffered for writing that ends at ``end``.

    ``name`` is what errors call the file. ``end`` is where the last whole record ends.
    """

    def __init__(self, raw: FileIO, name: str, end: int = 0) -> None:
        self._raw = raw
        self._name = name
        self._torn = False
        self.end = end

    def append(self, records: Sequence[Sequence[Part | Stored]]) -> list[tuple[int, int]]:
        """Write records (each given as its parts, head first) and tell where they are.

        Returns offset and length in bytes of each. All are written, or none: raises WriteFailed
        after the file was cut back to where it ended before.
        """
        self.mend()
        lengths: list[int] = []
        held = bytearray()
        try:
            for parts in records:
                lengths.append(0)
                for piece in member(parts):
                    held += piece
                    lengths[-1] += len(piece)
                    if len(held) >= PIECE:
                        write_all(self._raw, held)
                        held.clear()
            write_all(self._raw, held)
        except BaseException as error:  # an interrupt too must leave whole records only
            self._fail(error)
            raise
        offsets = list(accumulate(lengths, initial=self.end))
        self.end = offsets.pop()
        return list(zip(offsets, lengths, strict=True))

    def sync(self) -> None:
        """Make durable what was appended. Raises WriteFailed."""
        self.mend()
        self.sync_as_it_is()

    def mend(self) -> None:
        """Cut the file back, where that could not be done before. Raises WriteFailed."""
        if self._torn:
            self._cut_back()

    def sync_as_it_is(self) -> None:
        """Make durable what is in the file; in any thread. Raises WriteFailed."""
        try:
            os.fsync(self._raw.fileno())
        except OSError as error:
            raise WriteFailed(f"{self._name}: cannot be synced ({error.strerror})") from error

    def close(self) -> None:
        """Let go of the file. Raises WriteFailed if it could not be cut back before."""
        try:
            self.mend()
        finally:
            self._raw.close()

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
