"""Recorders and exchanges with pinned times and identifiers."""

import gzip
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from warcs import Exchange, Recorder, SealedFile
from warcs.digests import Algorithm

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
