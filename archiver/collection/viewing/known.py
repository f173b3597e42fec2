"""Which of many addresses are articles of the collection, and which pictures it has."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

from archiver.collection.crawling import originals, requisites
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.urls import normalise
from warcs import Capture, CorruptRecord, reader

AT_ONCE = 500  # addresses in a query
MOST_PICTURE = 20_000_000  # bytes, decoded


def known(db: sqlite3.Connection, urls: Iterable[str]) -> Mapping[str, str]:
    """Of these addresses, in whatever spelling, those of articles: address -> the article's own."""
    spelled: dict[str, list[str]] = {}
    for url in urls:
        spelled.setdefault(normalise(url), []).append(url)
    found: dict[str, str] = {}
    wanted = list(spelled)
    for first in range(0, len(wanted), AT_ONCE):
        part = wanted[first : first + AT_ONCE]
        rows = db.execute(
            "SELECT aliases.url, articles.url AS own FROM aliases"
            " JOIN articles ON articles.id = aliases.article"
            f" WHERE aliases.url IN ({', '.join('?' * len(part))})",
            part,
        )
        found |= {url: own for alias, own in rows.fetchall() for url in spelled[alias]}
    return found


def picture(db: sqlite3.Connection, folder: Folder, url: str, near: datetime) -> Capture | None:
    """The capture that a replay near that time shows of ``url``, redirects followed; None if there
    is none with an answer."""
    try:
        led = list(requisites.followed(db, folder.archive, url, catalogue.iso(near)))
    except CorruptRecord:
        return None
    last = led[-1] if led else None
    if last is None or last.failure is not None or (last.status or 200) >= 300:
        return None
    return last


def content(db: sqlite3.Connection, folder: Folder, capture: Capture) -> bytes:
    """The body of a capture without its codings, MOST_PICTURE bytes of it at most.

    Raises warcs.CorruptRecord if it is not there.
    """
    ref = originals.payload_of(db, capture).ref
    record = reader.record_at(folder.warc(ref.file), ref.offset)
    if record.type == "resource":
        return record.beginning(MOST_PICTURE)
    return record.http.body(MOST_PICTURE) if record.http else b""
