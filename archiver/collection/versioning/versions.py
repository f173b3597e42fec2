"""Versions: what an article said, each time that it said something else.

A reading is compared with the newest capture of its article as the same reader and the same
publication file read that one: what only another reader sees is no change by the publisher. So a
capture keeps the version that its first reading had, however often it is read again; and a session
reads the capture to compare with again, before it stores a reading by a newer reader
(:meth:`archiver.collection.session.Session.store`).

Not every capture is one to compare with: a wall, a page that was cut or one made for printing joins
the newest version, and the page itself takes the place of what came of it before (see
:func:`archiver.collection.versioning.sameness.rank`). One that is older than what is known has all
told anew (:mod:`archiver.collection.versioning.retelling`).
"""

import sqlite3

import msgspec

from archiver.article import Article
from archiver.collection import articles
from archiver.collection.database import text_index
from archiver.collection.database.rows import context_json, iso, next_id, reading_of
from archiver.collection.record import Reading
from archiver.collection.versioning import retelling, sameness
from warcs import CaptureRef

LAST = (1 << 63) - 1  # SQLite's largest integer: behind any id


def place(db: sqlite3.Connection, reading: Reading, reading_id: int) -> tuple[int, bool]:
    """The id of the version that a reading is of, and whether it says what was not known."""
    capture = _capture(reading.article)
    earlier = db.execute(
        "SELECT version FROM readings WHERE capture = ? AND id < ? ORDER BY id LIMIT 1",
        (capture.record_id, reading_id),
    ).fetchone()
    if earlier is not None:
        _read_again(db, int(earlier["version"]), reading, reading_id)
        return int(earlier["version"]), False
    article = articles.find_or_add(db, reading)
    latest = _latest(db, article)
    older = latest is not None and retelling.is_older(db, reading.article, latest)
    articles.mark_there(db, article, iso(capture.date), in_order=latest is not None and not older)
    rank = _rank(db, reading)
    if older:
        return retelling.retell(db, article, reading, reading_id)
    if latest is None:
        return _begin(db, article, 1, reading, reading_id, ()), True
    if rank < latest["rank"]:
        return latest["id"], False
    if rank > latest["rank"]:
        _take_over(db, latest, reading, reading_id)
        return latest["id"], True
    changes = _changes(db, latest, reading, reading_id)
    if changes is None:
        db.execute("UPDATE versions SET latest = ? WHERE id = ?", (capture.record_id, latest["id"]))
        return latest["id"], False
    return _begin(db, article, latest["number"] + 1, reading, reading_id, changes), True


def unlike(db: sqlite3.Connection, reading: Reading) -> tuple[Reading, ...]:
    """The newest reading of each capture that ``reading`` will be compared with, if that was made
    by another reader or publication file, and the bytes are not the same.

    That is one capture, and two where ``reading`` is of one that was made between them.
    """
    article = articles.find(db, reading)
    latest = None if article is None else _latest(db, article)
    if article is None or latest is None:
        return ()
    if retelling.is_older(db, reading.article, latest):
        return retelling.neighbours(db, article, reading)
    if _rank(db, reading) != latest["rank"]:
        return ()
    if _same_payload(db, latest["latest"], _capture(reading.article).record_id):
        return ()
    if _alike(db, latest["latest"], reading, LAST) is not None:
        return ()
    newest = _newest(db, latest["latest"], LAST)
    return (newest,) if newest else ()


def recompute(db: sqlite3.Connection) -> None:
    """Articles, versions and texts anew from the readings, in their order: for a catalogue whose
    versions were told by other rules. Contexts are written as they are now."""
    for table in ("aliases", "bylines", "versions", "articles"):
        db.execute(f"DELETE FROM {table}")
    text_index.clear(db)
    db.execute("UPDATE readings SET version = 0")
    done = 0
    while rows := db.execute(
        "SELECT * FROM readings WHERE id > ? ORDER BY id LIMIT 100", (done,)
    ).fetchall():
        for row in rows:
            done = int(row["id"])
            reading = reading_of(row)
            version, _ = place(db, reading, done)
            db.execute(
                "UPDATE readings SET version = ?, context = ? WHERE id = ?",
                (version, context_json(reading.context), done),
            )
            if reading.context.part_of is not None:
                articles.page_came(db, version)
    articles.recompute_gone(db)


def _latest(db: sqlite3.Connection, article: int) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM versions WHERE article = ? ORDER BY number DESC LIMIT 1", (article,)
    ).fetchone()
    return row


