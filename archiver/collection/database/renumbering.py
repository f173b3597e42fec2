"""Captures of a catalogue that was made anew: what the old one said of them by their numbers."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from archiver.collection.database import catalogue
from archiver.errors import CollectionError


def renumber(db: sqlite3.Connection, old: Path) -> None:
    """Up to which capture a run had read all: captures have other numbers where some are gone, or
    in another order. Where that cannot be told, they are looked at once more."""
    runs_of = {x for (x,) in db.execute("SELECT captures FROM runs WHERE captures IS NOT NULL")}
    if not runs_of:
        return
    numbers: dict[int, int] = {}
    with (
        suppress(CollectionError, sqlite3.Error),
        closing(catalogue.connect(old, readonly=True)) as source,
    ):
        numbers = _numbers(db, source, runs_of)
    db.executemany(
        "UPDATE runs SET captures = ? WHERE captures = ?",
        [(numbers.get(one), one) for one in sorted(runs_of)],
    )


def _numbers(
    db: sqlite3.Connection, source: sqlite3.Connection, wanted: set[int]
) -> dict[int, int]:
    """For captures of the old catalogue, the number up to which the new one has the same, and
    only those; for as many as it has in the same order."""
    found: dict[int, int] = {}
    new = 0
    rows = source.execute(
        "SELECT id, record_id FROM captures WHERE id <= ? ORDER BY id", (max(wanted),)
    )
    for number, record_id in rows:
        place = db.execute("SELECT id FROM captures WHERE record_id = ?", (record_id,)).fetchone()
        if place is not None and place["id"] != new + 1:
            break
        new += place is not None
        if number in wanted:
            found[number] = new
    return found
