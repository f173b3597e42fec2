"""A file's units (gzip members, zstd frames), inflated once, with the places where they lie.

Written for checking: nothing is read across a unit's end, every checksum counts, and what stands
between two units is seen. The bytes of the file are hashed on the way, so that the manifest needs
no second reading.
"""

import io
import sys
from typing import BinaryIO, Protocol

from isal import isal_zlib

from warcs.http.coding import GZIP_MAGIC
from warcs.verifying.flow import BrokenUnit, Flow

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Dictionary = zstd.ZstdDict
ZstdError = zstd.ZstdError

PIECE = 1 << 20  # bytes read from the file at once
FIRST_FEED = 64 * 1024  # bytes given to a fresh inflater; what is left of them is copied
MOST_FEED = 256 * 1024
MOST_OUT = 1 << 20  # bytes that one call inflates at most, however small the input was
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
DICTIONARY_MAGIC = b"\x5d\x2a\x4d\x18"  # skippable frame of the IIPC's draft for .warc.zst
MOST_DICTIONARY = 64 << 20
LOOK = 4096  # bytes of a frame that are looked at to see what it holds
LOOK_AGAIN = (1 << 17) + 64  # where that is not enough: a block gives nothing until it is whole
_START = b"WARC/"
_SKIPPABLE = bytes(range(0x50, 0x60))

# The stub calls it an instance of Exception.
_IsalError: type[Exception] = isal_zlib.error  # type: ignore[assignment]


class Digest(Protocol):
    """What :mod:`hashlib` makes."""

    def update(self, data: bytes, /) -> None:
        """Go on with ``data``."""

    def hexdigest(self) -> str:
        """The digest so far."""


class Input:
    """The bytes of a file, read forward; each is given to ``digest`` once."""

    def __init__(self, stream: BinaryIO | io.RawIOBase, digest: Digest | None = None) -> None:
        self._stream = stream
        self._digest = digest
        self._digested = 0
        self.data = b""  #: what was read last
        self.view = memoryview(b"")  #: of ``data``
        self.pos = 0  #: in ``data``, of the next byte
        self.base = 0  #: offset of ``data`` in the file

    @property
    def offset(self) -> int:
        """Of the next byte, in the file."""
        return self.base + self.pos

    def fill(self) -> bool:
        """Read on; what is in ``data`` must be used up. False at the end of the file.

        Raises BrokenUnit if the file cannot be read.
        """
        self.base += len(self.data)
        try:
            self.data = self._stream.read(PIECE) or b""
        except (OSError, ValueError, EOFError) as error:  # EOFError, ValueError: a package's member
            self.data = b""
            raise BrokenUnit("unreadable", f"cannot be read ({error})") from error
        finally:
            self.view = memoryview(self.data)
            self.pos = 0
        end = self.base + len(self.data)
        if self._digest is not None and end > self._digested:
            self._digest.update(self.data[max(0, self._digested - self.base) :])
            self._digested = end
        return bool(self.data)

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer at the end of the file; they stay where they are."""
        while len(self.data) - self.pos < size:
            held, start = self.data[self.pos :], self.offset
            self.pos = len(self.data)
            more = self.fill()
            self.data, self.base, self.pos = held + self.data, start, 0
            self.view = memoryview(self.data)
            if not more:
                break
        return self.data[self.pos : self.pos + size]

    def take(self) -> bytes:
        """What is left of the bytes at hand, or the next ones; empty at the end of the file."""
        if self.pos == len(self.data) and not self.fill():
            return b""
        taken = self.data[self.pos :]
        self.pos = len(self.data)
        return taken

    def seek(self, offset: int) -> bool:
        """Go on from ``offset``; true, for callers that know streams that cannot."""
        if self.base <= offset <= self.base + len(self.data):
            self.pos = offset - self.base
            return True
        self._stream.seek(offset)
        self.data, self.view = b"", memoryview(b"")
        self.base, self.pos = offset, 0
        return True

    def size(self) -> int:
        """Of the file, in bytes. Raises OSError."""
        place = self._stream.tell()
        size = self._stream.seek(0, io.SEEK_END)
        self._stream.seek(place)
        return size

    def drain(self) -> int:
        """Read to the end of the file, for the digest's sake; its size in bytes."""
        while self.take():
            pass
        return self.base + len(self.data)


class Plain(Flow):
    """An uncompressed file from the input's offset on."""

    __slots__ = ("_source",)

    def __init__(self, source: Input) -> None:
        super().__init__()
        self._source = source

    def pull(self) -> bytes:
        """The next bytes; empty at the end of the file."""
        return self._source.take()


class GzipMember(Flow):
    """The gzip member (RFC 1952) that begins at the input's offset; then the input is behind it."""

    __slots__ = ("_fed", "_inflater", "_source")

    def __init__(self, source: Input) -> None:
        super().__init__()
        self._source = source
        self._inflater = isal_zlib.decompressobj(31)
        self._fed = 0

    def pull(self) -> bytes:
        """The next bytes of its content; empty at its end, where checksum and length held."""
        inflater, source = self._inflater, self._source
        while not inflater.eof:
            fed: bytes | memoryview = inflater.unconsumed_tail
            if not fed:
                if source.pos == len(source.data) and not source.fill():
                    raise BrokenUnit("truncated", "the file ends within a gzip member")
                feed = min(self._fed or FIRST_FEED, MOST_FEED)
                fed = source.view[source.pos : source.pos + feed]
                source.pos += len(fed)
                self._fed += len(fed)
            try:
                content = inflater.decompress(fed, MOST_OUT)
            except _IsalError as error:
                raise BrokenUnit("member", f"broken gzip member ({error})") from error
            if inflater.eof:
                source.pos -= len(inflater.unused_data)
            if content:
                return content
        return b""


