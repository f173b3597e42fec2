"""A part of a file as a file of its own: a member of a package that is stored, not compressed."""

import io
import os
from typing import BinaryIO


class Window(io.RawIOBase):
    """``size`` bytes of ``stream`` from ``start`` on; ``stream`` must be used by nobody else."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self._stream, self._start, self._size = stream, start, size
        self._at = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place in the window."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """The place in the window."""
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io passes this
        """The next bytes of the window."""
        self._stream.seek(self._start + self._at)
        read = self._stream.read(min(len(buffer), max(0, self._size - self._at)))
        buffer[: len(read)] = read
        self._at += len(read)
        return len(read)
