"""The versions of one article, as a reader of the collection sees them."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from archiver.article import Article
from archiver.collection import articles
from archiver.collection.database.rows import moment
from archiver.collection.versioning import several_pages
from archiver.differences import Difference, difference
from archiver.urls import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What an article said, from its first capture on, until it said something else."""

    number: int  #: 1, 2, …
    first: datetime  #: of its first capture, UTC
    last: datetime  #: of its last capture, UTC
    captures: int  #: how many there are of it
    changes: tuple[str, ...]
    """Which fields were not as in the version before, as it was told when this one came. Empty of
    the first one, and where the two were read by different readers."""
    article: Article  #: the newest reading of its first capture

    def since(self, other: "Version") -> Difference:
        """What this version says otherwise than ``other``, as both are read now."""
        return difference(other.article, self.article)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """An article's versions, the oldest first."""

    url: str  #: by which it is known
    aliases: tuple[str, ...]  #: its other addresses, normalised
    gone: datetime | None  #: since when the site says that it is not there (HTTP 404 or 410)
    versions: tuple[Version, ...]
    pages: tuple[Article, ...] = ()
    """Of a story that is told on several: what each of its pages says as it was read last, the
    first one before the others. Empty where there is one page."""


def history(db: sqlite3.Connection, url: str, *, pages: bool = True) -> History | None:
    """Of the article that is known under ``url``, in any spelling; None if there is none. Without
    ``pages``, as of one that has no other page."""
    known = articles.known_under(db, url) or _of_later_page(db, url)
    if known is None:
        return None
    row = db.execute("SELECT url, gone FROM articles WHERE id = ?", (known,)).fetchone()
    others = db.execute(
        "SELECT url FROM aliases WHERE article = ? AND url <> ? ORDER BY url", (known, row["url"])
    )
    versions = tuple(_versions(db, known))
    later = several_pages.later_of(db, known, versions[-1].article) if pages and versions else ()
    return History(
        url=row["url"],
        aliases=tuple(alias for (alias,) in others),
        gone=moment(row["gone"]) if row["gone"] else None,
        versions=versions,
        pages=(versions[-1].article, *later) if later else (),
    )


def _of_later_page(db: sqlite3.Connection, url: str) -> int | None:
    """The id of the article of which a later page was captured from ``url``."""
    row = db.execute(
        "SELECT versions.article FROM captures"
        " JOIN readings ON readings.capture = captures.record_id"
        " JOIN versions ON versions.id = readings.version WHERE captures.url IN (?, ?)"
        " ORDER BY readings.id DESC LIMIT 1",
        (url, normalise(url)),
    ).fetchone()
    return int(row["article"]) if row else None


def _versions(db: sqlite3.Connection, article: int) -> Iterator[Version]:
    rows = db.execute(
        "SELECT versions.number, versions.changes, readings.article, (SELECT json_array("
        "  min(captures.date), max(captures.date), count(DISTINCT captures.id)) FROM captures"
        "  JOIN readings AS r ON r.capture = captures.record_id WHERE r.version = versions.id)"
        "  AS told FROM versions JOIN readings ON readings.id = versions.reading"
        " WHERE versions.article = ? ORDER BY versions.number",
        (article,),
    )
    for row in rows:
        first, last, count = msgspec.json.decode(row["told"])
        yield Version(
            number=row["number"],
            first=moment(first),
            last=moment(last),
            captures=count,
            changes=tuple(msgspec.json.decode(row["changes"])),
            article=Article.from_json(row["article"]),
        )
