"""The catalogues of the collections that files belong to: what their crawls knew of captures."""

import sqlite3
from pathlib import Path

import msgspec

from archiver.article import Skipped
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.record import Context
from archiver.errors import CollectionError
from archiver.loading.inputs import Input


class _Rights(msgspec.Struct, frozen=True):
    skipped: Skipped | None = None


class Stored(msgspec.Struct, frozen=True):
    """What is asked of the article in a reading."""

    url: str | None = None  #: as it was requested
    rights: _Rights = _Rights()


_stored = msgspec.json.Decoder(Stored)
_context = msgspec.json.Decoder(Context)


def stored(article_json: str | bytes) -> Stored:
    """What is asked of a stored article. Raises msgspec.DecodeError."""
    return _stored.decode(article_json)


class Catalogues:
    """Catalogues by the folder of their collection, opened when they are asked for."""

    def __init__(self) -> None:
        self._open: dict[str, sqlite3.Connection | None] = {}

    def of(self, collection: str | None) -> sqlite3.Connection | None:
        """The catalogue of a collection; None if there is none that can be read."""
        if collection is None:
            return None
        if collection not in self._open:
            try:
                path = Folder(Path(collection)).catalogue
                self._open[collection] = catalogue.connect(path, readonly=True)
            except (CollectionError, sqlite3.Error):
                self._open[collection] = None
        return self._open[collection]

    def close(self) -> None:
        """Let go of the files."""
        for db in self._open.values():
            if db is not None:
                db.close()
        self._open.clear()


def reading_of(db: sqlite3.Connection, record_id: str) -> tuple[Context, Stored] | None:
    """What the crawl knew of a capture, and what was read from it last; None if it was not read."""
    row = db.execute(
        "SELECT context, article FROM readings WHERE capture = ? ORDER BY id DESC LIMIT 1",
        (record_id,),
    ).fetchone()
    return (_context.decode(row["context"]), stored(row["article"])) if row else None


def holder_of(db: sqlite3.Connection, collection: str, record_id: str) -> tuple[Input, int] | None:
    """The file and the offset of a capture; None if the catalogue has none of that record id."""
    capture = catalogue.by_record_id(db, record_id)
    if capture is None:
        return None
    name = capture.ref.file
    path = Folder(Path(collection)).warc(name)
    return Input(path=str(path), name=name, collection=collection), capture.ref.offset
