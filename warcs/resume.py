"""Finding the next record behind damage."""

import re
import zlib

from warcs.members import Source

LOOK = 4096  # bytes of a gzip member that are inflated to see whether a record begins in it

_ARC = re.compile(rb"[a-z]{2,10}:[^ \n]{1,2000} [0-9.]{7,15} [0-9]{12,14} ")


def find(source: Source, offset: int, gzip: bool) -> bool:
    """Put ``source`` at the next place from ``offset`` on where a record seems to begin.

    False if there is none, or the source cannot seek.
    """
    if not source.seek(offset):
        return False
    mark = b"\x1f\x8b\x08" if gzip else b"\nWARC/"
    window, start = b"", offset
    while piece := source.take():
        window += piece
        position = window.find(mark)
        while position >= 0:
            if not gzip:
                return source.seek(start + position + 1)
            if len(window) - position < LOOK and (more := source.take()):
                window += more
            if _begins_record(window[position : position + LOOK]):
                return source.seek(start + position)
            position = window.find(mark, position + 1)
        keep = len(mark) - 1
        start += len(window) - keep
        window = window[-keep:]
    return False


def _begins_record(member: bytes) -> bool:
    try:
        content = zlib.decompressobj(31).decompress(member, 4096)
    except zlib.error:
        return False
    return content.startswith(b"WARC/") or _ARC.match(content) is not None
