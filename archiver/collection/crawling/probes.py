"""What probes found out of sites: in the archive as resource records, in the catalogue by slug."""

import sqlite3

from archiver.collection.database.catalogue import iso
from archiver.collection.record import PROBE_TYPE, PROBE_URL
from warcs import CaptureRef, Recorder


class Probes:
    """The table ``probes`` of an open collection. Commits nothing."""

    def __init__(self, db: sqlite3.Connection, recorder: Recorder) -> None:
        self._db = db
        self._recorder = recorder

    def keep(self, slug: str, finding: str) -> None:
        """Keep the finding (JSON) of a publication's site."""
        block = finding.encode()
        ref = self._recorder.add_resource(PROBE_URL + slug, block, content_type=PROBE_TYPE)
        add(self._db, ref, slug, block)

    def newest(self, slug: str) -> str | None:
        """The finding (JSON) of the last time; None if the site was never asked."""
        row = self._db.execute(
            "SELECT finding FROM probes WHERE publication = ? ORDER BY date DESC, rowid DESC"
            " LIMIT 1",
            (slug,),
        ).fetchone()
        return row["finding"] if row else None


def add(db: sqlite3.Connection, ref: CaptureRef, slug: str, block: bytes) -> None:
    """A finding that the archive holds, once."""
    db.execute(
        "INSERT OR IGNORE INTO probes VALUES (?, ?, ?, ?)",
        (ref.record_id, slug, iso(ref.date), block.decode("utf-8", "replace")),
    )
