"""Which capture holds a payload that is already in the archive, and how to ask a server for a newer
one: what revisit records and conditional requests refer to.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from archiver.collection.database import catalogue
from archiver.collection.folder import warc_in
from warcs import Capture, CorruptRecord, Original
from warcs.reader import record_at

MOST_TRIED = 5  # records that are looked at for one that can be read


class Originals:
    """The captures of an open catalogue, rows that are not committed yet among them, whose records
    can be read in ``archive``."""

    def __init__(self, db: sqlite3.Connection, archive: Path) -> None:
        self._db = db
        self._archive = archive

    def find(self, digest: str, length: int, url: str, *, chunked: bool) -> Original | None:
        """The whole answer with this payload, of ``url`` if it has it; the oldest of several.

        One of status 200 only: what replays a revisit takes it for that. Never a revisit, nor what
        was got with credentials, for a package may have to do without it. See
        :class:`warcs.recording.deduplication.Originals` on ``chunked``.
        """
        rows = self._db.execute(
            "SELECT record_id, url, date, file, offset FROM captures WHERE digest = ?"
            " AND payload_length = ? AND type = 'response' AND status = 200 AND truncated IS NULL"
            " AND credentials = 0 AND chunked <= ? ORDER BY url = ? DESC, id LIMIT ?",
            (digest, length, chunked, url, MOST_TRIED),
        ).fetchall()
        return next((_original(row) for row in rows if self._is_there(row)), None)

    def _is_there(self, row: sqlite3.Row) -> bool:
        """A row alone does not do: where its record was damaged or lost, what comes now is the only
        copy, and a revisit would refer to nothing."""
        try:
            record = record_at(warc_in(self._archive, row["file"]), row["offset"])
        except CorruptRecord:
            return False
        return record.type == "response" and record.id == row["record_id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server is told that we have (RFC 9110 §13.1), and which capture that is."""

    etag: str | None  #: for If-None-Match
    last_modified: str | None  #: for If-Modified-Since
    original: Original  #: the record that holds the payload


class ValidatorTable:
    """The table ``validators`` of an open catalogue. Commits nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def of(self, url: str) -> Validators | None:
        """Those of the newest answer from ``url`` that had any; None if there are none."""
        row = self._db.execute(
            "SELECT etag, last_modified, record_id, captures.url, date FROM validators"
            # Not where another URL's capture holds the payload: a 304 says nothing of that one.
            " JOIN captures ON record_id = capture AND captures.url = validators.url"
            " WHERE validators.url = ?",
            (url,),
        ).fetchone()
        if row is None:
            return None
        return Validators(
            etag=row["etag"], last_modified=row["last_modified"], original=_original(row)
        )

    def keep(self, capture: Capture, etag: str | None, last_modified: str | None) -> None:
        """What a whole answer said of itself; what an earlier one of its URL said is forgotten."""
        if capture.credentials:
            return
        if not etag and not last_modified:
            self.forget(capture.url)
            return
        self._db.execute(
            "INSERT OR REPLACE INTO validators VALUES (?, ?, ?, ?)",
            (capture.url, etag, last_modified, capture.refers_to or capture.ref.record_id),
        )

    def forget(self, url: str) -> None:
        """The next request for the URL is made without conditions."""
        self._db.execute("DELETE FROM validators WHERE url = ?", (url,))


def payload_of(db: sqlite3.Connection, capture: Capture) -> Capture:
    """The capture that holds the payload of ``capture``: itself, if it is no revisit or if what it
    refers to is not known.

    Tools that name no record in a revisit mean one by the payload's digest (WARC 1.1 §6.7.2).
    """
    if capture.type != "revisit":
        return capture
    found = catalogue.by_record_id(db, capture.refers_to) if capture.refers_to else None
    if found is None and capture.ref.digest is not None:
        row = db.execute(
            "SELECT * FROM captures WHERE digest = ?"
            " AND (type = 'response' AND status = 200 OR type = 'resource')"
            " AND truncated IS NULL ORDER BY url = ? DESC, id LIMIT 1",
            (capture.ref.digest, capture.url),
        ).fetchone()
        found = catalogue.capture_of(row) if row else None
    return found or capture


def _original(row: sqlite3.Row) -> Original:
    return Original(record_id=row["record_id"], url=row["url"], date=catalogue.moment(row["date"]))
