"""A compressed CDXJ index that is nowhere: ZipNum over sorted lines, made while it is read.

ZipNum (pywb, WACZ 1.1.1 §5.2.3) is a file of gzip members with some lines each, and a list of the
first key, offset and length of every member: who looks a URL up loads one member. Here a member
holds its lines uncompressed (RFC 1951 §3.2.4), so all sizes are known from the plain file, and an
index of any size can be offered at once.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from warcs.packaging.virtual_zip import Joined, Made

SMALLEST, LARGEST = 32_768, 262_144  # bytes of lines that a member has at least
MEMBERS = 1000  # wanted at most: who reads the index loads the list of all of them
MOST_STORED = 65_535  # bytes of a stored deflate block (LEN has 16 bits)
GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # RFC 1952: no name, no time, unknown system
NAME = "index.cdx.gz"


def zipnum(path: Path) -> tuple[bytes, Joined]:
    """(``index.idx``, ``index.cdx.gz``) of the file of sorted CDXJ lines at ``path``.

    Reads a few bytes of each member. OSError: the file cannot be read.
    """
    meta = json.dumps({"format": "cdxj-gzip-1.0", "filename": NAME})
    lines, members, offset = [f"!meta 0 {meta}\n".encode()], [], 0
    for start, stop, key in _blocks(path):
        size = _packed_size(stop - start)
        place = json.dumps({"offset": offset, "length": size})
        lines.append(b"%b %b\n" % (key, place.encode()))
        members.append(Made(size, partial(_member, path, start, stop)))
        offset += size
    return b"".join(lines), Joined(members)


def _blocks(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """(start, stop, key and time of its first line) of each group of lines."""
    size = path.stat().st_size
    least = max(SMALLEST, min(size // MEMBERS, LARGEST))
    with path.open("rb", buffering=4096) as stream:
        start = 0
        while start < size:
            stream.seek(start)
            first = stream.readline()
            stream.seek(max(start + least, start + len(first)) - 1)
            stream.readline()
            stop = min(stream.tell(), size)
            yield start, stop, b" ".join(first.split(b" ", 2)[:2])
            start = stop


def _packed_size(length: int) -> int:
    return len(GZIP_HEAD) + 5 * max(1, -(-length // MOST_STORED)) + length + 8


def _member(path: Path, start: int, stop: int) -> bytes:
    with path.open("rb") as stream:
        stream.seek(start)
        lines = stream.read(stop - start)
    if len(lines) != stop - start:
        raise OSError(f"{path}: is shorter than it was")
    pieces = [lines[n : n + MOST_STORED] for n in range(0, len(lines), MOST_STORED)]
    stored = (
        struct.pack("<BHH", piece is pieces[-1], len(piece), len(piece) ^ 0xFFFF) + piece
        for piece in pieces
    )
    return GZIP_HEAD + b"".join(stored) + struct.pack("<LL", zlib.crc32(lines), len(lines))
