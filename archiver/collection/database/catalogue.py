"""The SQLite file of a collection: opened, checked, and written row by row.

Nothing here commits: whoever writes decides when, because a row may only become durable after
the WARC bytes it speaks of (see :mod:`archiver.collection.session`).
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from archiver.collection import articles
from archiver.collection.database import migration, schema
from archiver.collection.database.rows import context_json, next_id
from archiver.collection.database.rows import iso as iso
from archiver.collection.database.rows import moment as moment
from archiver.collection.database.rows import reading_of as reading_of
from archiver.collection.record import Reading
from archiver.collection.versioning import versions
from archiver.errors import CollectionError, NewerCollection
from warcs import Capture, CaptureRef, SealedFile

CAPTURE_COLUMNS = (
    "record_id, date, url, type, status, mime, digest, file, offset, length, payload_length, "
    "truncated, failure, credentials, chunked, refers_to"
)

CACHE = 32 * 1024  # kB: what millions of rows have of pages that are asked for again and again


def connect(
    path: Path, *, readonly: bool = False, before_made: Callable[[], None] = lambda: None
) -> sqlite3.Connection:
    """Open a catalogue, made if it is missing; an old one is brought to the present schema.

    For writing the lock of the collection is held. ``before_made`` is called where a new one is
    made, before it has any table. Raises CollectionError for one that is not ours.
    """
    try:
        db = _opened(path, readonly=readonly)
    except sqlite3.OperationalError as error:
        raise CollectionError(f"{path}: cannot be opened ({error})") from error
    try:
        _check(db, path, readonly=readonly)
        if not readonly:
            _prepare(db, path, before_made)
        elif migration.is_old(db, path):
            db = migration.upgraded_copy(db, path)
        db.row_factory = sqlite3.Row
    except sqlite3.OperationalError as error:  # no room, no permission, locked
        db.close()
        raise CollectionError(f"{path}: cannot be opened ({error})") from error
    except sqlite3.DatabaseError as error:
        db.close()
        raise CollectionError(
            f"{path}: cannot be read as a catalogue ({error}); `archiver rebuild -c {path.parent}` "
            "makes it anew"
        ) from error
    except CollectionError:
        db.close()
        raise
    return db


def is_current(path: Path) -> bool:
    """True for a catalogue of the present schema, which can be read without a copy of it."""
    try:
        with closing(_opened(path, readonly=True)) as db:
            return bool(db.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION)
    except sqlite3.Error:
        return False


def _opened(path: Path, *, readonly: bool) -> sqlite3.Connection:
    if not readonly:
        return sqlite3.connect(path, isolation_level=None)
    fixed = "&immutable=1" if is_at_rest(path) else ""
    # What only reads may be handed from one thread to another, as a server's pool does.
    place = f"{path.absolute().as_uri()}?mode=ro{fixed}"
    return sqlite3.connect(place, uri=True, check_same_thread=False)


def _can_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


def is_at_rest(path: Path, can_write: Callable[[Path], bool] = _can_write) -> bool:
    """True for a catalogue that is read as one that nobody changes.

    Where nothing can be written, SQLite cannot make the files that WAL wants beside it. But those
    of somebody who may write there serve as well, and have what is not in the catalogue yet
    (https://www.sqlite.org/wal.html#readonly).
    """
    beside = (path.with_name(f"{path.name}-{name}") for name in ("wal", "shm"))
    return not can_write(path.parent) and not all(file.exists() for file in beside)


def _check(db: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    (found,) = db.execute("PRAGMA user_version").fetchone()
    if found > schema.VERSION:
        raise NewerCollection(
            f"{path.parent}: written by a newer archiver (catalogue version {found}, this one "
            f"knows {schema.VERSION}); install the newer one: pip install -U news-archiver"
        )
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != schema.APPLICATION_ID:
        raise CollectionError(f"{path}: is a database, but not a catalogue of archiver")
    if readonly and not tables:
        raise CollectionError(
            f"{path}: is empty; `archiver rebuild -c {path.parent}` makes it anew"
        )


def _prepare(db: sqlite3.Connection, path: Path, before_made: Callable[[], None]) -> None:
    """For writing: durable, and of the present schema."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    if migration.is_old(db, path):
        migration.migrate(db, path)
    # Nothing reaches the disk before COMMIT, so that a full disk can only show there.
    db.execute("PRAGMA cache_spill = OFF")
    db.execute(f"PRAGMA cache_size = -{CACHE}")
    if db.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION:
        return
    before_made()
    db.executescript(
        f"BEGIN; {schema.SCHEMA} PRAGMA application_id = {schema.APPLICATION_ID};"
        f"PRAGMA user_version = {schema.VERSION}; COMMIT;"
    )


def add_file(db: sqlite3.Connection, file: SealedFile) -> None:
    """A sealed file, once."""
    db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (file.name, file.size, file.sha256))
    forget_open(db, file.name)


