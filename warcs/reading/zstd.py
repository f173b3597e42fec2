"""Zstandard frames of a .warc.zst file (IIPC, Zstandard Compression for WARC Files 1.0, proposed).

A record is one frame, or several that follow one another. A dictionary may stand in a skippable
frame at the file's beginning, itself compressed or not; other skippable frames are passed over.
https://iipc.github.io/warc-specifications/specifications/warc-zstd/

The library is Python's own from 3.14 on, its backport before, which Scrapy brings. FastWARC reads
the format too, but stops at the first damage and says of no record where it ends. The memory that
a frame may want is bounded by the library: 128 MiB; the draft demands 8 of a decoder.
"""

import sys

from warcs.reading.members import BrokenMember
from warcs.reading.source import Source

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAGIC = b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"  # a skippable frame that holds the file's dictionary
LARGEST_DICTIONARY = 1 << 23  # bytes, compressed or not: what the draft demands of a decoder
TAKEN = 1 << 16  # compressed bytes given to the decoder at once
_START = b"WARC/"

Dictionary = zstd.ZstdDict


def is_zstd(start: bytes) -> bool:
    """True if a frame, skippable or not, begins so (RFC 8878 §3.1)."""
    return start[:4] == MAGIC or (
        len(start) >= 4 and start[0] & 0xF0 == 0x50 and start[1:4] == DICTIONARY[1:]
    )


def skip_extensions(source: Source) -> None:
    """Pass over skippable frames. Raises BrokenMember if one is not whole."""
    while (head := source.peek(8))[:4] != MAGIC and is_zstd(head):
        size = int.from_bytes(head[4:8], "little") + 8
        if len(head) < 8 or source.skip(size) < size:
            raise BrokenMember("the file ends within a skippable frame")


def read_dictionary(source: Source) -> Dictionary | None:
    """The dictionary at the beginning of a file, if there is one; the source is moved behind it.

    Raises BrokenMember if it cannot be read.
    """
    if source.peek(4) != DICTIONARY:
        return None
    size = int.from_bytes(source.peek(8)[4:], "little")
    if size > LARGEST_DICTIONARY:
        raise BrokenMember(f"the dictionary is too large: {size} bytes")
    if not source.have(8 + size):
        raise BrokenMember("the file ends within its dictionary")
    content = source.take(8 + size)[8:]
    try:
        if content[:4] == MAGIC:
            content = _decompressed(content)
        dictionary = Dictionary(content)
        zstd.ZstdDecompressor(dictionary)  # only then is it looked at
        return dictionary
    except (zstd.ZstdError, ValueError, EOFError) as error:
        raise BrokenMember(f"the file's dictionary is broken ({error})") from error


def _decompressed(content: bytes) -> bytes:
    decoder = zstd.ZstdDecompressor()
    whole = decoder.decompress(content, LARGEST_DICTIONARY)
    if not decoder.eof:
        raise EOFError("it ends before its end, or is too large")
    return whole


def beginning(frame: bytes, dictionary: Dictionary | None, size: int) -> bytes | None:
    """The first ``size`` bytes, or fewer, that the start of a frame holds; None if it is broken."""
    try:
        return zstd.ZstdDecompressor(dictionary).decompress(frame, size)
    except (zstd.ZstdError, ValueError, EOFError):
        return None


def frame_size(start: memoryview) -> int | None:
    """How long the frame is that begins here, in bytes; None if it is broken or not all here."""
    try:
        return zstd.get_frame_size(start)
    except zstd.ZstdError:
        return None


def whole(frame: bytes, dictionary: Dictionary | None, most: int) -> bytes | None:
    """The content of a frame; None if it is broken, or longer than ``most`` bytes."""
    try:
        told = zstd.get_frame_info(frame).decompressed_size
        if told is None or told > most:
            return None
        return zstd.ZstdDecompressor(dictionary).decompress(frame)
    except zstd.ZstdError:
        return None


class Frames:
    """The content of the frame at the source's offset, and of those that go on with its record.

    A frame that begins like a WARC record does not; and none does once ``record_size`` bytes were
    given, which the reader of the record's head tells. Reading raises BrokenMember.
    """

    def __init__(self, source: Source, dictionary: Dictionary | None) -> None:
        self._source = source
        self._dictionary = dictionary
        self._given = 0
        self.record_size: int | None = None  #: bytes of content that the record is known to have
        skip_extensions(source)
        self._decoder = zstd.ZstdDecompressor(dictionary)

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes of content; b"" behind the record's last frame."""
        while True:
            while not self._decoder.eof:
                content = self._frame(size)
                if content:
                    self._given += len(content)
                    return content
            skip_extensions(self._source)
            if not self._goes_on():
                return b""
            self._decoder = zstd.ZstdDecompressor(self._dictionary)

    def _frame(self, size: int) -> bytes:
        taken = b""
        if self._decoder.needs_input:
            taken = self._source.take(TAKEN)
            if not taken:
                raise BrokenMember("the file ends within a zstd frame")
        try:
            content = self._decoder.decompress(taken, size)
        except zstd.ZstdError as error:
            raise BrokenMember(f"broken zstd frame ({error})") from error
        if self._decoder.eof:
            self._source.back(len(self._decoder.unused_data))
        return content

    def _goes_on(self) -> bool:
        """True if the record goes on in the next frame."""
        if self._source.peek(4) != MAGIC:
            return False
        if self.record_size is not None and self._given >= self.record_size:
            return False
        ahead = beginning(self._source.peek(TAKEN), self._dictionary, len(_START))
        return ahead is not None and (not self._given or ahead != _START)
