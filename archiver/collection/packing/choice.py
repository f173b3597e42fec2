"""Which captures a query on a collection is for, with all that their replay needs."""

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from archiver.collection.crawling import requisites
from archiver.collection.database import catalogue
from archiver.collection.packing import readings
from archiver.collection.packing.readings import Kept
from archiver.errors import CollectionError
from archiver.urls import normalise
from warcs import Capture, WarcError, reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for; all that is given must hold. By default everything."""

    publication: str | None = None  #: slug
    channel: str | None = None  #: as printed, in any case
    since: date | None = None  #: articles of this day (of publication, else of capture) or later
    until: date | None = None  #: articles of this day or earlier
    urls: tuple[str, ...] | None = None  #: captures of these URLs, and of articles known under them
    run: int | None = None  #: what this run captured; -1 is the last that ended

    @property
    def is_everything(self) -> bool:
        """True if nothing is left out."""
        return all(getattr(self, one.name) is None for one in fields(self))

    @property
    def is_of_articles(self) -> bool:
        """True if only captures of articles can be meant."""
        return any(x is not None for x in (self.publication, self.channel, self.since, self.until))


@dataclass(slots=True, kw_only=True)
class Choice:
    """The captures that a query is for."""

    captures: dict[str, str]  #: record id -> name of its file
    pages: dict[str, int]  #: record id of a chosen page -> row id of its newest reading
    publications: dict[str, str]  #: as captures: the publication files that they were read by
    readings: list[Kept]  #: all that were read from the captures
    newest: datetime | None = None  #: time of the newest capture
    dangling: int = 0  #: revisits whose record is not in the collection, or left out
    leave_out: bool = False  #: captures whose request carried credentials

    @property
    def records(self) -> dict[str, str]:
        """All of them."""
        return self.captures | self.publications


_PAGES = """
    SELECT readings.id AS reading, json_extract(readings.context, '$.requested') AS requested,
           captures.*
    FROM captures
    JOIN readings ON readings.capture = captures.record_id
    JOIN versions ON versions.id = readings.version
    JOIN articles ON articles.id = versions.article
"""
CHUNK = 400  # URLs asked for in one statement


def choose(
    db: sqlite3.Connection, archive: Path, query: Query, *, leave_out: bool = False
) -> Choice:
    """The captures that ``query`` is for: pages, the redirects that led to them, what they need to
    look like themselves, and the records that revisits among them refer to. ``leave_out``: none
    whose request carried credentials.

    Raises CollectionError where a run is not known.
    """
    # SQLite's own NOCASE knows the letters of ASCII only.
    db.create_function("casefold", 1, lambda text: text and text.casefold(), deterministic=True)
    choice = Choice(captures={}, pages={}, publications={}, readings=[], leave_out=leave_out)
    for where, values in _conditions(db, query):
        for row in db.execute(f"{_PAGES} WHERE {where} ORDER BY readings.id", values):
            if leave_out and row["credentials"]:
                continue
            choice.pages[row["record_id"]] = row["reading"]
            _add_page(db, archive, row, choice)
        if not query.is_of_articles:
            for row in db.execute(f"SELECT * FROM captures WHERE {where}", values):
                _add(choice, catalogue.capture_of(row))
    _resolve(db, archive, choice)
    choice.readings = readings.of(db, choice.captures)
    _add_publications(db, choice)
    return choice


def _conditions(db: sqlite3.Connection, query: Query) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Conditions, one after the other, whose rows together are meant."""
    parts: list[str] = []
    values: list[object] = []
    for text, value in (
        ("articles.publication = ?", query.publication),
        ("casefold(articles.channel) = ?", query.channel and query.channel.casefold()),
        ("articles.day >= ?", query.since and query.since.isoformat()),
        ("articles.day <= ?", query.until and query.until.isoformat()),
    ):
        if value is not None:
            parts.append(text)
            values.append(value)
    if query.run is not None:
        parts.append("captures.date BETWEEN ? AND ?")
        values += _span(db, query.run)
    if query.urls is None:
        yield " AND ".join(parts) or "1", tuple(values)
        return
    for start in range(0, len(query.urls), CHUNK):
        urls = _known(db, query.urls[start : start + CHUNK])
        marks = ", ".join("?" * len(urls))
        yield " AND ".join([*parts, f"captures.url IN ({marks})"]), (*values, *urls)


