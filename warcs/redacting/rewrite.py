"""Writing a WARC file anew with some of its records changed, and all other bytes as they were.

Members are copied raw, so that a record which was not named keeps its bytes, digests and member;
what could not be read between records is kept too. Only offsets behind a change move.
"""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import IO

from warcs.errors import CorruptRecord, WriteFailed
from warcs.reading.members import is_gzip
from warcs.reading.zstd import is_zstd
from warcs.record import Record
from warcs.recording.packing import END
from warcs.recording.writer import Writer

Part = bytes | memoryview

Parts = Sequence[Part] | Callable[[], Sequence[Part]]
"""Or what gives them when they are written: large ones need not be held together."""

PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A record that goes; ``parts`` (head and block) come in its place, nothing if empty."""

    offset: int
    length: int  #: in the file, in bytes
    parts: "Parts" = ()


@dataclass(frozen=True, slots=True)
class Moves:
    """Where things are in the new file: edges of the old one, and how far each was moved."""

    edges: tuple[int, ...]
    shifts: tuple[int, ...]

    def new(self, offset: int) -> int:
        """The new offset of a record that was not edited, or of what came in an edited one's
        place."""
        return offset + self.shifts[bisect_right(self.edges, offset)]


def edit(record: Record, parts: Parts = ()) -> Edit:
    """The edit of a record that was read.

    Raises CorruptRecord where it has no place of its own (several records in one gzip member).
    """
    if not record.length:
        raise CorruptRecord(
            record.file,
            record.offset,
            "shares its gzip member with others and cannot be taken out; `archiver repair` "
            "writes a file with one member for each record",
        )
    return Edit(offset=record.offset, length=record.length, parts=parts)


def rewrite(source: Path, target: Path, edits: Iterable[Edit]) -> Moves:
    """Write ``source`` with ``edits`` to ``target``, a new file, and make that durable.

    Works on .warc.gz and .warc files; raises WriteFailed for any other, a full disk, and a
    ``target`` that is there already. What was written of it is removed then.
    """
    try:
        with source.open("rb") as old:
            start = old.read(4)
            old.seek(0)
            if is_zstd(start):
                raise WriteFailed(f"{source}: records cannot be taken out of a zstd file")
            with FileIO(target, "x") as new:
                try:
                    return _rewrite(old, new, target.name, sorted(edits, key=_offset), start)
                except BaseException:
                    target.unlink()
                    raise
    except OSError as error:
        raise WriteFailed(f"{target}: cannot be written ({error.strerror})") from error


def _offset(edit: Edit) -> int:
    return edit.offset


def _rewrite(old: IO[bytes], new: FileIO, name: str, edits: Sequence[Edit], start: bytes) -> Moves:
    gzip = is_gzip(start)
    edges: list[int] = []
    shifts = [0]
    for change in edits:
        _copy(old, new, change.offset - old.tell())
        parts = change.parts() if callable(change.parts) else change.parts
        if parts and gzip:
            Writer(new, name, new.tell()).append([parts])
        elif parts:
            _write(new, b"".join((*parts, END)))
        old.seek(change.length, os.SEEK_CUR)
        if not gzip:
            _skip_end(old)
        edges.append(change.offset + 1)  # what comes in its place begins where it did
        shifts.append(new.tell() - old.tell())
    while piece := old.read(PIECE):
        _write(new, piece)
    os.fsync(new.fileno())
    return Moves(tuple(edges), tuple(shifts))


def _skip_end(old: IO[bytes]) -> None:
    """Where there are no members, the length of a record is that of head and block."""
    place = old.tell()
    if old.read(len(END)) != END:
        old.seek(place)


def _copy(old: IO[bytes], new: FileIO, size: int) -> None:
    if size < 0:
        raise ValueError("two edits of one record")
    while size:
        piece = old.read(min(size, PIECE))
        if not piece:
            raise ValueError("an edit beyond the end of the file")
        _write(new, piece)
        size -= len(piece)


def _write(new: FileIO, content: bytes) -> None:
    view = memoryview(content)
    while view:  # an unbuffered write may take a part only
        view = view[new.write(view) :]
