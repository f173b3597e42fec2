"""URLs that were taken down: never fetched again, unless that is lifted.

The table ``redactions`` is derived from the tombstones in ``archive/`` and from the records that
lift them; the newest word on an URL holds.
"""

import sqlite3
from datetime import UTC, datetime, timedelta

from archiver.urls import normalise
from warcs import digests
from warcs.record import Record
from warcs.redacting import tombstones


def digest_of(url: str) -> str:
    """By what an URL is known that may itself be forgotten: the SHA-256 of its normal form."""
    return digests.labelled("sha256", (normalise(url).encode("utf-8", "replace"),))


def add(db: sqlite3.Connection, record: Record) -> None:
    """Take in what a tombstone, or a record that lifts one, says; any other record is left."""
    said = tombstones.read(record)
    if said is None:
        return
    word = "lifted" if said.lifted else "barred" if said.barred else "removed"
    for digest in said.digests:
        _insert(db, record.id, digest, said.url, said.moment, said.reason, said.redaction, word)


def add_lifting(
    db: sqlite3.Connection, record_id: str, moment: datetime, reason: str, digest: str
) -> None:
    """What :func:`add` takes in of a record that lifts the redaction of a digest's URL."""
    _insert(db, record_id, digest, None, moment, reason, "", "lifted")


def _insert(
    db: sqlite3.Connection,
    record_id: str,
    digest: str,
    url: str | None,
    moment: datetime,
    reason: str,
    redaction: str,
    word: str,
) -> None:
    date = moment.astimezone(UTC).isoformat(timespec="microseconds")
    db.execute(
        "INSERT OR IGNORE INTO redactions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (record_id, digest, url, date, reason, redaction or None, word),
    )


def is_barred(db: sqlite3.Connection, url: str) -> bool:
    """True if an URL, in whatever spelling, was taken down and must not be fetched."""
    if db.execute("SELECT 1 FROM redactions LIMIT 1").fetchone() is None:
        return False
    return holds(db, digest_of(url))


def holds(db: sqlite3.Connection, digest: str) -> bool:
    """True if the URL of this digest was taken down, and that was not lifted."""
    row = db.execute(
        "SELECT word FROM redactions WHERE url_digest = ? AND word <> 'removed'"
        " ORDER BY date DESC, rowid DESC LIMIT 1",
        (digest,),
    ).fetchone()
    return row is not None and row["word"] == "barred"


def moment_after(db: sqlite3.Connection, now: datetime) -> datetime:
    """``now``, or the next moment after all that was said: the newest word on an URL holds, also
    where a clock was ahead when the one before was said."""
    (last,) = db.execute("SELECT max(date) FROM redactions").fetchone()
    if last is None:
        return now
    return max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))


def newest(db: sqlite3.Connection) -> int:
    """Up to where the table is filled, for :func:`apply`."""
    return int(db.execute("SELECT coalesce(max(rowid), 0) FROM redactions").fetchone()[0])


def apply(db: sqlite3.Connection, after: int = 0) -> None:
    """Rows of the frontier whose URL is barred are redacted and say nothing any more.

    Those whose URL was to be forgotten are taken out, and so are those of requisites. What was
    known of up to ``after`` (:func:`newest`) has been applied: no row is made of what is barred, so
    that without a new word no row is looked at.
    """
    barred = _digests(db, after)
    if not barred:
        return
    kept = _digests(db, after, "AND url IS NOT NULL")
    for url, digest in _of_these(db, "frontier", barred):
        if digest in kept:
            db.execute(
                "UPDATE frontier SET state = 'redacted', reason = NULL, entries = '[]',"
                " due = NULL WHERE url = ?",
                (url,),
            )
        else:
            db.execute("DELETE FROM frontier WHERE url = ?", (url,))
    for url, _ in _of_these(db, "requisite_frontier", barred):
        db.execute("DELETE FROM requisite_frontier WHERE url = ?", (url,))


def _of_these(db: sqlite3.Connection, table: str, barred: set[str]) -> list[tuple[str, str]]:
    """The rows with these digests, of which only the digest may be known: all are looked at."""
    found = []
    for (url,) in db.execute(f"SELECT url FROM {table}"):
        digest = digests.labelled("sha256", (url.encode("utf-8", "replace"),))
        if digest in barred:
            found.append((url, digest))
    return found


def _digests(db: sqlite3.Connection, after: int, where: str = "") -> set[str]:
    rows = db.execute(
        f"SELECT DISTINCT url_digest FROM redactions WHERE rowid > ? AND word = 'barred' {where}",
        (after,),
    )
    return {digest for (digest,) in rows.fetchall() if holds(db, digest)}


def unmark(db: sqlite3.Connection) -> int:
    """Rows that were redacted and are barred no more are pending. Returns how many."""
    rows = db.execute("SELECT url, fetch FROM frontier WHERE state = 'redacted'").fetchall()
    free = [x["url"] for x in rows if not is_barred(db, x["url"]) and not is_barred(db, x["fetch"])]
    db.executemany(
        "UPDATE frontier SET state = 'pending', tries = 0 WHERE url = ?", [(url,) for url in free]
    )
    return len(free)
