"""Putting a collection in order when it is opened: what a run left in the archive is taken in.

A run leaves an open file when it was killed, or on purpose, for the next one to go on in. Either
way its tail is cut to whole records and what the catalogue does not know of it is read, from where
the last commit was.
"""

import errno
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from archiver.collection import ingest
from archiver.collection.crawling import barred
from archiver.collection.crawling.frontier import Frontier
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.ingest import Later
from archiver.collection.packing import pages
from archiver.collection.record import OWN_URL
from archiver.errors import CollectionError
from warcs import CorruptRecord, SealedFile, WriteFailed, files
from warcs.index import cdxj, indexing
from warcs.proving import manifest
from warcs.reader import record_at
from warcs.recorder import MAX_AGE, MAX_SIZE
from warcs.recording import recovery

Aside = Callable[[Callable[[], SealedFile]], Future[SealedFile]]
"""Has something done, and says when; ``ThreadPoolExecutor.submit`` is one."""


def at_once(work: Callable[[], SealedFile]) -> Future[SealedFile]:
    """What takes long is waited for."""
    done: Future[SealedFile] = Future()
    done.set_result(work())
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """When the file that is written to is sealed, and how; 0 is never."""

    keep_open: bool = False  #: not at the end of a run: the next one goes on in it
    max_size: int = MAX_SIZE  #: bytes
    max_age: timedelta = MAX_AGE  #: from its beginning
    aside: Aside = at_once  #: does what takes long of sealing, while a run goes on


AT_THE_END = Sealing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What an earlier run left."""

    new: int  #: files with records that the catalogue did not know
    going_on: str | None  #: final name of the file that is still open, whole, and known to its end


def unfit(folder: Path, error: Exception) -> CollectionError:
    """Why a collection cannot be put in order, and what to do."""
    full = "full" in str(error) or getattr(error, "errno", None) == errno.ENOSPC
    what = "; make room, then run it again" if full else ""
    return CollectionError(f"{folder}: cannot be put in order ({error}){what}")


def connect(folder: Folder) -> sqlite3.Connection:
    """Open the catalogue for writing; raises CollectionError.

    Where it was lost, nothing says what of open files anybody was told to be kept: they are sealed
    with all whole records before it is made anew. So one that is there knows of what is open all
    that was told, from its first moment on.
    """
    return catalogue.connect(folder.catalogue, before_made=lambda: _seal_all(folder))


def _seal_all(folder: Folder) -> None:
    try:
        for path in folder.open_files():
            recovery.seal_leftover(path)
    except (OSError, WriteFailed) as error:
        raise unfit(folder.root, error) from error


def put_in_order(db: sqlite3.Connection, folder: Folder, *, go_on: bool) -> Left:
    """Read into the catalogue what the archive has and it has not.

    With ``go_on`` the only open file is left open, if it can be gone on in; else it is sealed. What
    lies behind a broken record there, and behind what the catalogue knows, was not told to anybody.
    Raises WriteFailed, OSError and sqlite3.Error; nothing of the catalogue is half done then.
    """
    left = folder.open_files()
    _forget_missing(db, left)
    unknown = _unknown(db, folder)
    open_one = left[0] if go_on and len(left) == 1 and not unknown else None
    for path in left:
        if path != open_one:
            recovery.seal_leftover(path, _known(db, path), to_break=True)
    new = 0
    going_on = None
    if open_one is not None and recovery.tidy(open_one, _known(db, open_one), to_break=True):
        if _begins_well(open_one):
            going_on = open_one.name.removesuffix(files.OPEN)
            new += catch_up(db, open_one)
        else:
            files.seal(open_one)
    unknown = _unknown(db, folder)
    if unknown:  # it may have been sealed, and its pages listed, when the power failed
        pages.cut(folder.pages)
    later: list[Later] = []
    for path in unknown:
        take_in(db, folder, path, later)
    if later:
        ingest.ingest_later(db, later, Frontier(db), all=True)
    return Left(new=len(unknown) + new, going_on=going_on)


def take_in(db: sqlite3.Connection, folder: Folder, path: Path, later: list[Later]) -> list[str]:
    """Catalogue a file with a final name that the catalogue does not know: a run was killed before
    it had synced the name, it is imported, or somebody else put it there.

    Outside a transaction; it makes its own. Readings of what is not known yet go into ``later``.
    Returns what is damaged in it, a line each.
    """
    files.sync_file(path)
    files.sync_folder(folder.archive)
    db.execute("BEGIN")
    said = barred.newest(db)
    known = catalogue.ingested(db, path.name)
    problems = ingest.ingest(db, path, Frontier(db), known, later)
    problems += ingest.ingest_later(db, later, Frontier(db), all=False)
    barred.apply(db, said)
    # From the file and not from the captures: other tools' files hold resources, too.
    indexing.segment(path, folder.indexes, indexing.Indexed(), leave_out=OWN_URL)
    indexing.merge(folder.indexes)
    _list_pages(db, folder, path.name)
    tell(db, folder, files.sealed_file(path))
    db.execute("COMMIT")
    return problems


def catch_up(db: sqlite3.Connection, path: Path) -> bool:
    """Read the end of an open file that the catalogue does not know. True if there was any."""
    name, size = path.name.removesuffix(files.OPEN), path.stat().st_size
    known = _known(db, path)
    if known == size:
        return False
    db.execute("BEGIN")
    said = barred.newest(db)
    ingest.ingest(db, path, Frontier(db), known)
    barred.apply(db, said)
    catalogue.set_ingested(db, name, size)
    db.execute("COMMIT")
    return True


def prepare(db: sqlite3.Connection, folder: Folder, sealed: SealedFile) -> None:
    """Index and pages learn of a sealed file that a recorder wrote; ``db`` is only read.

    This takes long; :func:`tell` is the rest. The order can be taken up again anywhere: the row in
    ``files`` comes last.
    """
    cdxj.write_segment(folder.indexes, sealed.name, ingest.captures_in(db, sealed.name))
    _list_pages(db, folder, sealed.name)


def _list_pages(db: sqlite3.Connection, folder: Folder, name: str) -> None:
    lines = pages.of(db, pages.last(folder.pages), closed=name)
    pages.append(folder.pages, lines)


def tell(db: sqlite3.Connection, folder: Folder, sealed: SealedFile) -> None:
    """Manifest and catalogue learn of a sealed file that is in index and pages."""
    manifest.append(folder.manifest, sealed)
    catalogue.add_file(db, sealed)


def _known(db: sqlite3.Connection, path: Path) -> int:
    """Up to where the catalogue knows an open file; 0 if it is not as it was then."""
    known = catalogue.ingested(db, path.name.removesuffix(files.OPEN))
    return known if known <= path.stat().st_size else 0


def _unknown(db: sqlite3.Connection, folder: Folder) -> list[Path]:
    known = {name for (name,) in db.execute("SELECT name FROM files")}
    return [path for path in ingest.warc_files(folder.archive) if path.name not in known]


def _forget_missing(db: sqlite3.Connection, left: list[Path]) -> None:
    """An open file that was sealed, and whose row a crash left, is read as a sealed one."""
    there = {path.name.removesuffix(files.OPEN) for path in left}
    for (name,) in db.execute("SELECT name FROM open_files").fetchall():
        if name not in there:
            catalogue.forget_open(db, name)


def _begins_well(path: Path) -> bool:
    """True for a file that a recorder can go on in."""
    try:
        return record_at(path, 0).type == "warcinfo"
    except CorruptRecord:
        return False
