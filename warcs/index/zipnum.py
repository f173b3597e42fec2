"""ZipNum: a large sorted index in compressed blocks, and a small one that says where each begins.

``NAME.cdx.gz`` holds gzip members of LINES lines each; a line of ``NAME.idx`` has the first key and
time of a member and where it lies, as WACZ's tools write it (a JSON object) or as pywb does (tab).
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from warcs.index.sorting import find, mapped

LINES = 1024  # of a block, as cdxj-indexer has it
MOST_BLOCK = 64 << 20  # bytes that a block is inflated to at most


def write(lines: Iterable[bytes], data: BinaryIO, idx: BinaryIO, name: str) -> int:
    """Write sorted ``lines`` (with their ends) into both files; ``name`` is that of the first.

    Returns how many there were. The same lines give the same bytes.
    """
    meta = json.dumps({"format": "cdxj-gzip-1.0", "filename": name})
    idx.write(f"!meta 0 {meta}\n".encode())
    source = iter(lines)
    offset = count = 0
    while block := list(islice(source, LINES)):
        member = gzip.compress(b"".join(block), 6, mtime=0)
        data.write(member)
        key = block[0].partition(b" {")[0]
        said = {
            "offset": offset,
            "length": len(member),
            "digest": f"sha256:{hashlib.sha256(member).hexdigest()}",
            "filename": name,
        }
        idx.write(key + b" " + json.dumps(said).encode() + b"\n")
        offset += len(member)
        count += len(block)
    return count


def data_of(idx: Path) -> Path:
    """The blocks that an ``.idx`` file is for: by its first lines, else by its name."""
    with idx.open("rb") as stream:
        for line in islice(stream, 2):
            place = _place(line)
            if place and place[0]:
                return idx.with_name(Path(place[0]).name)
    return idx.with_suffix(".cdx.gz")


def partner(data: Path) -> Path:
    """The ``.idx`` file of blocks. Raises FileNotFoundError."""
    for idx in (
        data.with_name(data.name.removesuffix(".cdx.gz") + ".idx"),
        *data.parent.glob("*.idx"),
    ):
        if idx.is_file() and data_of(idx) == data:
            return idx
    raise FileNotFoundError(2, "its .idx file is missing", str(data))


def _place(line: bytes) -> tuple[str, int, int] | None:
    """File, offset and length in a line of an ``.idx`` file; (file, 0, 0) in its header."""
    _, brace, rest = line.partition(b" {")
    try:
        if brace:
            said = json.loads(b"{" + rest)
            return (
                str(said.get("filename") or ""),
                int(said.get("offset", 0)),
                int(said.get("length", 0)),
            )
        _, file, offset, length, *_ = line.rstrip().split(b"\t")
        return file.decode("utf-8", "replace"), int(offset), int(length)
    except (ValueError, TypeError, AttributeError):
        return None


class Blocks:
    """A ZipNum pair. Blocks that cannot be read are passed over. Raises OSError."""

    def __init__(self, idx: Path, stack: ExitStack) -> None:
        self._map = mapped(idx, stack)
        self._data = stack.enter_context(data_of(idx).open("rb"))

    def lines(self, beginning: bytes) -> Iterator[bytes]:
        """The lines that begin so, in order."""
        at = find(self._map, beginning)
        # What is looked for may begin in the block before.
        at = self._map.rfind(b"\n", 0, max(at - 1, 0)) + 1
        while at < len(self._map):
            end = self._map.find(b"\n", at) + 1 or len(self._map)
            for line in self._block(self._map[at:end]):
                if line.startswith(beginning):
                    yield line
                elif line > beginning:
                    return
            at = end

    def _block(self, entry: bytes) -> list[bytes]:
        place = _place(entry)
        if place is None or not place[2]:
            return []
        self._data.seek(place[1])
        return inflate(self._data.read(place[2])).splitlines(keepends=True)


def inflate(member: bytes) -> bytes:
    """The content of a block, as far as it can be read."""
    try:
        return zlib.decompressobj(31).decompress(member, MOST_BLOCK)
    except zlib.error:
        return b""
