"""Rows that a clock that was ahead put off: by years, were they left as they are."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from archiver.collection.database.catalogue import iso

FAR = 31 * 86400.0
"""Seconds ahead of now from which on rows are looked at: more than any wait for another try, so
that of what is due after a regular wait hardly any is."""


def mend(db: sqlite3.Connection, publications: Sequence[str], now: datetime) -> int:
    """What ended in the future waits from now on as long as it was to wait then. Returns how many
    rows did. Commits nothing."""
    mended = 0
    for publication in publications:
        lanes = db.execute(
            "SELECT DISTINCT host FROM frontier_counts WHERE publication = ?", (publication,)
        ).fetchall()
        for (host,) in lanes:
            mended += db.execute(
                "UPDATE frontier SET due = :at + max(due - strftime('%s', ended), 0), ended = :now"
                " WHERE publication = :publication AND host = :host AND due > :far"
                " AND ended > :now",
                {
                    "at": now.timestamp(), "far": now.timestamp() + FAR, "now": iso(now),
                    "publication": publication, "host": host,
                },
            ).rowcount  # fmt: skip
    return mended
