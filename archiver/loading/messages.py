"""What the processes that read and the one that asked for it say to each other."""

import mmap
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from archiver.article import Article
from archiver.loading.inputs import Input
from archiver.loading.loader import Plan, Step
from archiver.loading.options import Options
from archiver.loading.report import LoadReport

SLOT = 4096  # bytes
LONGEST_URL = 2000  # bytes

_HEAD = struct.Struct("<qdqi")  # number of the record, since when, its offset, length of its URL


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What a process is told first."""

    inputs: tuple[Input, ...]
    options: Options
    folder: Path  #: where processes keep what they share


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to be read."""

    input: Input
    plan: Plan


class Batch(msgspec.Struct, kw_only=True, array_like=True):
    """What came of some records of a file."""

    after: int  #: number of the last one
    done: bool  #: it was the last of the file
    report: LoadReport  #: of these
    articles: list[Article] = []
    keyed: list[tuple[bytes, str, bool]] = []
    """Of each page that has a key, in order: the key, its class, and whether its article is here;
    where duplicates are left out."""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Batch)
_ABOUT = struct.Struct("<q?")  # so that a batch need not be read to know how far it goes


def encode(batch: Batch) -> bytes:
    """A batch as bytes."""
    return _ABOUT.pack(batch.after, batch.done) + _encoder.encode(batch)


def decode(message: bytes) -> Batch:
    """The batch that :func:`encode` was given."""
    return _decoder.decode(memoryview(message)[_ABOUT.size :])


def about(message: bytes) -> tuple[int, bool]:
    """``after`` and ``done`` of a batch."""
    after, done = _ABOUT.unpack_from(message)
    return after, done


def keyed(steps: Iterable[Step]) -> list[tuple[bytes, str, bool]]:
    """What a batch tells of the pages that have keys."""
    return [(x.key, x.name, x.article is not None) for x in steps if x.key is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The page that a process is reading."""

    number: int  #: of its record in the file
    since: float  #: time.monotonic, which is one for all processes
    offset: int
    url: str


class Slot:
    """Memory that two processes share, in which one tells what it is about to read.

    What it says last is there for the other, however it ends.
    """

    def __init__(self, file: int) -> None:
        self._memory = mmap.mmap(file, SLOT)

    def begin(self, number: int, offset: int, url: str) -> None:
        """The page of a record is being read."""
        text = url.encode("utf-8", "replace")[:LONGEST_URL]
        self._memory[_HEAD.size : _HEAD.size + len(text)] = text
        _HEAD.pack_into(self._memory, 0, number, time.monotonic(), offset, len(text))

    def end(self) -> None:
        """It was read."""
        _HEAD.pack_into(self._memory, 0, 0, 0.0, 0, 0)

    def now(self) -> Now | None:
        """The page that is being read; None between pages."""
        number, since, offset, size = _HEAD.unpack_from(self._memory, 0)
        text = self._memory[_HEAD.size : _HEAD.size + size]
        url = text.decode("utf-8", "replace")
        return Now(number=number, since=since, offset=offset, url=url) if number else None

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()
