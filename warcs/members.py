"""Gzip members of a WARC file, one after the other, with their places (RFC 1952 §2.2).

Python's gzip module and warcio read across members or hide what is wrong with one; here each is
read by itself and its checksum is checked.
"""

import io
from typing import BinaryIO

from isal import isal_zlib

from warcs.coding import GZIP_MAGIC

PIECE = 64 * 1024  # read from the file at once
# The stub calls it an instance of Exception.
IsalError: type[Exception] = isal_zlib.error  # type: ignore[assignment]


class BrokenMember(Exception):
    """A gzip member, or a record in it, cannot be read to its end; the text is the reason.

    ``offset`` is that of the record, where it is known to be another than the member's.
    """

    def __init__(self, reason: str, offset: int | None = None) -> None:
        super().__init__(reason)
        self.offset = offset


class Source:
    """A binary stream read in pieces, with the offset of the next byte; bytes can be given back."""

    def __init__(self, stream: BinaryIO | io.RawIOBase, offset: int = 0) -> None:
        self._stream = stream
        self._held = b""
        self._end = offset  # of what was read from the stream

    @property
    def offset(self) -> int:
        """Of the next byte that :meth:`take` gives."""
        return self._end - len(self._held)

    def take(self) -> bytes:
        """The next bytes, at most PIECE of them where they are new; empty at the end."""
        if self._held:
            held, self._held = self._held, b""
            return held
        read = self._stream.read(PIECE) or b""
        self._end += len(read)
        return read

    def give_back(self, rest: bytes) -> None:
        """Undo the taking of the last bytes taken."""
        self._held = rest + self._held

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer at the end; they stay where they are."""
        while len(self._held) < size:
            held, self._held = self._held, b""
            read = self.take()
            self._held = held + read
            if not read:
                break
        return self._held[:size]

    def seek(self, offset: int) -> bool:
        """Go on from ``offset``. False if the stream cannot."""
        if not self._stream.seekable():
            return False
        self._stream.seek(offset)
        self._held, self._end = b"", offset
        return True


class Member(io.RawIOBase):
    """The content of the gzip member that begins at the source's offset.

    Reading raises BrokenMember. After its end the source stands at the next member.
    """

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._inflater = isal_zlib.decompressobj(31)
        self._pending = b""  # input that the inflater has not taken yet

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io passes this
        """Content into ``buffer``; 0 at the member's end, where its checksum held."""
        while not self._inflater.eof:
            taken = self._pending or self._source.take()
            if not taken:
                raise BrokenMember("the file ends within a gzip member")
            try:
                content = self._inflater.decompress(taken, len(buffer))
            except IsalError as error:
                raise BrokenMember(f"broken gzip member ({error})") from error
            self._pending = self._inflater.unconsumed_tail
            if self._inflater.eof:
                # zlib leaves input in the one or in the other, depending on where output ended
                self._source.give_back(self._inflater.unused_data)
                self._pending = b""
            if content:
                buffer[: len(content)] = content
                return len(content)
        return 0


class Plain(io.RawIOBase):
    """What the source gives, as it is."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io passes this
        """The next bytes into ``buffer``; 0 at the end."""
        taken = self._source.take()
        if len(taken) > len(buffer):
            self._source.give_back(taken[len(buffer) :])
            taken = taken[: len(buffer)]
        buffer[: len(taken)] = taken
        return len(taken)


def is_gzip(start: bytes) -> bool:
    """True if a gzip member begins so."""
    return start[:2] == GZIP_MAGIC
