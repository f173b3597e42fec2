"""Reading stored captures again, with the present reader and publication files.

What is read is one more reading of the capture, in the archive and in the catalogue; the old one
stays. Nothing of it is a change by the publisher (:mod:`archiver.collection.versioning.versions`).
A capture that the present reader has read by the present file is left alone, so that what was
broken off goes on where it stopped.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archiver import publications
from archiver.collection import articles
from archiver.collection.database import catalogue
from archiver.collection.finding import Finder
from archiver.collection.folder import Folder
from archiver.collection.importing.importing import go_on
from archiver.collection.record import Reading
from archiver.collection.session import Session, utc_now
from archiver.collection.versioning import rereading
from archiver.differences import Difference, difference
from archiver.errors import CollectionError, UnknownPublication
from archiver.publications import Publication, Publications
from archiver.reading import READER

BATCH = 100  # captures between two commits; so many readings are in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which captures are read again; by default all that were read before."""

    query: str | None = None  #: words, as in a search, or the address of an article
    publication: str | None = None  #: slug


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAgain:
    """A capture that was read again, and says something else now; or could not be read."""

    url: str
    captured: datetime  #: UTC
    record_id: str  #: of the capture
    before: str  #: version of the reader
    after: str
    difference: Difference | None  #: None where it could not be read
    problem: str | None = None  #: why


@dataclass(slots=True, kw_only=True)
class Summary:
    """What came of reading again."""

    captures: int = 0  #: that are wanted
    known: int = 0  #: of these, read by the present reader and file before
    same: int = 0  #: that say what they said
    different: int = 0
    failed: int = 0
    fields: Counter[str] = field(default_factory=Counter)  #: field -> captures in which it differs


Told = Callable[[ReadAgain], None]
Progress = Callable[[int, int], None]  #: captures that were looked at, and all of them


def reread(
    root: Path,
    wanted: Wanted,
    told: Told,
    *,
    dry_run: bool = False,
    progress: Progress = lambda done, total: None,
    now: Callable[[], datetime] = utc_now,
) -> Summary:
    """Read again what is ``wanted`` of the collection in ``root``, oldest captures first.

    ``told`` is called with each capture that says something else, or cannot be read. In a
    ``dry_run`` nothing is written. Raises CollectionError if there is no collection, or if it is in
    use, and UnknownPublication for a publication of which it has nothing.
    """
    folder = Folder(root)
    folder.require()
    known = publications.load(folder.publications)
    session = None if dry_run else Session(root, now=now)
    try:
        if session is not None:
            go_on(session)
        with closing(catalogue.connect(folder.catalogue, readonly=True)) as db:
            work = _Work(db, folder, known, session, told)
            work.run(_Choice.of(db, known, wanted), progress)
    finally:
        if session is not None:
            session.close()
    return work.summary


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """Which captures, as SQL has it."""

    where: str
    values: tuple[str, ...]

    @classmethod
    def of(cls, db: sqlite3.Connection, known: Publications, wanted: Wanted) -> "_Choice":
        parts, values = ["1"], []
        if wanted.publication is not None:
            parts.append("readings.publication = ?")
            values.append(_slug(db, known, wanted.publication))
        if wanted.query is not None:
            parts.append(
                "readings.version IN (SELECT id FROM versions WHERE article IN"
                " (SELECT value FROM json_each(?)))"
            )
            values.append(json.dumps(_found(db, wanted.query)))
        return cls(where=" AND ".join(parts), values=tuple(values))

    def count(self, db: sqlite3.Connection) -> int:
        (count,) = db.execute(
            f"SELECT count(DISTINCT capture) FROM readings WHERE {self.where}", self.values
        ).fetchone()
        return int(count)

    def readings(self, db: sqlite3.Connection) -> Iterator[list[sqlite3.Row]]:
        """The newest reading of each capture, in the order of the captures, a batch at a time."""
        last = 0
        while rows := db.execute(
            "SELECT captures.id AS place, max(readings.id), readings.* FROM captures"
            " JOIN readings ON readings.capture = captures.record_id"
            f" WHERE captures.id > ? AND {self.where}"
            f" GROUP BY captures.id ORDER BY captures.id LIMIT {BATCH}",
            (last, *self.values),
        ).fetchall():
            last = rows[-1]["place"]
            yield rows


def _slug(db: sqlite3.Connection, known: Publications, name: str) -> str:
    if db.execute("SELECT 1 FROM readings WHERE publication = ? LIMIT 1", (name,)).fetchone():
        return name
    try:
        return known.named(name).slug
    except UnknownPublication as error:
        slugs = db.execute("SELECT DISTINCT publication FROM readings").fetchall()
        raise UnknownPublication(name, [slug for (slug,) in slugs if slug]) from error


def _found(db: sqlite3.Connection, query: str) -> list[int]:
    """The ids of the articles that a query is for."""
    article = articles.known_under(db, query)
    if article is not None:
        return [article]
    return Finder(db).ids(query) if query.strip() else []


class _Work:
    """One pass over the captures."""

    def __init__(
        self,
        db: sqlite3.Connection,
        folder: Folder,
        known: Publications,
        session: Session | None,
        told: Told,
    ) -> None:
        self.summary = Summary()
        self._db = db
        self._folder = folder
        self._known = known
        self._session = session
        self._told = told
        self._kept: set[str] = set()  # slugs whose file is in the archive

    def run(self, choice: _Choice, progress: Progress) -> None:
        self.summary.captures = choice.count(self._db)
        done = 0
        for rows in choice.readings(self._db):
            for row in rows:
                self._read(catalogue.reading_of(row), row["capture"])
                done += 1
                progress(done, self.summary.captures)
            if self._session is not None:
                self._session.commit()

    def _read(self, earlier: Reading, capture: str) -> None:
        try:
            publication = self._publication(earlier)
            digest = publication.digest if publication else None
            if (earlier.article.reader, earlier.context.publication_digest) == (READER, digest):
                self.summary.known += 1
                return
            said = rereading.read_again(self._db, self._folder, earlier, publication)
        except Exception as error:  # bytes that are lost, a mistake of the reader's: told
            self.summary.failed += 1
            self._tell(earlier, capture, None, f"{type(error).__name__}: {error}")
            return
        if self._session is not None:
            self._keep_file(publication)
            self._session.read_again(earlier, *said)
        found = difference(earlier.article, said[1])
        if found.is_nothing:
            self.summary.same += 1
            return
        self.summary.different += 1
        self.summary.fields.update(found.names)
        self._tell(earlier, capture, found)

    def _publication(self, earlier: Reading) -> Publication | None:
        """As it is described now; as it was, where nothing describes it any more."""
        slug = earlier.context.publication
        if slug is not None and slug in self._known:
            return self._known.named(slug)
        return rereading.described(self._db, self._folder, earlier.context)

    def _keep_file(self, publication: Publication | None) -> None:
        """The file that it is read by is in the archive before the first reading."""
        slug = publication.slug if publication else None
        if slug is None or slug in self._kept or slug not in self._known or not self._session:
            return
        self._session.keep_publication(slug, self._known.source(slug))
        self._kept.add(slug)

    def _tell(
        self,
        earlier: Reading,
        capture: str,
        found: Difference | None,
        problem: str | None = None,
    ) -> None:
        ref = earlier.article.capture
        if ref is None or earlier.article.url is None:
            raise CollectionError(f"{capture}: its reading names no capture")
        self._told(
            ReadAgain(
                url=earlier.article.url,
                captured=ref.date,
                record_id=capture,
                before=earlier.article.reader,
                after=READER,
                difference=found,
                problem=problem and " ".join(problem.split())[:300],
            )
        )
