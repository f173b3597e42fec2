"""What was read from chosen captures: all of their readings, in whichever file each one is.

A page that is read again long after it was captured is read into the file of that day.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from archiver.collection.record import READING_TYPE
from warcs import WarcError
from warcs.reader import open_records


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A reading in the catalogue."""

    id: int  #: counted in the order of the archive
    record_id: str  #: of its metadata record
    capture: str  #: record id of what it was read from
    publication: str | None  #: slug
    described: str | None  #: digest of the publication file that it was read by


def of(db: sqlite3.Connection, captures: Iterable[str]) -> list[Kept]:
    """The readings of these captures (record ids), in their order."""
    rows = db.execute(
        "SELECT id, record_id, capture, publication, publication_digest FROM readings"
        " WHERE capture IN (SELECT value FROM json_each(?)) ORDER BY id",
        (as_json(captures),),
    )
    return [
        Kept(
            id=row["id"],
            record_id=row["record_id"],
            capture=row["capture"],
            publication=row["publication"],
            described=row["publication_digest"],
        )
        for row in rows
    ]


def newest(readings: Iterable[Kept]) -> dict[str, int]:
    """Of each capture (record id) the id of its newest reading."""
    return {one.capture: one.id for one in readings}


def as_json(values: Iterable[str]) -> str:
    """For ``json_each``: so many values go into one statement."""
    return msgspec.json.encode(list(values)).decode()


def files_with(db: sqlite3.Connection, paths: Iterable[Path], wanted: set[str]) -> list[Path]:
    """Which of these files hold the records ``wanted``. Those that hold no captures are looked at
    first: that is what reading again writes."""
    crawled = {name for (name,) in db.execute("SELECT DISTINCT file FROM captures")}
    left = set(wanted)
    found = []
    for path in sorted(paths, key=lambda path: (path.name in crawled, path.name)):
        if not left:
            break
        here = left.intersection(ids_in(path))
        if here:
            found.append(path)
            left -= here
    return found


def ids_in(path: Path) -> Iterator[str]:
    """The record ids of the readings in a file, as far as it can be read."""
    with suppress(WarcError, OSError), open_records(path) as records:
        for record in records:
            if record.content_type == READING_TYPE:
                yield record.id
