"""When each publication was looked at last, and how that went: what the schedule goes by."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from archiver.collection.database.rows import iso, moment

KILLED = "killed"
FAILED = (KILLED, "no source could be read")  # outcomes after which a run is tried again sooner
INTERRUPTED = "interrupted"  # by its user: it neither counts as a look nor as a failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """The newest run over a publication that was for all of it. Times are aware, UTC."""

    publication: str  #: slug
    since: datetime  #: when the first run began
    started: datetime
    ended: datetime | None  #: None while it runs, and of one that was killed
    outcome: str | None  #: None while it runs
    failures: int  #: runs that failed, since the last that did not


class Schedules:
    """The table ``schedules`` of an open catalogue. Commits nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def began(self, publications: Sequence[str], now: datetime) -> None:
        """A run over these publications (slugs) has begun."""
        self._db.executemany(
            "INSERT INTO schedules (publication, since, started) VALUES (?, ?, ?)"
            # A clock that was ahead in the first run must not keep its rhythm from being learnt.
            " ON CONFLICT (publication) DO UPDATE SET since = min(since, excluded.since),"
            " started = excluded.started, ended = NULL, outcome = NULL",
            [(slug, iso(now), iso(now)) for slug in publications],
        )

    def ended(self, outcome: str, now: datetime) -> None:
        """The run that has begun last has ended. There is one at a time."""
        self._db.execute(
            "UPDATE schedules SET ended = :now, outcome = :outcome, failures = CASE"
            " WHEN :failed THEN failures + 1 WHEN :counts THEN 0 ELSE failures END"
            " WHERE outcome IS NULL",
            {
                "now": iso(now),
                "outcome": outcome,
                "failed": outcome in FAILED,
                "counts": outcome != INTERRUPTED,
            },
        )

    def reopen(self) -> None:
        """What had begun and did not end was killed; for opening."""
        self._db.execute(
            "UPDATE schedules SET outcome = 'killed', failures = failures + 1 WHERE outcome IS NULL"
        )

    def all(self, *, in_use: bool = True) -> dict[str, Looked]:
        """By slug. ``in_use``: whether somebody holds the collection's lock; if not, a run without
        an end was killed, as the next opening will say too."""
        rows = self._db.execute("SELECT * FROM schedules ORDER BY publication")
        return {row["publication"]: _ended(_looked(row), in_use) for row in rows}


def _ended(look: Looked, in_use: bool) -> Looked:
    if look.outcome is not None or in_use:
        return look
    return replace(look, outcome=KILLED, failures=look.failures + 1)


def _looked(row: sqlite3.Row) -> Looked:
    return Looked(
        publication=row["publication"],
        since=moment(row["since"]),
        started=moment(row["started"]),
        ended=moment(row["ended"]) if row["ended"] else None,
        outcome=row["outcome"],
        failures=row["failures"],
    )
