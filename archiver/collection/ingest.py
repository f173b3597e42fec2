"""From the archive into the catalogue: how a WARC file is read into its tables."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from archiver.article import Article
from archiver.collection.crawling import barred, probes, requisites, skipped, story_pages
from archiver.collection.crawling.frontier import Frontier
from archiver.collection.crawling.requisite_frontier import Account, RequisiteFrontier
from archiver.collection.database import catalogue, settings
from archiver.collection.folder import Folder
from archiver.collection.record import (
    PROBE_URL,
    PUBLICATION_URL,
    READING_TYPE,
    REPORT_TYPE,
    REQUISITES_TYPE,
    REQUISITES_URL,
    SETTINGS_URL,
    Again,
    Reading,
    StyleSheet,
    decode,
)
from archiver.collection.reporting import runs
from archiver.collection.versioning import again
from archiver.urls import normalise
from warcs import Capture, WarcError, reader
from warcs.index.indexing import SUFFIXES
from warcs.proving import manifest
from warcs.redacting.masking import Flagged

OLD = timedelta(days=30)  #: of a page: what it asked for is something else by now


def warc_files(archive: Path) -> list[Path]:
    """The sealed files, in the order in which they were written (their names sort by time)."""
    found = (path for path in archive.iterdir() if path.name.endswith(SUFFIXES))
    return sorted(path for path in found if path.is_file())


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A reading of what was not known when it was met."""

    path: Path
    offset: int  #: bytes
    capture: str | None  #: record id of the capture that was not known; None: it was something else


def in_order(folder: Folder) -> list[Path]:
    """The sealed files in the order in which the collection got them, as its manifest says; those
    that it does not name come last, by their names."""
    place = {name: number for number, name in enumerate(manifest.order(folder.manifest))}
    return sorted(warc_files(folder.archive), key=lambda path: place.get(path.name, len(place)))


def ingest(
    db: sqlite3.Connection,
    path: Path,
    frontier: Frontier,
    offset: int = 0,
    later: "list[Later] | None" = None,
) -> list[str]:
    """Every capture and reading of a file that the catalogue does not know yet.

    It is read from ``offset`` on, where a record begins. A URL whose reading is found is done,
    unless the page was cut; what the page needs is wanted, unless it is found too. Returns what is
    damaged in the file, a line each. Readings of what is not known yet go into ``later``, if it is
    given: see :func:`ingest_later`.
    """
    wanted = RequisiteFrontier(db)
    problems: list[str] = []
    with path.open("rb") as stream:
        stream.seek(offset)
        records = reader.Records(stream, path.name, offset=offset)
        secret = Flagged()
        for record in records:
            _add_capture(db, record, frontier, wanted)
            secret.see(record)
            barred.add(db, record)
            if record.content_type == READING_TYPE:
                early = later is not None and not _is_known_capture(db, _refers_to(record))
                said = [] if early else _add_reading(db, record, frontier, wanted)
                if later is not None and (early or said):
                    capture = _refers_to(record) if early else None
                    later.append(Later(path=path, offset=record.offset, capture=capture))
                else:
                    problems += said
            if record.content_type == REQUISITES_TYPE:
                _add_style_sheet(db, record, wanted)
            if record.content_type == REPORT_TYPE:
                runs.restore(db, record.block)
            if record.type == "resource":
                _add_resource(db, record)
        catalogue.flag(db, secret.captures)
        return [*map(str, records.problems), *problems]


def _add_capture(
    db: sqlite3.Connection, record: reader.Record, frontier: Frontier, wanted: RequisiteFrontier
) -> None:
    capture = record.capture
    if capture is None:
        return
    catalogue.add_capture(db, capture)
    wanted.mark(capture)
    if capture.skipped:
        skipped.take_in(record, frontier, wanted)


def _add_resource(db: sqlite3.Connection, record: reader.Record) -> None:
    if record.url.startswith(PUBLICATION_URL):
        slug = record.url.removeprefix(PUBLICATION_URL)
        catalogue.add_publication(db, record.ref, slug, record.block)
    elif record.url == SETTINGS_URL:
        settings.add(db, record.ref, record.block)
    elif record.url.startswith(PROBE_URL):
        probes.add(db, record.ref, record.url.removeprefix(PROBE_URL), record.block)


def ingest_later(
    db: sqlite3.Connection, later: list[Later], frontier: Frontier, *, all: bool
) -> list[str]:
    """The readings of what was not known when they were met, because files came in another order
    than they were written in. Those that are read leave the list.

    Unless ``all`` of them are read now, only those whose captures are known by now; the live
    collection and the archive read again ask for them at the same moments.
    """
    wanted = RequisiteFrontier(db)
    problems: list[str] = []
    ready = [one for one in later if all or (one.capture and _is_known_capture(db, one.capture))]
    for one in ready:
        try:
            record = reader.record_at(one.path, one.offset)
            problems += _add_reading(db, record, frontier, wanted)
        except WarcError as error:
            problems.append(str(error))
    done = set(ready)
    later[:] = [one for one in later if one not in done]
    return problems


