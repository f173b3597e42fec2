"""What checking a WARC file costs: ours, a bare loop, warcio's and FastWARC's checks.

The bare loop is the least that checking digests can be: the same inflating, the same two digests,
and nothing asked or compared. It cannot read uncompressed files, for it parses no head.
"""

import contextlib
import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastIterator
from isal import isal_zlib
from warcio.checker import Checker

from warcs.verifying import check_path

PIECE = 1 << 16
NOW = datetime(2027, 1, 1, tzinfo=UTC)
END = b"\r\n\r\n"


def ours(path: Path) -> int:
    """All that `archiver verify FILE` does."""
    report = check_path(path, now=NOW, alone=True).report
    assert report.sound, report.faults
    return report.size


def bare(path: Path) -> int | None:
    """Inflate each member, digest its block, and the body of a response."""
    if path.suffix != ".gz":
        return None
    content, size = path.read_bytes(), 0
    view = memoryview(content)
    while size < len(content):
        inflater = isal_zlib.decompressobj(31)
        pieces = []
        while not inflater.eof:
            pieces.append(inflater.decompress(view[size : size + PIECE]))
            size += PIECE
        size = min(size, len(content)) - len(inflater.unused_data)
        _digest(pieces[0] if len(pieces) == 1 else b"".join(pieces))
    return size


def _digest(record: bytes) -> None:
    block = record.find(END) + len(END)
    with memoryview(record) as view:
        hashlib.sha256(view[block : -len(END)]).digest()
        if record.startswith(b"HTTP/", block):
            body = record.find(END, block) + len(END)
            hashlib.sha256(view[body : -len(END)]).digest()


def fastwarc(path: Path) -> int:
    """FastWARC's verification of both digests."""
    for record in FastIterator(str(path), parse_http=True):
        record.verify_block_digest()
        record.verify_payload_digest()
    return path.stat().st_size


def warcio(path: Path) -> int | None:
    """`warcio check`."""
    if path.suffix == ".zst":
        return None
    options = type("Options", (), {"inputs": [str(path)], "verbose": False})()
    with contextlib.redirect_stdout(io.StringIO()):
        Checker(options).process_all()
    return path.stat().st_size
