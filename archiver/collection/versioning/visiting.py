"""Which articles are visited again and when: by the time since they were published, and because a
source says that they were changed.

Many sites say of every page that it was changed just now. So it is counted, for each source, how
often a visit on its word found a change, and one that is wrong most of the time is hardly heard.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from archiver.article import Article, Entry
from archiver.collection import articles
from archiver.collection.crawling.found import (
    BATCH,
    NEVER,
    end_of,
    entries_of,
    merged_json,
    timestamp,
)
from archiver.collection.crawling.skipped import REASON as SKIPPED
from archiver.collection.database.rows import iso, moment
from archiver.renditions import is_rendition, plain
from archiver.report import STORIES
from archiver.urls import normalise
from archiver.visits import Visits, next_visit

VISITED = (*STORIES, "wall")  # kinds of pages that are visited again: a wall may have opened
GONE = "gone: "  # how the reason of a row begins whose article the site does not have any more
LOOK_AGAIN = timedelta(days=1)  # after it was gone for the first time; the second time it stays so

PROVEN = 20  # visits on the word of a source, from which on its word is worth what they found
ENOUGH = 0.05  # of these, that found a change
MOST_UNPROVEN, MOST_DISTRUSTED, MOST_TRUSTED = 50, 5, 1000  # visits on its word in one run
FORGET = 200  # visits, at which both counts are halved: sites change


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """How good a source's word is that articles were changed."""

    visits: int = 0  #: made because of it
    changed: int = 0  #: of these, that found a change

    @property
    def most(self) -> int:
        """How many visits a run makes on it."""
        if self.visits < PROVEN:
            return MOST_UNPROVEN
        return MOST_TRUSTED if self.is_good else MOST_DISTRUSTED

    @property
    def is_good(self) -> bool:
        """False if visits on it were in vain."""
        return self.visits < PROVEN or self.changed >= self.visits * ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A known article of which a source says that it was changed since it was fetched."""

    key: str  #: of its row in the frontier
    host: str
    entries: str  #: JSON: what sources say of it now
    modified: float  #: seconds since 1970: when, as the source has it
    rank: float  #: of the row


class Visiting:
    """What the catalogue knows of visits. Commits nothing."""

    def __init__(
        self, db: sqlite3.Connection, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._db = db
        self._now = now

    def due(
        self,
        key: str,
        visits: Visits,
        article: Article | None = None,
        after: datetime | None = None,
    ) -> float | None:
        """When the row ``key`` is visited next, in seconds since 1970; None if never.

        ``article`` is what was read just now; without it, what is known counts. ``after`` (aware)
        is when it was fetched, if that was not now: what was due since then is due still.
        """
        after = after or self._now()
        known = articles.known_under(self._db, key)
        if known is None:
            return self._due_unread(key, visits, after)
        if self._is_another_address(known, key):
            return None
        row = self._db.execute(
            "SELECT articles.kind, readings.article, (SELECT min(date) FROM versions AS v"
            " WHERE v.article = articles.id) AS first FROM articles"
            " JOIN versions ON versions.article = articles.id AND versions.number = 1"
            " JOIN readings ON readings.id = versions.reading WHERE articles.id = ?",
            (known,),
        ).fetchone()
        kinds = {row["kind"], article.kind if article else None} if row else set()
        if not kinds.intersection(VISITED):
            return None
        published = Article.from_json(row["article"]).published
        found = next_visit(visits, published, moment(row["first"]), after)
        return found.timestamp() if found else None

    def _due_unread(self, key: str, visits: Visits, after: datetime) -> float | None:
        """The same of a page that the collection's policy did not let be kept: the wishes of its
        host may change. It counts from when it was found."""
        row = self._db.execute(
            "SELECT found, reason FROM frontier WHERE url = ?", (key,)
        ).fetchone()
        if row is None or not (row["reason"] or "").startswith(SKIPPED):
            return None
        found = next_visit(visits, None, moment(row["found"]), after)
        return found.timestamp() if found else None

    def plan(self, key: str, visits: Visits) -> None:
        """A row that is done is visited again, if there is a next visit."""
        self._db.execute(
            "UPDATE frontier SET due = ? WHERE url = ? AND state = 'done'",
            (self.due(key, visits), key),
        )

    def gone(self, key: str, why: str) -> tuple[str, float | None] | None:
        """The reason of the row ``key`` and when it is visited next, where its article is gone.

        ``why`` is how the request ended. None where that says nothing of the kind, or where nothing
        was ever read there.
        """
        if why not in {f"HTTP {status}" for status in articles.GONE}:
            return None
        if articles.known_under(self._db, key) is None:
            return None
        row = self._db.execute("SELECT reason FROM frontier WHERE url = ?", (key,)).fetchone()
        again = row is None or not (row["reason"] or "").startswith(GONE)
        return GONE + why, (self._now() + LOOK_AGAIN).timestamp() if again else None

    def plan_missing(self, publication: str, visits: Visits, *, all_rows: bool) -> None:
        """Rows that are done without anybody having said when they are visited next: those that
        were read from the archive, when a crawl had been killed or the catalogue was made anew.

        ``all_rows``: also of those that a crawl ended itself, some of which may have been lost.
        """
        longest = max(visits.after, default=timedelta(0))
        (run,) = self._db.execute(
            # What was left unread is of the run before this one, however long ago that was.
            "SELECT started FROM runs UNION ALL SELECT '' ORDER BY started DESC LIMIT 1 OFFSET 1"
        ).fetchone() or ("",)
        rows = self._db.execute(
            "SELECT url, ended FROM frontier WHERE publication = ?1 AND host IN (SELECT host FROM"
            " frontier_counts WHERE publication = ?1) AND state = 'done' AND ended > ?2"
            " AND due IS NULL AND (?3 OR entries = '[]')",
            (publication, min(iso(self._now() - longest), run), all_rows),
        ).fetchall()
        for key, ended in rows:
            due = self.due(key, visits, after=moment(ended))
            if due is not None:
                self._db.execute("UPDATE frontier SET due = ? WHERE url = ?", (due, key))

    def resume(self, key: str, visits: Visits) -> None:
        """A known article that could not be had, and is not tried again: it is, at its next visit,
        if there is one."""
        due = self.due(key, visits)
        if due is not None:
            self._db.execute(
                "UPDATE frontier SET due = ? WHERE url = ? AND state = 'failed' AND due IS NULL",
                (due, key),
            )

    def changed(self, entries: Iterable[Entry], begun: datetime | None = None) -> Iterator[Changed]:
        """The known articles of which these entries say that they were changed since.

        Those that were fetched since the run has ``begun`` (aware) are not, whatever a source says
        that was read later; what it says is kept with their rows.
        """
        since = iso(begun) if begun else NEVER
        told = {normalise(one.url): one for one in entries if timestamp(one.modified) is not None}
        keys = list(told)
        for start in range(0, len(keys), BATCH):
            rows = self._db.execute(
                "SELECT url, host, ended, reason, rank, entries FROM frontier WHERE"
                " state = 'done' AND url IN (SELECT value FROM json_each(?))",
                (msgspec.json.encode(keys[start : start + BATCH]).decode(),),
            ).fetchall()
            for row in rows:
                if (row["ended"] or "") >= since:
                    self._learn(row, told[row["url"]])
                    continue
                found = _changed(row, told[row["url"]])
                if found is not None:
                    yield found

    def _learn(self, row: sqlite3.Row, entry: Entry) -> None:
        text = merged_json(entries_of(row["entries"]), (entry,))
        self._db.execute("UPDATE frontier SET entries = ? WHERE url = ?", (text, row["url"]))

    def word_of(self, source: str) -> Word:
        """How good the word of a source (URL) is."""
        row = self._db.execute(
            "SELECT visits, changed FROM lastmods WHERE source = ?", (source,)
        ).fetchone()
        return Word(visits=row["visits"], changed=row["changed"]) if row else Word()

    def found(self, source: str, *, changed: bool) -> None:
        """A visit on the word of a source found a change, or none."""
        word = self.word_of(source)
        visits, count = word.visits + 1, word.changed + changed
        if visits >= FORGET:
            visits, count = visits // 2, count // 2
        self._db.execute(
            "INSERT OR REPLACE INTO lastmods VALUES (?, ?, ?)", (source, visits, count)
        )

    def _is_another_address(self, article: int, key: str) -> bool:
        """True if the article is visited at its own address, and ``key`` is another one."""
        (own,) = self._db.execute("SELECT url FROM articles WHERE id = ?", (article,)).fetchone()
        for other in {own, plain(key)} - {key}:
            better = is_rendition(key) or not is_rendition(other)
            if (
                better
                and self._db.execute(
                    "SELECT 1 FROM frontier WHERE url = ? AND state IN"
                    " ('pending', 'in flight', 'done')",
                    (other,),
                ).fetchone()
            ):
                return True
        return False


def _changed(row: sqlite3.Row, entry: Entry) -> Changed | None:
    """None where the source says nothing new."""
    modified = timestamp(entry.modified)
    reason = row["reason"] or ""
    if modified is None or row["ended"] is None or not reason.startswith((*VISITED, GONE, SKIPPED)):
        return None
    known = entries_of(row["entries"])
    if any(one.source == entry.source and one.modified == entry.modified for one in known):
        return None  # it was fetched with that in hand
    if end_of(entry.modified) <= moment(row["ended"]).timestamp():
        return None
    return Changed(
        key=row["url"],
        host=row["host"],
        entries=merged_json(known, (entry,)),
        modified=modified,
        rank=row["rank"],
    )


def most_likely(found: Sequence[Changed], most: int) -> list[Changed]:
    """So many of them: those that changed last, and of these the newest articles."""
    return sorted(found, key=lambda one: (-one.modified, -one.rank, one.key))[:most]