def forget_open(db: sqlite3.Connection, name: str) -> None:
    """The file of that final name is not open any more."""
    db.execute("DELETE FROM open_files WHERE name = ?", (name,))


def set_ingested(db: sqlite3.Connection, name: str, end: int) -> None:
    """An open file (its final name) is in the catalogue up to ``end``, in bytes."""
    db.execute("INSERT OR REPLACE INTO open_files VALUES (?, ?)", (name, end))


def ingested(db: sqlite3.Connection, name: str) -> int:
    """Up to where an open file is in the catalogue, in bytes."""
    row = db.execute("SELECT ingested FROM open_files WHERE name = ?", (name,)).fetchone()
    return int(row["ingested"]) if row else 0


def add_capture(db: sqlite3.Connection, capture: Capture) -> None:
    """A capture, once: a record id that is known is left alone."""
    ref = capture.ref
    added = db.execute(
        f"INSERT OR IGNORE INTO captures ({CAPTURE_COLUMNS}) VALUES ({', '.join('?' * 16)})",
        (
            ref.record_id,
            iso(ref.date),
            capture.url,
            capture.type,
            capture.status,
            capture.mime,
            ref.digest,
            ref.file,
            ref.offset,
            capture.length,
            capture.payload_length,
            capture.truncated,
            capture.failure,
            capture.credentials,
            capture.chunked,
            capture.refers_to,
        ),
    )
    if added.rowcount:
        articles.mark_gone(db, capture)


def flag(db: sqlite3.Connection, record_ids: Iterable[str]) -> None:
    """Captures whose request, as its record shows, carried credentials."""
    db.executemany(
        "UPDATE captures SET credentials = 1 WHERE record_id = ?", [(x,) for x in record_ids]
    )


def capture_of(row: sqlite3.Row) -> Capture:
    """The value that :func:`add_capture` stored."""
    return Capture(
        ref=CaptureRef(
            record_id=row["record_id"],
            date=moment(row["date"]),
            digest=row["digest"],
            file=row["file"],
            offset=row["offset"],
        ),
        url=row["url"],
        type=row["type"],
        status=row["status"],
        mime=row["mime"],
        length=row["length"],
        payload_length=row["payload_length"],
        truncated=row["truncated"],
        failure=row["failure"],
        credentials=bool(row["credentials"]),
        chunked=bool(row["chunked"]),
        refers_to=row["refers_to"],
    )


def by_record_id(db: sqlite3.Connection, record_id: str) -> Capture | None:
    """The capture with this record id, None if the catalogue has none."""
    row = db.execute("SELECT * FROM captures WHERE record_id = ?", (record_id,)).fetchone()
    return capture_of(row) if row else None


def add_reading(db: sqlite3.Connection, reading: Reading) -> bool:
    """A reading, once, with its article and version. True if it says what was not known.

    Raises ValueError for a reading of no capture.
    """
    article, context = reading.article, reading.context
    if article.capture is None:
        raise ValueError("only a reading of a capture can be catalogued")
    known = db.execute("SELECT 1 FROM readings WHERE record_id = ?", (reading.record_id,))
    if known.fetchone():
        return False
    reading_id = next_id(db, "readings")
    version_id, new = versions.place(db, reading, reading_id)
    db.execute(
        "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            reading_id,
            reading.record_id,
            article.capture.record_id,
            article.url,
            version_id,
            context.publication,
            context.publication_digest,
            article.reader,
            context_json(context),
            reading.article_json,
        ),
    )
    if context.part_of is not None:
        articles.page_came(db, version_id)
    return new


def add_publication(db: sqlite3.Connection, ref: CaptureRef, slug: str, source: bytes) -> None:
    """A publication file that the archive holds, once."""
    digest = hashlib.sha256(source).hexdigest()
    db.execute(
        "INSERT OR IGNORE INTO publications VALUES (?, ?, ?, ?, ?, ?)",
        (ref.record_id, slug, digest, iso(ref.date), ref.file, ref.offset),
    )


def has_publication(db: sqlite3.Connection, slug: str, source: bytes) -> bool:
    """True if the newest file of this publication in the archive has these bytes."""
    row = db.execute(
        "SELECT digest FROM publications WHERE slug = ? ORDER BY date DESC LIMIT 1", (slug,)
    ).fetchone()
    return row is not None and row["digest"] == hashlib.sha256(source).hexdigest()
