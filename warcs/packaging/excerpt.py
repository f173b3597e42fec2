"""Chosen records of WARC files, copied unchanged into new ones, with what belongs to them.

To a chosen capture belong the request that it answers, metadata about it, and the warcinfo record
that it names. Members are copied raw: every byte, digest and identifier stays.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from warcs.errors import Refused
from warcs.reader import read_records
from warcs.reading.members import is_gzip
from warcs.record import Record
from warcs.recording.packing import END

LARGEST = 1 << 30  # bytes, about: a new file is begun behind
PIECE = 1 << 20
ABOUT = ("metadata", "conversion")  # records that say something of the one they refer to


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What of a record decides whether it is taken."""

    type: str
    id: str
    offset: int
    length: int
    concurrent: frozenset[str]
    refers_to: str | None
    warcinfo: str | None


def copy(
    files: Iterable[Path],
    chosen: Collection[str],
    out: Path,
    taken: Callable[[str], object] = lambda record_id: None,
    *,
    largest: int = LARGEST,
) -> list[Path]:
    """Copy the records whose ids are ``chosen``, and what belongs to them, into files in ``out``.

    ``out`` is an empty folder; returns the files ``data-NNNNN.warc.gz`` (``.warc``, from files that
    are not compressed). ``taken`` is called with the id of each chosen record that was found.
    Raises Refused for records without a place of their own, or in a file of another kind; OSError.
    """
    writer = _Writer(out, largest)
    try:
        for path in files:
            with path.open("rb") as stream:
                suffix = _suffix(path, stream)
                heads = [_head(record) for record in read_records(stream, path.name)]
                for head in _wanted(heads, chosen):
                    if not head.length:
                        raise Refused(
                            f"{path.name}: offset {head.offset}: shares its gzip member with"
                            " others; `archiver repair` gives each record its own"
                        )
                    if head.id in chosen:
                        taken(head.id)
                    writer.write(_raw(stream, head, suffix), suffix)
    finally:
        writer.close()
    return writer.paths


def _head(record: Record) -> _Head:
    return _Head(
        type=record.type,
        id=record.id,
        offset=record.offset,
        length=record.length,
        concurrent=frozenset(
            value.strip().strip("<>")
            for name, value in record.fields
            if name.lower() == "warc-concurrent-to"
        ),
        refers_to=_id(record.field("WARC-Refers-To")),
        warcinfo=_id(record.field("WARC-Warcinfo-ID")),
    )


def _id(value: str | None) -> str | None:
    return value.strip().strip("<>") if value else None


def _wanted(heads: list[_Head], chosen: Collection[str]) -> list[_Head]:
    """The records to be taken, in their order."""
    own = [head for head in heads if head.id in chosen]
    named = {other for head in own for other in head.concurrent}
    wanted = {head.offset for head in own}
    for head in heads:
        about = head.type in ABOUT and head.refers_to in chosen
        beside = head.type in ("request", *ABOUT) and (
            head.id in named or any(other in chosen for other in head.concurrent)
        )
        if about or beside:
            wanted.add(head.offset)
    infos = {head.warcinfo for head in heads if head.offset in wanted}
    if wanted:
        wanted |= {head.offset for head in heads if head.type == "warcinfo" and head.id in infos}
    return [head for head in heads if head.offset in wanted]


def _suffix(path: Path, stream: BinaryIO) -> str:
    start = stream.read(4)
    stream.seek(0)
    if is_gzip(start):
        return ".warc.gz"
    if start != b"WARC":
        raise Refused(
            f"{path.name}: records are taken out of WARC files only, gzip or not compressed"
        )
    return ".warc"


def _raw(stream: BinaryIO, head: _Head, suffix: str) -> Iterator[bytes]:
    stream.seek(head.offset)
    left = head.length
    while left:
        piece = stream.read(min(PIECE, left))
        if not piece:
            return
        left -= len(piece)
        yield piece
    if suffix == ".warc":
        yield END


class _Writer:
    """Files in a folder, one after the other, each of one kind."""

    def __init__(self, folder: Path, largest: int) -> None:
        self.paths: list[Path] = []
        self._folder = folder
        self._largest = largest
        self._suffix = ""
        self._stream: BinaryIO | None = None

    def write(self, pieces: Iterable[bytes], suffix: str) -> None:
        stream = self._stream
        if stream is None or suffix != self._suffix or stream.tell() >= self._largest:
            stream = self._begin(suffix)
        stream.writelines(pieces)

    def _begin(self, suffix: str) -> BinaryIO:
        self.close()
        path = self._folder / f"data-{len(self.paths):05d}{suffix}"
        self._stream, self._suffix = path.open("xb"), suffix
        self.paths.append(path)
        return self._stream

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
