"""When articles are visited next, as the archive alone tells it: for a catalogue made anew.

A visit is counted from when the article was fetched last, as in the crawl that did, and not from
now: what was due while nothing was crawled is due still.
"""

import sqlite3
from collections.abc import Callable

from archiver.collection import articles
from archiver.collection.crawling.found import NEVER
from archiver.collection.database.rows import moment
from archiver.collection.versioning.visiting import GONE, LOOK_AGAIN, Visiting
from archiver.visits import Visits


def replan(
    db: sqlite3.Connection, visits_of: Callable[[str], Visits], since: str | None = None
) -> None:
    """Set the next visit of each row that is done and was read from the archive; ``since`` (ISO
    8601, UTC): also of all that ended after that, of whom an old catalogue did not know so much.

    ``visits_of`` says how often the articles of a publication (slug) are visited.
    """
    rows = db.execute(
        "SELECT url, fetch, publication, ended FROM frontier WHERE state = 'done' AND due IS NULL"
        " AND ended IS NOT NULL AND (entries = '[]' OR ended > ?)",
        (since or NEVER,),
    ).fetchall()
    visiting = Visiting(db)
    for row in rows:
        if not _end_gone(db, row):
            visits = visits_of(row["publication"])
            due = visiting.due(row["url"], visits, after=moment(row["ended"]))
            db.execute("UPDATE frontier SET due = ? WHERE url = ?", (due, row["url"]))


def newest_end(db: sqlite3.Connection) -> str | None:
    """When the last request ended that the frontier tells of; ISO 8601, UTC."""
    (found,) = db.execute("SELECT max(ended) FROM frontier").fetchone()
    return None if found is None else str(found)


def _end_gone(db: sqlite3.Connection, row: sqlite3.Row) -> bool:
    """The end of a row whose article is gone: it is looked for once more. False where it is not."""
    article = articles.known_under(db, row["url"])
    (gone,) = db.execute("SELECT max(gone) FROM articles WHERE id = ?", (article,)).fetchone()
    if gone is None:
        return False
    found = db.execute(
        "SELECT date, status FROM captures WHERE url IN (?, ?) AND date >= ?"
        f" AND status IN {articles.GONE} ORDER BY date, id",
        (row["url"], row["fetch"], gone),
    ).fetchall()
    if not found:
        return False
    last = moment(found[-1]["date"])
    due = (last + LOOK_AGAIN).timestamp() if len(found) == 1 else None
    db.execute(
        "UPDATE frontier SET due = ?, reason = ?, ended = ? WHERE url = ?",
        (due, f"{GONE}HTTP {found[-1]['status']}", found[-1]["date"], row["url"]),
    )
    return True
