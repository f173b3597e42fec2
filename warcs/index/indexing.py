"""Indexes of any WARC files: made once for each file, kept as segments, merged into one.

A segment's file is known by size, time of its last change and a digest of its ends; a file that is
as it was is not read again. ``sources.jsonl`` in the folder of the segments says so.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from warcs.errors import Refused, WriteFailed
from warcs.index import cdxj, tiers, zipnum
from warcs.index.sorting import sorted_lines
from warcs.reader import read_records

SUFFIXES = (".warc.gz", ".warc", ".warc.zst", ".arc.gz", ".arc")
SOURCES = "sources.jsonl"
END = 64 * 1024  # bytes at both ends of a file that its digest is of


@dataclass(slots=True, kw_only=True)
class Indexed:
    """What was done."""

    read: int = 0  #: files
    known: int = 0  #: files that were as they had been
    lines: int = 0  #: index lines of the files that were read
    problems: list[str] = field(default_factory=list)  #: what is damaged, a line each


def found_in(paths: Iterable[Path]) -> list[Path]:
    """The WARC and ARC files that ``paths`` are, or that lie below those that are folders.

    Files that are still written to are left out. Raises Refused for a path that is not there or has
    no such file, and where two files have the same name: an index names them by it.
    """
    found: dict[str, Path] = {}
    for path in paths:
        if not path.exists():
            raise Refused(f"{path}: no such file or folder")
        inside = sorted(p for p in path.rglob("*") if p.name.endswith(SUFFIXES) and p.is_file())
        for file in inside if path.is_dir() else [path]:
            other = found.setdefault(file.name, file)
            if not other.samefile(file):
                raise Refused(
                    f"{other} and {file} have one name, by which an index knows them; "
                    "index them apart"
                )
        if path.is_dir() and not inside:
            raise Refused(f"{path}: no WARC or ARC file in it")
    return list(found.values())


def read_all(
    paths: Iterable[Path], done: Indexed, *, leave_out: str | None = None
) -> Iterator[bytes]:
    """The lines of files, with line ends, in the order of the files. Raises OSError.

    ``leave_out``: resources whose URL begins so.
    """
    for path in paths:
        with path.open("rb") as stream:
            records = read_records(stream, path.name)
            for line in cdxj.lines_of(records, leave_out=leave_out):
                done.lines += 1
                yield line.encode() + b"\n"
            done.problems += map(str, records.problems)
        done.read += 1


def segment(path: Path, indexes: Path, done: Indexed, *, leave_out: str | None = None) -> None:
    """Write the segment of a file; see :func:`read_all`. Raises WriteFailed, OSError."""
    target = cdxj.segment_path(indexes, path.name)
    if target.exists():
        tiers.forget(indexes, target.name)
    lines = sorted_lines(read_all([path], done, leave_out=leave_out), indexes)
    cdxj.write_lines(target, (line[:-1].decode() for line in lines))


def update(
    paths: Iterable[Path],
    indexes: Path,
    *,
    trusted: bool = False,
    leave_out: str | None = None,
    progress: Callable[[str], object] = lambda line: None,
) -> Indexed:
    """Bring the segments of files up to date, and their merged copies.

    ``trusted``: a segment that is not older than its file is right, whoever wrote it (those of a
    collection). ``progress`` is called with the name of each file that is read. Raises WriteFailed
    where nothing can be written, OSError where a file cannot be read.
    """
    done = Indexed()
    try:
        indexes.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteFailed(f"{indexes}: cannot be made ({error.strerror})") from error
    known = _sources(indexes / SOURCES)
    for path in paths:
        mark = _mark(path)
        if _is_known(path, indexes, mark, known.get(path.name), trusted):
            done.known += 1
            continue
        progress(path.name)
        segment(path, indexes, done, leave_out=leave_out)
        _note(indexes / SOURCES, path.name, mark)
    merge(indexes)
    return done


def merge(indexes: Path) -> None:
    """Merge the segments of a folder as far as they are to be merged. Raises WriteFailed."""
    while tiers.tidy(indexes):
        pass


def merge_into(lines: Iterable[bytes], out: Path) -> int:
    """Write sorted lines into one file; into ZipNum blocks, with an ``.idx`` file beside them, if
    its name ends in ``.cdx.gz``. Returns how many. Raises WriteFailed.

    Files that are there already are replaced when the new ones are whole.
    """
    if not out.name.endswith(".gz"):
        return cdxj.write_lines(out, (line[:-1].decode() for line in lines))
    idx = out.with_name(out.name.removesuffix(".gz").removesuffix(".cdx") + ".idx")
    new = [path.with_name(f"{path.name}.new") for path in (out, idx)]
    try:
        with new[0].open("wb") as data, new[1].open("wb") as small:
            count = zipnum.write(lines, data, small, out.name)
            for stream in (data, small):
                stream.flush()
                os.fsync(stream.fileno())
        for path, final in zip(new, (out, idx), strict=True):
            path.replace(final)
    except OSError as error:
        raise WriteFailed(f"{out}: cannot be written ({error.strerror})") from error
    return count


def _is_known(
    path: Path, indexes: Path, mark: dict[str, object], before: object, trusted: bool
) -> bool:
    written = cdxj.segment_path(indexes, path.name)
    if not written.exists():
        return False
    return before == mark or (trusted and written.stat().st_mtime_ns >= path.stat().st_mtime_ns)


def _mark(path: Path) -> dict[str, object]:
    """By what a file is known."""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        ends = hashlib.sha256(stream.read(END))
        stream.seek(max(0, size - END))
        ends.update(stream.read(END))
    return {"size": size, "mtime_ns": path.stat().st_mtime_ns, "ends": ends.hexdigest()}


def _sources(path: Path) -> dict[str, object]:
    """What is known of each file: the newest line of its name."""
    found: dict[str, object] = {}
    with suppress(FileNotFoundError), path.open("rb") as stream:
        for line in stream:
            with suppress(ValueError, TypeError, KeyError):
                said = json.loads(line)
                found[said.pop("name")] = said
    return found


def _note(path: Path, name: str, mark: dict[str, object]) -> None:
    try:
        with path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"name": name, **mark}) + "\n")
    except OSError as error:
        raise WriteFailed(f"{path}: cannot be written ({error.strerror})") from error
