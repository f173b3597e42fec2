"""What is still to be fetched, what was, and what could not be: one row an article URL.

pending -> in flight -> done | failed | disallowed | redacted. A row that was in flight when a
crawl died is pending again when the collection is opened; failed and disallowed rows are when a run
begins. An URL that was taken down gets no row, and the row that it had is redacted until that is
lifted (:mod:`archiver.collection.barred`).
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

import msgspec

from archiver.article import Entry
from archiver.collection import barred
from archiver.collection.catalogue import iso
from archiver.urls import normalise

State = Literal["pending", "in flight", "done", "failed", "disallowed", "redacted"]

# A feed's entry was written for this article alone; a teaser is often shortened.
TRUST = {"feed": 0, "sitemap": 1, "channel": 2, "page": 3}

MOST_TRIES = 5  # of a URL that failed, over all runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A URL that a source says is an article."""

    url: str  #: as found; requested like this
    key: str  #: normalised; its identity in the frontier
    publication: str  #: slug
    entries: tuple[Entry, ...]  #: the most trusted first


def combined(entries: Sequence[Entry]) -> Entry | None:
    """The most trusted entry, with the channel and dates that only others told."""
    if not entries:
        return None
    best = entries[0]
    for other in entries[1:]:
        best = replace(
            best,
            title=best.title or other.title,
            published=best.published or other.published,
            modified=best.modified or other.modified,
            authors=best.authors or other.authors,
            channel=best.channel or other.channel,
            language=best.language or other.language,
        )
    return best


def timestamp(text: str | None) -> float | None:
    """Seconds since 1970 of an RFC 822 or ISO 8601 date; without a zone as if UTC, for order."""
    if not text:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text.strip())
        except ValueError:
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return None


