"""The files that are to be imported, brought beside the archive and looked at before they go in."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from archiver.collection.folder import Folder
from archiver.errors import CollectionError
from warcs import Refused
from warcs.files import OPEN
from warcs.http.coding import GZIP_MAGIC
from warcs.index.indexing import SUFFIXES
from warcs.packaging import wacz_reading
from warcs.reader import Record, read_records
from warcs.reading.zstd import is_zstd

PIECE = 1 << 20
LONGEST_NAME = 200  # bytes
ZIP_MAGIC = b"PK\x03\x04"
FILES = (*SUFFIXES, ".wacz", *(f"{suffix}{OPEN}" for suffix in SUFFIXES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A WARC file that is to be imported."""

    source: str  #: what is told
    name: str  #: of the file, without folders
    bring: Callable[[Path], None]
    """Puts the file at a path, durably. Raises OSError, warcs.Refused."""


def found_in(paths: Sequence[Path]) -> list[Path]:
    """The files among ``paths``, and those below folders that are WARC files or packages by their
    names. Raises CollectionError for what is not there, and a folder that has none."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise CollectionError(f"{path}: no such file or folder")
        inside = [path]
        if path.is_dir():
            inside = sorted(x for x in path.rglob("*") if x.name.endswith(FILES) and x.is_file())
        if not inside:
            raise CollectionError(f"{path}: no WARC file and no WACZ in it")
        found += inside
    return list(dict.fromkeys(found))


@contextmanager
def of(path: Path, *, link: bool) -> Iterator[list[Incoming]]:
    """The WARC files that ``path`` is or, as a WACZ, holds. Raises Refused."""
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise Refused(f"{path}: cannot be read ({(error.strerror or '').lower()})") from error
    if start != ZIP_MAGIC:
        bring = _linked(path) if link else _copied(path)
        yield [Incoming(source=str(path), name=path.name.removesuffix(OPEN), bring=bring)]
        return
    with wacz_reading.opened(path) as package:
        yield [
            Incoming(
                source=f"{path}: {member.filename}",
                name=wacz_reading.file_name(member),
                bring=_written(partial(package.unpack, member)),
            )
            for member in package.warcs
        ]


def _copied(path: Path) -> Callable[[Path], None]:
    def copy(out: IO[bytes]) -> None:
        with path.open("rb") as stream:
            while piece := stream.read(PIECE):
                out.write(piece)

    return _written(copy)


def _written(write: Callable[[IO[bytes]], None]) -> Callable[[Path], None]:
    def bring(target: Path) -> None:
        with target.open("wb") as out:
            write(out)
            out.flush()
            os.fsync(out.fileno())

    return bring


def _linked(path: Path) -> Callable[[Path], None]:
    def link(target: Path) -> None:
        try:
            os.link(path.resolve(), target)
        except OSError as error:
            raise Refused(
                f"{path}: cannot be linked ({(error.strerror or str(error)).lower()}); a hard link "
                "must lie on the collection's own disk: leave out --link to copy it"
            ) from error

    return link


def name_for(incoming: Incoming, path: Path, sha256: str, folder: Folder) -> str:
    """What a file is called in the archive: as it was, with the suffix that its content asks for,
    and eight digits of its digest where another file has the name. ``path``: where it is now.

    Raises Refused for a name that none should have.
    """
    name = incoming.name
    with path.open("rb") as stream:
        suffix = ".warc.gz" if stream.read(2) == GZIP_MAGIC else ".warc"
    if not name.endswith(suffix):
        for wrong in (".gz", ".warc"):
            name = name.removesuffix(wrong)
        name += suffix
    if name.startswith((".", "-")) or not name.isprintable() or len(name.encode()) > LONGEST_NAME:
        raise Refused(f"{incoming.source}: {name[:80]!r} is no name for a WARC file; rename it")
    taken = {path.name.removesuffix(OPEN) for path in folder.archive.iterdir()}
    if name not in taken:
        return name
    stem = next(suffix for suffix in sorted(SUFFIXES, key=len)[::-1] if name.endswith(suffix))
    return f"{name.removesuffix(stem)}-{sha256[:8]}{stem}"


def sha256_of(path: Path) -> str:
    """Hexadecimal. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def look(path: Path, source: str, is_barred: Callable[[str], bool]) -> int:
    """Look through a file; how many captures are in it. Raises Refused where a collection cannot
    hold it, with what to do.

    ``is_barred`` tells URLs that were taken down.
    """
    with path.open("rb") as stream:
        if is_zstd(stream.read(4)):
            raise Refused(
                f"{source}: is compressed with zstd, out of which nothing can be taken down or "
                "replayed; `archiver repair --gzip` writes it as .warc.gz: import that"
            )
        stream.seek(0)
        captures = count = 0
        for count, record in enumerate(read_records(stream, path.name), 1):  # noqa: B007 - the last one is how many
            if record.capture is not None or not record.head.startswith(b"WARC/"):
                _refuse(record, source, is_barred)
                captures += 1
        if not count:
            raise Refused(f"{source}: is no WARC file (no record can be read in it)")
        return captures


def _refuse(record: Record, source: str, is_barred: Callable[[str], bool]) -> None:
    """Raises Refused for a record that a collection cannot hold."""
    if not record.head.startswith(b"WARC/"):
        raise Refused(
            f"{source}: is an ARC file, in which nothing can be replayed or taken down; "
            "`archiver repair --gzip` writes it as .warc.gz: import that"
        )
    if not record.length:
        raise Refused(
            f"{source}: its records share a gzip member, so that none can be found by its place; "
            "`archiver repair` writes it with a member for each: import that"
        )
    if is_barred(record.url):
        raise Refused(
            f"{source}: holds {record.url}, which was taken down here; import it into a new one, "
            "`archiver redact` it there, and import what is left"
        )


@contextmanager
def place_for(folder: Folder) -> Iterator[Path]:
    """A path beside the archive for a file that is looked at; nothing is left there."""
    aside = folder.incoming
    aside.mkdir(exist_ok=True)
    path = aside / "file"
    path.unlink(missing_ok=True)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        with suppress(OSError):
            aside.rmdir()
