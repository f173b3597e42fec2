"""Behind damage: where the broken unit ends, if that can be told, or where a record begins next."""

import re
import zlib

from warcs.verifying.flow import BrokenUnit
from warcs.verifying.units import (
    LOOK_AGAIN,
    ZSTD_MAGIC,
    Dictionary,
    Input,
    ZstdError,
    begins,
    is_gzip,
)

LOOK = 4096  # bytes that are looked at to see whether a record begins
LOOKS = {"zstd": LOOK_AGAIN}  # where it takes more

_ARC = rb"[a-z]{2,10}:[^ \n]{1,2000} [0-9.]{7,15} [0-9]{12,14} "
_RECORD = re.compile(rb"WARC/|" + _ARC)
_STARTS = {
    "gzip": re.compile(rb"(?=\x1f\x8b\x08)"),
    "zstd": re.compile(rb"(?=" + re.escape(ZSTD_MAGIC) + rb")"),
    # What stands before may be damaged: a head is known by its own first two lines.
    "plain": re.compile(rb"(?=WARC/[01]\.[0-9]{1,2}\r?\n[A-Za-z][A-Za-z0-9-]*[ \t]*:)"),
}


def form_of(source: Input) -> str | None:
    """The form of the first record that is found in a file whose beginning is damaged."""
    found = [(source.offset, form) for form in _STARTS if find(source, 0, form)]
    return min(found)[1] if found else None


def behind(source: Input, offset: int, form: str, dictionary: Dictionary | None) -> bool:
    """Put ``source`` behind the broken unit at ``offset``; false if nothing was found there.

    Raises BrokenUnit and OSError if the file cannot be read.
    """
    if form == "gzip":
        end = stream_end(source, offset)
        if end is not None:
            source.seek(end)
            return bool(source.peek(1))
    return find(source, offset + 1, form, dictionary)


def stream_end(source: Input, offset: int) -> int | None:
    """Where a gzip member ends whose checksum is wrong, but whose deflate stream is whole.

    None if the stream is broken, or what follows is neither a member nor the end of the file.
    """
    source.seek(offset)
    begin = source.peek(LOOK)
    start = _deflate_start(begin)
    if start is None:
        return None
    source.seek(offset + start)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while not inflater.eof:
            taken = inflater.unconsumed_tail or source.take()
            if not taken:
                return None
            inflater.decompress(taken, 1 << 20)
    except (zlib.error, BrokenUnit):
        return None
    end = source.offset - len(inflater.unused_data) + 8  # its checksum and its length
    source.seek(end - 8)
    follows = source.peek(10)
    return end if len(follows) == 8 or (is_gzip(follows[8:]) and len(follows) > 9) else None


def _deflate_start(begin: bytes) -> int | None:
    """Where the deflate stream begins in a gzip member (RFC 1952 §2.3)."""
    if len(begin) < 18 or begin[:3] != b"\x1f\x8b\x08":
        return None
    flags, at = begin[3], 10
    if flags & 4:
        at += 2 + int.from_bytes(begin[10:12], "little")
    for flag in (8, 16):  # name, comment
        if flags & flag:
            end = begin.find(b"\0", at)
            if end < 0:
                return None
            at = end + 1
    return at + (2 if flags & 2 else 0)


def find(source: Input, offset: int, form: str, dictionary: Dictionary | None = None) -> bool:
    """Put ``source`` at the next place from ``offset`` on where a record seems to begin."""
    source.seek(offset)
    pattern = _STARTS.get(form, _STARTS["plain"])
    look = LOOKS.get(form, LOOK)
    window, start = b"", offset
    more = True
    while more:
        piece = source.take()
        more = bool(piece)
        window += piece
        # What begins near the window's end is judged when more of it is there.
        end = len(window) - look if more else len(window)
        for match in pattern.finditer(window):
            if match.start() >= end:
                break
            begin = window[match.start() : match.start() + look]
            if _begins_record(begin, form, dictionary):
                return source.seek(start + match.start())
        kept = min(len(window), look)
        start += len(window) - kept
        window = window[len(window) - kept :]
    return False


def _begins_record(unit: bytes, form: str, dictionary: Dictionary | None) -> bool:
    try:
        if form == "gzip":
            content = zlib.decompressobj(31).decompress(unit, LOOK)
        elif form == "zstd":
            content = begins(unit, LOOK, dictionary)
        else:
            return True
    except (zlib.error, ZstdError):
        return False
    return _RECORD.match(content) is not None
