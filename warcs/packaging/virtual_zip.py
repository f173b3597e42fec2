"""A ZIP file that is nowhere: its bytes are worked out, those of its members read where they lie.

Members are stored, not compressed, so every offset is known beforehand and any range of the file
can be given at once, however large it is (PKWARE APPNOTE 6.3.10; with ZIP64, §4.5.3, if needed).

The checksums (CRC-32) of members are left zero: to know them, every byte would have to be read.
What replays a WACZ by ranges does not look at them; ``unzip`` does. So this is for replay and not
for keeping; a package to keep is written by :mod:`zipfile`.
"""

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PIECE = 1 << 18  # bytes read at a time
MOST_32 = 0xFFFFFFFF
MOST_16 = 0xFFFF
NEEDS = 45  # version of the format that knows ZIP64
UTF_8 = 0x800  # general purpose bit 11: names are UTF-8
LONG_AGO = 0x21  # 1980-01-01, the first day that the format knows
ZIP64 = 1  # the extra field's id


class Part(Protocol):
    """Bytes of a known number, of which any range can be read."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from ``start`` up to ``stop``, in pieces. OSError: they cannot be read."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """A part that is in memory."""

    content: bytes

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.content)

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from ``start`` up to ``stop``."""
        yield self.content[start:stop]


@dataclass(frozen=True, slots=True)
class File:
    """The first ``size`` bytes of a file."""

    path: Path
    size: int

    @classmethod
    def whole(cls, path: Path) -> "File":
        """All that the file holds now. OSError: there is none."""
        return cls(path, path.stat().st_size)

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from ``start`` up to ``stop``. OSError: unreadable, or shorter than it was."""
        with self.path.open("rb", buffering=0) as stream:
            stream.seek(start)
            while start < stop:
                piece = stream.read(min(PIECE, stop - start))
                if not piece:
                    raise OSError(f"{self.path}: is shorter than it was")
                start += len(piece)
                yield piece


@dataclass(frozen=True, slots=True)
class Made:
    """Bytes that are made when they are asked for; always the same, and ``size`` of them."""

    size: int
    make: Callable[[], bytes]

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from ``start`` up to ``stop``."""
        yield self.make()[start:stop]


class Joined:
    """Parts one after the other."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._starts = [0]
        for part in parts:
            self._starts.append(self._starts[-1] + part.size)

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self._starts[-1]

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from ``start`` up to ``stop``."""
        stop = min(stop, self.size)
        position = bisect_right(self._starts, start) - 1
        while start < stop:
            begin, end = self._starts[position], self._starts[position + 1]
            if start < end:
                yield from self._parts[position].chunks(start - begin, min(stop, end) - begin)
                start = min(stop, end)
            position += 1


def archive(members: Sequence[tuple[str, Part]]) -> Joined:
    """The ZIP file that holds ``members`` (name, content) in this order.

    Names are paths with ``/``. ValueError: one is longer than 65,535 bytes.
    """
    parts: list[Part] = []
    directory: list[bytes] = []
    offset = 0
    for name, content in members:
        head = _local_header(name, content.size)
        directory.append(_entry(name, content.size, offset))
        parts += [Bytes(head), content]
        offset += len(head) + content.size
    entries = b"".join(directory)
    parts.append(Bytes(entries + _end(len(directory), len(entries), offset)))
    return Joined(parts)


def _local_header(name: str, size: int) -> bytes:
    """APPNOTE §4.3.7."""
    extra = struct.pack("<HHQQ", ZIP64, 16, size, size) if size >= MOST_32 else b""
    encoded, short = _encoded(name), min(size, MOST_32)
    return (
        struct.pack(
            "<4sHHHHHLLLHH", b"PK\3\4", NEEDS, UTF_8, 0, 0, LONG_AGO, 0, short, short,
            len(encoded), len(extra),
        )
        + encoded
        + extra
    )  # fmt: skip


def _entry(name: str, size: int, offset: int) -> bytes:
    """An entry of the central directory, APPNOTE §4.3.12; ZIP64 for what does not fit."""
    long = [size, size] if size >= MOST_32 else []
    long += [offset] if offset >= MOST_32 else []
    extra = struct.pack(f"<HH{len(long)}Q", ZIP64, 8 * len(long), *long) if long else b""
    encoded, short = _encoded(name), min(size, MOST_32)
    return (
        struct.pack(
            "<4sHHHHHHLLLHHHHHLL", b"PK\1\2", NEEDS, NEEDS, UTF_8, 0, 0, LONG_AGO, 0, short, short,
            len(encoded), len(extra), 0, 0, 0, 0, min(offset, MOST_32),
        )
        + encoded
        + extra
    )  # fmt: skip


def _end(count: int, size: int, offset: int) -> bytes:
    """The ends of the central directory, APPNOTE §4.3.14 to §4.3.16; the 64-bit ones if needed."""
    long = b""
    if count >= MOST_16 or offset >= MOST_32 or size >= MOST_32:
        long = struct.pack(
            "<4sQHHLLQQQQ", b"PK\6\6", 44, NEEDS, NEEDS, 0, 0, count, count, size, offset
        ) + struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
    few = min(count, MOST_16)
    return long + struct.pack(
        "<4sHHHHLLH", b"PK\5\6", 0, 0, few, few, min(size, MOST_32), min(offset, MOST_32), 0
    )


def _encoded(name: str) -> bytes:
    encoded = name.encode()
    if len(encoded) > MOST_16:
        raise ValueError(f"{name[:60]}…: the name is too long for a ZIP file")
    return encoded
