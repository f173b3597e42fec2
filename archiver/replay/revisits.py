"""Revisits that name their original by its digest alone, so that they can be replayed all the same.

ReplayWeb.page finds what a revisit repeats by the address and date in its head (WARC 1.1 §5.14 and
5.15), which older crawlers did not write. So these records are written once more, with both in
their heads, into a WARC file that lives as long as the replay, and their lines in the index lead
there. What is in the archive stays as it is.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from archiver.collection.crawling.originals import payload_of
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.errors import CollectionError
from warcs import Capture, CorruptRecord, records
from warcs.index import cdxj, lookup
from warcs.reader import Record, record_at

NAME = "named-revisits.warc"

Lines = dict[tuple[str, int], str]  #: file and offset of a revisit -> the line in place of its own

_REVISIT = b'"warc/revisit"'
_TOLD = ("warc-refers-to-target-uri", "warc-refers-to-date", "warc-target-uri")
_FIRST = "SELECT file, min(offset) AS offset FROM captures WHERE type = 'revisit' GROUP BY file"


def write(folder: Folder, path: Path) -> Lines:
    """Write the revisits that do not say what they repeat, as far as the catalogue knows it, to
    ``path``, which is not made if there are none; their lines in an index.

    None are found where there is no catalogue of the present version.
    """
    lines: Lines = {}
    with suppress(CollectionError, sqlite3.Error), closing(_opened(folder)) as db:
        found = _found(db, folder)
        first = next(found, None)
        if first is None:
            return lines
        with path.open("wb") as out:
            for revisit, record, holder in (first, *found):
                content = _named(record, holder)
                at = replace(revisit.ref, file=NAME, offset=out.tell())
                out.write(content)
                line = cdxj.line(replace(revisit, ref=at, length=len(content)))
                lines[revisit.ref.file, revisit.ref.offset] = line
    return lines


def put_in(lines: Iterable[bytes], instead: Lines) -> Iterator[bytes]:
    """An index's lines, sorted, with those of ``instead`` in the place of the revisits' own."""
    for line in lines:
        entry = lookup.parse(line.decode("utf-8", "replace")) if _REVISIT in line else None
        new = instead.get((entry.filename or "", entry.offset or 0)) if entry else None
        yield line if new is None else f"{new}\n".encode()


def _opened(folder: Folder) -> sqlite3.Connection:
    if not catalogue.is_current(folder.catalogue):  # none that is older holds imported files
        raise CollectionError(f"{folder.catalogue}: is not of the present version")
    return catalogue.connect(folder.catalogue, readonly=True)


def _found(db: sqlite3.Connection, folder: Folder) -> Iterator[tuple[Capture, Record, Capture]]:
    """Each with its record, and what holds its payload."""
    # A file is one tool's: the first of its revisits tells for all.
    files = [row["file"] for row in db.execute(_FIRST) if _is_silent(_record(folder, row))]
    for file in files:
        rows = db.execute("SELECT * FROM captures WHERE file = ? AND type = 'revisit'", (file,))
        for row in rows.fetchall():
            revisit, record = catalogue.capture_of(row), _record(folder, row)
            holder = payload_of(db, revisit)
            if record is not None and _is_silent(record) and holder.type != "revisit":
                yield revisit, record, holder


def _record(folder: Folder, row: sqlite3.Row) -> Record | None:
    with suppress(CorruptRecord):
        return record_at(folder.warc(row["file"]), row["offset"])
    return None


def _is_silent(record: Record | None) -> bool:
    return record is not None and record.field("WARC-Refers-To-Target-URI") is None


def _named(record: Record, holder: Capture) -> bytes:
    """The record with what it repeats in its head."""
    head = records.head(
        (
            *((name, value) for name, value in record.fields if name.lower() not in _TOLD),
            ("WARC-Target-URI", record.url),
            ("WARC-Refers-To-Target-URI", holder.url),
            ("WARC-Refers-To-Date", records.warc_date(holder.ref.date)),
        )
    )
    return head + record.block + b"\r\n\r\n"
