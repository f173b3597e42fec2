"""How a collection does: of each publication its last run, yield, alarms and what is left."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archiver.alarms.baseline import Clock
from archiver.alarms.memory import outlook
from archiver.alarms.model import Kept
from archiver.alarms.watch import Outlook, Watch
from archiver.collection.crawling.schedules import KILLED, Looked, Schedules
from archiver.collection.database import catalogue
from archiver.collection.database.rows import iso
from archiver.collection.folder import Folder, Lock
from archiver.collection.reporting.alarms import AlarmTable
from archiver.collection.reporting.memories import Memories
from archiver.collection.reporting.watching import clock_of, history
from archiver.errors import CollectionError
from archiver.publications import Publications
from archiver.yields import WHOLE

LATELY = timedelta(days=31)  # for who comes back after a month


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """A WARC file that is written to, or was left open."""

    name: str
    size: int  #: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """How one publication does."""

    publication: str  #: slug
    started: str | None = None  #: of its last run; ISO 8601, UTC
    outcome: str | None = None  #: of that run
    new: int = 0  #: articles that it brought
    versions: int = 0  #: that it brought of articles that were known
    failed: int = 0  #: requests for articles
    fresh: int | None = None  #: new URLs that its sources named
    expected: float | None = None  #: of these; None: it is too early to tell
    daily: float | None = None  #: of these, on an average day
    days_to_see_a_half: float | None = None  #: until a halved yield would be told
    too_few_to_tell: bool = False  #: that takes longer than a week
    pending: int = 0  #: article URLs still to be fetched
    failures: Mapping[str, int]  #: of the frontier: reason -> article URLs that failed
    #: of the pending: those of hosts that are not asked now: host and why -> article URLs
    waiting: Mapping[str, int] = field(default_factory=dict)
    sources: int = 0  #: that were asked in the last run
    answered: int = 0  #: of these
    alarms: int = 0  #: open


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a collection does."""

    publications: tuple[Doing, ...]
    alarms: tuple[Kept, ...]  #: open, the oldest first
    over: tuple[Kept, ...]  #: that were over in the last LATELY, likewise
    open_files: tuple[OpenFile, ...]


def health(folder: Path, known: Publications, now: datetime) -> Health:
    """Ask the catalogue. Raises CollectionError."""
    place = Folder(folder)
    place.require()
    db = catalogue.connect(place.catalogue, readonly=True)
    try:
        alarms = AlarmTable(db).are_open()
        over = AlarmTable(db).closed_since(now - LATELY)
        looked = Schedules(db).all(in_use=place.is_in_use())
        doing = [
            _killed(_with_last_run(db, one, known), looked.get(one.publication))
            for one in _left(db, alarms)
        ]
    finally:
        db.close()
    return Health(
        publications=tuple(doing),
        alarms=tuple(alarms),
        over=tuple(over),
        open_files=tuple(
            OpenFile(name=path.name, size=path.stat().st_size) for path in place.open_files()
        ),
    )


def _left(db: sqlite3.Connection, alarms: Sequence[Kept]) -> list[Doing]:
    """Every publication, with what is to be fetched of it, by one pass over the frontier."""
    pending = dict(
        db.execute(
            "SELECT publication, sum(number) FROM frontier_counts WHERE state = 'pending'"
            " GROUP BY publication"
        ).fetchall()
    )
    failures: dict[str, dict[str, int]] = {}
    for slug, reason, count in db.execute(
        "SELECT publication, coalesce(reason, '?'), count(*) FROM frontier WHERE state = 'failed'"
        " GROUP BY publication, reason"
    ):
        failures.setdefault(slug, {})[reason] = count
    waiting: dict[str, dict[str, int]] = {}
    for slug, host, reason, count in db.execute(WAITING):
        waiting.setdefault(slug, {})[f"{host}: {reason}"] = count
    names = db.execute(
        "SELECT publication FROM frontier_counts UNION SELECT publication FROM yields ORDER BY 1"
    )
    return [
        Doing(
            publication=slug,
            pending=pending.get(slug, 0),
            failures=failures.get(slug, {}),
            waiting=waiting.get(slug, {}),
            alarms=sum(kept.alarm.publication == slug for kept in alarms),
        )
        for (slug,) in names
    ]


