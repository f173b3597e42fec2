"""The common case, read with few calls: small whole records as the standard has them.

Anything else (an odd head, damage, a large block, several records in a member) is left where it is
for :mod:`warcs.reader`, which reads it step by step. Nothing is taken on trust here: what is given
was whole, its checksum held, and its block ends where Content-Length says.

A record is read in a few microseconds, and each call that is saved shows. So there is a loop for
each coding, one pattern finds what is wanted of a head, and blocks are sliced when asked for.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from struct import Struct

from isal import isal_zlib

from warcs.reading import zstd
from warcs.reading.members import IsalError
from warcs.reading.resume import Coding
from warcs.reading.source import Source
from warcs.record import Record

MOST = 1 << 20  # bytes of content, compressed or not: larger records are read step by step
AHEAD = 1 << 16  # bytes that the window should hold where a record begins
FIRST = 1 << 10  # compressed bytes inflated first: they hold the head as a rule, often the record
LONGEST_HEAD = 1 << 12  # longer ones are read step by step
GZIP = b"\x1f\x8b\x08\x00"  # without a name or other extras
PLAIN = b"WARC"
END = b"\r\n\r\n"
NEXT = END + PLAIN

# A member that is stored, not compressed (RFC 1951 §3.2.4), as our writer does: behind the gzip
# header one block or more that hold all but END, and a last one that holds END.
_BLOCK = Struct("<BHH").unpack_from  # whether it is the last, length, its inverse
_LAST = b"\x01\x04\x00\xfb\xff" + END
_TRAILER = Struct("<II").pack  # CRC-32, length

# A dot is anything but a line feed, so no line has a bare one. The groups are atomic and the tail
# possessive, so that a head that does not fit costs no more than one that does.
_DATE = rb"(?>(?:.+\r\n)*?WARC-Date: (?P<date>.+Z)\r\n)(?![ \t])"
_SIZE = rb"(?>(?:.+\r\n)*?Content-Length: (?P<size>[0-9]{1,15})\r\n)(?![ \t])"
_HEADS = tuple(
    re.compile(rb"WARC/1\.[01]\r\n" + first + second + rb"(?:.+\r\n)*+\r\n").match
    for first, second in ((_DATE, _SIZE), (_SIZE, _DATE))
)

LEAST = 32  # bytes: no member that holds a record is as small

Unit = tuple[bytes, int, int, int]
"""What holds a record, where it begins there, where its block must end; length in the file."""
Found = tuple[int, int, datetime]  # where the head ends, where the block does, WARC-Date


class Quick:
    """Reads from a source, as long as what comes is of the common kind."""

    def __init__(
        self, source: Source, name: str, most_block: int, dictionary: zstd.Dictionary | None
    ) -> None:
        self._source = source
        self._name = name
        self._most_block = most_block
        self._dictionary = dictionary
        self._date: tuple[bytes, datetime] | None = None  # the last: a pair often has the same
        self.coding: Coding | None = None  #: of the record that was read last

    def records(self) -> Iterator[Record]:
        """The records at the source's offset, until one is not common; the source stands there."""
        start = self._source.peek(4)
        if start == GZIP:
            self.coding = "gzip"
            return self._members()
        if start == PLAIN:
            self.coding = "plain"
            return self._plain()
        if start == zstd.MAGIC:
            self.coding = "zstd"
            return self._frames()
        return iter(())

    def _window(self) -> tuple[bytes, int, int]:
        """The window, where in it the next record begins, and the offset of its first byte."""
        source = self._source
        if source.keeps:
            source.keep()
        if len(source.window) - source.at < AHEAD and not source.ended:
            source.have(AHEAD)
        return source.window, source.at, source.offset - source.at

    def _bounds(self, held: bytes, begin: int, limit: int) -> Found | None:
        """Where head and block end, and the date, of the record at ``begin``.

        None if its head is not as the standard has it, or does not end before ``limit``.
        """
        head = _HEADS[0](held, begin, limit) or _HEADS[1](held, begin, limit)
        if head is None:
            return None
        date, size = head.group("date", "size")
        end = head.end()
        if self._date is None or date != self._date[0]:
            try:
                self._date = date, datetime.fromisoformat(date.decode("latin-1"))
            except ValueError:
                return None
        return end, end + int(size), self._date[1]

    def _plain(self) -> Iterator[Record]:
        """Uncompressed records; what follows the empty lines must begin like one."""
        source, name, most = self._source, self._name, self._most_block
        window, begin, base = self._window()
        while True:
            if len(window) - source.at < AHEAD or source.window is not window or source.keeps:
                window, begin, base = self._window()
            else:
                begin = source.at
            found = self._bounds(window, begin, begin + LONGEST_HEAD)
            if found is None:
                return
            middle, end, date = found
            follows = window[end : end + 8]
            if follows != NEXT:
                if len(follows) < 8 and end - begin < MOST and source.have(end - begin + 8):
                    continue
                if follows != END:  # the end of the file
                    return
            source.at = end + 4
            yield Record(window, begin, middle, end, most, name, base + begin, end - begin, date)

    def _members(self) -> Iterator[Record]:
        """Gzip members with a record each."""
        source, name, most = self._source, self._name, self._most_block
        window, at, base = self._window()
        while True:
            if len(window) - source.at < AHEAD or source.window is not window or source.keeps:
                window, at, base = self._window()
            else:
                at = source.at
            if window[at : at + 4] != GZIP:
                return
            unit = self._stored(window, at) or self._inflated()
            if unit is None:
                return
            held, begin, stop, length = unit
            found = self._bounds(held, begin, stop)
            if found is None or found[1] != stop:
                return
            middle, end, date = found
            source.at += length
            yield Record(held, begin, middle, end, most, name, base + at, length, date)

    def _frames(self) -> Iterator[Record]:
        """Zstd frames with a record each."""
        source, name, most = self._source, self._name, self._most_block
        window, at, base = self._window()
        while True:
            if len(window) - source.at < AHEAD or source.window is not window or source.keeps:
                window, at, base = self._window()
            else:
                at = source.at
            size = self._frame_size() if window[at : at + 4] == zstd.MAGIC else None
            if size is None:
                return
            frame = source.window[source.at : source.at + size]
            held = zstd.whole(frame, self._dictionary, MOST)
            if held is None or not held.endswith(END):
                return
            found = self._bounds(held, 0, LONGEST_HEAD)
            if found is None or found[1] + 4 != len(held):
                return
            middle, end, date = found
            source.at += size
            yield Record(held, 0, middle, end, most, name, base + at, size, date)

    def _stored(self, window: bytes, at: int) -> Unit | None:
        """The member at ``at``, if it is stored as our writer does and its checksum holds."""
        if len(window) - at < LEAST:
            return None
        last, size, inverse = _BLOCK(window, at + 10)
        begin = at + 15
        end = begin + size
        if last > 1 or size ^ inverse != 0xFFFF:
            return None
        if end + LEAST > len(window) and self._source.have(end + LEAST - at):
            return self._stored(self._source.window, self._source.at)
        checksum = isal_zlib.crc32(memoryview(window)[begin:end])
        if last:
            trailer = end
            stop = end - 4
            if not window.endswith(END, begin, end):
                return None
        else:
            trailer = end + len(_LAST)
            if window[end:trailer] != _LAST:
                return self._stored_blocks()
            checksum = isal_zlib.crc32(END, checksum)
            stop = end
        if window[trailer : trailer + 8] != _TRAILER(checksum, stop + 4 - begin):
            return None
        return window, begin, stop, trailer + 8 - at

    def _stored_blocks(self) -> Unit | None:
        """The next member, if it is of several stored blocks: they hold 64 KiB at most."""
        source = self._source
        places = []
        place = 10
        last = 0
        while not last and place < MOST and source.have(place + 5):
            last, size, inverse = _BLOCK(source.window, source.at + place)
            if last > 1 or size ^ inverse != 0xFFFF:
                return None
            places.append((place + 5, place + 5 + size))
            place += 5 + size
        if not last or not source.have(place + 8):
            return None
        view = memoryview(source.window)[source.at :]
        held = b"".join([view[begin:end] for begin, end in places])
        if not held.endswith(END) or view[place : place + 8] != _TRAILER(
            isal_zlib.crc32(held), len(held)
        ):
            return None
        return held, 0, len(held) - 4, place + 8

    def _inflated(self) -> Unit | None:
        """The gzip member that is next, inflated in two steps as a rule: head, and all it says."""
        source = self._source
        inflater = isal_zlib.decompressobj(31)
        taken = source.window[source.at : source.at + FIRST]
        fed = len(taken)
        try:
            content = inflater.decompress(taken, MOST)
            if not inflater.eof:
                if inflater.unconsumed_tail:
                    return None
                content, fed = self._rest(inflater, content, fed)
        except IsalError:
            return None
        if not inflater.eof or not content.endswith(END):
            return None
        return content, 0, len(content) - 4, fed - len(inflater.unused_data)

    def _rest(self, inflater: isal_zlib.Decompress, first: bytes, fed: int) -> tuple[bytes, int]:
        """All that the member holds which begins with ``first``, and how much was fed for it.

        It ends early where there is more than its head says.
        """
        source = self._source
        found = self._bounds(first, 0, LONGEST_HEAD)
        left = found[1] + 4 - len(first) if found is not None else 0
        size = len(first)
        pieces = [first]
        while 0 < left < MOST and not inflater.unconsumed_tail and source.have(fed + 1):
            # As much as it should need if it shrinks like its beginning, and a little more.
            begin = source.at + fed
            taken = source.window[begin : begin + left * fed // size + FIRST]
            piece = inflater.decompress(taken, left + 1)
            fed += len(taken)
            left -= len(piece)
            size += len(piece)
            pieces.append(piece)
        return b"".join(pieces), fed

    def _frame_size(self) -> int | None:
        """How long the frame is that is next, by the headers of its blocks."""
        source = self._source
        while True:
            held = len(source.window) - source.at
            size = zstd.frame_size(memoryview(source.window)[source.at :])
            if size is not None:
                return size
            if held >= MOST or not source.have(min(2 * held, MOST)):
                return None
