"""What a collection holds, counted by publication, channel, author, language and day."""

import sqlite3
from dataclasses import dataclass

from archiver.collection.finding.values import fold
from archiver.report import STORIES

IN_STORIES = f"kind IN {STORIES}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How much there is of something."""

    name: str | None
    articles: int
    first: str | None  #: day, ISO 8601
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """An article as lists show it."""

    url: str
    title: str | None
    publication: str | None  #: slug
    channel: str | None
    published: str | None  #: ISO 8601, as exact as known
    day: str | None  #: of publication, or of the first capture
    language: str | None
    kind: str


def publications(db: sqlite3.Connection) -> list[Held]:
    """Slugs, the largest first."""
    return _held(db, "publication", "")


def channels(db: sqlite3.Connection, publication: str | None) -> list[Held]:
    """Of a publication, the largest first; the name is None for articles without one."""
    return _held(db, "channel", " AND publication IS ?", publication)


def languages(db: sqlite3.Connection) -> list[Held]:
    """BCP 47, the largest first."""
    return _held(db, "language", "")


def _held(db: sqlite3.Connection, column: str, where: str, *values: str | None) -> list[Held]:
    rows = db.execute(
        f"SELECT {column} AS name, count(*) AS articles, min(day) AS first, max(day) AS last"
        f" FROM articles WHERE {IN_STORIES}{where} GROUP BY {column} ORDER BY 2 DESC, 1",
        values,
    )
    return [Held(**dict(row)) for row in rows.fetchall()]


def days(db: sqlite3.Connection) -> list[tuple[str | None, int]]:
    """Day (ISO 8601) and how many articles are of it."""
    return _days(db, "")


def days_of(db: sqlite3.Connection, publication: str | None) -> list[tuple[str | None, int]]:
    """The same of a publication; None: of the articles that have none."""
    return _days(db, " AND publication IS ?", publication)


def _days(db: sqlite3.Connection, where: str, *values: str | None) -> list[tuple[str | None, int]]:
    rows = db.execute(
        f"SELECT day, count(*) FROM articles WHERE {IN_STORIES}{where} GROUP BY day ORDER BY day",
        values,
    )
    return [(day, count) for day, count in rows.fetchall()]


def latest(db: sqlite3.Connection, limit: int) -> list[Latest]:
    """The newest articles first."""
    rows = db.execute(
        "SELECT url, title, publication, channel, published, day, language, kind FROM articles"
        f" WHERE {IN_STORIES} ORDER BY day DESC, id DESC LIMIT ?",
        (limit,),
    )
    return [Latest(**dict(row)) for row in rows.fetchall()]


def authors(db: sqlite3.Connection) -> list[Held]:
    """As printed, by name, whatever the case and accents of its letters."""
    rows = db.execute(
        "SELECT name, count(*) AS articles, min(day) AS first, max(day) AS last FROM bylines"
        f" JOIN articles ON articles.id = bylines.article WHERE {IN_STORIES} GROUP BY name"
    )
    found = [Held(**dict(row)) for row in rows.fetchall()]
    return sorted(found, key=lambda each: (fold(each.name or ""), each.name))
