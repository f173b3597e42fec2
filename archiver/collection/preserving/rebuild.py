"""The catalogue anew, from ``archive/`` alone.

State that only the old catalogue has (frontier, runs) is carried over where it can still be read.
The old file is kept beside the new one until the new one is whole.
"""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archiver import publications
from archiver.collection import ingest, options
from archiver.collection.crawling import barred
from archiver.collection.crawling.frontier import Frontier
from archiver.collection.database import catalogue, schema
from archiver.collection.database.renumbering import renumber
from archiver.collection.folder import Folder, Lock
from archiver.collection.packing import pages
from archiver.collection.record import OWN_URL
from archiver.collection.reporting import runs
from archiver.collection.versioning.replanning import newest_end, replan
from archiver.errors import CollectionError, NewerCollection, OptionsError
from archiver.report import STORIES
from archiver.visits import Visits
from warcs import files
from warcs.index import indexing
from warcs.proving import manifest
from warcs.recording import recovery


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What was found in the archive."""

    files: int
    captures: int
    readings: int
    articles: int  #: as Status counts them: walls and the like apart
    problems: tuple[str, ...]  #: one line each


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a rebuild treats what the old catalogue holds; by default it is kept."""

    row: Callable[[str, sqlite3.Row], Sequence[Any] | None] = lambda table, row: tuple(row)
    """What is carried over of a row of a state table; None leaves it out."""
    replace: Callable[[Path, Path], None] = lambda new, old: _replace(new, old)
    """Puts a new file in the place of an old one, which may be missing."""
    remove: Callable[[Path], None] = lambda path: path.unlink(missing_ok=True)
    keep_old: bool = True  #: beside the new catalogue, where the archive is damaged


KEEPING = Manner()


def rebuild(root: Path, progress: Callable[[str], None] = lambda line: None) -> Rebuilt:
    """Make catalogue, indexes and pages of the collection in ``root`` anew.

    ``progress`` is called with a line per WARC file. Raises CollectionError if ``root`` is no
    collection, of a newer version or in use, if a redaction is unfinished, and if not one of the
    WARC files that its manifest names is there: the old catalogue is then all that is left of them.
    """
    folder = Folder(root)
    folder.require(whole=False)
    folder.make()
    lock = Lock(folder)
    try:
        folder.require()
        for path in folder.open_files():
            recovery.tidy(path)
        files.sync_folder(folder.archive)
        return remake(folder, progress)
    finally:
        lock.release()


def remake(folder: Folder, progress: Callable[[str], None], manner: Manner = KEEPING) -> Rebuilt:
    """Make catalogue, indexes and pages anew, for whoever holds the lock; open files stay open."""
    _refuse_newer(folder.catalogue)
    paths = ingest.in_order(folder)
    missing = _missing(folder, paths)
    new = folder.catalogue.with_suffix(".sqlite.new")
    for leftover in _files(new):
        leftover.unlink(missing_ok=True)
    db = catalogue.connect(new)
    problems = [f"{name}: is in the manifest, but not in the archive" for name in missing]
    db.execute("BEGIN")
    if folder.catalogue.exists():
        problems += _carry_over(db, folder.catalogue, manner)
    known_until = newest_end(db)
    problems += _read_all(db, folder, [*paths, *folder.open_files()], progress)
    indexing.merge(folder.indexes)
    problems += _plan_visits(db, folder, known_until)
    new_pages = folder.pages.with_name(f"{folder.pages.name}.new")
    new_pages.unlink(missing_ok=True)
    pages.append(new_pages, pages.of(db))
    manner.replace(new_pages, folder.pages)
    db.execute("COMMIT")
    counts = [
        int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in ("captures", "readings", f"articles WHERE kind IN {STORIES}")
    ]
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    _settle(folder.catalogue)
    if problems and manner.keep_old and folder.catalogue.exists():
        # It may know more than what is left of the archive.
        shutil.copyfile(folder.catalogue, folder.catalogue.with_suffix(".sqlite.old"))
    _put_in_place(new, folder.catalogue, manner)
    return Rebuilt(
        files=len(paths),
        captures=counts[0],
        readings=counts[1],
        articles=counts[2],
        problems=tuple(problems),
    )


def _refuse_newer(current: Path) -> None:
    """Raises NewerCollection: nothing of such a catalogue is damaged, and what it alone knows would
    be lost."""
    try:
        if current.exists():
            catalogue.connect(current, readonly=True).close()
    except NewerCollection:
        raise
    except Exception:  # any damage at all: that is what a rebuild is for
        return


