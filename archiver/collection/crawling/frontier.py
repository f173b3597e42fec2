"""What is still to be fetched, what was, and what could not be: one row an article URL.

pending -> in flight -> done | failed | disallowed | redacted. A row that was in flight when a
crawl died is pending again when the collection is opened. A row with a moment at which it is due is
handed out again by the first run after that: what failed, to try again; what is done, to see what
became of it. An URL that was taken down gets no row, and the row that it had is redacted until that
is lifted (:mod:`archiver.collection.crawling.barred`).
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from math import inf
from typing import Literal

from archiver.article import Entry
from archiver.collection.crawling import backoff, barred, found, wrong_clock
from archiver.collection.crawling.found import (
    Candidate,
    Placed,
    candidate_of,
    combined,
    entries_of,
    timestamp,
)
from archiver.collection.crawling.lanes import Kind, Lanes, Span
from archiver.collection.database.catalogue import iso, moment
from archiver.urls import host_of, normalise

__all__ = ["Candidate", "Frontier", "State", "combined", "entries_of", "timestamp"]

KINDS: tuple[Kind, ...] = ("new", "due", "known")
State = Literal["pending", "in flight", "done", "failed", "disallowed", "redacted"]


class Frontier:
    """The frontier table of an open catalogue. Commits nothing."""

    def __init__(
        self, db: sqlite3.Connection, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._db = db
        self._now = now
        #: told of each row that ended: its key, state and reason
        self.on_end: Callable[[str, State, str | None], None] | None = None
        self._lanes = Lanes(db)
        self.in_flight: set[str] = set()  #: keys of what was handed out and has not ended
        #: True if :meth:`next` found nothing because there is more to look through
        self.seeking = False
        self._begun = found.NEVER
        self._known_left = 0  # done rows that are still to be fetched again

    def reopen(self) -> int:
        """In flight becomes pending; for opening. Returns how many."""
        return self._db.execute(
            "UPDATE frontier SET state = 'pending' WHERE state = 'in flight'"
        ).rowcount

    def begin(
        self,
        publications: Sequence[str],
        *,
        refetch: bool = False,
        wants: Callable[[Candidate], bool] | None = None,
    ) -> None:
        """A run begins: from now on what is due is handed out as well, and, in a ``refetch``, all
        that was fetched before. What becomes due later is for the next run.

        Only candidates that are wanted are handed out.
        """
        now = self._now()
        wrong_clock.mend(self._db, publications, now)
        self._begun = iso(now)
        span = Span(due_before=now.timestamp(), known_before=iso(now) if refetch else None)
        self._lanes.begin(span, (lambda row: wants(candidate_of(row))) if wants else None)
        self._known_left = self.count("done", publications) if refetch else 0

    def add(
        self, publication: str, entries: Iterable[Entry], now: datetime, order: float = 0.0
    ) -> found.Added:
        """Rows for what is new; known rows learn what this source says. Returns what came of it.

        Of what no source dates, the least ``order`` is handed out first.
        """
        return self.add_placed(publication, enumerate(entries), now, order)

    def add_placed(
        self, publication: str, entries: Iterable[Placed], now: datetime, order: float = 0.0
    ) -> found.Added:
        """As :meth:`add`, of entries in any order: what place each has in its source is told."""
        added = found.add(self._db, publication, entries, now, order, self._begun)
        for host, rank in added.ranks.items():
            self._lanes.found(publication, host, rank)
        return added

    def next(
        self,
        publications: Collection[str],
        free: Callable[[str], bool] = lambda host: True,
        least: Callable[[str], float] = lambda publication: -inf,
        again: Callable[[str], bool] = lambda publication: True,
    ) -> Candidate | None:
        """The next row of these publications at a host that is ``free``, now in flight.

        Of each host the newest first, then what is due (see :meth:`begin`), and then what is
        fetched again. What is new must be of rank ``least`` of its publication (slug), and what was
        fetched before is handed out where that is to be fetched ``again`` already. None if there is
        none, or while it is still sought (:attr:`seeking`).
        """
        lanes = [lane for lane in self._lanes.of(publications) if free(lane.host)]
        self.seeking = False
        for kind in KINDS:
            if kind == "due":
                lanes = [lane for lane in lanes if again(lane.publication)]
            bound = least if kind == "new" else _any
            while (best := self._lanes.best(lanes, kind, bound)) is not None:
                best[0].queues[kind].drop()
                candidate = self._take(best[1].rowid, kind)
                if candidate is not None:
                    return candidate
            queues = [lane.queues[kind] for lane in lanes]
            self.seeking |= any(not x.ended and x.first() is None for x in queues)
        return None

    def has_new(self, publications: Collection[str], asked: Callable[[str], bool]) -> bool:
        """True while there may be any new row of these publications, at hosts that are ``asked`` at
        all."""
        queues = [x.queues["new"] for x in self._lanes.of(publications) if asked(x.host)]
        return any(x.first() is not None or not x.ended for x in queues)

    def pass_over(self, origins: Collection[str]) -> None:
        """Rows of these origins (:func:`archiver.urls.origin_of`) are not handed out, from now on;
        those of all others are."""
        before, self._lanes.passed_over = self._lanes.passed_over, frozenset(origins)
        for origin in before ^ self._lanes.passed_over:
            self._lanes.restart(host_of(origin))

    def restart(self, host: str) -> None:
        """What was put back of a host is handed out again."""
        self._lanes.restart(host)

    def _take(self, rowid: int, kind: Kind) -> Candidate | None:
        """A row, in flight; None if it is not any more what it was."""
        is_left = self._is_left("rowid", rowid)
        if kind == "known" and not is_left:
            return None
        row = self._db.execute(
            f"{_TAKE} WHERE rowid = ? AND {_STILL[kind]}"
            " RETURNING url, fetch, publication, entries",
            (rowid,),
        ).fetchone()
        if row is None:
            return None
        self.in_flight.add(row["url"])
        self._known_left -= is_left
        return candidate_of(row)

    def take(self, key: str) -> None:
        """A row is in flight, whatever it was; the tries of one that was done are counted anew."""
        is_left = self._is_left("url", key)
        if self._db.execute(f"{_TAKE} WHERE url = ?", (key,)).rowcount:
            self.in_flight.add(key)
            self._known_left -= is_left

    def _is_left(self, column: Literal["rowid", "url"], value: int | str) -> bool:
        """True if a row is done, and this refetch has not fetched it again."""
        if not self._lanes.fetches_all:
            return False
        return bool(
            self._db.execute(
                f"SELECT 1 FROM frontier WHERE {column} = ? AND state = 'done' AND ended < ?",
                (value, self._begun),
            ).fetchone()
        )

    def _due_now(self) -> float:
        """What is due before then is handed out in this run, in seconds since 1970."""
        return self._lanes.due_before or self._now().timestamp()

    def take_up(self, key: str) -> Candidate | None:
        """A row that waits for nothing, or is due in this run, in flight; None if it is no such
        row."""
        is_left = self._is_left("url", key)
        row = self._db.execute(
            f"{_TAKE} WHERE url = ? AND (state = 'pending' AND due IS NULL"
            " OR state = 'done' AND due < ?) RETURNING url, fetch, publication, entries",
            (key, self._due_now()),
        ).fetchone()
        if row is None:
            return None
        self.in_flight.add(key)
        self._known_left -= is_left
        return candidate_of(row)

    def rank_of(self, url: str) -> float:
        """The rank of the row of this URL; 0 if there is none."""
        row = self._db.execute(
            "SELECT rank FROM frontier WHERE url = ?", (normalise(url),)
        ).fetchone()
        return float(row["rank"]) if row else 0.0

    def visit(self, key: str) -> None:
        """A done row is due in this run, unless it was fetched in it, or will be in any case."""
        if self._lanes.fetches_all:
            return
        due = self._due_now()
        row = self._db.execute(
            "UPDATE frontier SET due = ? WHERE url = ? AND state = 'done' AND ended < ?"
            " RETURNING publication, host",
            (due - 1, key, self._begun),
        ).fetchone()
        if row is not None:
            self._lanes.woken(row["publication"], row["host"])

    def more(
        self, publications: Collection[str], asked: Callable[[str], bool] = lambda host: True
    ) -> bool:
        """True while there is anything to be handed out for these publications, at hosts that are
        ``asked`` at all."""
        return any(map(asked, self.hosts(publications)))

    def hosts(self, publications: Collection[str]) -> Iterator[str]:
        """The hosts that there is anything to be fetched from; one may come twice."""
        for lane in self._lanes.of(publications):
            if any(x.first() is not None or not x.ended for x in lane.queues.values()):
                yield lane.host

    def pending(self, publications: Sequence[str]) -> Iterator[Candidate]:
        """What a run of these publications would fetch, newest first; nothing is changed."""
        rows = self._db.execute(
            "SELECT url, fetch, publication, entries FROM frontier"
            f" WHERE publication IN ({_marks(publications)})"
            " AND (state = 'pending' AND due IS NULL OR due < ?) ORDER BY rank DESC, rowid",
            (*publications, self._now().timestamp()),
        )
        return map(candidate_of, rows)

    def known(self, publications: Sequence[str], before: datetime) -> Iterator[Candidate]:
        """All done rows whose last request ended before ``before``, the longest ago first; nothing
        is changed."""
        rows = self._db.execute(
            "SELECT url, fetch, publication, entries FROM frontier WHERE state = 'done'"
            f" AND publication IN ({_marks(publications)}) AND ended < ? ORDER BY ended",
            (*publications, iso(before)),
        )
        return map(candidate_of, rows)

    def end(
        self, key: str, state: State, reason: str | None = None, due: float | None = None
    ) -> None:
        """How the request for a row ended.

        ``due`` (seconds since 1970) is when it is handed out again. Where it is not given, what
        failed is tried again later each time, a few times
        (:mod:`archiver.collection.crawling.backoff`), what robots.txt disallows is asked for less
        and less often, and what is done never again.
        """
        self.in_flight.discard(key)
        now = self._now()
        if due is None and state == "disallowed":
            due = backoff.next_asking(self._ended(key), now.timestamp())
        if due is None and state == "failed":
            due = backoff.next_try(reason, self._tries(key), now.timestamp())
        self._db.execute(
            "UPDATE frontier SET state = :state, reason = :reason, ended = :ended, due = :due,"
            " tries = tries - (:state IN ('disallowed', 'pending')) WHERE url = :key",
            {"state": state, "reason": reason, "key": key, "ended": iso(now), "due": due},
        )
        if self.on_end:
            self.on_end(key, state, reason)

    def wake(self, publication: str, host: str, key: str, entries: str) -> None:
        """A done row is due in this run, because ``entries`` (JSON) say that it was changed."""
        due = self._due_now()
        self._db.execute(
            "UPDATE frontier SET due = ?, entries = ? WHERE url = ? AND state = 'done'",
            (due - 1, entries, key),
        )
        self._lanes.woken(publication, host)

    def ask_again(self, host: str) -> Iterator[int]:
        """What robots.txt of a host disallowed is due in this run, because it was changed: a slice
        at a time, so that other work has its turn. Yields how many rows each had."""
        due = self._due_now() - 1
        names = self._db.execute(
            "SELECT publication FROM frontier_counts WHERE state = 'disallowed' AND host = ?",
            (host,),
        )
        for (slug,) in names.fetchall():
            last = (due, 0)
            while rows := self._db.execute(LATER, (slug, host, *last)).fetchall():
                last = (rows[-1]["due"], rows[-1]["rowid"])
                woken = [(due, row["rowid"]) for row in rows if row["state"] == "disallowed"]
                self._db.executemany("UPDATE frontier SET due = ? WHERE rowid = ?", woken)
                self._lanes.woken(slug, host)
                yield len(woken)

    def _ended(self, key: str) -> float | None:
        row = self._db.execute("SELECT ended FROM frontier WHERE url = ?", (key,)).fetchone()
        return moment(row["ended"]).timestamp() if row and row["ended"] else None

    def _tries(self, key: str) -> int:
        row = self._db.execute("SELECT tries FROM frontier WHERE url = ?", (key,)).fetchone()
        return int(row["tries"]) if row else 0

    def mark_done(self, url: str, publication: str, kind: str, now: datetime) -> None:
        """A URL that was read without having been asked for (a redirect's target, a rebuild).

        A row that ended later than that is left alone: what became of it since then is known. What
        was taken down gets no row.
        """
        if self.is_barred(url):
            return
        self._db.execute(
            "INSERT INTO frontier"
            " (url, fetch, publication, state, reason, rank, found, entries, ended, host)"
            " VALUES (?, ?, ?, 'done', ?, 0, ?, '[]', ?, ?)"
            " ON CONFLICT (url) DO UPDATE SET state = 'done', reason = excluded.reason,"
            " ended = excluded.ended, due = NULL WHERE state <> 'redacted'"
            " AND (frontier.ended IS NULL OR frontier.ended < excluded.ended)",
            (normalise(url), url, publication, kind, now.isoformat(), iso(now), host_of(url)),
        )

    def state(self, url: str) -> State | None:
        """The state of the row of this URL, None if it is not known.

        An URL that was taken down is redacted, whether or not it has a row.
        """
        if self.is_barred(url):
            return "redacted"
        row = self._db.execute(
            "SELECT state FROM frontier WHERE url = ?", (normalise(url),)
        ).fetchone()
        return row["state"] if row else None

    def is_barred(self, url: str) -> bool:
        """True if this URL was taken down and must not be fetched."""
        return barred.is_barred(self._db, url)

    def count(self, state: State, publications: Sequence[str]) -> int:
        """How many rows of these publications are in ``state``."""
        (number,) = self._db.execute(
            "SELECT coalesce(sum(number), 0) FROM frontier_counts WHERE state = ?"
            f" AND publication IN ({_marks(publications)})",
            (state, *publications),
        ).fetchone()
        return int(number)

    def left(self, publications: Sequence[str]) -> int:
        """How many rows are still to be fetched: pending, in flight, and in a refetch those that
        were not fetched again yet."""
        states: tuple[State, ...] = ("pending", "in flight")
        return sum(self.count(state, publications) for state in states) + self._known_left


_TAKE = (
    "UPDATE frontier SET state = 'in flight', due = NULL, tries = iif(state = 'done', 1, tries + 1)"
)

#: What a row must be to be handed out.
_STILL: dict[Kind, str] = {
    "new": "state = 'pending'",
    "due": "state IN ('pending', 'failed', 'disallowed', 'done')",
    "known": "state = 'done'",
}


def _any(publication: str) -> float:
    return -inf


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


LATER = (
    "SELECT rowid, due, state FROM frontier WHERE publication = ? AND host = ? AND due IS NOT NULL"
    " AND (due, rowid) > (?, ?) ORDER BY due, rowid LIMIT 200"
)
