"""The table ``memories``: what the look at a publication's runs remembers from one to the next.

It says nothing that ``yields`` does not, and may be emptied at any time. Commits nothing.
"""

import sqlite3
from contextlib import suppress

import msgspec

from archiver.alarms.baseline import Baseline
from archiver.alarms.memory import Baselines, Memory

_MEMORY = msgspec.msgpack.Decoder(Memory)
_BASELINES = msgspec.msgpack.Decoder(dict[str, Baseline])


class Memories:
    """What is remembered in an open catalogue."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def of(self, publication: str) -> tuple[Memory, Baselines] | None:
        """What is remembered of a publication (slug); None for nothing, or what another version
        wrote."""
        rows = self._db.execute(
            "SELECT part, content FROM memories WHERE publication = ?", (publication,)
        )
        parts = dict(rows.fetchall())
        with suppress(KeyError, msgspec.MsgspecError):
            return _MEMORY.decode(parts["last"]), _BASELINES.decode(parts["baselines"])
        return None

    def keep(self, publication: str, memory: Memory, baselines: Baselines | None = None) -> None:
        """Remember this; without ``baselines`` they are what they were."""
        self._put(publication, "last", memory)
        if baselines is not None:
            self._put(publication, "baselines", baselines)

    def _put(self, publication: str, part: str, content: object) -> None:
        self._db.execute(
            "INSERT INTO memories VALUES (?, ?, ?)"
            " ON CONFLICT (publication, part) DO UPDATE SET content = excluded.content",
            (publication, part, msgspec.msgpack.encode(content)),
        )
