"""What a collection holds, by publication, channel, author and day: lists to walk through.

All of it is counted from what is in memory of each article (:mod:`.columns`); the articles
themselves, of any of these, come from a search without words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from archiver.collection.database.text_index import unspaced
from archiver.collection.finding import bits, dates
from archiver.collection.finding.columns import Columns
from archiver.collection.finding.model import Count
from archiver.collection.finding.values import Values, fold
from archiver.report import STORIES

MISSING = ""  #: in the place of a name: the articles that have none
NO_LETTER = "#"  #: the initial of names that begin with no letter, or in a script of thousands


class Reader(Protocol):
    """Who keeps the columns as of now."""

    columns: Columns

    def reading(self) -> AbstractContextManager[None]:
        """Inside, nothing changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A publication, channel, author or language: how many articles, from when to when."""

    name: str  #: slug of a publication; channels and authors as printed; BCP 47; or MISSING
    articles: int
    first: str | None  #: YYYY-MM-DD; None where no day is known
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """A page of the authors, by name."""

    authors: tuple[Held, ...]
    total: int  #: authors, of this initial if one was asked for
    page: int  #: from 1
    pages: int
    initials: tuple[Count, ...]  #: of all authors, and how many have each; in alphabetical order


class Browsing:
    """The lists of one collection. ``kinds``: of the articles that are counted."""

    def __init__(self, reader: Reader, kinds: tuple[str, ...] = STORIES) -> None:
        self._reader = reader
        self._kinds = kinds

    def publications(self, *, missing: bool = False) -> tuple[Held, ...]:
        """All, that with the most articles first; ``missing``: at last the articles of none."""
        with self._reader.reading():
            return self._held(self._columns.publication, self._chosen(None), missing)

    def channels(
        self, publication: str | None = None, *, missing: bool = False
    ) -> tuple[Held, ...]:
        """Those of a publication (slug, or MISSING), or of all; that with the most articles first.
        ``missing``: at last the articles of none."""
        with self._reader.reading():
            return self._held(self._columns.channel, self._chosen(publication), missing)

    def languages(self) -> tuple[Held, ...]:
        """All, that with the most articles first."""
        with self._reader.reading():
            return self._held(self._columns.language, self._chosen(None))

    def authors(
        self,
        *,
        initial: str | None = None,
        publication: str | None = None,
        page: int = 1,
        limit: int = 100,
    ) -> Authors:
        """Authors by name, of an initial (a letter, or ``#``) if that is given."""
        with self._reader.reading():
            found = self._chosen(publication)
            names = self._columns.author.counts(found, found.bit_count())
            initials = Counter(initial_of(count.value) for count in names)
            wanted = [
                count
                for count in names
                if initial is None or initial_of(count.value) == initial.upper()
            ]
            wanted.sort(key=lambda count: (fold(count.value), count.value))
            start = (max(page, 1) - 1) * max(limit, 1)
            return Authors(
                authors=self._told(self._columns.author, wanted[start : start + limit], found),
                total=len(wanted),
                page=max(page, 1),
                pages=-(-len(wanted) // max(limit, 1)),
                initials=tuple(Count(value=x, count=y) for x, y in sorted(initials.items())),
            )

    def days(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        publication: str | None = None,
    ) -> tuple[Count, ...]:
        """How many articles each day has (YYYY-MM-DD), the first day first; days without any, and
        articles of no known day, are left out. Bounds are days, months or years, inclusive."""
        with self._reader.reading():
            found = self._chosen(publication)
            first, last = dates.period(since or ""), dates.period(until or "")
            if first or last:
                found &= self._columns.between(
                    first[0] if first else 1, last[1] if last else dates.LAST
                )
            days = Counter(self._columns.days(found))
            days.pop(dates.UNKNOWN, None)
        return tuple(_count(dates.text_of(day), days[day]) for day in sorted(days))

    def months(self, *, publication: str | None = None) -> tuple[Count, ...]:
        """How many articles each month has (YYYY-MM), the first month first."""
        with self._reader.reading():
            found = self._chosen(publication)
            counts = self._columns.month.counts(found, found.bit_count())
        return tuple(sorted(counts, key=lambda count: count.value))

    @property
    def _columns(self) -> Columns:
        return self._reader.columns

    def _chosen(self, publication: str | None) -> int:
        found = self._columns.kind.bits(self._kinds)
        if publication == MISSING:
            return self._without(self._columns.publication, found)
        return (
            found if publication is None else found & self._columns.publication.bits([publication])
        )

    def _held(self, values: Values, found: int, missing: bool = False) -> tuple[Held, ...]:
        held = self._told(values, values.counts(found, found.bit_count()), found)
        others = self._without(values, found) if missing else 0
        if not others:
            return held
        first, last = self._columns.span(bits.ids(others))
        return (*held, Held(name=MISSING, articles=others.bit_count(), first=first, last=last))

    @staticmethod
    def _without(values: Values, found: int) -> int:
        """Of a set of articles those that have no value."""
        return found & ~values.bits(values.names)

    def _told(self, values: Values, counts: Sequence[Count], found: int) -> tuple[Held, ...]:
        having = bits.flags(found, self._columns.size)
        return tuple(
            Held(name=count.value, articles=count.count, first=first, last=last)
            for count, (first, last) in zip(
                counts, self._spans(values, counts, having), strict=True
            )
        )

    def _spans(
        self, values: Values, counts: Sequence[Count], having: bytes
    ) -> Iterator[tuple[str | None, str | None]]:
        """The first and the last day of the articles of each value."""
        for count in counts:
            articles = [x for x in values.articles(count.value) if having[x]]
            yield self._columns.span(articles)


def initial_of(name: str) -> str:
    """The letter under which a name stands: its first, without accent, upper case; else ``#``."""
    first = fold(name)[:1].upper()
    return first if first.isalpha() and not unspaced(first) else NO_LETTER


def _count(day: str | None, count: int) -> Count:
    return Count(value=day or "", count=count)
