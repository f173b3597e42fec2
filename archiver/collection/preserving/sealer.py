"""A file that is sealed while a crawl goes on: what takes long is done beside it.

The final name comes at once. Digest, index and page list need the file read through and thousands
of rows; that may be done by another thread, with a connection of its own. When it is done, the next
commit (:mod:`archiver.collection.committing`) tells manifest and catalogue. Whatever a crash
interrupts is taken up when the collection is opened again, because the row in ``files`` comes last.
"""

import sqlite3
from concurrent.futures import Future
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from archiver.collection import opening
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.opening import Aside
from warcs import Recorder, SealedFile, files


class Sealer:
    """Seals the file that ``recorder`` writes; ``db`` is the session's, ``aside`` does what takes
    long."""

    def __init__(
        self, db: sqlite3.Connection, folder: Folder, recorder: Recorder, aside: Aside
    ) -> None:
        self._db = db
        self._folder = folder
        self._recorder = recorder
        self._aside = aside
        self._doing: Future[SealedFile] | None = None

    @property
    def is_due(self) -> bool:
        """True if a file is to be sealed; one at a time."""
        return self._doing is None and self._recorder.due

    def let_go(self) -> Path | None:
        """Let go of the open file, if it holds anything; after a commit: it is synced, and its
        captures are in the catalogue."""
        name = self._recorder.name
        path = self._recorder.let_go()
        if path is None and name:
            catalogue.forget_open(self._db, name)
        return path

    def begin(self, path: Path) -> None:
        """Seal a file that was let go of, and has its final name, durably."""
        self._doing = self._aside(partial(_prepare, self._folder, path))

    @property
    def is_done(self) -> bool:
        """True if manifest and catalogue can be told of a file."""
        return self._doing is not None and self._doing.done()

    def end(self, *, wait: bool = False) -> SealedFile | None:
        """The file that was begun to be sealed, if all is done but telling manifest and catalogue.

        Raises what preparing it raised: WriteFailed, OSError, sqlite3.Error.
        """
        doing = self._doing
        if doing is None or not (wait or doing.done()):
            return None
        self._doing = None
        return doing.result()

    def give_up(self) -> None:
        """Wait for what is being done, and leave the rest to the next opening."""
        if self._doing is not None:
            with suppress(Exception):  # it was no help: what went wrong first was told
                self._doing.result()
            self._doing = None


def _prepare(folder: Folder, path: Path) -> SealedFile:
    """In any thread."""
    with closing(catalogue.connect(folder.catalogue, readonly=True)) as db:
        sealed = files.sealed_file(path)
        opening.prepare(db, folder, sealed)
        return sealed
