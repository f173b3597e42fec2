"""A collection opened for reading: what is in it, and the bytes that it came from."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from archiver import publications
from archiver.alarms import Kept
from archiver.article import Article
from archiver.collection.crawling import originals, requisites
from archiver.collection.crawling.frontier import Candidate, Frontier
from archiver.collection.database import catalogue
from archiver.collection.finding import FACET_VALUES, Browsing, Filters, Finder, Found, Sort
from archiver.collection.folder import Folder
from archiver.collection.record import Reading
from archiver.collection.reporting.alarms import AlarmTable
from archiver.collection.versioning import rereading
from archiver.collection.versioning.history import History, Version, history
from archiver.errors import ArchiverError, CollectionError
from archiver.publications import Publication
from archiver.report import STORIES, Report
from archiver.rights.skipping import asks
from warcs import Capture, CaptureRef, reader

BATCH = 100  # articles that are read at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelStatus:
    """One channel of a publication: how many articles, from when to when (ISO days)."""

    publication: str
    channel: str | None
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much a collection holds."""

    articles: int
    versions: int
    captures: int
    files: int  #: sealed WARC files
    bytes: int  #: of the sealed files


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a collection holds."""

    articles: int
    versions: int  #: of these articles; what a wall said is none
    captures: int
    files: int  #: sealed WARC files
    bytes: int  #: of the sealed files
    channels: tuple[ChannelStatus, ...]
    frontier: dict[str, int]  #: state -> rows
    last_run: Report | None


class Collection:
    """The collection in ``folder``. Raises CollectionError if there is none.

    It may be read while a crawl writes into it.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Folder(Path(folder))
        self.folder.require()
        if not self.folder.catalogue.is_file():
            raise CollectionError(
                f"{folder}: the catalogue is missing; `archiver rebuild -c {folder}` makes it anew"
            )
        self._db = catalogue.connect(self.folder.catalogue, readonly=True)
        self._finder = Finder(self._db, self._slug)
        self.browse = Browsing(self._finder)  #: lists of publications, channels, authors, days

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @property
    def db(self) -> sqlite3.Connection:
        """The catalogue, to be asked what there is no method for (docs/architecture.md has its
        tables). It cannot be written to."""
        return self._db

    def search(
        self,
        query: str = "",
        *,
        sort: Sort = "rank",
        page: int = 1,
        limit: int = 20,
        facets: bool | int = True,
        publication: str | None = None,
        channel: str | None = None,
        author: str | None = None,
        since: str | None = None,
        until: str | None = None,
        language: str | None = None,
        kinds: tuple[str, ...] = STORIES,
    ) -> Found:
        """The articles that hold all the words and fulfil all operators of ``query``
        (docs/searching.md), and the filters (:class:`~archiver.collection.finding.Filters`); of
        these the page of this number, from 1, with ``limit`` (1 to 1,000) on each.

        Sorted by rank, or from the newest on; a query without words always from the newest on, and
        an empty one finds all. ``facets``: how many values of each are counted; True: 20.
        ``kinds`` gives way to an operator ``kind:``. What is not understood raises nothing; it is
        told in ``notes``.
        """
        filters = Filters(
            publication=publication,
            channel=channel,
            author=author,
            since=since,
            until=until,
            language=language,
            kinds=kinds,
        )
        most = FACET_VALUES if facets is True else facets or None
        return self._finder.search(query, filters, sort=sort, page=page, limit=limit, facets=most)

    def matching(
        self, query: str = "", filters: Filters | None = None, *, sort: Sort = "rank"
    ) -> Iterator[Article]:
        """All articles that a search finds, in its order, the newest version of each; for export.

        ``filters``: by default those of :meth:`search`. Which articles they are is settled at the
        first one; each is read when it is its turn, and left out if it is gone by then.
        """
        chosen = Filters(kinds=STORIES) if filters is None else filters
        found = self._finder.ids(query, chosen, sort=sort)
        for start in range(0, len(found), BATCH):
            yield from self._newest(found[start : start + BATCH])

    def _newest(self, articles: Sequence[int]) -> Iterator[Article]:
        """The newest version of each of these articles, in their order."""
        marks = ", ".join("?" * len(articles))
        rows = self._db.execute(
            "SELECT versions.article, readings.article FROM versions"
            " JOIN readings ON readings.id = versions.reading"
            f" WHERE versions.article IN ({marks}) AND versions.number ="
            "  (SELECT max(number) FROM versions AS v WHERE v.article = versions.article)",
            tuple(articles),
        )
        newest = dict(map(tuple, rows))
        return (Article.from_json(newest[x]) for x in articles if x in newest)

    def forget(self) -> None:
        """Keep nothing of what searches have found: for measuring them."""
        self._finder.forget()

    def _slug(self, name: str) -> str | None:
        """The slug of the publication of this name or domain; None if none is known."""
        try:
            return publications.load_sound(self.folder.publications).named(name).slug
        except ArchiverError:
            return None

    def articles(
        self,
        *,
        publication: str | None = None,
        channel: str | None = None,
        kinds: tuple[str, ...] = STORIES,
        without: tuple[str, ...] = (),
    ) -> Iterator[Article]:
        """The newest version of each article, in the order in which they came.

        ``publication`` is a slug; ``channel`` is compared as printed. Articles that any sign of
        ``without`` binds, as ``("tdm-reservation", "noai")``, are left out (docs/rights.md).
        """
        marks = ", ".join("?" * len(kinds))
        rows = self._db.execute(
            "SELECT readings.article FROM articles"
            " JOIN versions ON versions.article = articles.id AND versions.number ="
            "  (SELECT max(number) FROM versions AS v WHERE v.article = articles.id)"
            " JOIN readings ON readings.id = versions.reading"
            f" WHERE articles.kind IN ({marks}) AND coalesce(?, articles.publication) IS"
            "  articles.publication AND coalesce(?, articles.channel) IS articles.channel"
            " ORDER BY articles.id",
            (*kinds, publication, channel),
        )
        found = (Article.from_json(row["article"]) for row in rows)
        return (article for article in found if not without or not asks(article, without))

    def versions(self, url: str) -> tuple[Version, ...]:
        """Each version of the article that is known under ``url``, the oldest first."""
        found = history(self._db, url, pages=False)
        return found.versions if found else ()

    def history(self, url: str) -> History | None:
        """The article that is known under ``url``: its versions, its other addresses, and whether
        it is gone at the site. None if there is none."""
        return history(self._db, url)

    def pages(self, url: str) -> tuple[Article, ...]:
        """All pages of the article that is known under ``url``, each as it was read last, with the
        capture that it was read from; one, if it is told on one. Their texts make the whole one."""
        found = self.history(url)
        if found is None:
            return ()
        return found.pages or (found.versions[-1].article,)

    def captures(self, url: str | None = None) -> Iterator[Capture]:
        """What was recorded, of one URL or of all, in the order of the archive."""
        if url is None:
            rows = self._db.execute("SELECT * FROM captures ORDER BY id")
        else:
            rows = self._db.execute("SELECT * FROM captures WHERE url = ? ORDER BY id", (url,))
        return map(catalogue.capture_of, rows)

    def needed_by(self, page: Capture) -> Iterator[Capture]:
        """What a replay of ``page`` asks for besides: pictures, styles, fonts and icons, as far as
        they were captured; of each URL the capture nearest in time."""
        return requisites.needed_by(self._db, self.folder.archive, page)

    def record(self, ref: CaptureRef) -> reader.Record:
        """The WARC record that a capture reference points at, read from the file.

        Raises warcs.CorruptRecord if the bytes are not there or are not that record.
        """
        return reader.record_at(self.folder.warc(ref.file), ref.offset)

    def payload(self, ref: CaptureRef) -> reader.Record:
        """The WARC record that holds the payload of a capture: another one if it is a revisit.

        Raises as :meth:`record`.
        """
        capture = catalogue.by_record_id(self._db, ref.record_id)
        return self.record(originals.payload_of(self._db, capture).ref if capture else ref)

    def reading(self, article: Article) -> Reading:
        """The stored reading of an article: with what only the crawl knew of it."""
        row = self._db.execute(
            "SELECT * FROM readings WHERE capture = ? AND url = ? ORDER BY id DESC LIMIT 1",
            (article.capture and article.capture.record_id, article.url),
        ).fetchone()
        if row is None:
            raise CollectionError(f"{article.url}: is not in this collection")
        return catalogue.reading_of(row)

    def reread(self, article: Article, publication: Publication | None = None) -> Article:
        """Read an article anew, from the bytes at its capture reference, by today's reader.

        ``publication`` says how; by default as it was described at the time of the capture.
        With the same reader and description the result equals ``article``. Nothing is stored.
        Raises CollectionError if the article is not in this collection, PublicationError if the
        description is of a form that is no longer known, warcs.CorruptRecord if the bytes are not
        there.
        """
        reading = self.reading(article)
        ref = reading.article.capture
        if ref is None:
            raise CollectionError(f"{article.url}: its reading names no capture")
        described = publication or rereading.described(self._db, self.folder, reading.context)
        record = self.record(ref)
        return rereading.reread(record, self.payload(ref), ref, reading, described)

    def status(self) -> Status:
        """What is in the collection."""
        channels = self._db.execute(
            "SELECT publication, channel, count(*) AS articles, min(day) AS first,"
            f" max(day) AS last FROM articles WHERE kind IN {STORIES}"
            " GROUP BY publication, channel ORDER BY publication, channel"
        )
        frontier = self._db.execute(
            "SELECT state, sum(number) FROM frontier_counts GROUP BY state ORDER BY state"
        )
        return Status(
            **asdict(self.extent()),
            channels=tuple(ChannelStatus(**dict(row)) for row in channels),
            frontier=dict(frontier.fetchall()),
            last_run=self.last_run(),
        )

    def extent(self) -> Extent:
        """How much is in the collection: what of :meth:`status` is counted at once."""
        sizes = self.folder.sealed_sizes()
        stories = f"articles WHERE kind IN {STORIES}"
        return Extent(
            articles=self._count(stories),
            versions=self._count(f"versions WHERE article IN (SELECT id FROM {stories})"),
            captures=self._count("captures"),
            files=len(sizes),
            bytes=sum(sizes),
        )

    def last_run(self) -> Report | None:
        """The report of the last run that ended; None if there was none."""
        last = self._db.execute(
            "SELECT report FROM runs WHERE report IS NOT NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return Report.from_json(last["report"]) if last else None

    def alarms_since(self, time: datetime) -> tuple[Kept, ...]:
        """Alarms that were opened at this time or later."""
        return tuple(AlarmTable(self._db).since(time))

    def pending(self, publications: Sequence[str] | None = None) -> Iterator[Candidate]:
        """What a crawl would fetch next, newest first; of all publications if None."""
        if publications is None:
            rows = self._db.execute("SELECT DISTINCT publication FROM frontier")
            publications = [row["publication"] for row in rows]
        return Frontier(self._db).pending(publications)

    def done(self, publications: Sequence[str]) -> Iterator[Candidate]:
        """What was fetched of these publications, the longest ago first."""
        return Frontier(self._db).known(publications, datetime.max.replace(tzinfo=UTC))

    def _count(self, what: str) -> int:
        (found,) = self._db.execute(f"SELECT count(*) FROM {what}").fetchone()
        return int(found)
