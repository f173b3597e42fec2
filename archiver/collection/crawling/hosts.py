"""Hosts that are left alone until some moment: they said so, or do not answer.

It is said once of the host and not of each of its rows, of which there may be millions: they are
pending, and due when their host is.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from archiver.collection.crawling import wrong_clock

LONGEST = 7 * 86400.0
"""Seconds for which a host is left alone at most, whatever it says: a mistake of a day's would
otherwise end the crawl of it for years, and nobody would ask whether it was one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Why a host is left alone, and until when."""

    host: str
    due: float  #: seconds since 1970
    reason: str


class Hosts:
    """The table ``hosts`` of an open catalogue. Commits nothing."""

    def __init__(self, db: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now
        self._resting: dict[str, Rest] = {}

    def begin(self) -> None:
        """A run begins: who is left alone now is so for all of it."""
        now = self._now().timestamp()
        # The clock may have been wrong when it was said.
        longest = 0.0 if wrong_clock.was_ahead(self._db, self._now()) else LONGEST
        self._db.execute("DELETE FROM hosts WHERE due <= ? OR due > ?", (now, now + longest))
        rows = self._db.execute("SELECT host, due, reason FROM hosts ORDER BY host")
        self._resting = {row["host"]: Rest(**dict(row)) for row in rows}

    def leave(self, host: str, seconds: float, reason: str) -> Rest:
        """Leave a host alone for so long, or for LONGEST if that is less, and in any case for the
        rest of this run."""
        due = self._now().timestamp() + min(seconds, LONGEST)
        rest = Rest(host=host, due=due, reason=reason)
        self._resting[host] = rest
        self._db.execute(
            "INSERT INTO hosts VALUES (:host, :due, :reason)"
            " ON CONFLICT (host) DO UPDATE SET due = :due, reason = :reason",
            {"host": host, "due": rest.due, "reason": reason},
        )
        return rest

    def rest(self, host: str) -> Rest | None:
        """Why a host is left alone; None if it is not."""
        return self._resting.get(host)
