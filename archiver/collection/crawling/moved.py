"""The same story at an address that nothing known leads to: a site that moved, a second address.

Where an article moves and its old address redirects, the new one is mostly found first, in a feed
or a sitemap, and names itself as canonical. It is the same article if the same publication says of
both that they were published at the same moment, by the same people, and half of what the longer
one says stands in the other too. A moment is one with clock time and zone that is no midnight:
those are shared by what was published by the day, and by what was published in a heap.
"""

import sqlite3
from datetime import UTC, datetime, time

from archiver.article import Article
from archiver.collection.record import Reading
from archiver.collection.versioning import sameness
from archiver.report import STORIES

ENOUGH = 0.5  # of the blocks of the longer one
LEAST = 2  # blocks in common
MOST = 20  # articles of one moment that are looked at


def same_story(db: sqlite3.Connection, reading: Reading) -> int | None:
    """The id of the article that a reading is of, by what it says; None if there is none."""
    article, publication = reading.article, reading.context.publication
    moment = _moment(article)
    if moment is None or publication is None or article.kind not in STORIES:
        return None
    rows = db.execute(
        "SELECT articles.id, readings.article FROM articles"
        " JOIN versions ON versions.article = articles.id"
        " JOIN readings ON readings.id = versions.reading"
        " WHERE articles.publication = ? AND articles.published IN (?, ?, ?)"
        " AND versions.number = (SELECT max(number) FROM versions WHERE article = articles.id)"
        " ORDER BY articles.id LIMIT ?",
        (publication, *_spellings(article, moment), MOST),
    )
    for row in rows:
        if _is_same(Article.from_json(row["article"]), article):
            return int(row["id"])
    return None


def _moment(article: Article) -> datetime | None:
    if article.published is None or article.evidence.get("published") in _TOLD:
        return None
    moment = article.published.instant
    return moment if moment is not None and moment.time() != time() else None


_TOLD = {f"{source}:published" for source in sameness.SOURCES}


def _spellings(article: Article, moment: datetime) -> tuple[str, str, str]:
    """The moment as the page has it, and as it may have been written before a redesign."""
    utc = moment.astimezone(UTC).isoformat()
    told = article.published.iso if article.published else utc
    return told, utc, utc.replace("+00:00", "Z")


def _is_same(known: Article, new: Article) -> bool:
    if known.kind not in STORIES:
        return False
    before, after = sameness.said(known), sameness.said(new)
    if before.authors and after.authors and before.authors != after.authors:
        return False
    common = len(set(before.body) & set(after.body))
    longer = max(len(set(before.body)), len(set(after.body)))
    return common >= LEAST and common >= ENOUGH * longer
