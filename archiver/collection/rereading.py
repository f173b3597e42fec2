"""From a capture back to an article: the bytes, what only the crawl knew, and today's reader."""

from archiver.article import Article
from archiver.collection.frontier import combined
from archiver.collection.record import Reading
from archiver.errors import CollectionError
from archiver.page import MOST_BYTES, Page
from archiver.publications import Publication
from archiver.reading import read
from archiver.rights.signs import together
from warcs import CaptureRef
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
    return read(page, publication, combined(reading.context.entries), ref)


def page_of(record: Record, url: str | None, payload: Record | None = None) -> Page:
    """The page in a response record; ``url`` as it was requested (the record's is escaped).

    Of a revisit ``payload`` is the record that it refers to: a 304 has its headers as well. Raises
    CollectionError for a record of any other kind.
    """
    whole = (payload or record).http
    head = record.http if record.size else whole
    if head is None or whole is None:
        raise CollectionError(f"{record.file} at {record.offset}: is no HTTP response")
    headers = together(head.headers)
    # One byte more than is read tells the reader that the page was cut.
    return Page.of(whole.body(MOST_BYTES + 1), url or record.url, headers, record.date)
