"""The block of a record: bytes in memory, or, where it is large, a part of a file.

A large block is read in pieces wherever it is needed, so that it is never in memory as a whole.
"""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

PIECE = 1024 * 1024  # bytes read at once


class NamelessFile:
    """A file in ``folder`` (made if missing; None: the system's) without a name.

    So nothing is left of it however the process ends, and it is gone when nobody refers to it any
    more. It may be read by several threads while none writes. All raise OSError.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._descriptor = -1
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder, prefix=".spool-", buffering=0) as file:
            self._descriptor = os.dup(file.fileno())

    def __del__(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)

    def write(self, content: bytes | bytearray | memoryview) -> None:
        """Write all of ``content`` at the end."""
        with memoryview(content) as view:
            written = 0
            while written < len(view):
                written += os.write(self._descriptor, view[written:])

    def read(self, size: int, offset: int) -> bytes:
        """``size`` bytes from ``offset`` on. Raises OSError if there are fewer."""
        found = os.pread(self._descriptor, size, offset)
        while len(found) < size:
            piece = os.pread(self._descriptor, size - len(found), offset + len(found))
            if not piece:
                raise OSError(None, "the file is shorter than it was")
            found += piece
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Packed:
    """A block and the end of its record, compressed beforehand: a raw deflate stream in a file."""

    content: "Stored"  #: the stream, which is the last one of its gzip member
    crc: int  #: CRC-32 of what was compressed
    size: int  #: of what was compressed, in bytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stored:
    """Bytes in a file, ``length`` of them from ``start`` on. Reading raises OSError."""

    file: NamelessFile
    start: int
    length: int
    packed: Packed | None = None  #: the same, as :func:`warcs.recording.packing.pack` compressed it

    def __len__(self) -> int:
        return self.length

    def read(self, size: int, offset: int = 0) -> bytes:
        """``size`` bytes from ``offset`` on, fewer only at the end."""
        wanted = max(0, min(size, self.length - offset))
        return self.file.read(wanted, self.start + offset)

    def pieces(self, offset: int = 0) -> Iterator[bytes]:
        """All bytes from ``offset`` on, PIECE at a time."""
        for place in range(offset, self.length, PIECE):
            yield self.read(PIECE, place)


Block = bytes | Stored


def pieces(block: Block | memoryview) -> Iterator[bytes | memoryview]:
    """A block in pieces, without a copy of what is in memory."""
    if isinstance(block, Stored):
        yield from block.pieces()
        return
    if len(block) <= PIECE:
        yield block
        return
    view = memoryview(block)
    for place in range(0, len(view), PIECE):
        yield view[place : place + PIECE]


def beginning(block: Block, size: int) -> bytes:
    """The first ``size`` bytes of a block, fewer if it has not so many."""
    return block.read(size) if isinstance(block, Stored) else block[:size]


def write_all(file: FileIO, content: bytes | bytearray | memoryview) -> None:
    """Write all of ``content``: an unbuffered write may take a part only. Raises OSError."""
    with memoryview(content) as view:
        written = 0
        while written < len(view):
            written += file.write(view[written:]) or 0
