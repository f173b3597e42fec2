"""The order of a commit: the bytes, then the rows that speak of them, then SQLite's log.

Whoever may not wait for the disk, as an event loop, has other threads do what takes long, and goes
on with the steps when that is done. What is written meanwhile belongs to the next commit, or to
this one where its bytes are on the disk before the rows are committed.
"""

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

from archiver.collection import opening
from archiver.collection.database import catalogue
from archiver.collection.database.checkpoints import Checkpoints
from archiver.collection.database.log import Log
from archiver.collection.folder import Folder
from archiver.collection.preserving.sealer import Sealer
from warcs import Recorder, SealedFile, files
from warcs.proving import manifest

Stage = Literal["bytes", "log"]
Step = tuple[Stage, Callable[[], object]]
"""What takes long, for any thread. In the stage of the bytes what is recorded has to be synced too
before any row is committed: better nothing is recorded until it is over."""


class Committing:
    """Of a session: ``db`` is its connection, always in a transaction between two steps."""

    def __init__(
        self,
        db: sqlite3.Connection,
        folder: Folder,
        recorder: Recorder,
        sealer: Sealer,
        checkpoints: Checkpoints,
        log: Log,
    ) -> None:
        self._db = db
        self._folder = folder
        self._recorder = recorder
        self._sealer = sealer
        self._checkpoints = checkpoints
        self._log = log

    def steps(self) -> Iterator[Step]:
        """A commit; all of it is durable at the end. Each step is to be done before the next is
        asked for; where one fails, nothing is committed that has not been.

        A file that is large or old enough is sealed then; the next record begins another.
        """
        telling = True
        while telling:
            yield from self._tell()
            yield from self._sync()
            self._commit()
            # Now, while its last record is in the catalogue.
            path = self._sealer.let_go() if self._sealer.is_due else None
            yield "log", self._log.syncing()
            if path is not None:
                final = files.name_finally(path)
                yield "log", partial(files.sync_name, final)
                self._sealer.begin(final)
            telling = path is not None and self._sealer.is_done

    def seal(self) -> SealedFile | None:
        """Seal the open file, after a commit, and what is being sealed; the last of them. All of it
        is waited for."""
        before = self._told()
        path = self._sealer.let_go()
        if path is not None:
            self._sealer.begin(files.finish(path))
        sealed = self._told() or before
        self._commit()
        self._log.sync()
        return sealed

    def _told(self) -> SealedFile | None:
        sealed = self._sealer.end(wait=True)
        if sealed is not None:
            opening.tell(self._db, self._folder, sealed)
        return sealed

    def _tell(self) -> Iterator[Step]:
        """Of a file that was sealed; its row comes last."""
        sealed = self._sealer.end()
        if sealed is not None:
            yield "log", partial(manifest.append, self._folder.manifest, sealed)
            catalogue.add_file(self._db, sealed)

    def _sync(self) -> Iterator[Step]:
        """Until nothing was recorded meanwhile."""
        synced: tuple[str | None, int] | None = None
        while synced != (self._recorder.name, self._recorder.end):
            synced = self._recorder.name, self._recorder.end
            yield "bytes", self._recorder.syncing()

    def _commit(self) -> None:
        if self._recorder.name:
            catalogue.set_ingested(self._db, self._recorder.name, self._recorder.end)
        self._db.execute("COMMIT")
        self._checkpoints.committed()
        self._db.execute("BEGIN")
