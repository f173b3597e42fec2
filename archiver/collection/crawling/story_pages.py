"""Stories that are told on several pages: whose later pages are wanted, and what came of them.

A page of a story that was read names those behind it (:mod:`archiver.sources.story_pages`); they
become rows of the frontier, next to the story's. What comes there is a page of the story if it has
its title, or names its address as canonical; else it is what it would be if anybody else had named
it. Where a page says what another page of the story said, the story has ended.
"""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from archiver.article import Article, Entry
from archiver.collection import articles
from archiver.collection.crawling.found import PART, Candidate, combined
from archiver.collection.crawling.frontier import Frontier
from archiver.collection.record import Context
from archiver.collection.versioning import sameness
from archiver.collection.versioning.parts import is_number, is_same_title
from archiver.collection.versioning.several_pages import pages_of
from archiver.urls import normalise

#: How long ago a page was read, imported ones among them, from which it is not gone on any more.
OLD = timedelta(days=30)


class Stories:
    """What the catalogue knows of the stories whose pages come in."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def placed(self, candidate: Candidate, context: Context, article: Article) -> Context:
        """The context of a page that was read, once it is known whether it is a later one."""
        first, own = candidate.part_of, normalise(article.url or "")
        if first is None or own == normalise(first):
            return context  # where it leads to the first page, that came once more
        story = articles.known_under(self._db, first)
        if story is None or not self._is_of(story, article):
            return replace(context, parts=())
        told = sameness.said(article).body
        others = (x for x in pages_of(self._db, story) if normalise(x.url or "") != own)
        if not told or any(sameness.said(one).body == told for one in others):
            context = replace(context, parts=())
        return replace(context, part_of=first)

    def _is_of(self, story: int, article: Article) -> bool:
        said = article.canonical_url
        if said and articles.known_under(self._db, said) == story:
            return True
        row = self._db.execute("SELECT title FROM articles WHERE id = ?", (story,)).fetchone()
        return is_same_title(row["title"], article.title) or is_number(article.title)


def want(frontier: Frontier, context: Context, article: Article, now: datetime) -> None:
    """Rows for the pages behind one that was read, where that is not long ago.

    So there is a row, as of a later page, of one that was read as such.
    """
    capture = article.capture
    if context.publication is None:
        return
    if context.part_of is not None:
        frontier.add(context.publication, [x for x in context.entries if x.kind == PART], now)
    if not context.parts or capture is None or now - capture.date > OLD:
        return
    told = combined(context.entries)
    entries = [
        Entry(
            url=url,
            source=context.part_of or article.url or context.requested,
            kind=PART,
            channel=told.channel if told else None,
        )
        for url in context.parts
    ]
    # All where their article is, and before the next one.
    rank = frontier.rank_of(context.requested)
    frontier.add_placed(context.publication, [(0, x) for x in entries], now, order=-rank)
