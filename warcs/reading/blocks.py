"""Blocks too large to be held: read from the source in pieces."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from warcs.errors import CorruptRecord
from warcs.reading.heads import Head
from warcs.reading.members import BrokenMember, NoRecord
from warcs.reading.source import Source

LARGE = 1 << 23  # bytes: larger blocks are not held in memory
MOST_BLOCK = 1 << 30  # bytes that ``Record.block`` gives; Scrapy downloads no more by default
PIECE = 1 << 20


class HasStream(Protocol):
    """A record."""

    def stream(self) -> BinaryIO:
        """Its block."""
        ...


class Records(Protocol):
    """The records of a file that was opened for a block."""

    problems: list[CorruptRecord]

    def __next__(self) -> "HasStream": ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class Block:
    """A block in a source that goes on to the next record later.

    It can be read, from its beginning and as often as wanted, until then. Where it was not known
    to be whole when it was given, it is read once.
    """

    def __init__(self, source: Source, size: int, file: str, offset: int) -> None:
        self.size = size
        self.begin = source.offset
        self.read_to = source.offset  #: how far it was read
        self.broken: BrokenMember | None = None  #: what reading came upon
        self.source: Source | None = source  #: None once the records were read on
        self._place = (file, offset)

    def stream(self) -> BinaryIO:
        """The block from its beginning."""
        return _Stream(self)

    def read(self, position: int, most: int) -> bytes:
        """At most so many bytes from ``position`` on; b"" at its end. Raises CorruptRecord."""
        if self.source is None:
            raise ValueError(
                f"a block of more than {LARGE} bytes is read before the next record is asked for"
            )
        most = min(most, self.size - position)
        if not most:
            return b""
        try:
            if self.broken is None:
                taken = self._read(self.source, position, most)
        except BrokenMember as broken:
            self.broken = broken
        if self.broken is not None:
            raise CorruptRecord(*self._place, str(self.broken)) from self.broken
        return taken

    def _read(self, source: Source, position: int, most: int) -> bytes:
        if not source.seek(self.begin + position):
            raise NoRecord("a block that was not kept cannot be read a second time")
        taken = source.take(most)
        if not taken:
            raise ended(position, self.size)
        self.read_to = max(self.read_to, source.offset)
        return taken

    def pass_over(self) -> None:
        """Go behind the block, which will be read later. Raises BrokenMember if it is not whole."""
        assert self.source is not None
        if (skipped := self.source.skip(self.size)) < self.size:
            raise ended(skipped, self.size)

    def finish(self) -> None:
        """Go behind the block; it is not read any more. Raises BrokenMember if it is not whole."""
        source, self.source = self.source, None
        if self.broken is not None:
            raise self.broken
        if source is not None:
            source.seek(self.read_to)
            left = self.begin + self.size - source.offset
            if (skipped := source.skip(left)) < left:
                raise ended(self.size - left + skipped, self.size)


def ended(found: int, size: int) -> NoRecord:
    """What is wrong with a block that ends too early."""
    return NoRecord(f"the block ends after {found} of {size} bytes")


class Reopened:
    """A block in a file that is opened anew each time; ``open`` gives it with its record first."""

    def __init__(self, open: Callable[[], Records]) -> None:
        self._open = open

    def stream(self) -> BinaryIO:
        """The block from its beginning. Raises CorruptRecord, OSError if it is there no more."""
        records = self._open()
        record = next(records, None)
        if record is None:
            records.close()
            raise records.problems[0]
        stream = record.stream()
        if isinstance(stream, _Stream):
            stream.then = records.close
        return stream


class _Stream(io.RawIOBase, BinaryIO):
    """A block as a file."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self._block = block
        self._position = 0
        self.then: Callable[[], None] | None = None  #: called when this is closed

    def readable(self) -> bool:
        """It is."""
        return True

    def close(self) -> None:
        """Let go of the block, and of the file if it was opened for it."""
        super().close()
        if self.then is not None:
            then, self.then = self.then, None
            then()

    def read(self, size: int | None = -1) -> bytes:
        """``size`` bytes, fewer only at the end; all that is left without a size."""
        left = self._block.size - self._position
        if size is not None and size >= 0:
            left = min(left, size)
        pieces = []
        while left and (piece := self._block.read(self._position, min(left, PIECE))):
            self._position += len(piece)
            left -= len(piece)
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # io passes this
        """The next bytes into ``buffer``; 0 at the end."""
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record as it was read."""

    head: Head
    size: int  #: of the block
    block: bytes | Block
    live: bool = False  #: a block that was not read yet

    def finish(self) -> None:
        """Go behind the block. Raises BrokenMember if it is not whole."""
        if self.live and isinstance(self.block, Block):
            self.block.finish()

    def let_go(self) -> None:
        """The next record is asked for."""
        if isinstance(self.block, Block):
            self.block.source = None