def _known(db: sqlite3.Connection, urls: tuple[str, ...]) -> list[str]:
    """``urls``, and those that the articles known under them were captured from."""
    found = dict.fromkeys(urls)
    marks = ", ".join("?" * len(urls))
    rows = db.execute(
        "SELECT DISTINCT readings.url FROM aliases JOIN versions USING (article)"
        f" JOIN readings ON readings.version = versions.id WHERE aliases.url IN ({marks})",
        tuple(map(normalise, urls)),
    )
    found.update(dict.fromkeys(url for (url,) in rows))
    return list(found)


def _span(db: sqlite3.Connection, run: int) -> tuple[str, str]:
    where = "id = ?" if run >= 0 else "? AND ended IS NOT NULL"
    row = db.execute(
        f"SELECT started, coalesce(ended, '9999') AS ended FROM runs WHERE {where}"
        " ORDER BY id DESC LIMIT 1",
        (run,),
    ).fetchone()
    if row is None:
        raise CollectionError(f"no run {run} in this collection; `archiver status` tells the last")
    return row["started"], row["ended"]


def _add(choice: Choice, capture: Capture) -> None:
    if choice.leave_out and capture.credentials:
        return
    choice.captures[capture.ref.record_id] = capture.ref.file
    choice.newest = max(choice.newest or capture.ref.date, capture.ref.date)


def _add_page(db: sqlite3.Connection, archive: Path, row: sqlite3.Row, choice: Choice) -> None:
    page = catalogue.capture_of(row)
    _add(choice, page)
    for capture in requisites.needed_by(db, archive, page):
        _add(choice, capture)
    if row["requested"] and row["requested"] != page.url:
        for capture in requisites.followed(
            db, archive, row["requested"], catalogue.iso(page.ref.date)
        ):
            _add(choice, capture)


def _add_publications(db: sqlite3.Connection, choice: Choice) -> None:
    """The publication files that the captures were read by: without them, they cannot be read
    again."""
    for slug, digest in {(one.publication, one.described) for one in choice.readings}:
        found = db.execute(
            "SELECT record_id, file FROM publications WHERE slug = ? AND digest = ?"
            " ORDER BY date LIMIT 1",
            (slug, digest),
        ).fetchone()
        if found:
            choice.publications[found["record_id"]] = found["file"]


def _resolve(db: sqlite3.Connection, archive: Path, choice: Choice) -> None:
    """Add the record that each chosen revisit refers to."""
    waiting = list(choice.captures)
    while waiting:
        row = db.execute(
            "SELECT * FROM captures WHERE record_id = ? AND type = 'revisit'", (waiting.pop(),)
        ).fetchone()
        if row is None:
            continue
        found = _referred(db, archive, catalogue.capture_of(row))
        if found is None or (choice.leave_out and found.credentials):
            choice.dangling += 1
        elif found.ref.record_id not in choice.captures:
            _add(choice, found)
            waiting.append(found.ref.record_id)  # of another tool's making, it may be a revisit


def _referred(db: sqlite3.Connection, archive: Path, revisit: Capture) -> Capture | None:
    """The capture that a revisit refers to: by its id; without one, by URL and date (WARC 1.1
    §6.7.2)."""
    try:
        record = reader.record_at(archive / revisit.ref.file, revisit.ref.offset)
    except WarcError:
        return None
    refers_to = (record.field("WARC-Refers-To") or "").strip().strip("<>")
    row = db.execute("SELECT * FROM captures WHERE record_id = ?", (refers_to,)).fetchone()
    if row is None and not refers_to:
        url = record.field("WARC-Refers-To-Target-URI") or revisit.url
        moment = record.field("WARC-Refers-To-Date") or catalogue.iso(revisit.ref.date)
        row = db.execute(
            "SELECT * FROM captures WHERE url = ? AND type = 'response' AND digest IS ?"
            " ORDER BY abs(julianday(date) - julianday(?)) LIMIT 1",
            (url.strip(), revisit.ref.digest, moment.strip()),
        ).fetchone()
    return catalogue.capture_of(row) if row else None


def files_of(archive: Path, choice: Choice) -> list[Path]:
    """The files that hold the chosen captures, and the next of each: what is said of a capture is
    most often written soon after it, which may be in another file."""
    names = set(choice.records.values())
    everything = sorted(path for path in archive.iterdir() if path.is_file())
    after = {later.name for path, later in pairwise(everything) if path.name in names}
    return [path for path in everything if path.name in names | after]


def with_credentials(db: sqlite3.Connection, chosen: Collection[str] | None) -> int:
    """How many of the captures (record ids; None for all) carried a Cookie or Authorization."""
    rows = db.execute("SELECT record_id FROM captures WHERE credentials")
    return sum(chosen is None or row["record_id"] in chosen for row in rows)
