"""Messages that wait until they are wanted, in memory or on the disk."""

from collections import deque
from tempfile import SpooledTemporaryFile

IN_MEMORY = 8 << 20  # bytes; more go to a temporary file


class Queue:
    """First in, first out."""

    def __init__(self) -> None:
        self._sizes: deque[int] = deque()
        self._file: SpooledTemporaryFile[bytes] | None = None
        self._end = self._at = 0

    def put(self, message: bytes) -> None:
        """Add one."""
        if self._file is None:
            self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # see close
        self._file.seek(self._end)
        self._file.write(message)
        self._end += len(message)
        self._sizes.append(len(message))

    def get(self) -> bytes | None:
        """The first; None if there is none."""
        if not self._sizes or self._file is None:
            return None
        self._file.seek(self._at)
        message = self._file.read(self._sizes.popleft())
        self._at += len(message)
        if not self._sizes:
            self.close()
        return message

    def close(self) -> None:
        """Drop what waits."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._sizes.clear()
        self._end = self._at = 0
