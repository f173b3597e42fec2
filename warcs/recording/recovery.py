"""What a crash left behind: cutting off a torn tail, and sealing."""

import os
from pathlib import Path
from typing import BinaryIO

from warcs.errors import WriteFailed
from warcs.files import OPEN, seal, sealed_file, sync_folder
from warcs.reader import Records, read_records
from warcs.reading import resume
from warcs.reading.members import BrokenMember, Member, is_gzip
from warcs.reading.source import Source
from warcs.values import SealedFile

DAMAGED = ".damaged"  #: suffix of a leftover without one whole record; it is kept, not read

__all__ = ["DAMAGED", "cut_tail", "seal_leftover", "sealed_file", "tidy"]


def cut_tail(path: Path) -> int:
    """Cut an open file to the end of its last whole gzip member; returns the bytes removed.

    Whole members are never touched, also where a broken one stands before them (such a place is
    told by the reader). Raises WriteFailed.
    """
    size, end = _cut(path)
    return size - end


def tidy(path: Path, known: int = 0, *, to_break: bool = False) -> bool:
    """Cut an open file to its whole records. No process may write to it any more.

    Its first ``known`` bytes are whole records for certain, and not read. With ``to_break`` nobody
    was told that what lies behind them is kept, and it is cut where the first record is broken: a
    power cut may leave whole records behind a hole. Else only the tail is cut. So is a capture
    there of which not all records are whole. False if the file holds no record but its warcinfo:
    then it is removed; or, if it holds bytes but not one whole record, renamed to end in DAMAGED.
    A power cut may bring it back, to be met again. Raises WriteFailed.
    """
    size, end = _cut(path, known, to_break=to_break, groups=True)
    try:
        if size and not end:
            path.rename(path.with_name(path.name.removesuffix(OPEN) + DAMAGED))
        elif not known and _only_warcinfo(path):
            path.unlink()
        else:
            sync_folder(path.parent)  # its name: whoever began it may not have lived to do so
            return True
    except OSError as error:
        raise WriteFailed(f"{path}: cannot be put in order ({error.strerror})") from error
    return False


def seal_leftover(path: Path, known: int = 0, *, to_break: bool = False) -> SealedFile | None:
    """Cut an open file to its whole records and seal it; None if there are none, as :func:`tidy`.

    Raises WriteFailed.
    """
    return seal(path) if tidy(path, known, to_break=to_break) else None


def _cut(
    path: Path, known: int = 0, *, to_break: bool = False, groups: bool = False
) -> tuple[int, int]:
    """Cut and sync a file; its size before and after. ``groups``: to whole captures, and never to
    nothing."""
    try:
        with path.open("r+b", buffering=0) as stream:
            size = stream.seek(0, os.SEEK_END)
            known = known if known <= size else 0
            end = size if known == size else _last_end(stream, known, to_break=to_break)
            if groups and known < end:
                end = _last_group(stream, path.name, known, end)
            if end < size and (end or not groups):
                stream.truncate(end)
            os.fsync(stream.fileno())
            return size, end
    except OSError as error:
        raise WriteFailed(f"{path}: cannot be cut to whole records ({error.strerror})") from error


def _last_end(stream: BinaryIO, known: int, *, to_break: bool) -> int:
    """Where the last whole member ends; ``known`` if there is none from there on."""
    stream.seek(known)
    source = Source(stream, known)
    end = start = known
    while source.peek(1):
        try:
            start = source.offset
            if not is_gzip(source.peek(2)):
                raise BrokenMember("no gzip member begins here")
            member = Member(source)
            while member.read(1 << 20):
                pass
            end = source.offset
        except BrokenMember:
            if to_break or not resume.find(source, start + 1, "gzip"):
                break
    return end


def _last_group(stream: BinaryIO, name: str, known: int, end: int) -> int:
    """Where the last whole capture ends: the records of one name each other (WARC 1.1 §5.7), and
    are written together. ``end`` unless the last of them names one that is not there."""
    stream.seek(known)
    records: list[tuple[int, str, set[str]]] = []
    for record in Records(stream, name, offset=known):
        if record.offset >= end:
            break
        names = {x.strip("<> ") for field, x in record.fields if field == "WARC-Concurrent-To"}
        records.append((record.offset, record.id, names))
    group: set[str] = set()
    there = {record_id for _, record_id, _ in records}
    start = end
    for offset, record_id, named in reversed(records):
        if group and record_id not in group and group.isdisjoint(named):
            break
        group |= {record_id, *named}
        start = offset
    return end if group <= there else start


def _only_warcinfo(path: Path) -> bool:
    with path.open("rb", buffering=0) as stream:
        return all(record.type == "warcinfo" for record in read_records(stream, path.name))
