"""What pages ask for and is still to be fetched: one row a URL, as the frontier has articles.

pending -> in flight -> done | failed | disallowed. A row that ended is asked for again only when a
page names it and its end is older than Bounds.age; one that failed by chance, or was not asked for
because what its host wishes could not be known, when a run begins.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archiver.collection.crawling import barred
from archiver.collection.crawling.frontier import State
from archiver.collection.crawling.redirects import REDIRECTS
from archiver.collection.database import catalogue
from archiver.requisites import Requisite
from archiver.urls import host_of, normalise
from warcs import Capture

MOST_TRIES = 3  # of a URL that failed by chance, over all runs
RANK = {"style": 0, "icon": 1, "font": 2, "image": 3}
#: Failures that time may mend begin like this; a 404 stays one.
BY_CHANCE = ("HTTP 5", "HTTP 408", "HTTP 425", "HTTP 429", "timed out", "connection lost",
             "connection refused", "host name not found", "cut: ")  # fmt: skip
RULED = "robots.txt: Disallow: "  # begins the reason of what a host was heard to disallow


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much is fetched on account of one page, and how often."""

    number: int = 200  #: URLs of a page
    size: int = 50_000_000  #: bytes of a page, decoded
    depth: int = 5  #: style sheets that import each other
    age: timedelta = timedelta(days=30)  #: younger captures are not made again for another page


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A URL to be fetched because a page asks for it."""

    url: str  #: requested like this
    key: str  #: normalised; its identity
    kind: str
    publication: str  #: slug
    page: str  #: record id of the page
    named_by: str  #: URL of the page or style sheet that names it
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """On whose account something is fetched."""

    publication: str  #: slug
    page: str  #: record id of the page
    named_by: str  #: URL of the page or style sheet
    depth: int = 0


class RequisiteFrontier:
    """The table ``requisite_frontier`` of an open catalogue. Commits nothing."""

    def __init__(self, db: sqlite3.Connection, bounds: Bounds | None = None) -> None:
        self._db = db
        self.bounds = bounds or Bounds()
        self.known = 0  #: of what was wanted: fetched lately, or waiting already
        self.in_flight: set[str] = set()  #: keys of what was handed out and has not ended
        self.left_out = 0  #: of what was wanted: over the bounds
        #: fetch again, for a page that names it, what was fetched last before this
        self.stale_before: datetime | None = None
        self._pending: Counter[tuple[str, str]] | None = None  # (publication, host) -> rows

    def reopen(self) -> None:
        """In flight becomes pending; for opening."""
        self._db.execute(
            "UPDATE requisite_frontier SET state = 'pending' WHERE state = 'in flight'"
        )
        self._pending = None

    def again(self, publications: Sequence[str]) -> None:
        """What failed by chance is pending again, MOST_TRIES times in all; and so is, however
        often, what was not asked for because a file of its host's wishes could not be had."""
        likely = " OR ".join(["reason LIKE ? || '%'"] * len(BY_CHANCE))
        again = (
            "UPDATE requisite_frontier SET state = 'pending'"
            f" WHERE publication IN ({_marks(publications)})"
        )
        self._db.execute(
            f"{again} AND state = 'failed' AND tries < ? AND ({likely})",
            (*publications, MOST_TRIES, *BY_CHANCE),
        )
        # All but those that begin with RULED: what a site forbids may be a million pictures.
        behind = RULED[:-1] + chr(ord(RULED[-1]) + 1)
        for which, bound in (("reason < ?", RULED), ("reason >= ?", behind)):
            self._db.execute(
                f"{again} AND state = 'disallowed' AND {which}", (*publications, bound)
            )
        self._pending = None

    def want(self, account: Account, found: Iterable[Requisite], now: datetime) -> None:
        """Rows for what a page or style sheet asks for, as far as the bounds of the page allow."""
        (number,) = self._db.execute(
            "SELECT count(*) FROM requisite_frontier WHERE page = ?", (account.page,)
        ).fetchone()
        for one in found:
            key = normalise(one.url)
            if barred.is_barred(self._db, key):
                continue
            if not self._is_due(key, now):
                self.known += 1
            elif number >= self.bounds.number or account.depth > self.bounds.depth:
                self.left_out += 1
            else:
                number += 1
                self._add(key, one, account)

    def _is_due(self, key: str, now: datetime) -> bool:
        row = self._db.execute(
            "SELECT state, ended FROM requisite_frontier WHERE url = ?", (key,)
        ).fetchone()
        if row is None:
            return True
        if row["state"] in ("pending", "in flight") or row["ended"] is None:
            return False
        ended = catalogue.moment(row["ended"])
        if self.stale_before is not None and ended < self.stale_before:
            return True
        return ended <= now - self.bounds.age

    def _add(self, key: str, one: Requisite, account: Account) -> None:
        host = host_of(one.url)
        self._db.execute(
            "INSERT OR REPLACE INTO requisite_frontier (url, fetch, host, publication, kind, rank,"
            " page, named_by, depth, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')",
            (
                key,
                one.url,
                host,
                account.publication,
                one.kind,
                RANK[one.kind],
                account.page,
                account.named_by,
                account.depth,
            ),
        )
        if self._pending is not None:
            self._pending[account.publication, host] += 1

    def more(self, publications: Collection[str], is_asked: Callable[[str], bool]) -> bool:
        """True while anything of these publications is pending, at hosts that are asked at all."""
        return any(slug in publications and is_asked(host) for slug, host in self._hosts())

    def next(self, publications: Collection[str], is_free: Callable[[str], bool]) -> Wanted | None:
        """A pending row of a host that is free, now in flight; None if there is none.

        Of each host style sheets come first. Hosts take turns: the one with most to fetch first.
        """
        hosts = self._hosts()
        free = [lane for lane in hosts if lane[0] in publications and is_free(lane[1])]
        return self._take(*max(free, key=hosts.__getitem__)) if free else None

    def _take(self, slug: str, host: str) -> Wanted | None:
        row = self._db.execute(
            "SELECT * FROM requisite_frontier WHERE publication = ? AND state = 'pending'"
            " AND host = ? ORDER BY rank, rowid LIMIT 1",
            (slug, host),
        ).fetchone()
        pending = self._hosts()
        pending[slug, host] -= 1
        if row is None or not pending[slug, host]:
            del pending[slug, host]
        if row is None:
            return None
        self._db.execute(
            "UPDATE requisite_frontier SET state = 'in flight', tries = tries + 1 WHERE url = ?",
            (row["url"],),
        )
        self.in_flight.add(row["url"])
        return Wanted(
            url=row["fetch"],
            key=row["url"],
            kind=row["kind"],
            publication=slug,
            page=row["page"],
            named_by=row["named_by"],
            depth=row["depth"],
        )

    def _hosts(self) -> Counter[tuple[str, str]]:
        if self._pending is None:
            rows = self._db.execute(
                "SELECT publication, host, count(*) FROM requisite_frontier"
                " WHERE state = 'pending' GROUP BY publication, host"
            )
            self._pending = Counter({(slug, host): number for slug, host, number in rows})
        return self._pending

    def is_full(self, page: str) -> bool:
        """True if no more bytes are to be fetched on account of this page."""
        (size,) = self._db.execute(
            "SELECT coalesce(sum(size), 0) FROM requisite_frontier WHERE page = ?", (page,)
        ).fetchone()
        return bool(size >= self.bounds.size)

    def end(
        self, key: str, state: State, now: datetime, reason: str | None = None, size: int = 0
    ) -> None:
        """How the request for a row ended, and how many bytes it brought; what is disallowed was
        not asked for, and that is no try."""
        self.in_flight.discard(key)
        self._db.execute(
            "UPDATE requisite_frontier SET state = ?, reason = ?, size = ?, ended = ?,"
            " tries = tries - ? WHERE url = ?",
            (state, reason, size, catalogue.iso(now), state == "disallowed", key),
        )

    def mark(self, capture: Capture) -> None:
        """A capture that is in the archive, and of which it is not known that a row asked for it.

        One that redirects or has no answer leaves the row as it is: it will be asked for again; so
        does a style sheet, until what it names is known too.
        """
        status = 200 if capture.type == "resource" else capture.status
        if status is None or status in REDIRECTS or capture.truncated:
            return
        state, reason = ("failed", f"HTTP {status}") if status >= 400 else ("done", None)
        self._db.execute(
            "UPDATE requisite_frontier SET state = ?, reason = ?, size = ?, ended = ?"
            " WHERE url = ? AND state IN ('pending', 'in flight') AND (kind <> 'style' OR ?)",
            (
                state,
                reason,
                capture.payload_length,
                catalogue.iso(capture.ref.date),
                normalise(capture.url),
                status >= 400,
            ),
        )

    def left(self, publications: Collection[str]) -> int:
        """How many rows of these publications are still to be fetched, those on their way too."""
        waiting = sum(n for (slug, _), n in self._hosts().items() if slug in publications)
        return waiting + len(self.in_flight)


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
