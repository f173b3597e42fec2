"""The pages of a story that is told on several, as they were read last.

A crawl that came to a page as to a later one of a story says so in its context
(:mod:`archiver.collection.crawling.story_pages`). Each page has captures and readings of its own;
here they are put beside each other.
"""

import sqlite3

from archiver.article import Article
from archiver.collection.versioning import sameness
from archiver.page_numbers import number_of


def pages_of(db: sqlite3.Connection, story: int) -> list[Article]:
    """The first page of a story (id of the article), as its newest version has it, and the later
    ones; nothing where there is no article of that id."""
    row = db.execute(
        "SELECT readings.article FROM versions JOIN readings ON readings.id = versions.reading"
        " WHERE versions.article = ? ORDER BY versions.number DESC LIMIT 1",
        (story,),
    ).fetchone()
    if row is None:
        return []
    first = Article.from_json(row["article"])
    return [first, *later_of(db, story, first)]


def later_of(db: sqlite3.Connection, story: int, first: Article) -> list[Article]:
    """The newest reading of each later page of a story, by their numbers.

    What says nothing, or what a page before it says, is none: some systems answer so to any number.
    """
    later = [Article.from_json(row["article"]) for row in db.execute(_LATER, (story,))]
    later.sort(key=lambda one: number_of(one.url or "", first.url or ""))
    found: list[Article] = []
    seen = {sameness.said(first).body, ()} if later else set()
    for one in later:
        body = sameness.said(one).body
        if body not in seen:
            seen.add(body)
            found.append(one)
    return found


#: SQLite takes the columns beside max() from the row that has it.
_LATER = (
    "SELECT readings.article, max(readings.id) FROM versions"
    " JOIN readings ON readings.version = versions.id WHERE versions.article = ?"
    " AND json_extract(readings.context, '$.part_of') IS NOT NULL GROUP BY readings.url"
)
