"""Finding the next record behind damage."""

import re
import zlib
from typing import Literal

from warcs.http.coding import GZIP_MAGIC
from warcs.reading import zstd
from warcs.reading.source import Source

LOOK = 4096  # bytes that are looked at to see whether a record begins
LOOK_ZSTD = (1 << 17) + 64  # a frame may give nothing before its first block is whole

Coding = Literal["gzip", "zstd", "plain"]

_ARC = rb"[a-z]{2,10}:[^ \n]{1,2000} [0-9.]{7,15} [0-9]{12,18} "
_RECORD = re.compile(rb"WARC/|" + _ARC)
_GZIP = GZIP_MAGIC + b"\x08"
_PLAIN = rb"(?<=\n)(?:WARC/[0-9]|" + _ARC + rb")"
_STARTS: dict[Coding | None, re.Pattern[bytes]] = {
    "gzip": re.compile(re.escape(_GZIP)),
    "zstd": re.compile(re.escape(zstd.MAGIC)),
    "plain": re.compile(rb"(?=" + _PLAIN + rb")"),
    None: re.compile(
        rb"|".join((re.escape(_GZIP), re.escape(zstd.MAGIC), rb"(?=" + _PLAIN + rb")"))
    ),
}


def find(
    source: Source,
    offset: int,
    coding: Coding | None,
    dictionary: zstd.Dictionary | None = None,
) -> bool:
    """Put ``source`` at the next place from ``offset`` on where a record seems to begin.

    ``coding`` is what the file is in; None looks for a record in any. False if there is no such
    place; then the source stands at its end. Where the source cannot go back to ``offset``, it is
    looked from where it stands.
    """
    if not source.seek(max(offset - 1, 0)):  # the line feed before is looked at too
        offset = source.offset
    look = LOOK if coding in ("gzip", "plain") else LOOK_ZSTD
    while True:
        source.keep()  # nothing before it is gone back to: a bomb would fill the disk
        more = source.have(look + 16 * LOOK)
        window, base = source.window, source.offset - source.at
        # What begins near the window's end is judged when more of it is there.
        end = len(window) - look if more else len(window)
        for match in _STARTS[coding].finditer(window, source.at):
            place = match.start()
            if place >= end:
                break
            if base + place >= offset and begins_record(window[place : place + look], dictionary):
                source.at = place
                return True
        source.at = end - 1 if more else end
        if not more:
            return False


def begins_record(start: bytes, dictionary: zstd.Dictionary | None) -> bool:
    """True if what begins with ``start`` seems to be a record, compressed or not."""
    content: bytes | None = start
    try:
        if start[:3] == _GZIP:
            content = zlib.decompressobj(31).decompress(start, LOOK)
        elif start[:4] == zstd.MAGIC:
            content = zstd.beginning(start, dictionary, LOOK)
    except zlib.error:
        return False
    return content is not None and _RECORD.match(content) is not None
