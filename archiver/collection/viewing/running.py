"""Runs as they are looked at: what each brought, and examples of what failed in it."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

import msgspec

from archiver.report import Report

MOST_EXAMPLES = 5  # of a reason
MOST_LOOKED_AT = 50_000  # rows of the frontier that failed: among more, none is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run, with its report if it has ended."""

    id: int
    started: str  #: ISO 8601, UTC
    ended: str | None
    outcome: str | None  #: None: it goes on, or was killed
    publications: tuple[str, ...]  #: slugs
    report: Report | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What one run brought of a publication, or of one of its sources."""

    run: int
    started: str  #: of the run; ISO 8601, UTC
    publication: str  #: slug
    source: str  #: URL; empty for the publication as a whole
    kind: str
    found: int
    fresh: int
    fetched: int
    articles: int
    new: int
    versions: int
    received: int  #: bytes
    answered: bool | None
    status: int | None
    problem: str | None
    complete: Mapping[str, int]
    failures: Mapping[str, int]

    @property
    def failed(self) -> int:
        """Requests for articles that brought none."""
        return sum(self.failures.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An address that failed."""

    url: str
    ended: str | None  #: ISO 8601, UTC
    record_id: str | None  #: of the last capture of it, if there is one


def runs(db: sqlite3.Connection, limit: int, offset: int = 0) -> list[Run]:
    """The newest first."""
    rows = db.execute("SELECT * FROM runs ORDER BY id DESC LIMIT ? OFFSET ?", (limit, offset))
    return list(map(_run, rows))


def run(db: sqlite3.Connection, id: int) -> Run | None:
    """One run; None if there is none of that number."""
    row = db.execute("SELECT * FROM runs WHERE id = ?", (id,)).fetchone()
    return _run(row) if row else None


def count(db: sqlite3.Connection) -> int:
    """How many runs there were."""
    return int(db.execute("SELECT count(*) FROM runs").fetchone()[0])


def _run(row: sqlite3.Row) -> Run:
    try:
        report = Report.from_json(row["report"]) if row["report"] else None
    except msgspec.MsgspecError:
        report = None
    return Run(
        id=row["id"],
        started=row["started"],
        ended=row["ended"],
        outcome=row["outcome"],
        publications=tuple(json.loads(row["targets"])),
        report=report,
    )


def publications(db: sqlite3.Connection) -> list[str]:
    """The slugs of those that runs were over."""
    rows = db.execute("SELECT DISTINCT publication FROM yields ORDER BY 1")
    return [slug for (slug,) in rows]


def brought(db: sqlite3.Connection, publication: str, most: int) -> list[Brought]:
    """What the last ``most`` runs brought of a publication as a whole, the oldest first."""
    rows = db.execute(
        "SELECT * FROM yields WHERE publication = ? AND source = '' ORDER BY started DESC LIMIT ?",
        (publication, most),
    ).fetchall()
    return [_brought(row) for row in reversed(rows)]


def of_run(db: sqlite3.Connection, run: int) -> list[Brought]:
    """What a run brought of each publication and source; each publication before its sources."""
    rows = db.execute(
        "SELECT * FROM yields WHERE run = ? ORDER BY publication, source", (run,)
    ).fetchall()
    return list(map(_brought, rows))


def _brought(row: sqlite3.Row) -> Brought:
    told = {name: row[name] for name in Brought.__dataclass_fields__ if name in row.keys()}  # noqa: SIM118
    told["answered"] = None if row["answered"] is None else bool(row["answered"])
    told["complete"] = json.loads(row["complete"])
    told["failures"] = json.loads(row["failures"])
    return Brought(**told)


def examples(db: sqlite3.Connection, found: Run) -> dict[str, list[Example]]:
    """Reason -> some of the addresses that failed for it in a run, and have not come since."""
    states = dict(
        db.execute(
            "SELECT state, sum(number) FROM frontier_counts"
            " WHERE state IN ('failed', 'disallowed') GROUP BY state"
        ).fetchall()
    )
    if sum(states.values()) > MOST_LOOKED_AT or found.ended is None:
        return {}
    rows = [
        row
        for state in states  # by itself, failed has an index
        for row in db.execute(
            f"SELECT ended, fetch, reason FROM frontier WHERE state = '{state}'"
            " AND ended >= ? AND ended <= ?",
            (found.started, found.ended),
        )
    ]
    kept: dict[str, list[Example]] = {}
    for ended, url, reason in sorted(map(tuple, rows), key=itemgetter(0)):
        some = kept.setdefault(reason or "?", [])
        if len(some) < MOST_EXAMPLES:
            some.append(Example(url=url, ended=ended, record_id=next(_last(db, url), None)))
    return kept


def _last(db: sqlite3.Connection, url: str) -> Iterator[str]:
    rows = db.execute(
        "SELECT record_id FROM captures WHERE url = ? ORDER BY date DESC LIMIT 1", (url,)
    )
    return (record_id for (record_id,) in rows)
