"""The pages of an imported file, read as a crawl would have read them."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import msgspec

import archiver.reading
from archiver.article import Article
from archiver.collection.crawling import originals
from archiver.collection.crawling.unread import MEDIA_TYPES, WITH_REQUISITES
from archiver.collection.crawling.wishes import Wishes
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.record import Context, Discovered
from archiver.collection.session import Session
from archiver.collection.versioning.rereading import page_of
from archiver.errors import ArchiverError
from archiver.publications import Publication, Publications
from archiver.requisites import of_page
from archiver.rights import Policy
from archiver.rights.skipping import under
from archiver.sources import discovery
from archiver.urls import host_of
from warcs import Capture, CorruptRecord, reader

BATCH = 100  # captures between two commits
ANSWERS = ("response", "revisit", "resource")  # captures that may hold a page
KEPT = WITH_REQUISITES  # kinds of pages whose readings are kept; others are counted

_LATE = """
    WITH new AS (
        SELECT record_id, digest FROM captures
        WHERE type <> 'revisit' AND file IN (SELECT value FROM json_each(:files))
    )
    SELECT * FROM captures WHERE type = 'revisit'
    AND file NOT IN (SELECT value FROM json_each(:files))
    AND (refers_to IN (SELECT record_id FROM new) OR digest IN (SELECT digest FROM new))
    AND NOT EXISTS (SELECT 1 FROM readings WHERE readings.capture = captures.record_id)
    ORDER BY id
"""

Progress = Callable[[int, int], None]  #: captures that were looked at, and all of them


class PageReader:
    """Reads the pages of imported files into the collection of ``session``.

    ``db`` is a connection for reading: what is not committed is not seen by it.
    """

    def __init__(
        self, session: Session, db: sqlite3.Connection, known: Publications, policy: Policy
    ) -> None:
        self._session = session
        self._db = db
        self._known = known
        self._policy = policy
        self._folder: Folder = session.folder
        self._wishes = Wishes(db, session.folder.archive)
        self._of_host: dict[str, Publication | None] = {}
        self._kept: set[str] = set()  # slugs whose file is in the archive

    def captures(self, file: str) -> int:
        """How many answers the catalogue has of a file."""
        (count,) = self._db.execute(
            f"SELECT count(*) FROM captures WHERE file = ? AND type IN {ANSWERS}",
            (file,),
        ).fetchone()
        return int(count)

    def run(self, file: str, counts: dict[str, int], progress: Callable[[], None]) -> None:
        """Read what was not read of a file; ``counts`` learns what became of each answer."""
        for number, capture in enumerate(self._captures(file), 1):
            what = self._read(capture)
            counts[what] = counts.get(what, 0) + 1
            progress()
            if number % BATCH == 0:
                self._session.commit()
        self._session.commit()

    def run_late(self, files: Sequence[str], counts: dict[str, int]) -> None:
        """Read the revisits in other files that could not be read until these came, with what they
        repeat; ``counts`` learns what became of each."""
        names = msgspec.json.encode(files).decode()
        rows = self._db.execute(_LATE, {"files": names}).fetchall()
        for number, capture in enumerate(map(catalogue.capture_of, rows), 1):
            what = self._read(capture)
            counts[what] = counts.get(what, 0) + 1
            if number % BATCH == 0:
                self._session.commit()
        self._session.commit()

    def _captures(self, file: str) -> Iterator[Capture]:
        last = 0
        while rows := self._db.execute(
            f"SELECT * FROM captures WHERE file = ? AND id > ? AND type IN {ANSWERS}"
            " ORDER BY id LIMIT ?",
            (file, last, BATCH),
        ).fetchall():
            last = rows[-1]["id"]
            yield from map(catalogue.capture_of, rows)

    def _read(self, capture: Capture) -> str:
        """What became of an answer."""
        row = self._db.execute(
            "SELECT json_extract(article, '$.kind') AS kind FROM readings WHERE capture = ?"
            " ORDER BY id LIMIT 1",
            (capture.ref.record_id,),
        ).fetchone()
        if row is not None:
            return str(row["kind"] or "article")
        holder = originals.payload_of(self._db, capture)
        why = _no_page(capture, holder)
        if why is not None:
            return why
        try:
            said = self._page(capture, holder)
        except CorruptRecord:
            return "damaged"
        except Exception as error:  # foreign bytes: whatever it is, the import goes on
            return f"mistake in the reader: {type(error).__name__}"
        if said is None:
            return "cut"
        context, article = said
        self._keep(context, article)
        return article.kind

    def _page(self, capture: Capture, holder: Capture) -> tuple[Context, Article] | None:
        """What the page says; None for one that is not whole."""
        record = self._record(holder)
        page = page_of(self._record(capture), capture.url, record)
        if page.cut or record.field("WARC-Segment-Number") is not None:
            return None
        publication = self._publication(capture.url)
        wishes = self._wishes.of_page(capture.url, capture.ref.date)
        article = archiver.reading.read(page, publication, None, capture.ref, wishes)
        context = Context(
            requested=capture.url,
            publication=publication.slug if publication else None,
            publication_digest=publication.digest if publication else None,
            discovered=Discovered.of(publication) if publication else None,
            wishes=wishes,
            requisites=of_page(page) if article.kind in KEPT else (),
        )
        return context, under(self._policy, article, page.fetched)

    def _record(self, capture: Capture) -> reader.Record:
        return reader.record_at(self._folder.warc(capture.ref.file), capture.ref.offset)

    def _publication(self, url: str) -> Publication | None:
        """The one that a file describes; else what is known of any site: its host."""
        host = host_of(url)
        if host not in self._of_host:
            try:
                self._of_host[host] = self._known.for_url(url) or discovery.publication_for(url)
            except (ValueError, ArchiverError):
                self._of_host[host] = None
        return self._of_host[host]

    def _keep(self, context: Context, article: Article) -> None:
        slug = context.publication
        if article.kind in KEPT:
            if slug is not None and slug in self._known and slug not in self._kept:
                self._session.keep_publication(slug, self._known.source(slug))
                self._kept.add(slug)
            self._session.store(context, article)
        if slug is not None:
            now: datetime = self._session.now()
            self._session.frontier.mark_done(context.requested, slug, article.kind, now)


def _no_page(capture: Capture, holder: Capture) -> str | None:
    """Why an answer holds no page that can be read."""
    if capture.type == "revisit" and holder is capture:
        return "revisit of what is not here"
    # A 304 has no status of its own: it says that the payload is what it was.
    head = holder if capture.status is None else capture
    status = _status(head) if _status(head) != 200 else _status(holder)
    if status != 200:
        return "no status" if status is None else f"HTTP {status}"
    if capture.truncated or holder.truncated:
        return "cut"
    if head.mime and head.mime not in MEDIA_TYPES:
        return "not a page"
    return "empty" if not holder.payload_length else None


def _status(capture: Capture) -> int | None:
    """Of HTTP; a resource is what its tool meant to keep."""
    return 200 if capture.type == "resource" else capture.status
