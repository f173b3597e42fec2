"""Feeds, sitemaps and lists as they were read last: what need not be read, or asked for, again."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archiver.article import Entry
from archiver.collection.crawling import elsewhere
from archiver.collection.crawling.found import timestamp
from archiver.collection.database.rows import iso, moment

#: A sitemap of which the index says nothing new is asked for all the same after so long: indexes
#: are made by other programs than what they name.
MOST_TRUSTED = timedelta(days=30)
MINUTE, HALF_DAY, DAY = 60, 43_200, 86_400  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRead:
    """A source that was read well: whole, and without a mistake."""

    url: str  #: as it is requested
    lens: str  #: by what was chosen what of it is wanted: what is read by another is read anew
    payload: str  #: SHA-256 of what was read, decoded; hexadecimal
    modified: str | None = None  #: of a sitemap: ``lastmod`` in the index then, as written
    named: int = 0  #: articles that it names
    leads: bool = False  #: to other sitemaps, or to a next page


class SourceTable:
    """The tables ``sources`` and ``gaps`` of an open catalogue. Commits nothing."""

    def __init__(self, db: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def known_elsewhere(self, publication: str, entries: Sequence[Entry]) -> frozenset[str]:
        """Which URLs need not be fetched, being known articles' under another address; see
        :mod:`archiver.collection.crawling.elsewhere`."""
        return elsewhere.known_elsewhere(self._db, publication, entries)

    def unchanged(self, url: str, lens: str, payload: str) -> int | None:
        """How many articles the source names, if this is what was read of it before and it leads
        nowhere; None if it is to be read."""
        row = self._db.execute(
            "SELECT named FROM sources WHERE url = ? AND lens = ? AND payload = ? AND NOT leads",
            (url, lens, payload),
        ).fetchone()
        return int(row["named"]) if row else None

    def unmodified(self, url: str, lens: str, modified: str | None) -> int | None:
        """How many articles a sitemap names, if its index (``lastmod``) says that it is as it was
        when it was read; None if it is to be fetched."""
        row = self._db.execute(
            "SELECT * FROM sources WHERE url = ? AND lens = ? AND modified IS NOT NULL", (url, lens)
        ).fetchone()
        if row is None or row["leads"]:
            return None
        now, before = timestamp(modified), timestamp(row["modified"])
        read = moment(row["read"])
        if now is None or before is None or now > before:
            return None
        if settled(modified or "", now) >= read.timestamp() or self._now() - read > MOST_TRUSTED:
            return None
        return int(row["named"])

    def keep(self, source: SourceRead) -> None:
        """It was read well just now."""
        self._db.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                source.url,
                source.lens,
                source.payload,
                source.modified,
                iso(self._now()),
                source.named,
                source.leads,
            ),
        )

    def gap(self, first: str) -> int:
        """The page of a list (URL of its first) that did not come last time; 0 if all came."""
        row = self._db.execute("SELECT page FROM gaps WHERE url = ?", (first,)).fetchone()
        return int(row["page"]) if row else 0

    def set_gap(self, first: str, page: int) -> None:
        """A page of a list did not come; 0: all did."""
        self._db.execute("DELETE FROM gaps WHERE url = ?", (first,))
        if page:
            self._db.execute("INSERT INTO gaps VALUES (?, ?)", (first, page))


def settled(text: str, seconds: float) -> float:
    """The moment, in seconds since 1970, from which on a ``lastmod`` says that nothing came after.

    A date says nothing of what comes later that day, wherever on earth that is; a time without zone
    may be that of any; and what is written down in seconds may be a minute old.
    """
    text = text.strip()
    if len(text) <= len("2026-03-01"):
        return seconds + DAY + HALF_DAY + MINUTE
    zoned = text[-1] in "Zz" or "+" in text[10:] or "-" in text[10:] or text[-3:].isalpha()
    return seconds + (MINUTE if zoned else HALF_DAY)
