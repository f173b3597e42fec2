"""Rows that a clock that was ahead put off: by hours, days or years, were they left as they are.

What such a clock dated wrongly lies in the future once the clock is right. A run that was dated so
says that it was ahead, and then all rows that wait are looked at; without one only those that wait
for longer than any regular wait, so that a run does not look at millions of visits that are due in
the days to come.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from archiver.collection.database.catalogue import iso

FAR = 31 * 86400.0
"""Seconds ahead of now from which on rows are looked at: more than any wait for another try, so
that of what is due after a regular wait hardly any is."""
STEP = timedelta(minutes=1)  # that a clock is put back by without anything being put off


def was_ahead(db: sqlite3.Connection, now: datetime) -> bool:
    """True if the newest run began or ended in the future."""
    row = db.execute("SELECT started, ended FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    later = iso(now + STEP)
    return row is not None and any(date is not None and date > later for date in row)


def mend(db: sqlite3.Connection, publications: Sequence[str], now: datetime) -> None:
    """What ended in the future waits from now on as long as it was to wait then.

    Commits nothing.
    """
    if was_ahead(db, now):
        every = db.execute("SELECT DISTINCT publication FROM frontier_counts").fetchall()
        _mend(db, (slug for (slug,) in every), now, now.timestamp())
    else:
        _mend(db, publications, now, now.timestamp() + FAR)


def _mend(db: sqlite3.Connection, publications: Iterable[str], now: datetime, later: float) -> None:
    for publication in publications:
        hosts = "host IN (SELECT host FROM frontier_counts WHERE publication = ?1)"
        values = (publication, now.timestamp(), iso(now), later)
        db.execute(
            "UPDATE frontier SET due = ?2 + max(due - strftime('%s', ended), 0), ended = ?3"
            f" WHERE publication = ?1 AND {hosts} AND due > ?4 AND ended > ?3",
            values,
        )
        # What waits for nothing is fetched again by a refetch, if it was not since that began.
        db.execute(
            f"UPDATE frontier SET ended = ?3 WHERE publication = ?1 AND {hosts}"
            " AND state = 'done' AND due IS NULL AND ended > ?3",
            values[:3],
        )