def _begin(
    db: sqlite3.Connection,
    article: int,
    number: int,
    reading: Reading,
    reading_id: int,
    changes: tuple[str, ...],
) -> int:
    version = next_id(db, "versions")
    capture = _capture(reading.article)
    db.execute(
        "INSERT INTO versions (id, article, number, digest, date, reading, rank, latest, changes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            version,
            article,
            number,
            sameness.digest(reading.article),
            iso(capture.date),
            reading_id,
            _rank(db, reading),
            capture.record_id,
            msgspec.json.encode(changes).decode(),
        ),
    )
    articles.describe(db, article, reading.article)
    return version


def _take_over(
    db: sqlite3.Connection, version: sqlite3.Row, reading: Reading, reading_id: int
) -> None:
    """The page itself came, of which a wall or a part was known."""
    db.execute(
        "UPDATE versions SET digest = ?, reading = ?, rank = ?, latest = ? WHERE id = ?",
        (
            sameness.digest(reading.article),
            reading_id,
            _rank(db, reading),
            _capture(reading.article).record_id,
            version["id"],
        ),
    )
    articles.describe(db, version["article"], reading.article)


def _read_again(db: sqlite3.Connection, version: int, reading: Reading, reading_id: int) -> None:
    """Another reading of a capture: it is what is shown, if the earlier one was."""
    row = db.execute(
        "SELECT versions.*, readings.capture, number = (SELECT max(number) FROM versions AS v"
        " WHERE v.article = versions.article) AS newest FROM versions"
        " JOIN readings ON readings.id = versions.reading WHERE versions.id = ?",
        (version,),
    ).fetchone()
    if row is None or row["capture"] != _capture(reading.article).record_id:
        return
    db.execute(
        "UPDATE versions SET digest = ?, reading = ?, rank = ? WHERE id = ?",
        (sameness.digest(reading.article), reading_id, _rank(db, reading), version),
    )
    if row["newest"]:
        articles.describe(db, row["article"], reading.article)


def _changes(
    db: sqlite3.Connection, latest: sqlite3.Row, reading: Reading, reading_id: int
) -> tuple[str, ...] | None:
    """What a reading says otherwise than the newest version; None if it says the same.

    Nothing, where that cannot be told: the earlier capture was read by another reader only.
    """
    if _same_payload(db, latest["latest"], _capture(reading.article).record_id):
        return None
    alike = _alike(db, latest["latest"], reading, reading_id)
    if alike is not None:
        return sameness.changes(alike.article, reading.article) or None
    other = _newest(db, latest["latest"], reading_id)
    if other is not None and not sameness.changes(other.article, reading.article):
        return None
    return ()


def _alike(db: sqlite3.Connection, capture: str, reading: Reading, before: int) -> Reading | None:
    """The newest reading of a capture (record id), of an id less than ``before``, by the reader
    and publication file of ``reading``."""
    row = db.execute(
        "SELECT * FROM readings WHERE capture = ? AND id < ? AND reader = ?"
        " AND publication_digest IS ? ORDER BY id DESC LIMIT 1",
        (capture, before, reading.article.reader, reading.context.publication_digest),
    ).fetchone()
    return reading_of(row) if row else None


def _newest(db: sqlite3.Connection, capture: str, before: int) -> Reading | None:
    row = db.execute(
        "SELECT * FROM readings WHERE capture = ? AND id < ? ORDER BY id DESC LIMIT 1",
        (capture, before),
    ).fetchone()
    return reading_of(row) if row else None


def _same_payload(db: sqlite3.Connection, one: str, other: str) -> bool:
    """True if two captures (record ids) have the same bytes, as far as is known."""
    payload = _payload(db, one)
    return payload is not None and payload == _payload(db, other)


def _payload(db: sqlite3.Connection, capture: str) -> str | None:
    """The digest of a capture's payload, which of a 304 another one holds; None for one that was
    cut, or is not known."""
    row = db.execute(
        "SELECT coalesce(captures.digest, holder.digest) AS digest FROM captures"
        " LEFT JOIN captures AS holder ON holder.record_id = captures.refers_to"
        " WHERE captures.record_id = ? AND captures.truncated IS NULL",
        (capture,),
    ).fetchone()
    return row["digest"] if row else None


def _rank(db: sqlite3.Connection, reading: Reading) -> int:
    row = db.execute(
        "SELECT truncated FROM captures WHERE record_id = ?", (_capture(reading.article).record_id,)
    ).fetchone()
    return sameness.rank(
        reading.article,
        cut=row is not None and row["truncated"] is not None,
        part=reading.context.part_of is not None,
    )


def _capture(article: Article) -> CaptureRef:
    if article.capture is None:
        raise ValueError("only a reading of a capture can be catalogued")
    return article.capture
