"""What lists and counts need of each article, in memory, and kept up with a crawl that writes.

Read once, then only what changed: SQLite says cheaply whether another connection has committed
anything (``PRAGMA data_version``), and readings, which alone change what is shown, are counted up
and never changed. A redaction, which takes articles away, makes all be read anew.

About 100 bytes an article; a second for 300,000 of them.
"""

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, islice

from archiver.collection.finding import bits, dates
from archiver.collection.finding.values import FEW, Values

SECONDS = 100_000  #: a moment is the number of the day times this, and the seconds of the day
MANY = 5000  # changed articles: reading all anew is no slower

_ARTICLES = "SELECT id, publication, channel, language, kind, day, published, url FROM articles"

Row = tuple[int, str | None, str | None, str | None, str, str | None, str | None, str]


class Columns:
    """Publication, channel, author, language, kind, host and day of each article, by its id."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._version = -1
        self._seen = (-1, -1)  # as _state has it
        self.generation = 0  #: counted up when anything has changed
        self._clear()

    def _clear(self) -> None:
        self.size = 0  #: ids are less than this
        self.all = 0  #: the set of all articles
        self.publication = Values()
        self.channel = Values()
        self.author = Values()
        self.language = Values()
        self.kind = Values()
        self.host = Values()
        self.month = Values()
        self._moments: array[int] = array("Q")  # by article: what sorts as day and time do
        self._order: array[int] = array("I")  # ids by moment, then id
        self._ordered: array[int] = array("Q")  # the moments of these

    def refresh(self) -> bool:
        """Take in what was written since; True if anything was that is seen here."""
        (version,) = self._db.execute("PRAGMA data_version").fetchone()
        if version == self._version:
            return False
        seen = self._state()
        before, self._version, self._seen = self._seen, version, seen
        if seen == before:
            return False
        changed = self._changed(before) if seen[1] == before[1] and seen[0] > before[0] else None
        if changed is None:
            self._clear()
        self._read(changed)
        self.generation += 1
        return True

    def _state(self) -> tuple[int, int]:
        """The newest reading, and how many redactions there are."""
        readings, redactions = self._db.execute(
            "SELECT (SELECT coalesce(max(id), 0) FROM readings), (SELECT count(*) FROM redactions)"
        ).fetchone()
        return readings, redactions

    def _changed(self, before: tuple[int, int]) -> list[int] | None:
        """The articles that were read since; None for all."""
        rows = self._db.execute(
            "SELECT DISTINCT versions.article FROM readings JOIN versions"
            " ON versions.id = readings.version WHERE readings.id > ? LIMIT ?",
            (before[0], MANY + 1),
        ).fetchall()
        return [article for (article,) in rows] if len(rows) <= MANY else None

    def _read(self, changed: Sequence[int] | None) -> None:
        """These articles, or all."""
        where = "" if changed is None else f" WHERE id IN ({', '.join(map(str, changed))})"
        rows: list[Row] = list(map(tuple, self._db.execute(f"{_ARTICLES}{where} ORDER BY id")))
        names = self._authors(where.replace("WHERE id", "WHERE article"))
        if rows and rows[-1][0] >= self.size:
            self._grow(rows[-1][0] + 1)
        for row in rows:
            moment = self._put(row, names.get(row[0], ()))
            if changed is None:
                self._moments[row[0]] = moment
            else:
                self._move(row[0], moment)
        if changed is None:
            self._order = array("I", sorted((row[0] for row in rows), key=self._key))
            self._ordered = array("Q", map(self._moments.__getitem__, self._order))
            self.all = bits.of(self._order, self.size)

    def _authors(self, where: str) -> dict[int, list[str]]:
        names: dict[int, list[str]] = defaultdict(list)
        for article, name in self._db.execute(
            f"SELECT article, name FROM bylines{where} ORDER BY article, position"
        ):
            names[article].append(name)
        return names

    def _grow(self, size: int) -> None:
        self._moments.extend([0] * (size - self.size))
        self.size = size

    def _key(self, article: int) -> tuple[int, int]:
        return self._moments[article], article

    def _put(self, row: Row, authors: Iterable[str]) -> int:
        """Give an article its values; returns its moment."""
        article, publication, channel, language, kind, day, published, url = row
        self.publication.put(article, (publication,))
        self.channel.put(article, (channel,))
        self.author.put(article, authors)
        self.language.put(article, (language,))
        self.kind.put(article, (kind,))
        self.host.put(article, url.split("/", 3)[2:3])
        number = dates.number(day)
        self.month.put(article, ((day or "")[:7] if number else None,))
        return number * SECONDS + dates.seconds(published)

    def _move(self, article: int, moment: int) -> None:
        """Give an article its place in the order, which has it already or not."""
        if self.all >> article & 1:
            at = self._place(self._moments[article], article)
            del self._order[at], self._ordered[at]
        self.all |= 1 << article
        self._moments[article] = moment
        at = self._place(moment, article)
        self._order.insert(at, article)
        self._ordered.insert(at, moment)

    def _place(self, moment: int, article: int) -> int:
        low = bisect_left(self._ordered, moment)
        high = bisect_right(self._ordered, moment)
        return bisect_left(self._order, article, low, high)

    def between(self, first: int, last: int) -> int:
        """The articles of the days (numbers) from ``first`` to ``last``, and of a known day."""
        start = bisect_left(self._ordered, max(first, 1) * SECONDS)
        stop = bisect_left(self._ordered, (last + 1) * SECONDS)
        return bits.of(self._order[start:stop], self.size)

    def newest(self, found: int, start: int = 0, stop: int | None = None) -> list[int]:
        """Of a set of articles, as many ids from the newest on, those of no day last."""
        if found.bit_count() * FEW < self.size:
            ids = bits.ids(found)[::-1]
            return sorted(ids, key=self._moments.__getitem__, reverse=True)[start:stop]
        having = bits.flags(found, self.size)
        places = map(having.__getitem__, reversed(self._order))
        return list(islice(compress(reversed(self._order), places), start, stop))

    def days(self, found: int) -> Iterator[int]:
        """The day (number) of each article of a set."""
        moments = compress(self._moments, bits.flags(found, self.size))
        return (moment // SECONDS for moment in moments)

    def span(self, articles: Iterable[int]) -> tuple[str | None, str | None]:
        """The first and the last day (YYYY-MM-DD) of some articles; None where none is known."""
        moments = [x for x in map(self._moments.__getitem__, articles) if x >= SECONDS]
        if not moments:
            return None, None
        return dates.text_of(min(moments) // SECONDS), dates.text_of(max(moments) // SECONDS)
