"""The newest articles, as a list shows them."""

import sqlite3
from dataclasses import dataclass

from archiver.report import STORIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """An article of the list."""

    url: str
    title: str | None
    publication: str | None  #: slug
    channel: str | None
    published: str | None  #: ISO 8601, as exact as known
    day: str | None  #: of publication, or of the first capture
    language: str | None


def latest(db: sqlite3.Connection, limit: int) -> list[Latest]:
    """The newest articles first."""
    rows = db.execute(
        "SELECT url, title, publication, channel, published, day, language FROM articles"
        f" WHERE kind IN {STORIES} ORDER BY day DESC, id DESC LIMIT ?",
        (limit,),
    )
    return [Latest(**dict(row)) for row in rows.fetchall()]
