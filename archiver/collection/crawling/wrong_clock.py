"""Rows that a clock that was ahead put off: by years, were they left as they are."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from archiver.collection.database.catalogue import iso

FAR = 31 * 86400.0
"""Seconds ahead of now from which on rows are looked at: more than any wait for another try, so
that of what is due after a regular wait hardly any is."""


def mend(db: sqlite3.Connection, publications: Sequence[str], now: datetime) -> None:
    """What ended in the future waits from now on as long as it was to wait then.

    Commits nothing.
    """
    at = now.timestamp()
    for publication in publications:
        db.execute(
            "UPDATE frontier SET due = ?2 + max(due - strftime('%s', ended), 0), ended = ?3"
            " WHERE publication = ?1 AND host IN (SELECT host FROM frontier_counts WHERE"
            " publication = ?1) AND due > ?4 AND ended > ?3",
            (publication, at, iso(now), at + FAR),
        )
