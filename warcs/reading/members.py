"""Gzip members of a WARC file, one after the other, with their places (RFC 1952 §2.2).

Python's gzip module and warcio read across members or hide what is wrong with one; here each is
read by itself and its checksum is checked.
"""

import zlib

from isal import isal_zlib

from warcs.http.coding import GZIP_MAGIC
from warcs.reading.source import Source

__all__ = ["BrokenMember", "Member", "NoRecord", "Source", "is_gzip"]

TAKEN = 1 << 16  # compressed bytes given to the inflater at once
MOST_SALVAGED = 1 << 24  # bytes of content that are looked for in a broken member
# The stub calls it an instance of Exception.
IsalError: type[Exception] = isal_zlib.error  # type: ignore[assignment]


class BrokenMember(Exception):
    """A gzip member or zstd frame, or a record in it, cannot be read to its end; says why."""


class NoRecord(BrokenMember):
    """What stands here is no whole record, though the bytes could be read."""


class Member:
    """The content of the gzip member that begins at the source's offset.

    Reading raises BrokenMember. After its end the source stands at the next member.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._inflater = isal_zlib.decompressobj(31)
        self._pending = b""  # input that the inflater has not taken yet

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes of content; b"" at the member's end, where its checksum held."""
        while not self._inflater.eof:
            taken = self._pending or self._source.take(TAKEN)
            if not taken:
                raise BrokenMember("the file ends within a gzip member")
            try:
                content = self._inflater.decompress(taken, size)
            except IsalError as error:
                raise BrokenMember(f"broken gzip member ({error})") from error
            self._pending = self._inflater.unconsumed_tail
            if self._inflater.eof:
                # zlib leaves input in the one or in the other, depending on where output ended
                self._source.back(len(self._inflater.unused_data))
                self._pending = b""
            if content:
                return content
        return b""


def salvage(source: Source, given: int) -> bytes:
    """What the broken member at the source's offset holds behind the ``given`` bytes of content.

    ISA-L gives nothing of the piece in which it comes upon the damage; zlib is fed that piece byte
    by byte. The last bytes may be wrong: damage shows only some way behind where it is.
    """
    inflater = zlib.decompressobj(31)
    found = bytearray()
    size = 0
    while len(found) < MOST_SALVAGED and (taken := source.take(TAKEN)):
        before = inflater.copy()
        try:
            piece, broken = inflater.decompress(taken), inflater.eof
        except zlib.error:
            piece, broken = _bytewise(before, taken), True
        found += piece[max(given - size, 0) :]
        size += len(piece)
        if broken:
            break
    return bytes(found)


def _bytewise(inflater: "zlib._Decompress", taken: bytes) -> bytes:
    pieces = []
    for place in range(len(taken)):
        try:
            pieces.append(inflater.decompress(taken[place : place + 1]))
        except zlib.error:
            break
    return b"".join(pieces)


def is_gzip(start: bytes) -> bool:
    """True if a gzip member begins so."""
    return start[:2] == GZIP_MAGIC
