"""The catalogue anew, from ``archive/`` alone.

State that only the old catalogue has (frontier, runs) is carried over where it can still be read.
The old file is kept beside the new one until the new one is whole.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archiver.collection import catalogue, ingest, pages, schema
from archiver.collection.folder import Folder, Lock
from archiver.collection.frontier import Frontier
from archiver.errors import CollectionError
from archiver.report import STORIES
from warcs import cdxj, files, manifest, recovery


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What was found in the archive."""

    files: int
    captures: int
    readings: int
    articles: int  #: as Status counts them: walls and the like apart
    problems: tuple[str, ...]  #: one line each


def rebuild(root: Path, progress: Callable[[str], None] = lambda line: None) -> Rebuilt:
    """Make catalogue, indexes and pages of the collection in ``root`` anew.

    ``progress`` is called with a line per WARC file. Raises CollectionError if ``root`` is no
    collection or in use, and if not one of the WARC files that its manifest names is there: the
    old catalogue is then all that is left of them.
    """
    folder = Folder(root)
    folder.require()
    folder.make()
    lock = Lock(folder)
    try:
        for path in sorted(folder.archive.glob("*.open")):
            recovery.seal_leftover(path)
        return _rebuild(folder, progress)
    finally:
        lock.release()


def _rebuild(folder: Folder, progress: Callable[[str], None]) -> Rebuilt:
    paths = ingest.warc_files(folder.archive)
    missing = _missing(folder, paths)
    new = folder.catalogue.with_suffix(".sqlite.new")
    for leftover in _files(new):
        leftover.unlink(missing_ok=True)
    db = catalogue.connect(new)
    problems = [f"{name}: is in the manifest, but not in the archive" for name in missing]
    db.execute("BEGIN")
    if folder.catalogue.exists():
        problems += _carry_over(db, folder.catalogue)
    frontier = Frontier(db)
    for path in paths:
        progress(path.name)
        problems += ingest.ingest(db, path, frontier)
        sealed = files.sealed_file(path)
        catalogue.add_file(db, sealed)
        cdxj.write_segment(folder.indexes, path.name, ingest.captures_in(db, path.name))
        if path.name not in manifest.names(folder.manifest):
            manifest.append(folder.manifest, sealed)
    folder.pages.unlink(missing_ok=True)
    pages.append(folder.pages, pages.of_file(db))
    db.execute("COMMIT")
    counts = [
        int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in ("captures", "readings", f"articles WHERE kind IN {STORIES}")
    ]
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    if problems and folder.catalogue.exists():
        # It may know more than what is left of the archive.
        shutil.copyfile(folder.catalogue, folder.catalogue.with_suffix(".sqlite.old"))
    _replace(folder.catalogue, new)
    return Rebuilt(
        files=len(paths),
        captures=counts[0],
        readings=counts[1],
        articles=counts[2],
        problems=tuple(problems),
    )


def _missing(folder: Folder, paths: list[Path]) -> list[str]:
    """The WARC files that the manifest names and the archive has not. Raises if those are all."""
    missing = sorted(manifest.names(folder.manifest) - {path.name for path in paths})
    if missing and not paths:
        raise CollectionError(
            f"{folder.archive}: none of the {len(missing)} WARC files that the manifest names is "
            "here; the catalogue is left as it is"
        )
    return missing


def _carry_over(db: sqlite3.Connection, old: Path) -> list[str]:
    """Copy the state tables of the old catalogue, as far as it can be read."""
    try:
        source = catalogue.connect(old, readonly=True)
    except Exception as error:  # any damage at all: that is what a rebuild is for
        return [f"the old catalogue could not be read, its frontier and runs are lost: {error}"]
    try:
        for table in schema.STATE:
            rows = source.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                db.executemany(f"INSERT INTO {table} VALUES ({marks})", map(tuple, rows))
    except sqlite3.DatabaseError as error:
        return [f"frontier and runs of the old catalogue are lost from some row on: {error}"]
    finally:
        source.close()
    return []


def _replace(current: Path, new: Path) -> None:
    """Put the new catalogue in place; the journal files of the old one must not outlive it."""
    for path in _files(current)[1:]:
        path.unlink(missing_ok=True)
    new.replace(current)
    for path in _files(new)[1:]:
        with suppress(FileNotFoundError):
            path.unlink()


def _files(path: Path) -> tuple[Path, Path, Path]:
    return path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")
