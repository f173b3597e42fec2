"""Style sheets that a crawl captured and did not live to read.

What a style sheet names is known only when it has been read, so its row waits for that. It is read
from its capture when the collection is opened again, and not fetched twice.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from pathlib import Path

from archiver.collection.crawling.originals import payload_of
from archiver.collection.crawling.requisite_frontier import RequisiteFrontier
from archiver.collection.crawling.unread import final
from archiver.collection.database import catalogue
from archiver.collection.folder import warc_in
from archiver.collection.record import StyleSheet
from archiver.requisites import of_style_sheet
from warcs import Capture
from warcs.reader import record_at

MOST_BYTES = 32 << 20  # of a style sheet, decoded: what a crawl reads of an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadStyle:
    """A row of the frontier of requisites, and what its capture says."""

    key: str  #: of the row
    capture: Capture
    size: int  #: bytes, decoded
    sheet: StyleSheet | None  #: None for a web page in the place of a style sheet


def find(db: sqlite3.Connection, archive: Path, since: datetime) -> Iterator[UnreadStyle]:
    """The pending style sheets that were captured whole, ``since`` then, by runs that did not end;
    of each its newest capture."""
    rows = db.execute(
        "SELECT requisite_frontier.url AS key, requisite_frontier.publication, page, depth,"
        " max(captures.id), captures.* FROM requisite_frontier"
        " INDEXED BY requisites_next"  # of all that were ever wanted, few are pending
        " JOIN captures ON captures.url = requisite_frontier.fetch"
        " WHERE kind = 'style' AND state = 'pending' AND captures.date >= ?"
        " AND captures.id > coalesce((SELECT captures FROM runs WHERE captures IS NOT NULL"
        " ORDER BY id DESC LIMIT 1), 0)"
        " AND captures.type IN ('response', 'revisit') GROUP BY requisite_frontier.url",
        (catalogue.iso(since),),
    ).fetchall()
    for row in rows:
        capture = final(db, archive, catalogue.capture_of(row))
        found = capture and _read(db, archive, capture, row)
        if found:
            yield found


def read_all(
    db: sqlite3.Connection,
    archive: Path,
    requisites: RequisiteFrontier,
    now: datetime,
    keep: Callable[[Capture, StyleSheet], None],
) -> None:
    """End the rows of all of them, as the crawl would have; ``keep`` stores what one names."""
    for found in list(find(db, archive, now - requisites.bounds.age)):
        if found.sheet is not None:
            keep(found.capture, found.sheet)
        requisites.end(found.key, "done", now, size=found.size)


def charset_of(content_type: str | None) -> str | None:
    """The charset that a Content-Type names."""
    message = Message()
    message["Content-Type"] = content_type or ""
    return message.get_content_charset()


def _read(
    db: sqlite3.Connection, archive: Path, capture: Capture, row: sqlite3.Row
) -> UnreadStyle | None:
    """None for what is not whole, or cannot be read: it is left to be fetched again."""
    payload = payload_of(db, capture)
    status = payload.status if capture.status is None else capture.status
    if status != 200 or payload.status != 200 or capture.truncated or payload.truncated:
        return None
    try:
        http = record_at(warc_in(archive, payload.ref.file), payload.ref.offset).http
        if http is None:
            return None
        body = http.body(MOST_BYTES)
        named = of_style_sheet(body, capture.url, charset_of(http.header("content-type")))
    except Exception:  # whatever it is: else the collection could never be opened again
        return None
    sheet = StyleSheet(
        publication=row["publication"], page=row["page"], depth=row["depth"] + 1, requisites=named
    )
    is_page = "html" in (capture.mime or payload.mime or "")
    return UnreadStyle(
        key=row["key"], capture=capture, size=len(body), sheet=None if is_page else sheet
    )
