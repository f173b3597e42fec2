"""A WARC file as others may see it: captures made with credentials masked, all else as it was."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from warcs.errors import Refused
from warcs.reader import read_records
from warcs.reading.members import is_gzip
from warcs.recording.packing import END, member
from warcs.redacting.masking import Flagged
from warcs.redacting.rewrite import Part

PIECE = 1 << 20


def copy(source: Path, target: Path) -> int:
    """Copy ``source`` to ``target``, a new file, with the values of credentials masked.

    Returns how many records are other ones; 0, and nothing is written, if no request carried any.
    Members that stay are copied raw. Raises Refused for a file whose records have no places of
    their own, or are in zstd frames; OSError.
    """
    with source.open("rb") as stream:
        flagged = Flagged()
        for record in read_records(stream, source.name):
            flagged.see(record)
        if not flagged.requests:
            return 0
        stream.seek(0)
        gzip = is_gzip(stream.read(2))
        if not gzip and source.name.endswith(".zst"):
            raise Refused(f"{source.name}: values in a zstd file cannot be masked")
        stream.seek(0)
        with source.open("rb") as raw, target.open("xb") as out:
            return _copy(raw, out, _masked(stream, source.name, flagged, gzip=gzip), gzip=gzip)


Place = tuple[int, int]  #: where a record begins and ends


def _masked(
    stream: BinaryIO, name: str, flagged: Flagged, *, gzip: bool
) -> Iterator[tuple[Place, tuple[Part, ...]]]:
    for record in read_records(stream, name):
        parts = flagged.masked(record)
        if parts is None:
            continue
        if not record.length:
            raise Refused(
                f"{name}: offset {record.offset}: shares its gzip member with others;"
                " `archiver repair` gives each record its own"
            )
        end = record.offset + record.length + (0 if gzip else len(END))
        yield (record.offset, end), parts


def _copy(
    raw: BinaryIO,
    out: BinaryIO,
    masked: Iterator[tuple[Place, tuple[Part, ...]]],
    *,
    gzip: bool,
) -> int:
    count = 0
    for count, ((begin, end), parts) in enumerate(masked, 1):  # noqa: B007 - how many there were
        _raw(raw, out, begin - raw.tell())
        out.writelines(member(parts) if gzip else (*parts, END))
        raw.seek(end)
    _raw(raw, out, None)
    return count


def _raw(raw: BinaryIO, out: BinaryIO, left: int | None) -> None:
    """Copy so many bytes; to the end for None."""
    while left is None or left > 0:
        piece = raw.read(PIECE if left is None else min(PIECE, left))
        if not piece:
            return
        out.write(piece)
        left = left if left is None else left - len(piece)