class Frontier:
    """The frontier table of an open catalogue. Commits nothing."""

    def __init__(
        self, db: sqlite3.Connection, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._db = db
        self._now = now

    def reopen(self) -> int:
        """In flight becomes pending; for opening. Returns how many."""
        return self._db.execute(
            "UPDATE frontier SET state = 'pending' WHERE state = 'in flight'"
        ).rowcount

    def again(self, publications: Sequence[str]) -> int:
        """What failed or was disallowed is pending again; for the beginning of a run.

        Whether or not a source still names it: a feed forgets within days. What failed
        MOST_TRIES times is left; asking robots.txt is no try. Returns how many.
        """
        return self._db.execute(
            "UPDATE frontier SET state = 'pending' WHERE (state = 'disallowed'"
            f" OR state = 'failed' AND tries < ?) AND publication IN ({_marks(publications)})",
            (MOST_TRIES, *publications),
        ).rowcount

    def add(self, publication: str, entries: Iterable[Entry], now: datetime) -> int:
        """Rows for what is new; known rows learn what this source says. Returns how many new."""
        return sum([self._add(publication, entry, now) for entry in entries])

    def _add(self, publication: str, entry: Entry, now: datetime) -> bool:
        key = normalise(entry.url)
        if barred.is_barred(self._db, key):
            return False
        row = self._db.execute(
            "SELECT state, tries, entries FROM frontier WHERE url = ?", (key,)
        ).fetchone()
        if row is None:
            self._db.execute(
                "INSERT INTO frontier (url, fetch, publication, state, rank, found, entries)"
                " VALUES (?, ?, ?, 'pending', ?, ?, ?)",
                (key, entry.url, publication, _rank((entry,)), now.isoformat(), _json((entry,))),
            )
            return True
        if row["state"] not in ("done", "redacted"):
            entries = _merged(entries_of(row["entries"]), entry)
            again = row["state"] in ("failed", "disallowed") and row["tries"] < MOST_TRIES
            state = "pending" if again else row["state"]
            self._db.execute(
                "UPDATE frontier SET state = ?, rank = ?, entries = ? WHERE url = ?",
                (state, _rank(entries), _json(entries), key),
            )
        return False

    def next(self, publications: Sequence[str]) -> Candidate | None:
        """The newest pending row of these publications, now in flight; None if there is none."""
        row = self._db.execute(
            "SELECT url, fetch, publication, entries FROM frontier WHERE state = 'pending'"
            f" AND publication IN ({_marks(publications)}) ORDER BY rank DESC, rowid LIMIT 1",
            publications,
        ).fetchone()
        if row is None:
            return None
        self.take(row["url"])
        return _candidate(row)

    def next_known(self, publications: Sequence[str], before: datetime) -> Candidate | None:
        """The done row whose last request ended first, if before ``before``; now in flight.

        For fetching again. None if there is none.
        """
        row = self._db.execute(
            "SELECT url, fetch, publication, entries FROM frontier WHERE state = 'done'"
            f" AND publication IN ({_marks(publications)}) AND ended < ?"
            " ORDER BY ended LIMIT 1",
            (*publications, iso(before)),
        ).fetchone()
        if row is None:
            return None
        self.take(row["url"])
        return _candidate(row)

    def known(self, publications: Sequence[str], before: datetime) -> Iterator[Candidate]:
        """All done rows whose last request ended before ``before``; nothing is changed."""
        rows = self._db.execute(
            "SELECT url, fetch, publication, entries FROM frontier WHERE state = 'done'"
            f" AND publication IN ({_marks(publications)}) AND ended < ? ORDER BY ended",
            (*publications, iso(before)),
        )
        return map(_candidate, rows)

    def count_known(self, publications: Sequence[str], before: datetime) -> int:
        """How many done rows of these publications ended before ``before``."""
        (found,) = self._db.execute(
            "SELECT count(*) FROM frontier WHERE state = 'done'"
            f" AND publication IN ({_marks(publications)}) AND ended < ?",
            (*publications, iso(before)),
        ).fetchone()
        return int(found)

    def has_known(self, publication: str, before: datetime) -> bool:
        """True if a done row of this publication ended before ``before``."""
        return next(self.known([publication], before), None) is not None

    def has_pending(self, publication: str) -> bool:
        """True if a row of this publication is pending."""
        row = self._db.execute(
            "SELECT 1 FROM frontier WHERE publication = ? AND state = 'pending' LIMIT 1",
            (publication,),
        ).fetchone()
        return row is not None

    def take(self, key: str) -> None:
        """A pending or done row is in flight; the tries of one that was done are counted anew."""
        self._db.execute(
            "UPDATE frontier SET state = 'in flight', tries = iif(state = 'done', 1, tries + 1)"
            " WHERE url = ?",
            (key,),
        )

    def pending(self, publications: Sequence[str]) -> Iterator[Candidate]:
        """All pending rows of these publications, newest first; nothing is changed."""
        rows = self._db.execute(
            "SELECT url, fetch, publication, entries FROM frontier WHERE state = 'pending'"
            f" AND publication IN ({_marks(publications)}) ORDER BY rank DESC, rowid",
            publications,
        )
        return map(_candidate, rows)

    def end(self, key: str, state: State, reason: str | None = None) -> None:
        """How the request for a row ended."""
        self._db.execute(
            "UPDATE frontier SET state = :state, reason = :reason, ended = :ended,"
            " tries = tries - (:state = 'disallowed') WHERE url = :key",
            {"state": state, "reason": reason, "key": key, "ended": iso(self._now())},
        )

    def mark_done(self, url: str, publication: str, kind: str, now: datetime) -> None:
        """A URL that was read without having been asked for (a redirect's target, a rebuild)."""
        self._db.execute(
            "INSERT INTO frontier"
            " (url, fetch, publication, state, reason, rank, found, entries, ended)"
            " VALUES (?, ?, ?, 'done', ?, 0, ?, '[]', ?)"
            " ON CONFLICT (url) DO UPDATE SET state = 'done', reason = excluded.reason,"
            " ended = excluded.ended WHERE state NOT IN ('done', 'redacted')",
            (normalise(url), url, publication, kind, now.isoformat(), iso(now)),
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
        (found,) = self._db.execute(
            "SELECT count(*) FROM frontier WHERE state = ?"
            f" AND publication IN ({_marks(publications)})",
            (state, *publications),
        ).fetchone()
        return int(found)


def _candidate(row: sqlite3.Row) -> Candidate:
    return Candidate(
        url=row["fetch"],
        key=row["url"],
        publication=row["publication"],
        entries=entries_of(row["entries"]),
    )


def _merged(known: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """One entry a source, the newest word of each, the most trusted first."""
    others = [x for x in known if x.source != entry.source]
    return tuple(sorted([*others, entry], key=lambda x: (TRUST[x.kind], x.source)))


def _rank(entries: Sequence[Entry]) -> float:
    dates = [timestamp(x.published) or timestamp(x.modified) for x in entries]
    return next((date for date in dates if date is not None), 0.0)


def _json(entries: tuple[Entry, ...]) -> str:
    return msgspec.json.encode(entries).decode()


def entries_of(text: str) -> tuple[Entry, ...]:
    """What stands in the column ``entries``."""
    return msgspec.json.decode(text, type=tuple[Entry, ...])


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
