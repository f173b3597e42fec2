"""What a server sends, taken in: few bytes are kept in memory, many in a file, hashed as they come.

A response's end is known only after its bytes were read, because what follows it may have come
with them. So the piece that came last is hashed when the next one comes, or the end.
"""

from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from warcs.digests import Algorithm
from warcs.packaging.stored import Block, NamelessFile, Stored
from warcs.recording.measure import HEAD_TOO_LONG, MOST_HEAD, Measured, Measurer

MEMORY = MOST_HEAD  # bytes of a response that are kept in memory; nearly all pages are smaller


class Taken(NamedTuple):
    """What came of a server."""

    interim: bytes  #: 1xx responses
    response: Block
    measured: Measured | None = None  #: of a response in a file, where it could be hashed at once


class Intake:
    """Takes in what one request is answered with.

    ``folder`` is where a large response is kept until it is recorded (None: the system's folder
    for such files), ``algorithm`` that of its digests.
    """

    __slots__ = ("_algorithm", "_file", "_folder", "_held", "_interim", "_measurer", "_memory",
                 "_size", "unmeasurable")  # fmt: skip

    def __init__(self, folder: Path | None = None, algorithm: Algorithm = "sha256") -> None:
        #: why a large response cannot be hashed as it comes, and should not get larger
        self.unmeasurable: str | None = None
        self._folder = folder
        self._algorithm: Algorithm = algorithm
        # A BytesIO hands out its value without a copy.
        self._memory = BytesIO()
        self._file: NamelessFile | None = None
        self._interim = b""
        self._measurer: Measurer | None = None
        self._held: bytes | memoryview = b""  # of a response in a file: not hashed yet
        self._size = 0

    def write(self, piece: bytes) -> None:
        """Take in the next bytes. Raises OSError when they cannot be kept."""
        self._size += len(piece)
        if self._file is None:
            self._memory.write(piece)
            if self._size > MEMORY:
                self._begin_file()
            return
        self._file.write(piece)
        if self._measurer is not None:
            self._measurer.feed(self._held)
            self._held = piece

    def drop_end(self, size: int) -> None:
        """The last bytes do not belong to the response."""
        self._size -= size
        if self._file is None:
            self._memory.truncate(self._size)
        elif size <= len(self._held):
            self._held = memoryview(self._held)[: len(self._held) - size]
        else:  # they were hashed already
            self._measurer = None

    def take(self) -> Taken:
        """Hand over all that came. Called once."""
        if self._file is None:
            return Taken(*split_interim(self._memory.getvalue()))
        measured = None
        if self._measurer is not None:
            self._measurer.feed(self._held)
            measured = self._measurer.end()
        start = len(self._interim)
        response = Stored(file=self._file, start=start, length=self._size - start)
        return Taken(self._interim, response, measured)

    def _begin_file(self) -> None:
        content = self._memory.getvalue()
        self._memory = BytesIO()
        self._file = NamelessFile(self._folder)
        self._file.write(content)
        self._interim, response = split_interim(content)
        try:
            if not response:
                raise ValueError(HEAD_TOO_LONG)  # of interim responses
            self._measurer = Measurer(response, self._algorithm)
        except ValueError as error:
            self.unmeasurable = str(error)
        else:
            self._held = response


def split_interim(received: bytes) -> tuple[bytes, bytes]:
    """Split what a server sent into its interim (1xx) responses and the final one.

    Reads lines as the client's parser does: they end in LF, CR before it is optional, and
    101 counts as interim (RFC 9110 §15.2), since no upgrade is ever asked for.
    """
    start = 0
    while _status(received, start) // 100 == 1:
        end = _end_of_head(received, start)
        if end is None:  # cut within the interim response
            return received, b""
        start = end
    return (received[:start], received[start:]) if start else (b"", received)


def _status(received: bytes, start: int) -> int:
    """Status of the response that begins at ``start``, or 0; also 0 if its line is not whole.

    As the client's parser reads it: any protocol's name, and what Python takes for a number.
    """
    line = received[start : max(received.find(b"\n", start), start)]
    version, _, rest = line.partition(b" ")
    try:
        return int(rest.partition(b" ")[0]) if b"/" in version else 0
    except ValueError:
        return 0


def _end_of_head(received: bytes, start: int) -> int | None:
    """Offset after the empty line that ends the head which begins at ``start``."""
    line_end = received.find(b"\n", start)
    while line_end >= 0:
        line_start = line_end + 1
        line_end = received.find(b"\n", line_start)
        if line_end >= 0 and received[line_start:line_end] in (b"", b"\r"):
            return line_end + 1
    return None
