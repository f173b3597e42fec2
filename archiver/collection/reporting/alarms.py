"""The table ``alarms``: what was told, whether it is over, and what a webhook is still to be told.

Commits nothing.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from archiver.alarms.model import Alarm, Kept, State
from archiver.collection.database.catalogue import iso, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An alarm that a webhook has not taken yet."""

    kept: Kept
    tries: int


class AlarmTable:
    """The alarms in an open catalogue."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def open(self, alarm: Alarm, now: datetime, *, webhook: bool = False) -> Kept:
        """A new alarm; ``webhook``: it is to be told to one."""
        cursor = self._db.execute(
            "INSERT INTO alarms (publication, kind, subject, state, began, opened, alarm, webhook,"
            " due) VALUES (?, ?, ?, 'open', ?, ?, ?, ?, ?)",
            (
                *alarm.key,
                iso(alarm.began),
                iso(now),
                alarm.to_json(),
                "waiting" if webhook else None,
                iso(now) if webhook else None,
            ),
        )
        return Kept(
            id=int(cursor.lastrowid or 0), state="open", opened=now, closed=None, alarm=alarm
        )

    def learn(self, id: int, alarm: Alarm) -> None:
        """An open alarm has become clearer; it is not told again."""
        self._db.execute("UPDATE alarms SET alarm = ? WHERE id = ?", (alarm.to_json(), id))

    def close(self, id: int, state: State, now: datetime) -> bool:
        """An alarm is over: ``recovered`` or ``acknowledged``. False if it is not open."""
        return bool(
            self._db.execute(
                "UPDATE alarms SET state = ?, closed = ? WHERE id = ? AND state = 'open'",
                (state, iso(now), id),
            ).rowcount
        )

    def of(self, publication: str) -> list[Kept]:
        """Every alarm of a publication (slug), the oldest first."""
        return self._where("publication = ?", publication)

    def are_open(self) -> list[Kept]:
        """Those that are open, the oldest first."""
        return self._where("state = ?", "open")

    def since(self, time: datetime) -> list[Kept]:
        """Those that were opened at this time or later, the oldest first."""
        return self._where("opened >= ?", iso(time))

    def over(self, limit: int) -> list[Kept]:
        """Those that are over, the newest first."""
        rows = self._db.execute(
            "SELECT * FROM alarms WHERE state <> 'open' ORDER BY id DESC LIMIT ?", (limit,)
        )
        return list(map(kept_of, rows))

    def closed_since(self, time: datetime) -> list[Kept]:
        """Those that were closed at this time or later, the oldest first."""
        return self._where("closed >= ?", iso(time))

    def _where(self, condition: str, value: str) -> list[Kept]:
        rows = self._db.execute(f"SELECT * FROM alarms WHERE {condition} ORDER BY id", (value,))
        return list(map(kept_of, rows))

    def waiting(self, now: datetime) -> list[Waiting]:
        """What a webhook is to be told now."""
        rows = self._db.execute(
            "SELECT * FROM alarms WHERE webhook = 'waiting' AND due <= ? ORDER BY id", (iso(now),)
        )
        return [Waiting(kept=kept_of(row), tries=row["tries"]) for row in rows.fetchall()]

    def told(self, id: int, outcome: str, due: datetime | None = None) -> None:
        """What became of it with a webhook: ``sent``, ``given up``, ``waiting`` until ``due``."""
        self._db.execute(
            "UPDATE alarms SET webhook = ?, due = ?, tries = tries + 1 WHERE id = ?",
            (outcome, iso(due) if due else None, id),
        )


def kept_of(row: sqlite3.Row) -> Kept:
    """A row as a value."""
    return Kept(
        id=row["id"],
        state=row["state"],
        opened=moment(row["opened"]),
        closed=moment(row["closed"]) if row["closed"] else None,
        alarm=Alarm.from_json(row["alarm"]),
    )
