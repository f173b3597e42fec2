"""What a search finds, for programs: an Atom feed of the newest, a table and lines of all."""

import csv
import io
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from archiver.article import Article
from archiver.collection.database.rows import moment
from archiver.collection.finding import Hit
from archiver.data.columns import COLUMNS
from archiver.data.texts import json_of
from archiver.data.writers.csv import cell, harmless
from archiver.web import policy
from archiver.web.links import Links
from archiver.web.pages.searching import Asked, asked_for, found
from archiver.web.room import Room
from archiver.web.shelves import Shelf

ENTRIES = 50  # of a feed
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in a feed."""

    hit: Hit
    here: str  #: its page in the room, absolute
    published: str | None  #: RFC 3339; None unless clock time and zone are known
    updated: str  #: RFC 3339: of the first capture of its newest version
    summary: str


def atom(room: Room, shelf: Shelf, request: Request) -> Response:
    """The newest articles that a search finds, as a feed (RFC 4287)."""
    wanted = replace(asked_for(request), sort="date", page=1)
    links, own = Links(shelf), str(request.base_url).rstrip("/")
    with shelf.opened() as collection:
        hits = found(collection, wanted, page=1, limit=ENTRIES).hits
        dates = _dates(collection.db, hits)
    entries = [
        _entry(hit, own + links.article(hit.url), dates[hit.url])
        for hit in hits
        if hit.url in dates  # a crawl may have given it another address since
    ]
    xml = room.templates.get_template("atom.xml").render(
        title=f"{shelf.title}: {wanted.title}",
        own=own + links.to("search.atom", **wanted.query),
        page=own + links.to("search", **wanted.query),
        updated=max((entry.updated for entry in entries), default="1970-01-01T00:00:00Z"),
        entries=entries,
    )
    headers = {"Content-Security-Policy": policy.FILE}
    return Response(NO_XML.sub("", xml), media_type="application/atom+xml", headers=headers)


def _dates(db: sqlite3.Connection, hits: Sequence[Hit]) -> dict[str, datetime]:
    rows = db.execute(
        "SELECT articles.url, max(versions.date) FROM articles"
        " JOIN versions ON versions.article = articles.id"
        f" WHERE articles.url IN ({', '.join('?' * len(hits))}) GROUP BY articles.id",
        [hit.url for hit in hits],
    )
    return {url: moment(date) for url, date in rows.fetchall()}


def _entry(hit: Hit, here: str, date: datetime) -> Entry:
    known = hit.published or ""
    exact = len(known) > len("2026-03-01T10:00") and datetime.fromisoformat(known).tzinfo
    return Entry(
        hit=hit,
        here=here,
        published=known if exact else None,
        updated=date.isoformat(),
        summary=" ".join("".join(part.text for part in hit.snippet).split()),
    )


def table(room: Room, shelf: Shelf, request: Request) -> Response:
    """All that a search finds as CSV: columns as in docs/tables.md, formulas made harmless."""
    rows = _rows(articles(shelf, asked_for(request)))
    return _file(request, rows, "text/csv; charset=utf-8", "articles.csv")


def lines(room: Room, shelf: Shelf, request: Request) -> Response:
    """The same as JSON Lines: a line is one article."""
    found = (json_of(article) + b"\n" for article in articles(shelf, asked_for(request)))
    return _file(request, found, "application/jsonl", "articles.jsonl")


def _file(request: Request, content: Iterator[bytes], media_type: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": policy.FILE,
    }
    sent = iter(()) if request.method == "HEAD" else content
    return StreamingResponse(sent, media_type=media_type, headers=headers)


def _rows(articles: Iterator[Article]) -> Iterator[bytes]:
    yield _row([column.name for column in COLUMNS])
    for article in articles:
        yield _row([harmless(cell(column, article)) for column in COLUMNS])


def _row(cells: Sequence[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode("utf-8", "replace")


def articles(shelf: Shelf, wanted: Asked) -> Iterator[Article]:
    """Everything that is found, in its order, read while it is sent.

    The first one is read at once: what is wrong with the collection is to be known before anything
    is sent. Raises CollectionError.
    """
    found = _read(shelf, wanted)
    first = next(found, None)
    return iter(()) if first is None else chain((first,), found)


def _read(shelf: Shelf, wanted: Asked) -> Iterator[Article]:
    with shelf.opened() as collection:
        yield from collection.matching(wanted.q, wanted.filters, sort=wanted.sort)