def _with_last_run(db: sqlite3.Connection, doing: Doing, known: Publications) -> Doing:
    last = db.execute(
        "SELECT yields.*, runs.outcome FROM yields JOIN runs ON runs.id = yields.run"
        " WHERE publication = ? AND source = '' ORDER BY yields.started DESC LIMIT 1",
        (doing.publication,),
    ).fetchone()
    if last is None:
        return doing
    sources, answered = db.execute(
        "SELECT count(*), coalesce(sum(answered), 0) FROM yields"
        " WHERE run = ? AND publication = ? AND source <> ?",
        (last["run"], doing.publication, WHOLE),
    ).fetchone()
    seen = _outlook(db, doing.publication, known, catalogue.moment(last["started"]))
    return replace(
        doing,
        started=last["started"],
        outcome=last["outcome"],
        new=last["new"],
        versions=last["versions"],
        failed=sum(_failures(last["failures"])),
        fresh=last["fresh"],
        expected=seen.expected,
        daily=seen.daily,
        days_to_see_a_half=seen.days,
        too_few_to_tell=seen.is_too_few,
        sources=sources,
        answered=answered,
    )


def _killed(doing: Doing, look: Looked | None) -> Doing:
    """A run that was killed left no report: that it was is all that is known of it."""
    if look is None or look.outcome != KILLED or iso(look.started) <= (doing.started or ""):
        return doing
    return replace(
        doing,
        started=iso(look.started),
        outcome=KILLED,
        new=0,
        versions=0,
        failed=0,
        fresh=None,
        sources=0,
        answered=0,
    )


def _failures(text: str) -> list[int]:
    return list(json.loads(text).values())


def _outlook(db: sqlite3.Connection, slug: str, known: Publications, last: datetime) -> Outlook:
    publication = next((one for one in known if one.slug == slug), None)
    clock = clock_of(publication) if publication else Clock(UTC)
    kept = AlarmTable(db).of(slug)
    remembered = Memories(db).of(slug)
    if publication is not None and remembered is not None:
        memory, baselines = remembered
        if (memory.file, memory.time) == (publication.digest, last.timestamp()):
            found = outlook(memory, baselines, kept, clock)
            if found is not None:
                return found
    observations = history(db, slug, last)
    return Watch(clock).outlook(observations, kept) if observations else Outlook()


def acknowledge(folder: Path, ids: tuple[int, ...], now: datetime) -> list[Kept]:
    """Close open alarms: what is now is what is to be expected. Returns them.

    Raises CollectionError for an id that no open alarm has, and where a run goes on.
    """
    place = Folder(folder)
    place.require()
    lock = Lock(place)
    try:
        db = catalogue.connect(place.catalogue)
        try:
            table = AlarmTable(db)
            are_open = {kept.id: kept for kept in table.are_open()}
            for id in ids:
                if id not in are_open:
                    listed = ", ".join(map(str, are_open)) or "none"
                    raise CollectionError(f"no open alarm has the number {id}; open: {listed}")
            for id in ids:
                table.close(id, "acknowledged", now)
            return [are_open[id] for id in ids]
        finally:
            db.close()
    finally:
        lock.release()


#: Rows that wait for a host, by why it is not asked.
WAITING = (
    "SELECT publication, host, min(reason) AS why, number FROM frontier_counts"
    " JOIN (SELECT host, reason FROM hosts UNION ALL SELECT host, reason FROM unreachable)"
    " USING (host) WHERE state = 'pending' GROUP BY publication, host ORDER BY number DESC, host"
)