def _is_known_capture(db: sqlite3.Connection, record_id: str) -> bool:
    row = db.execute("SELECT 1 FROM captures WHERE record_id = ?", (record_id,)).fetchone()
    return row is not None


def _add_reading(
    db: sqlite3.Connection, record: reader.Record, frontier: Frontier, wanted: RequisiteFrontier
) -> list[str]:
    try:
        reading = reading_in(db, record.id, record.block, _refers_to(record))
    except msgspec.DecodeError:
        return []  # of a form that we do not write: another tool's, or damaged
    if reading is None:
        return [f"{record.file} at {record.offset}: refers to a reading that is not here"]
    context = reading.context
    again = _is_known(db, reading)
    keep_reading(db, reading, wanted, frontier, record.date)
    if again:
        return []  # a page that was read once more: nothing was fetched
    if reading.article.url and context.publication and not _is_cut(db, reading):
        frontier.mark_done(
            context.requested, context.publication, reading.article.kind, record.date
        )
    return []


def reading_in(
    db: sqlite3.Connection, record_id: str, block: bytes, capture: str
) -> Reading | None:
    """The reading that a metadata record about ``capture`` (record id) holds or refers to, as the
    catalogue has it. None if it refers to one that is not there. Raises msgspec.DecodeError."""
    found = decode(record_id, block)
    if isinstance(found, Again):
        return again.resolved(db, record_id, found, catalogue.by_record_id(db, capture))
    return located(db, found)


def _refers_to(record: reader.Record) -> str:
    return (record.field("WARC-Refers-To") or "").strip("<> ")


def keep_reading(
    db: sqlite3.Connection,
    reading: Reading,
    wanted: RequisiteFrontier,
    frontier: Frontier,
    now: datetime,
) -> bool:
    """Catalogue a reading, with what its page asks for, and the pages of its story that it names.
    True if it is a new version.

    The live crawl and the archive read again go through here alike.
    """
    new = catalogue.add_reading(db, reading)
    article, context = reading.article, reading.context
    story_pages.want(frontier, context, article, now)
    if article.capture is None or not context.requisites:
        return new
    page = article.capture.record_id
    requisites.keep(db, page, context.requisites)
    if now - article.capture.date > OLD:
        return new  # imported, or read late
    account = Account(
        publication=context.publication or "", page=page, named_by=article.url or context.requested
    )
    wanted.want(account, context.requisites, now)
    return new


def _add_style_sheet(
    db: sqlite3.Connection, record: reader.Record, wanted: RequisiteFrontier
) -> None:
    try:
        sheet = StyleSheet.decode(record.block)
    except msgspec.DecodeError:
        return
    url = record.url.removeprefix(REQUISITES_URL)
    capture = _refers_to(record)
    wanted.end(normalise(url), "done", record.date)
    keep_style_sheet(db, capture, url, sheet, wanted, record.date)


def keep_style_sheet(
    db: sqlite3.Connection,
    capture: str,
    url: str,
    sheet: StyleSheet,
    wanted: RequisiteFrontier,
    now: datetime,
) -> None:
    """Catalogue what the style sheet captured in ``capture`` (record id) from ``url`` names."""
    requisites.keep(db, capture, sheet.requisites)
    account = Account(
        publication=sheet.publication, page=sheet.page, named_by=url, depth=sheet.depth
    )
    wanted.want(account, sheet.requisites, now)


def located(db: sqlite3.Connection, reading: Reading) -> Reading:
    """The reading, with the place that its capture has now.

    A redaction moves what lies behind what it takes out; the reading's record is not changed.
    """
    ref = reading.article.capture
    row = db.execute(
        "SELECT file, offset FROM captures WHERE record_id = ?", (ref and ref.record_id,)
    ).fetchone()
    if ref is None or row is None or (row["file"], row["offset"]) == (ref.file, ref.offset):
        return reading
    value = msgspec.json.decode(reading.article_json)
    value["capture"].update(file=row["file"], offset=row["offset"])
    text = msgspec.json.encode(value).decode()
    return replace(reading, article=Article.from_json(text), article_json=text)


def _is_known(db: sqlite3.Connection, reading: Reading) -> bool:
    """True if the capture was read before."""
    ref = reading.article.capture
    row = db.execute(
        "SELECT 1 FROM readings WHERE capture = ?", (ref and ref.record_id,)
    ).fetchone()
    return row is not None


def _is_cut(db: sqlite3.Connection, reading: Reading) -> bool:
    """True if the page was not whole, so that it is still to be fetched."""
    ref = reading.article.capture
    row = db.execute(
        "SELECT truncated FROM captures WHERE record_id = ?", (ref and ref.record_id,)
    ).fetchone()
    return row is not None and row["truncated"] is not None


def captures_in(db: sqlite3.Connection, file: str) -> Iterator[Capture]:
    """The captures that the catalogue has of a file."""
    rows = db.execute("SELECT * FROM captures WHERE file = ? ORDER BY id", (file,))
    return map(catalogue.capture_of, rows)
