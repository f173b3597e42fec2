"""From the archive into the catalogue: how a WARC file is read into its tables."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from archiver.collection import catalogue
from archiver.collection.frontier import Frontier
from archiver.collection.record import PUBLICATION_URL, READING_TYPE, Reading, decode
from warcs import Capture, reader


def warc_files(archive: Path) -> list[Path]:
    """The sealed files, in the order in which they were written (their names sort by time)."""
    return sorted(archive.glob("*.warc.gz"))


def ingest(db: sqlite3.Connection, path: Path, frontier: Frontier) -> list[str]:
    """Every capture and reading of a sealed file that the catalogue does not know yet.

    A URL whose reading is found is done, unless the page was cut. Returns what is
    damaged in the file, a line each.
    """
    with path.open("rb") as stream:
        records = reader.read_records(stream, path.name)
        for record in records:
            if record.capture is not None:
                catalogue.add_capture(db, record.capture)
            if record.content_type == READING_TYPE:
                _add_reading(db, record, frontier)
            if record.type == "resource" and record.url.startswith(PUBLICATION_URL):
                slug = record.url.removeprefix(PUBLICATION_URL)
                catalogue.add_publication(db, record.ref, slug, record.block)
        return [str(problem) for problem in records.problems]


def _add_reading(db: sqlite3.Connection, record: reader.Record, frontier: Frontier) -> None:
    try:
        reading = decode(record.id, record.block)
    except msgspec.DecodeError:
        return  # of a form that we do not write: another tool's, or damaged
    catalogue.add_reading(db, reading)
    context = reading.context
    if reading.article.url and context.publication and not _is_cut(db, reading):
        frontier.mark_done(
            context.requested, context.publication, reading.article.kind, record.date
        )


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
