"""From a capture back to an article: the bytes, what only the crawl knew, and today's reader."""

import sqlite3
from dataclasses import replace

import archiver.reading
from archiver.article import Article
from archiver.collection.crawling import originals
from archiver.collection.crawling.frontier import combined
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.record import Context, Discovered, Reading
from archiver.errors import CollectionError
from archiver.page import MOST_BYTES, Page
from archiver.publications import Publication
from archiver.publications.file import read_file
from archiver.rights.signs import together
from archiver.rights.skipping import without_text
from warcs import CaptureRef, reader
from warcs.reader import Record


def reread(
    record: Record,
    payload: Record,
    ref: CaptureRef,
    reading: Reading,
    publication: Publication | None,
) -> Article:
    """What the page in ``record`` says, with what the crawl knew when ``reading`` was made.

    ``payload`` is the record that holds the payload: another one if ``record`` is a revisit.
    ``ref`` is the record's place, as the article shall name it. Raises CollectionError if the
    record holds no page.
    """
    page = page_of(record, reading.article.url, payload)
    context = reading.context
    article = archiver.reading.read(
        page, publication, combined(context.entries), ref, context.wishes
    )
    # What was decided when the page was captured holds, whatever is decided today.
    why = reading.article.rights.skipped
    return without_text(article, why) if why else article


def page_of(record: Record, url: str | None, payload: Record | None = None) -> Page:
    """The page in a response or resource record; ``url`` as it was requested (the record's is
    escaped).

    Of a revisit ``payload`` is the record that it refers to: a 304 has its headers as well. Raises
    CollectionError for a record of any other kind.
    """
    holder = payload or record
    if holder.type == "resource":
        return _kept(record, url, holder)
    whole = holder.http
    head = record.http if record.size else whole
    if head is None or whole is None:
        raise CollectionError(f"{record.file} at {record.offset}: is no HTTP response")
    headers = together(head.headers)
    # One byte more than is read tells the reader that the page was cut.
    return Page.of(whole.body(MOST_BYTES + 1), url or record.url, headers, record.date)


def _kept(record: Record, url: str | None, holder: Record) -> Page:
    """The page in a resource record, which has no headers but its media type."""
    told = record.http.headers if record.size and record.http else ()
    headers = together(told or (("Content-Type", holder.content_type or "text/html"),))
    return Page.of(holder.beginning(MOST_BYTES + 1), url or record.url, headers, record.date)


def described(db: sqlite3.Connection, folder: Folder, context: Context) -> Publication | None:
    """The publication as ``context`` says that it was described, from the file in the archive.

    Raises CollectionError where that is not there, PublicationError where it is of a form that is
    no longer known, warcs.CorruptRecord where it cannot be read.
    """
    if context.publication is None:
        return None
    if context.publication_digest is None:
        found = context.discovered
        return found.publication(context.publication) if found else None
    row = db.execute(
        "SELECT file, offset FROM publications WHERE slug = ? AND digest = ? ORDER BY date LIMIT 1",
        (context.publication, context.publication_digest),
    ).fetchone()
    if row is None:
        raise CollectionError(f"{context.publication}: its file is not in the archive")
    source = reader.record_at(folder.warc(row["file"]), row["offset"]).block
    file = read_file(source, f"{context.publication}.toml", context.publication_digest)
    return next((one for one in file if one.slug == context.publication), None)


def read_again(
    db: sqlite3.Connection, folder: Folder, reading: Reading, publication: Publication | None
) -> tuple[Context, Article]:
    """The capture of a stored reading, read by today's reader as ``publication`` says.

    Beside the article what is to be kept with it: what the crawl knew, and the publication. Raises
    CollectionError if the capture is no page, warcs.CorruptRecord if the bytes are not there.
    """
    ref = reading.article.capture
    capture = catalogue.by_record_id(db, ref.record_id) if ref else None
    if capture is None:
        raise CollectionError(f"{reading.article.url}: its capture is not in the collection")
    holder = originals.payload_of(db, capture).ref
    article = reread(
        reader.record_at(folder.warc(capture.ref.file), capture.ref.offset),
        reader.record_at(folder.warc(holder.file), holder.offset),
        capture.ref,
        reading,
        publication,
    )
    context = replace(
        reading.context,
        publication_digest=publication.digest if publication else None,
        discovered=Discovered.of(publication) if publication else None,
        # What the page needs was fetched, or was not, when it was captured.
        requisites=(),
    )
    return context, article