def _read_all(
    db: sqlite3.Connection, folder: Folder, paths: list[Path], progress: Callable[[str], None]
) -> list[str]:
    problems: list[str] = []
    later: list[ingest.Later] = []
    named = manifest.names(folder.manifest)
    for path in paths:
        progress(path.name)
        problems += _read_file(db, folder, path, named, later)
        problems += ingest.ingest_later(db, later, Frontier(db), all=False)
    problems += ingest.ingest_later(db, later, Frontier(db), all=True)
    if folder.catalogue.exists():
        renumber(db, folder.catalogue)
    barred.apply(db)
    return problems


def _read_file(
    db: sqlite3.Connection,
    folder: Folder,
    path: Path,
    named: set[str],
    later: list[ingest.Later],
) -> list[str]:
    """Catalogue and index a file; its damages, a line each. ``named``: in the manifest."""
    problems = ingest.ingest(db, path, Frontier(db), later=later)
    if path.name.endswith(files.OPEN):
        # Index, manifest and pages learn of it when it is sealed.
        catalogue.set_ingested(db, path.name.removesuffix(files.OPEN), path.stat().st_size)
        return problems
    files.sync_file(path)  # somebody else may have put it there
    sealed = files.sealed_file(path)
    catalogue.add_file(db, sealed)
    # From the file and not from the captures: other tools' files hold resources, too.
    indexing.segment(path, folder.indexes, indexing.Indexed(), leave_out=OWN_URL)
    if path.name not in named:
        manifest.append(folder.manifest, sealed)
    return problems


def _plan_visits(db: sqlite3.Connection, folder: Folder, known_until: str | None) -> list[str]:
    """When articles are visited next, by the settings of now; what is wrong with those, a line."""
    known = publications.load_sound(folder.publications)
    try:
        common, problems = options.load(folder.root).visits, []
    except OptionsError as error:
        common, problems = Visits(), [f"{error}; visits are planned without it"]
    own = {one.slug: one.visits or common for one in known}
    replan(db, lambda slug: own.get(slug, common), known_until)
    return problems


def _missing(folder: Folder, paths: list[Path]) -> list[str]:
    """The WARC files that the manifest names and the archive has not. Raises if those are all."""
    missing = sorted(manifest.names(folder.manifest) - {path.name for path in paths})
    if missing and not paths:
        raise CollectionError(
            f"{folder.archive}: none of the {len(missing)} WARC files that the manifest names is "
            "here; the catalogue is left as it is"
        )
    return missing


def _carry_over(db: sqlite3.Connection, old: Path, manner: Manner) -> list[str]:
    """Copy the state tables of the old catalogue, as far as it can be read."""
    try:
        source = catalogue.connect(old, readonly=True)
    except Exception as error:  # any damage at all: that is what a rebuild is for
        return [f"the old catalogue could not be read, its frontier and runs are lost: {error}"]
    try:
        for table in schema.STATE:
            rows = source.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
            kept = [row for row in (manner.row(table, row) for row in rows) if row is not None]
            if kept:
                marks = ", ".join("?" * len(kept[0]))
                db.executemany(f"INSERT INTO {table} VALUES ({marks})", kept)
    except sqlite3.DatabaseError as error:
        return [f"frontier and runs of the old catalogue are lost from some row on: {error}"]
    finally:
        source.close()
        runs.remake_yields(db)
    return []


def _settle(current: Path) -> None:
    """What stands in the old catalogue's journal goes into the file, as far as it can be read: it
    may have to do for itself, if the new one never takes its place."""
    if current.is_file():
        with suppress(sqlite3.Error), closing(sqlite3.connect(current)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _put_in_place(new: Path, current: Path, manner: Manner) -> None:
    """The new catalogue; the journal files of the old one must not outlive it, not even on a disk
    that a power cut left: they would be applied to the new one."""
    for path in _files(current)[1:]:
        manner.remove(path)
    files.sync_folder(current.parent)
    manner.replace(new, current)
    for path in _files(new)[1:]:
        with suppress(FileNotFoundError):
            path.unlink()


def _replace(new: Path, old: Path) -> None:
    new.replace(old)
    files.sync_folder(old.parent)


def _files(path: Path) -> tuple[Path, Path, Path]:
    return path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")