class ZstdFrames(Flow):
    """The zstd frame (RFC 8878) that begins at the input's offset, and those that go on with it.

    A record may be cut into several frames; one that begins with a record begins a new unit
    (https://iipc.github.io/warc-specifications/specifications/warc-zstd/).
    """

    __slots__ = ("_dictionary", "_fed", "_inflater", "_source")

    def __init__(self, source: Input, dictionary: Dictionary | None = None) -> None:
        super().__init__()
        self._source = source
        self._dictionary = dictionary
        self._begin()

    def _begin(self) -> None:
        try:
            self._inflater = zstd.ZstdDecompressor(self._dictionary)
        except ZstdError as error:
            raise BrokenUnit("member", f"its dictionary cannot be used ({error})") from error
        self._fed = 0

    def pull(self) -> bytes:
        """The next bytes of its content; empty at its end."""
        while not self._inflater.eof or self._goes_on():
            fed: bytes | memoryview = self._feed() if self._inflater.needs_input else b""
            try:
                content = self._inflater.decompress(fed, MOST_OUT)
            except ZstdError as error:
                raise BrokenUnit("member", f"broken zstd frame ({error})") from error
            if self._inflater.eof:
                self._source.pos -= len(self._inflater.unused_data)
            if content:
                return content
        return b""

    def _feed(self) -> memoryview:
        source = self._source
        if source.pos == len(source.data) and not source.fill():
            raise BrokenUnit("truncated", "the file ends within a zstd frame")
        fed = source.view[source.pos : source.pos + min(self._fed or FIRST_FEED, MOST_FEED)]
        source.pos += len(fed)
        self._fed += len(fed)
        return fed

    def _goes_on(self) -> bool:
        """Begin the next frame, if it holds no record's beginning."""
        if self._source.peek(4) != ZSTD_MAGIC:
            return False
        content = b""
        for size in (LOOK, LOOK_AGAIN):
            try:
                content = content or begins(self._source.peek(size), len(_START), self._dictionary)
            except ZstdError:
                return False
        if not content or content == _START[: len(content)]:
            return False
        self._begin()
        return True


def is_gzip(start: bytes) -> bool:
    """True if a gzip member begins so."""
    return start[:2] == GZIP_MAGIC


def is_skippable(start: bytes) -> bool:
    """True if a skippable zstd frame begins so (RFC 8878 §3.1.2)."""
    return start[1:4] == b"\x2a\x4d\x18" and start[:1] in _SKIPPABLE if start else False


def is_zstd(start: bytes) -> bool:
    """True if a zstd frame begins so, or one that decoders skip."""
    return start[:4] == ZSTD_MAGIC or is_skippable(start[:4])


def has_checksum(start: bytes) -> bool:
    """True if the zstd frame that begins so has a checksum of its content (§3.1.1.1.1)."""
    return len(start) > 4 and bool(start[4] & 4)


def skipped(source: Input) -> tuple[bool, bytes]:
    """Step over the skippable frame at hand: is it a dictionary's, and its content.

    Raises BrokenUnit.
    """
    head = source.peek(8)
    size = int.from_bytes(head[4:8], "little")
    if len(head) < 8 or size > MOST_DICTIONARY:
        raise BrokenUnit("member", "broken skippable zstd frame")
    content = source.peek(8 + size)[8:]
    if len(content) < size:
        raise BrokenUnit("truncated", "the file ends within a skippable zstd frame")
    source.pos += 8 + size
    return head[:4] == DICTIONARY_MAGIC, content


def dictionary_of(content: bytes) -> Dictionary:
    """The dictionary in a frame's content, compressed or not. Raises BrokenUnit."""
    try:
        if content[:4] == ZSTD_MAGIC:
            inflater = zstd.ZstdDecompressor()
            content = inflater.decompress(content, MOST_DICTIONARY)
        return Dictionary(content)
    except (ZstdError, ValueError) as error:
        raise BrokenUnit("member", f"the file's dictionary is broken ({error})") from error


def begins(unit: bytes, size: int, dictionary: Dictionary | None) -> bytes:
    """The first ``size`` bytes of the content of a zstd frame. Raises ZstdError."""
    return zstd.ZstdDecompressor(dictionary).decompress(unit, size)


def content(raw: bytes, dictionary: Dictionary | None, most: int) -> bytes:
    """What the frames at the beginning of ``raw`` hold, as far as they can be read."""
    pieces: list[bytes] = []
    size = 0
    try:
        while raw[:4] == ZSTD_MAGIC and size <= most:
            inflater = zstd.ZstdDecompressor(dictionary)
            for start in range(0, len(raw), LOOK):
                pieces.append(inflater.decompress(raw[start : start + LOOK]))
                size += len(pieces[-1])
                if inflater.eof or size > most:
                    raw = inflater.unused_data + raw[start + LOOK :] if inflater.eof else b""
                    break
            else:
                break
    except ZstdError:
        pass
    return b"".join(pieces)
