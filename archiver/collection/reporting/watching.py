"""After a run: its yields are compared with those before, and alarms opened and closed.

Commits nothing.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import msgspec

from archiver.alarms.baseline import Clock
from archiver.alarms.deciding import decide
from archiver.alarms.holidays import calendar_of, country_of
from archiver.alarms.memory import gone_on, remembered
from archiver.alarms.model import Kept
from archiver.alarms.series import Observation
from archiver.alarms.watch import Watch
from archiver.collection.crawling.wishes import Change, Wishes
from archiver.collection.database.catalogue import iso, moment
from archiver.collection.reporting.alarms import AlarmTable
from archiver.collection.reporting.memories import Memories
from archiver.collection.reporting.moved import has_moved, is_back
from archiver.collection.reporting.rules import Changed, Rules
from archiver.collection.reporting.secured import ending_soon, renewed, with_validity
from archiver.collection.reporting.shown import with_pages
from archiver.publications import Publication
from archiver.report import Report
from archiver.yields import WHOLE, Yield

LOOKED_AT = timedelta(days=120)  # of the past
FIGURES = (
    "found fresh fetched articles new versions received status problem newest paywalled".split()
)
_NUMBERS = msgspec.json.Decoder(dict[str, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a run says of the alarms of its publications."""

    opened: tuple[Kept, ...] = ()
    over: tuple[Kept, ...] = ()  #: that have gone by themselves


class Watching:
    """Looks at the publications of an open catalogue."""

    def __init__(self, db: sqlite3.Connection, wishes: Wishes) -> None:
        self._db = db
        self._rules = Rules(db, wishes)
        self._memories = Memories(db)
        self.alarms = AlarmTable(db)

    def after(
        self,
        report: Report,
        publications: Mapping[str, Publication],
        changes: Sequence[Change],
        agent: str,
        *,
        webhook: bool,
    ) -> Told:
        """Open and close what the run of ``report`` says, which is in the catalogue already.

        ``changes`` are those of its hosts' files; ``agent`` is the product token for robots.txt.
        """
        opened: list[Kept] = []
        over: list[Kept] = []
        for slug in report.publications if not report.partial else ():
            publication = publications.get(slug)
            if publication is None:
                continue
            kept = self.alarms.of(slug)
            rules = self._rules.changed(publication, changes, report, kept, agent)
            told = self._one(publication, report, kept, rules, webhook=webhook)
            opened += told.opened
            over += told.over
        return Told(opened=tuple(opened), over=tuple(over))

    def _one(
        self,
        publication: Publication,
        report: Report,
        kept: Sequence[Kept],
        rules: Changed,
        *,
        webhook: bool,
    ) -> Told:
        soon = ending_soon(publication, report)
        seen = [*rules.alarms, *soon, *has_moved(publication, report)]
        gone = (
            *rules.back,
            *renewed(kept, report, soon),
            *is_back(kept, publication.slug, report),
        )
        if not seen and not gone and self._is_as_ever(publication, report.started, kept):
            return Told()
        observations = history(self._db, publication.slug, report.started)
        if not observations:
            return Told()
        now = report.ended or report.started
        watch = Watch(clock_of(publication))
        decision = decide(watch, observations, kept, seen)
        self._memories.keep(publication.slug, *remembered(watch, observations, kept))
        over = tuple(self._close({*decision.over, *gone}, kept, now))
        for id, alarm in decision.clearer:
            self.alarms.learn(id, alarm)
        opened = []
        for alarm in decision.new:
            whole = with_pages(self._db, alarm, observations)
            whole = with_validity(self._db, whole, report.started)
            opened.append(self.alarms.open(whole, now, webhook=webhook))
        return Told(opened=tuple(opened), over=over)

    def _is_as_ever(
        self, publication: Publication, started: datetime, kept: Sequence[Kept]
    ) -> bool:
        """True if a run says nothing new, by what is remembered of those before; it is too then."""
        slug = publication.slug
        known = self._memories.of(slug)
        if known is None:
            return False
        memory, baselines = known
        last = datetime.fromtimestamp(memory.time, UTC)
        runs = history(self._db, slug, started, since=last - timedelta(seconds=1))
        if [run.time for run in runs] != [memory.time, started.timestamp()]:
            return False
        since = (started - LOOKED_AT).timestamp()
        new = gone_on(memory, baselines, runs[-1], kept, clock_of(publication), since)
        if new is not None:
            self._memories.keep(slug, new)
        return new is not None

    def _close(self, ids: Collection[int], kept: Sequence[Kept], now: datetime) -> Iterator[Kept]:
        for each in kept:
            if each.id in ids and self.alarms.close(each.id, "recovered", now):
                yield replace(each, state="recovered", closed=now)


def clock_of(publication: Publication) -> Clock:
    """Local time and holidays of a publication, as far as its file lets them be known."""
    zone: tzinfo = ZoneInfo(publication.timezone) if publication.timezone else UTC
    country = country_of(publication.language, publication.timezone, publication.domains[0])
    return Clock(zone, calendar_of(country))


def history(
    db: sqlite3.Connection, publication: str, until: datetime, since: datetime | None = None
) -> list[Observation]:
    """The runs over all of a publication, the oldest first, up to the one that began then."""
    begin = iso(until - LOOKED_AT if since is None else since)
    rows = db.execute(
        "SELECT * FROM yields WHERE publication = ? AND started BETWEEN ? AND ?"
        " ORDER BY started, run",
        (publication, begin, iso(until)),
    ).fetchall()
    killed = db.execute(
        "SELECT started FROM runs WHERE report IS NULL AND started BETWEEN ? AND ? AND EXISTS"
        " (SELECT 1 FROM json_each(targets) WHERE value = ?)",
        (begin, iso(until), publication),
    )
    times = sorted({*(row["started"] for row in rows), *(text for (text,) in killed)})
    before = dict(zip(times[1:], times, strict=False))
    return [
        _observation(run, before.get(run[0]["started"]))
        for run in _runs(rows)
        if not run[0]["partial"] and any(row["source"] == WHOLE for row in run)
    ]


def _runs(rows: Sequence[sqlite3.Row]) -> list[list[sqlite3.Row]]:
    found: dict[int, list[sqlite3.Row]] = {}
    for row in rows:
        found.setdefault(row["run"], []).append(row)
    return list(found.values())


def _observation(rows: Sequence[sqlite3.Row], since: str | None) -> Observation:
    first = rows[0]
    return Observation(
        started=moment(first["started"]),
        since=moment(since) if since else None,
        file=first["digest"],
        reader=first["reader"],
        rows={row["source"]: yield_of(row) for row in rows},
    )


def yield_of(row: sqlite3.Row) -> Yield:
    """A row of the table as a value."""
    figures = {name: row[name] for name in FIGURES}
    return Yield(
        publication=row["publication"],
        source=row["source"],
        kind=row["kind"],
        answered=None if row["answered"] is None else bool(row["answered"]),
        complete=_NUMBERS.decode(row["complete"]),
        kinds=_NUMBERS.decode(row["kinds"]),
        failures=_NUMBERS.decode(row["failures"]),
        **figures,
    )
