"""A query answered: a set of articles from words and operators, a page of them, and counts."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from archiver.collection.finding import bits
from archiver.collection.finding.columns import Columns
from archiver.collection.finding.filtering import Chooser, Slug
from archiver.collection.finding.matching import Matches, expression
from archiver.collection.finding.model import SORTS, Count, Facets, Filters, Found, Hit, Sort
from archiver.collection.finding.query import Query, is_words, parse

RANKED = (
    5000  # matches that are weighed one by one; of more, those with the words in the title lead
)
FACET_VALUES = 20
MOST_HITS = 1000  # of a page

_NOTHING = Filters()


class Finder:
    """Finds articles in one catalogue, and keeps in memory what it needs for that.

    As its connection, it is not to be shared between threads.
    """

    def __init__(
        self, db: sqlite3.Connection, slug: Slug | None = None, *, ranked: int = RANKED
    ) -> None:
        self._db = db
        self._most_ranked = ranked
        self.columns = Columns(db)
        self._matches = Matches(db)
        self._choose = Chooser(db, self.columns, self._matches, slug)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever a crawl writes: that of entering."""
        if self._db.in_transaction:
            self._refresh()
            yield
            return
        self._db.execute("BEGIN")
        try:
            self._refresh()
            yield
        finally:
            self._db.execute("ROLLBACK")

    def _refresh(self) -> None:
        if self.columns.refresh():
            self._matches.forget()

    def search(
        self,
        text: str,
        filters: Filters = _NOTHING,
        *,
        sort: Sort = "rank",
        page: int = 1,
        limit: int = 20,
        facets: int | None = FACET_VALUES,
    ) -> Found:
        """A page of the articles that match; ``facets``: how many values of each, None for none."""
        query = parse(text)
        limit = min(max(limit, 1), MOST_HITS)
        offset = (max(page, 1) - 1) * limit
        with self.reading():
            found, notes = self._choose.articles(query, filters)
            total = found.bit_count()
            how = _how(query, sort)
            start, stop = min(offset, total), min(offset + limit, total)
            shown = self._ordered(found, query, how, start, stop)
            return Found(
                hits=tuple(self._hits(shown, query)),
                total=total,
                offset=offset,
                limit=limit,
                sort=how,
                facets=None if facets is None else self._facets(found, total, facets),
                notes=(*query.notes, *notes),
            )

    def forget(self) -> None:
        """Keep nothing of what was found."""
        self._matches.forget()

    def ids(self, text: str, filters: Filters = _NOTHING, *, sort: Sort = "rank") -> list[int]:
        """The ids of all articles that match, in order."""
        query = parse(text)
        with self.reading():
            found, _ = self._choose.articles(query, filters)
            return self._ordered(found, query, _how(query, sort), 0, None)

    def _ordered(
        self, found: int, query: Query, sort: Sort, start: int, stop: int | None
    ) -> list[int]:
        """As many of the articles found, in order."""
        if sort == "date":
            return self.columns.newest(found, start, stop)
        words = expression([part for part in query.parts if is_words(part)])
        matching = self._matches.bits(words, self.columns.size)
        if matching.bit_count() <= self._most_ranked:
            having = bits.flags(found, self.columns.size)
            ranked = self._matches.ranked(words)
            return [x for x in ranked if x < self.columns.size and having[x]][start:stop]
        leading = found & self._matches.bits(f"{{title authors}} : ({words})", self.columns.size)
        count = leading.bit_count()
        first = self.columns.newest(leading, start, stop) if start < count else []
        if stop is not None and stop <= count:
            return first
        left = None if stop is None else stop - count
        return first + self.columns.newest(found & ~leading, max(start - count, 0), left)

    def _hits(self, articles: Sequence[int], query: Query) -> Iterator[Hit]:
        wanted = [term for part in query.parts for term in part if term.is_words]
        marks = ", ".join("?" * len(articles))
        rows = {
            row[0]: row[1:]
            for row in self._db.execute(
                "SELECT id, url, title, publication, channel, published, day, language, kind"
                f" FROM articles WHERE id IN ({marks})",
                tuple(articles),
            )
        }
        authors = self._authors(articles)
        snippets = self._matches.snippets(wanted, articles)
        for article in articles:
            url, title, publication, channel, published, day, language, kind = rows[article]
            yield Hit(
                url=url,
                title=title,
                publication=publication,
                channel=channel,
                authors=tuple(authors.get(article, ())),
                published=published,
                day=day,
                language=language,
                kind=kind,
                snippet=snippets[article],
            )

    def _authors(self, articles: Sequence[int]) -> dict[int, list[str]]:
        """Their names, as printed."""
        names: dict[int, list[str]] = {}
        for article, name in self._db.execute(
            f"SELECT article, name FROM bylines WHERE article IN ({', '.join('?' * len(articles))})"
            " ORDER BY article, position",
            tuple(articles),
        ):
            names.setdefault(article, []).append(name)
        return names

    def _facets(self, found: int, total: int, most: int) -> Facets:
        columns = self.columns
        months = columns.month.counts(found, total)
        years: dict[str, int] = {}
        for month in months:
            years[month.value[:4]] = years.get(month.value[:4], 0) + month.count
        return Facets(
            publication=columns.publication.counts(found, total, most),
            channel=columns.channel.counts(found, total, most),
            author=columns.author.counts(found, total, most),
            language=columns.language.counts(found, total, most),
            year=tuple(Count(value=x, count=y) for x, y in sorted(years.items(), reverse=True)),
            month=tuple(sorted(months, key=lambda x: x.value, reverse=True)),
        )


def _how(query: Query, sort: Sort) -> Sort:
    """The order in which a query is answered: there is no rank where no word is required."""
    return sort if sort in SORTS and any(map(is_words, query.parts)) else "date"
