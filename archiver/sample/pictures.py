"""Small drawn pictures (PNG), so that every address of a picture answers with one."""

import hashlib
import struct
import zlib
from functools import cache

SIGNATURE = b"\x89PNG\r\n\x1a\n"


@cache
def picture(name: str, width: int, height: int) -> bytes:
    """A coloured landscape, always the same for a name. PNG (W3C, third edition), palette."""
    seed = hashlib.sha256(name.encode()).digest()
    palette = b"".join(bytes(96 + byte // 2 for byte in seed[n : n + 3]) for n in range(0, 18, 3))
    rows = b"".join(
        b"\0" + _row(seed, y * 6 // height, width, lit=y * 3 // height == 1) for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return SIGNATURE + b"".join(
        _chunk(kind, content)
        for kind, content in (
            (b"IHDR", header),
            (b"PLTE", palette),
            (b"IDAT", zlib.compress(rows, 6)),
            (b"IEND", b""),
        )
    )


def _row(seed: bytes, band: int, width: int, *, lit: bool) -> bytes:
    """A band of one colour; in the middle of the picture a lit window stands in it."""
    row = bytearray([band % 6]) * width
    if lit:
        left = width // 8 + seed[20] * width // 512
        row[left : left + width // 6] = bytearray([(band + 3) % 6]) * (width // 6)
    return bytes(row)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
