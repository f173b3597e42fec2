"""Pages that a crawl captured and did not live to read.

A crawl that was killed, or that was told twice to stop, may leave whole pages in the archive whose
reading it had not written yet. They are read when the collection is opened again, with what the
frontier knows of them, and so are not fetched twice.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import archiver.reading
from archiver.article import Article, Sign
from archiver.collection.crawling.frontier import Candidate, combined, entries_of
from archiver.collection.crawling.originals import payload_of
from archiver.collection.crawling.redirects import MOST_REDIRECTS, REDIRECTS, location
from archiver.collection.crawling.story_pages import Stories
from archiver.collection.crawling.wishes import Wishes
from archiver.collection.database import catalogue
from archiver.collection.folder import warc_in
from archiver.collection.record import Context, Discovered
from archiver.collection.versioning.rereading import page_of
from archiver.errors import ArchiverError
from archiver.page import Page
from archiver.publications import Publication, Publications
from archiver.report import STORIES
from archiver.requisites import Requisite
from archiver.rights import Policy
from archiver.rights.skipping import under
from archiver.sources import discovery
from archiver.sources.story_pages import later_pages
from archiver.urls import normalise
from warcs import Capture, reader

#: Kinds of pages that are replayed as they looked, so that their pictures are wanted.
WITH_REQUISITES = (*STORIES, "wall")
MEDIA_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
"""What may be a page, by its Content-Type; one without any may be too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A page in the archive, and the row of the frontier that it answers."""

    candidate: Candidate
    capture: Capture
    payload: Capture  #: the one that holds the payload: another one if ``capture`` is a revisit
    wishes: tuple[Sign, ...] = ()  #: what the files of its host said of its use


def find(db: sqlite3.Connection, archive: Path) -> Iterator[Unread]:
    """The pages that a row of the frontier asked for and that have no reading; the newest of each.

    Whichever file they are in: a collection may have been sealed or rebuilt since. Captures up to
    the last run that ended with nothing on its way are not looked at again.
    """
    rows = list(_asked_for(db))
    wishes = Wishes(db, archive)
    found: dict[str, Unread] = {}
    for row in rows:
        capture = final(db, archive, catalogue.capture_of(row))
        if capture is None:
            continue
        payload = payload_of(db, capture)
        if not _is_page(db, capture, payload):
            continue
        found[row["key"]] = Unread(
            candidate=Candidate(
                url=row["fetch"],
                key=row["key"],
                publication=row["publication"],
                entries=entries_of(row["entries"]),
            ),
            capture=capture,
            payload=payload,
            wishes=wishes.of_page(capture.url, capture.ref.date),
        )
    yield from found.values()


def _asked_for(db: sqlite3.Connection) -> Iterator[sqlite3.Row]:
    """Captures of what is pending, with its row of the frontier; and of what was due.

    That a row is in flight is not committed before its page is recorded: of a page that was visited
    again the catalogue may only know that it was due when it was captured.
    """
    newest = db.execute(  # of thousands of runs only the last ones are looked at
        "SELECT captures FROM runs WHERE captures IS NOT NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    known = newest["captures"] if newest else 0
    captures = db.execute(
        "SELECT id, url, date FROM captures WHERE id > ? AND type IN ('response', 'revisit')"
        " ORDER BY id",
        (known,),
    )
    for number, url, date in captures:
        yield from db.execute(
            "SELECT captures.*, frontier.url AS key, frontier.fetch, frontier.publication,"
            " frontier.entries FROM frontier JOIN captures ON captures.id = :number"
            " WHERE frontier.url = :key AND coalesce(frontier.ended < :date, 1)"
            " AND (frontier.state = 'pending' OR frontier.due <= :moment"
            " AND frontier.state IN ('done', 'failed', 'disallowed'))",
            {
                "number": number,
                "key": normalise(url),
                "moment": catalogue.moment(date).timestamp(),
                "date": date,
            },
        )


def read_page(
    db: sqlite3.Connection,
    found: Unread,
    archive: Path,
    publication: Publication | None,
    requisites_of: Callable[[Page], tuple[Requisite, ...]],
    policy: Policy,
) -> tuple[Context, Article] | None:
    """What the page says, as the crawl would have read it under ``policy``. None for a page that
    cannot be read, or whose publication is not known: it is left to be fetched again."""
    if publication is None:
        return None
    candidate, ref = found.candidate, found.capture.ref
    try:
        page = _page_of(found, archive)
        if page.cut:
            return None
        article = archiver.reading.read(
            page, publication, combined(candidate.entries), ref, found.wishes
        )
        needed = requisites_of(page) if article.kind in WITH_REQUISITES else ()
        parts = later_pages(page, candidate.part_of) if article.kind in STORIES else ()
    except Exception:  # whatever it is: else the collection could never be opened again
        return None
    context = Context(
        requested=candidate.url,
        publication=publication.slug,
        publication_digest=publication.digest,
        discovered=Discovered.of(publication),
        entries=candidate.entries,
        wishes=found.wishes,
        parts=parts,
        requisites=needed,
    )
    article = under(policy, article, page.fetched)
    return Stories(db).placed(candidate, context, article), article


def _page_of(found: Unread, archive: Path) -> Page:
    ref, holder = found.capture.ref, found.payload.ref
    return page_of(
        reader.record_at(warc_in(archive, ref.file), ref.offset),
        found.capture.url,
        reader.record_at(warc_in(archive, holder.file), holder.offset),
    )


def publication_of(candidate: Candidate, known: Publications) -> Publication | None:
    """The publication of a row; None if a file described it and is gone, or may and is wrong."""
    if candidate.publication in known:
        return known.named(candidate.publication)
    if known.broken:
        return None
    try:
        described = discovery.publication_for(candidate.url)
    except (ValueError, ArchiverError):
        return None
    return described if described.slug == candidate.publication else None


def _is_page(db: sqlite3.Connection, capture: Capture, payload: Capture) -> bool:
    # A 304 has no status of its own: it says that the payload is what it was.
    head = payload if capture.status is None else capture
    if head.status != 200 or payload.status != 200 or capture.truncated:
        return False
    if head.mime and head.mime not in MEDIA_TYPES:
        return False
    known = db.execute(
        "SELECT 1 FROM readings WHERE capture = ?", (capture.ref.record_id,)
    ).fetchone()
    return known is None


def final(db: sqlite3.Connection, archive: Path, capture: Capture) -> Capture | None:
    """The capture that ``capture`` redirects to, itself if it does not; None if there is none.

    It may be in the next file: one is sealed whenever it is large enough.
    """
    for _ in range(MOST_REDIRECTS):
        if capture.status not in REDIRECTS:
            return capture
        target = location(archive, capture)
        row = db.execute(
            "SELECT * FROM captures WHERE url IN (?, ?) AND id > (SELECT id FROM captures"
            " WHERE record_id = ?) ORDER BY id LIMIT 1",
            (target, normalise(target), capture.ref.record_id),
        ).fetchone()
        if row is None:
            return None
        capture = catalogue.capture_of(row)
    return None
