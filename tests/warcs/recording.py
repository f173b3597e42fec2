"""Recorders and exchanges with pinned times and identifiers."""

import gzip
import io
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from warcs import Exchange, Recorder, SealedFile
from warcs.digests import Algorithm

if sys.version_info >= (3, 14):
    from compression import zstd as zstd
else:
    from backports import zstd as zstd

STARTED = datetime(2026, 3, 2, 12, 30, 15, 123456, tzinfo=UTC)
URL = "https://harbourpost.example/story?id=1"
REQUEST = b"GET /story?id=1 HTTP/1.1\r\nHost: harbourpost.example\r\n\r\n"
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/HTML; charset=utf-8\r\n\r\n<h1>Hi</h1>"


def numbers() -> Callable[[], str]:
    """Identifiers that count: ``urn:uuid:…0001`` and so on."""
    counter = count(1)
    return lambda: f"urn:uuid:00000000-0000-4000-8000-{next(counter):012d}"


def pinned(folder: Path, *, algorithm: Algorithm = "sha256") -> Recorder:
    """A recorder whose files are the same byte for byte each time."""
    return Recorder(folder, now=lambda: STARTED, new_id=numbers(), algorithm=algorithm)


def page(**changes: object) -> Exchange:
    """A page that was fetched without any trouble, but for ``changes``."""
    fields: dict[str, object] = {
        "url": URL,
        "started": STARTED,
        "ip": "192.0.2.7",
        "request": REQUEST,
        "response": RESPONSE,
    }
    return Exchange(**{**fields, **changes})  # type: ignore[arg-type]  # names are checked at run time


def sealed_bytes(recorder: Recorder, folder: Path) -> bytes:
    """Seal, and give the content of the file."""
    return gzip.decompress((folder / sealed(recorder).name).read_bytes())


def sealed(recorder: Recorder) -> SealedFile:
    """Seal a recorder that has recorded something."""
    file = recorder.seal()
    assert file is not None
    return file


def members(content: bytes) -> list[bytes]:
    """The content of each gzip member, told apart by nothing but zlib."""
    found = []
    while content:
        inflater = zlib.decompressobj(31)
        found.append(inflater.decompress(content))
        content = inflater.unused_data
    return found


def frame(content: bytes, dictionary: zstd.ZstdDict | None = None) -> bytes:
    """A zstd frame as the draft for WARC files wants it: with a checksum and its content's size."""
    options: dict[int, int] = {zstd.CompressionParameter.checksum_flag: 1}
    return zstd.compress(content, options=options, zstd_dict=dictionary)


def skippable(content: bytes, magic: bytes = b"\x5d\x2a\x4d\x18") -> bytes:
    """A skippable frame; without another ``magic``, one that holds a dictionary."""
    return magic + len(content).to_bytes(4, "little") + content


class Pipe(io.RawIOBase):
    """A stream that gives a few bytes at a time and cannot seek."""

    def __init__(self, content: bytes, step: int = 7) -> None:
        super().__init__()
        self._content = io.BytesIO(content)
        self._step = step

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io passes this
        return self._content.readinto(memoryview(buffer)[: self._step])
