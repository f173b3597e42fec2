"""Finding the next record behind damage."""

import re
import zlib

from warcs.members import Source

LOOK = 4096  # bytes that are looked at to see whether a record begins

_ARC = rb"[a-z]{2,10}:[^ \n]{1,2000} [0-9.]{7,15} [0-9]{12,14} "
_RECORD = re.compile(rb"WARC/|" + _ARC)
_GZIP_START = re.compile(rb"(?=\x1f\x8b\x08)")
_PLAIN_START = re.compile(rb"(?<=\n)(?=WARC/[0-9]|" + _ARC + rb")")


def find(source: Source, offset: int, gzip: bool) -> bool:
    """Put ``source`` at the next place from ``offset`` on where a record seems to begin.

    False if there is none, or the source cannot seek.
    """
    if not source.seek(offset):
        return False
    pattern = _GZIP_START if gzip else _PLAIN_START
    window, start = b"", offset
    more = True
    while more:
        piece = source.take()
        more = bool(piece)
        window += piece
        # What begins near the window's end is judged when more of it is there.
        end = len(window) - LOOK if more else len(window)
        for match in pattern.finditer(window):
            if match.start() >= end:
                break
            if not gzip or _begins_record(window[match.start() : match.start() + LOOK]):
                return source.seek(start + match.start())
        kept = min(len(window), LOOK + 1)  # one for the line feed before
        start += len(window) - kept
        window = window[len(window) - kept :]
    return False


def _begins_record(member: bytes) -> bool:
    try:
        content = zlib.decompressobj(31).decompress(member, LOOK)
    except zlib.error:
        return False
    return _RECORD.match(content) is not None
