"""Origins whose robots.txt could not be had: nothing of them may be fetched for now
(RFC 9309 §2.3.1.4).

It is said once of the origin and not of each of its rows, of which there may be millions: they stay
pending. It is asked for again by the next run, and where it cannot be had then either, after as
long as that has lasted, a day at most.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from archiver.urls import host_of, origin_of

LONGEST = 86_400.0  # seconds for which it is not asked for at most
MOST_NAMED = 50_000  # rows of a host that are looked at to tell which sources name them: 0.2 s


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """Since when an origin cannot be asked, and why."""

    origin: str  #: as :func:`archiver.urls.origin_of` writes it
    host: str
    since: float  #: seconds since 1970
    due: float  #: likewise: when its robots.txt is asked for again
    reason: str
    connected: bool  #: False: no connection came about


class UnreachableTable:
    """The table ``unreachable`` of an open catalogue. Commits nothing."""

    def __init__(self, db: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def keep(self, origin: str, reason: str, *, connected: bool) -> Unreachable:
        """Its robots.txt was asked for, and could not be had."""
        now = self._now().timestamp()
        row = self._db.execute(
            "SELECT since FROM unreachable WHERE origin = ?", (origin,)
        ).fetchone()
        since = min(row["since"], now) if row else now  # the clock may have been ahead
        one = Unreachable(
            origin=origin,
            host=host_of(origin),
            since=since,
            due=now + min(now - since, LONGEST),
            reason=reason,
            connected=connected,
        )
        self._db.execute(
            "INSERT OR REPLACE INTO unreachable VALUES (?, ?, ?, ?, ?, ?)",
            (one.origin, one.host, one.since, one.due, one.reason, one.connected),
        )
        return one

    def forget(self, origin: str) -> None:
        """Its robots.txt was had."""
        self._db.execute("DELETE FROM unreachable WHERE origin = ?", (origin,))

    def all(self) -> list[Unreachable]:
        """Those that could not be asked the last time."""
        rows = self._db.execute("SELECT * FROM unreachable ORDER BY origin").fetchall()
        return [Unreachable(**{**dict(row), "connected": bool(row["connected"])}) for row in rows]

    def resting(self) -> Iterator[tuple[Unreachable, float]]:
        """Those that are not to be asked yet, and for how many seconds more."""
        now = self._now().timestamp()
        for one in self.all():
            if now < one.due <= now + LONGEST:
                yield one, one.due - now

    def is_alone(self, origin: str) -> bool:
        """True if no row is of another origin of its host: ``http:`` beside ``https:``, or another
        port."""
        return not any(
            self._any(table, first, behind)
            for table in ("frontier", "requisite_frontier")
            for first, behind in _others(origin)
        )

    def _any(self, table: str, first: str, behind: str) -> bool:
        found = self._db.execute(
            f"SELECT 1 FROM {table} WHERE url >= ? AND url < ? LIMIT 1", (first, behind)
        )
        return found.fetchone() is not None

    def count(self, publication: str, one: Unreachable, *, alone: bool) -> int:
        """How many rows of a publication (slug) stay pending for it; ``alone``: its host has no
        other."""
        if not alone:
            return self._count("state = 'pending'", publication, one, alone=alone)
        found = self._db.execute(
            "SELECT coalesce(sum(number), 0) FROM frontier_counts WHERE publication = ?"
            " AND host = ? AND state = 'pending'",
            (publication, one.host),
        )
        return int(found.fetchone()[0])

    def count_due(self, publication: str, one: Unreachable, *, alone: bool) -> int:
        """The same of rows that are due again, as visits of articles are, and are not asked for."""
        due = "state <> 'pending' AND due <= ?"
        return self._count(due, publication, one, self._now().timestamp(), alone=alone)

    def named_by(
        self, publication: str, one: Unreachable, *, alone: bool
    ) -> Iterator[tuple[set[str], int]]:
        """Sources (URLs) that together have named rows which wait for it, and how many rows.

        A host may have millions: of what is pending, and of what is due, MOST_NAMED are looked at,
        the first in the order in which they would be asked for.
        """
        first, behind = _within(one.origin)
        values = {
            "slug": publication, "host": one.host, "now": self._now().timestamp(),
            "first": first, "behind": behind,
        }  # fmt: skip
        within = "" if alone else " AND url >= :first AND url < :behind"
        for which in (
            f"state = 'pending' AND due IS NULL{within} ORDER BY rank DESC",
            f"due IS NOT NULL AND (state = 'pending' OR due <= :now){within} ORDER BY due",
        ):
            yield from [
                (set(json.loads(row["sources"])), row["number"])
                for row in self._db.execute(
                    "SELECT sources, count(*) AS number FROM (SELECT (SELECT json_group_array("
                    " json_extract(value, '$.source')) FROM json_each(entries)) AS sources"
                    f" FROM frontier WHERE publication = :slug AND host = :host AND {which}"
                    f" LIMIT {MOST_NAMED}) GROUP BY sources",
                    values,
                )
            ]

    def _count(
        self, which: str, publication: str, one: Unreachable, *of: float, alone: bool
    ) -> int:
        values = [publication, one.host, *of]
        if not alone:
            which += " AND url >= ? AND url < ?"
            values += _within(one.origin)
        (number,) = self._db.execute(
            f"SELECT count(*) FROM frontier WHERE publication = ? AND host = ? AND {which}", values
        ).fetchone()
        return int(number)


def _within(origin: str) -> tuple[str, str]:
    """Up from where the normalised URLs of an origin are, and below what."""
    return f"{origin}/", f"{origin}0"  # what follows the slash


def _others(origin: str) -> Iterator[tuple[str, str]]:
    """Where the normalised URLs of all other origins of a host are."""
    host = host_of(origin)
    host = f"[{host}]" if ":" in host else host
    own = _within(origin)
    for scheme in ("http", "https"):
        whole = origin_of(f"{scheme}://{host}")
        for first, behind in (_within(whole), (f"{whole}:", f"{whole};")):
            if first <= own[0] < behind:
                yield first, own[0]
                yield own[1], behind
            else:
                yield first, behind
