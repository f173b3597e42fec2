"""What lists and counts need of each article, in memory, and kept up with a crawl that writes.

Read once, then only what changed: SQLite says cheaply whether another connection has committed
anything (``PRAGMA data_version``), and readings, which alone change what is shown, are counted up
and never changed. A redaction, which takes articles away, makes all be read anew.

About 130 bytes an article.
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
AT_A_TIME = 20_000  # rows that are in memory as such
MANY = 5000  # changed articles: reading all anew is no slower

_FROM = "instr(url, '//') + 2"
_TIME = "published GLOB '????-??-??T[0-2][0-9]:[0-5][0-9]*'"
_DAY = "day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"

_FIELDS = {  # how the table articles says them
    "publication": "publication",
    "channel": "channel",
    "language": "language",
    "kind": "kind",
    "host": f"substr(url, {_FROM}, instr(substr(url, {_FROM}) || '/', '/') - 1)",
    "month": f"iif({_DAY}, substr(day, 1, 7), NULL)",
}
_MOMENT = (
    f"iif({_DAY}, CAST(replace(day, '-', '') AS INTEGER) * {SECONDS}, 0)"
    f" + iif({_TIME}, CAST(substr(published, 12, 2) AS INTEGER) * 3600"
    " + CAST(substr(published, 15, 2) AS INTEGER) * 60"
    " + min(CAST(substr(published, 18, 2) AS INTEGER), 59), 0)"
)


Groups = defaultdict[str | None, list[int]]  # articles by value


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
        self._fields = [getattr(self, name) for name in _FIELDS]
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
            self._read_all()
        else:
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

    def _read_all(self) -> None:
        """Column by column: five times as fast as article by article."""
        self._clear()
        groups: list[Groups] = [defaultdict(list) for _ in _FIELDS]
        rows = self._db.execute(
            f"SELECT id, {_MOMENT}, {', '.join(_FIELDS.values())} FROM articles"
        )
        while batch := rows.fetchmany(AT_A_TIME):
            ids, moments, *columns = zip(*batch, strict=True)
            self._grow(max(ids) + 1)
            for article, moment in zip(ids, moments, strict=True):
                self._moments[article] = moment
            self._order.extend(ids)
            for group, column in zip(groups, columns, strict=True):
                _sort_into(group, zip(ids, column, strict=True))
        self._order = array("I", sorted(sorted(self._order), key=self._moments.__getitem__))
        self._ordered = array("Q", map(self._moments.__getitem__, self._order))
        self.all = bits.of(self._order, self.size)
        for field, group in zip(self._fields, groups, strict=True):
            field.fill(group, self.size)
        authors: Groups = defaultdict(list)
        _sort_into(authors, self._db.execute("SELECT article, name FROM bylines"))
        self.author.fill(authors, self.size)

    def _read(self, changed: Sequence[int]) -> None:
        """These articles."""
        these = f"IN ({', '.join(map(str, changed))})"
        authors: dict[int, list[str]] = defaultdict(list)
        for article, name in self._db.execute(
            f"SELECT article, name FROM bylines WHERE article {these} ORDER BY article, position"
        ):
            authors[article].append(name)
        rows = self._db.execute(
            f"SELECT id, {_MOMENT}, {', '.join(_FIELDS.values())} FROM articles"
            f" WHERE id {these} ORDER BY id"
        ).fetchall()
        for article, moment, *values in rows:
            self._grow(article + 1)
            self._move(article, moment)
            for field, value in zip(self._fields, values, strict=True):
                field.put(article, (value,))
            self.author.put(article, authors.get(article, ()))

    def _grow(self, size: int) -> None:
        self._moments.extend([0] * (size - self.size))
        self.size = max(size, self.size)

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


def _sort_into(groups: Groups, pairs: Iterable[tuple[int, str | None]]) -> None:
    """Articles with their value: put with the others of the same."""
    for article, value in pairs:
        groups[value].append(article)
