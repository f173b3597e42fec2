"""The SQLite file of a collection: opened, checked, and written row by row.

Nothing here commits: whoever writes decides when, because a row may only become durable after
the WARC bytes it speaks of (see :mod:`archiver.collection.session`).
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from archiver.article import Article
from archiver.collection import migration, schema
from archiver.collection.record import Context, Reading
from archiver.errors import CollectionError
from archiver.urls import host_of, normalise, split
from warcs import Capture, CaptureRef, SealedFile

CAPTURE_COLUMNS = (
    "record_id, date, url, type, status, mime, digest, file, offset, length, payload_length, "
    "truncated, failure, credentials, chunked, refers_to"
)


def connect(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """Open a catalogue, made if it is missing; an old one is brought to the present schema.

    For writing the lock of the collection is held. Raises CollectionError for one that is not ours.
    """
    try:
        db = _opened(path, readonly=readonly)
    except sqlite3.OperationalError as error:
        raise CollectionError(f"{path}: cannot be opened ({error})") from error
    try:
        _check(db, path, readonly=readonly)
        if not readonly:
            _prepare(db, path)
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


def _opened(path: Path, *, readonly: bool) -> sqlite3.Connection:
    if not readonly:
        return sqlite3.connect(path, isolation_level=None)
    # Where nothing can be written, SQLite cannot make the files beside it that WAL wants.
    fixed = "" if os.access(path.parent, os.W_OK) else "&immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{fixed}", uri=True)


def _check(db: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    (found,) = db.execute("PRAGMA user_version").fetchone()
    if found > schema.VERSION:
        raise CollectionError(
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


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    """For writing: durable, and of the present schema."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    if migration.is_old(db, path):
        migration.migrate(db, path)
    # Nothing reaches the disk before COMMIT, so that a full disk can only show there.
    db.execute("PRAGMA cache_spill = OFF")
    if db.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION:
        return
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
    db.execute(
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
    """A reading, once, with its article and version. True if it began a new version.

    Ids are counted here, in the order of the archive, so that a rebuilt catalogue is equal.
    Raises ValueError for a reading of no capture.
    """
    article, context = reading.article, reading.context
    if article.capture is None:
        raise ValueError("only a reading of a capture can be catalogued")
    known = db.execute("SELECT 1 FROM readings WHERE record_id = ?", (reading.record_id,))
    if known.fetchone():
        return False
    reading_id = _next(db, "readings")
    version_id, new = _version(db, _article(db, reading), reading_id, article)
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
            # What the page asks for stands in tables of its own.
            msgspec.json.encode(replace(context, requisites=())).decode(),
            reading.article_json,
        ),
    )
    return new


def _version(
    db: sqlite3.Connection, article_id: int, reading_id: int, article: Article
) -> tuple[int, bool]:
    """The id of the version that an article is, and whether it is new."""
    digest = content_digest(article)
    latest = db.execute(
        "SELECT id, number, digest FROM versions WHERE article = ? ORDER BY number DESC LIMIT 1",
        (article_id,),
    ).fetchone()
    if latest and latest["digest"] == digest:
        return int(latest["id"]), False
    version_id = _next(db, "versions")
    number = latest["number"] + 1 if latest else 1
    date = iso(article.capture.date) if article.capture else None
    db.execute(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)",
        (version_id, article_id, number, digest, date, reading_id),
    )
    _describe(db, article_id, article)
    return version_id, True


def reading_of(row: sqlite3.Row) -> Reading:
    """The value that :func:`add_reading` stored."""
    return Reading(
        record_id=row["record_id"],
        context=msgspec.json.decode(row["context"], type=Context),
        article=Article.from_json(row["article"]),
        article_json=row["article"],
    )


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


def content_digest(article: Article) -> str:
    """What makes a version: two readings with this digest say the same."""
    said: list[Any] = [
        article.title,
        article.subtitle,
        [author.name for author in article.authors],
        article.published and article.published.iso,
        article.modified and article.modified.iso,
        [[block.kind, block.text] for block in article.body],
    ]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def identity(article: Article) -> str:
    """The URL by which an article is known, however it was reached.

    What the page says of itself (rel=canonical, RFC 6596), unless it names another site, whose
    copy is an article of its own, or the front page, which some systems name on every page.
    """
    own, said = article.url or "", article.canonical_url or ""
    if not said or (own and (_site(own) != _site(said) or _is_front(said))):
        said = own
    return normalise(said)


def _site(url: str) -> str:
    host = host_of(url)
    first, _, rest = host.partition(".")
    return rest if first in ("www", "m", "mobile", "amp") and "." in rest else host


def _is_front(url: str) -> bool:
    parts = split(url)
    return parts is not None and parts.path in ("", "/") and not parts.query


def _article(db: sqlite3.Connection, reading: Reading) -> int:
    url = identity(reading.article)
    row = db.execute("SELECT id FROM articles WHERE url = ?", (url,)).fetchone()
    if row:
        return int(row["id"])
    new = _next(db, "articles")
    db.execute(
        "INSERT INTO articles (id, url, publication, kind) VALUES (?, ?, ?, ?)",
        (new, url, reading.context.publication, reading.article.kind),
    )
    return new


def _describe(db: sqlite3.Connection, article_id: int, article: Article) -> None:
    """The newest version is what lists and the full text show."""
    published = article.published.iso if article.published else None
    captured = iso(article.capture.date) if article.capture else None
    day = published or captured
    db.execute(
        "UPDATE articles SET kind = ?, title = ?, channel = ?, published = ?, day = ?,"
        " language = ? WHERE id = ?",
        (
            article.kind,
            article.title,
            article.channel,
            published,
            day and day[:10],
            article.language,
            article_id,
        ),
    )
    authors = ", ".join(author.name for author in article.authors)
    lead = f"{article.subtitle}\n\n" if article.subtitle else ""
    index_text(db, article_id, article.title or "", authors, lead + article.text)


def index_text(db: sqlite3.Connection, article: int, title: str, authors: str, body: str) -> None:
    """Put the newest text into the full-text indexes, in place of the one before."""
    old = db.execute("SELECT title, authors, body FROM texts WHERE article = ?", (article,))
    row = old.fetchone()
    if row:
        for table in _tables(*row):
            db.execute(
                f"INSERT INTO {table} ({table}, rowid, title, authors, body)"
                " VALUES ('delete', ?, ?, ?, ?)",
                (article, *row),
            )
    db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", (article, title, authors, body))
    for table in _tables(title, authors, body):
        db.execute(
            f"INSERT INTO {table} (rowid, title, authors, body) VALUES (?, ?, ?, ?)",
            (article, title, authors, body),
        )


def _tables(title: str, authors: str, body: str) -> tuple[str, ...]:
    return ("words", "grams") if unspaced(title + authors + body) else ("words",)


# Thai, Lao, Burmese, Khmer, Hiragana to CJK ideographs, compatibility ideographs, halfwidth kana.
UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x9FFF),
            (0xF900, 0xFAFF), (0xFF66, 0xFF9F))  # fmt: skip


def unspaced(text: str) -> bool:
    """True if ``text`` has letters of a script that puts no space between words."""
    return not text.isascii() and any(
        low <= ord(char) <= high for char in set(text) for low, high in UNSPACED
    )


def _next(db: sqlite3.Connection, table: str) -> int:
    (last,) = db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    return int(last) + 1


def moment(text: str) -> datetime:
    """What :func:`iso` wrote."""
    return datetime.fromisoformat(text)


def iso(moment: datetime) -> str:
    """ISO 8601 in UTC, microseconds, sortable as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
