"""The settings of the runs, in the archive and in the catalogue: a record where they changed."""

import hashlib
import sqlite3

from archiver.collection.database.rows import iso
from archiver.collection.options import Options
from archiver.collection.record import SETTINGS_TYPE, SETTINGS_URL
from warcs import CaptureRef, Recorder


def keep(db: sqlite3.Connection, recorder: Recorder, options: Options) -> None:
    """Archive settings as a resource record, when they are not those that were archived last."""
    block = options.archived()
    row = db.execute("SELECT digest FROM settings ORDER BY date DESC, rowid DESC LIMIT 1")
    newest = row.fetchone()
    if newest is None or newest["digest"] != _digest(block):
        ref = recorder.add_resource(SETTINGS_URL, block, content_type=SETTINGS_TYPE)
        add(db, ref, block)


def add(db: sqlite3.Connection, ref: CaptureRef, block: bytes) -> None:
    """Settings that the archive holds, once."""
    db.execute(
        "INSERT OR IGNORE INTO settings VALUES (?, ?, ?, ?, ?)",
        (ref.record_id, _digest(block), iso(ref.date), ref.file, ref.offset),
    )


def _digest(block: bytes) -> str:
    return hashlib.sha256(block).hexdigest()
