"""SQLite's log is copied into the catalogue beside whoever writes.

By itself SQLite does it in the COMMIT that makes the log long: it reads thousands of pages, writes
them where they belong and waits for the disk twice, and an event loop stands still meanwhile. A
second connection can do all of that in another thread (https://www.sqlite.org/wal.html §3.2). What
it cannot do is have the log begun anew, while a writer always reads from its end: for that what is
little enough, the last commits, is copied by the writer itself, between two transactions.
"""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress

Beside = Callable[[Callable[[], int]], Future[int]]
"""Has something done, and says when; ``ThreadPoolExecutor.submit`` is one."""

FEW = 1000  # rows that were changed: worth a copy, and little enough to be copied by the writer
LONG = 16_384  # pages of the log, 64 MB, at which it is begun anew when there is little to copy
TOO_LONG = 65_536  # pages of it, at which it is in any case


class Checkpoints:
    """Of the catalogue that ``db`` writes to; ``beside`` does what takes long. None: all is left
    to SQLite, as where nobody minds waiting."""

    def __init__(self, db: sqlite3.Connection, beside: Beside | None) -> None:
        if beside is not None:
            db.execute("PRAGMA wal_autocheckpoint = 0")
        self._db = db
        self._path = db.execute("PRAGMA database_list").fetchone()["file"]
        self._beside = beside
        self._doing: Future[int] | None = None
        self._pages = 0  # of the log, as of the last copy
        self._copied = db.total_changes  # rows changed until that began

    def committed(self) -> None:
        """A transaction has ended, and the next one has not begun."""
        if self._beside is None or (self._doing is not None and not self._doing.done()):
            return
        self._end()
        changed = self._db.total_changes - self._copied
        if self._pages > (LONG if changed <= 2 * FEW else TOO_LONG):
            _, pages, copied = self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            self._pages = 0 if pages == copied else pages
            self._copied = self._db.total_changes
        elif changed >= FEW:
            self._copied = self._db.total_changes
            self._doing = self._beside(self._copy)

    def close(self) -> None:
        """Wait for what is being done; before ``db`` is closed."""
        self._end()

    def _end(self) -> None:
        if self._doing is not None:
            # What is not copied stays in the log: no harm, and a full disk shows at COMMIT.
            with suppress(sqlite3.Error):
                self._pages = self._doing.result()
            self._doing = None

    def _copy(self) -> int:
        """In any thread; the pages that the log has now."""
        with closing(sqlite3.connect(self._path, isolation_level=None)) as db:
            _, pages, _ = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            return max(int(pages), 0)
