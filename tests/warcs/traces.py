"""Looking through a folder for what must not be in it."""

import zlib
from collections.abc import Iterator
from pathlib import Path

WINDOW = 24  # bytes: a piece of a body that stands in nothing else


def traces(folder: Path, body: bytes) -> list[str]:
    """The files of ``folder`` that hold any piece of ``body``, as they are or decompressed."""
    pieces = [body[n : n + WINDOW] for n in range(0, len(body) - WINDOW, WINDOW)]
    assert len(pieces) > 3, "the body is too short to be told from anything else"
    return [
        f"{path.relative_to(folder)}: {piece!r}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for content in contents(path.read_bytes())
        for piece in pieces
        if piece in content
    ]


def contents(found: bytes) -> Iterator[bytes]:
    """The bytes of a file, and what its gzip members hold, cut ones too."""
    yield found
    place = found.find(b"\x1f\x8b\x08")
    while place >= 0:
        inflater = zlib.decompressobj(wbits=31)
        held = bytearray()
        try:
            held += inflater.decompress(found[place:])
        except zlib.error:
            place = found.find(b"\x1f\x8b\x08", place + 1)
            continue
        yield bytes(held)
        end = len(found) - len(inflater.unused_data) if inflater.eof else place + 1
        place = found.find(b"\x1f\x8b\x08", end)
