"""SQLite's log is synced by us, and not by COMMIT, where whoever commits may not wait for the disk.

With ``synchronous = NORMAL`` a COMMIT writes to the log and syncs nothing: a power cut may take the
last of them away, and leaves the catalogue whole (https://www.sqlite.org/pragma.html#pragma_synchronous).
What was committed is durable once the log was synced. SQLite itself syncs it before anything of it
is copied into the catalogue, and when it is begun anew.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from warcs.files import sync_file


class Log:
    """Of the catalogue that ``db`` writes to, outside of a transaction; unless it is ``ours`` to
    sync, each COMMIT does."""

    def __init__(self, db: sqlite3.Connection, *, ours: bool) -> None:
        (catalogue,) = (row["file"] for row in db.execute("PRAGMA database_list"))
        self._path = Path(f"{catalogue}-wal")
        self._ours = ours
        if ours:
            if not self._path.exists() or not self._path.stat().st_size:
                # Something is written, so that the head of the log is, and synced, before anybody
                # waits for it.
                (version,) = db.execute("PRAGMA user_version").fetchone()
                db.execute(f"PRAGMA user_version = {version}")
            db.execute("PRAGMA synchronous = NORMAL")

    def syncing(self) -> Callable[[], None]:
        """What makes durable all that is committed by now; for any thread. Raises OSError."""
        return self._sync if self._ours else _nothing

    def sync(self) -> None:
        """The same, at once."""
        self.syncing()()

    def _sync(self) -> None:
        # It has its name on the disk: SQLite syncs that with the head of the log.
        sync_file(self._path)


def _nothing() -> None:
    pass
