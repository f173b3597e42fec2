"""The tables ``runs`` and ``yields``: what each run was, and what it brought.

A run's report stands in the archive too, as a metadata record. What a catalogue does not know of it
is made up again from there; the table ``yields`` is always made from reports.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import msgspec

from archiver.collection.database.catalogue import iso
from archiver.report import Report
from archiver.urls import normalise
from archiver.yields import STORIES, Yield

COLUMNS = (
    "run, publication, source, started, kind, partial, reader, digest, found, fresh, fetched,"
    " articles, new, versions, received, answered, status, problem, newest, complete, paywalled,"
    " kinds, failures"
)

RUNS_BACK = 100  # of a publication: what is asked of its past costs the same after years

BATCH = 500  # rows that are looked up at once

NEARLY = timedelta(hours=1)  # between a run's row and its report


def begin(db: sqlite3.Connection, started: datetime, publications: Sequence[str]) -> int:
    """A row for a run over publications (slugs); its id."""
    cursor = db.execute(
        "INSERT INTO runs (started, targets) VALUES (?, ?)",
        (iso(started), json.dumps(list(publications))),
    )
    return int(cursor.lastrowid or 0)


def end(db: sqlite3.Connection, run: int, report: Report, text: str, now: datetime) -> None:
    """Keep a run's report; ``text`` is its JSON as it stands in the archive."""
    db.execute(
        "UPDATE runs SET ended = ?, outcome = ?, report = ? WHERE id = ?",
        (iso(report.ended or now), report.outcome, text, run),
    )
    add_yields(db, run, report)


def set_read(db: sqlite3.Connection, run: int) -> None:
    """All that was captured up to now has been read, unless something is still on its way."""
    db.execute(
        "UPDATE runs SET captures = (SELECT max(id) FROM captures) WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM frontier WHERE state = 'in flight')",
        (run,),
    )


def restore(db: sqlite3.Connection, block: bytes) -> None:
    """Take in the report of a run that the catalogue does not know, or not to its end."""
    try:
        text = block.decode()
        report = Report.from_json(text)
    except (ValueError, msgspec.MsgspecError):
        return  # of a form that we do not write: another tool's, or damaged
    # Older catalogues may tell of another moment than the report does.
    known = db.execute(
        "SELECT id, report FROM runs WHERE started BETWEEN ?1 AND ?2"
        " AND (started = ?3 OR report = ?4) ORDER BY started = ?3 DESC LIMIT 1",
        (iso(report.started - NEARLY), iso(report.started + NEARLY), iso(report.started), text),
    ).fetchone()
    if known is not None and known["report"] is not None:
        return
    run = known["id"] if known else begin(db, report.started, report.publications)
    end(db, run, report, text, report.started)


def remake_yields(db: sqlite3.Connection) -> None:
    """Make the table ``yields`` anew from the reports of all runs."""
    db.execute("DELETE FROM yields")
    for run, text in db.execute("SELECT id, report FROM runs WHERE report IS NOT NULL").fetchall():
        try:
            add_yields(db, run, Report.from_json(text))
        except msgspec.MsgspecError:
            continue


def add_yields(db: sqlite3.Connection, run: int, report: Report) -> None:
    """The rows of one run, in the place of those that it had."""
    marks = ", ".join("?" * len(COLUMNS.split(",")))
    db.execute("DELETE FROM yields WHERE run = ?", (run,))
    db.executemany(
        f"INSERT OR REPLACE INTO yields ({COLUMNS}) VALUES ({marks})",
        [_row(run, report, one) for one in report.yields],
    )


def _row(run: int, report: Report, one: Yield) -> tuple[object, ...]:
    return (
        run,
        one.publication,
        one.source,
        iso(report.started),
        one.kind,
        report.partial,
        report.reader,
        report.files.get(one.publication),
        one.found,
        one.fresh,
        one.fetched,
        one.articles,
        one.new,
        one.versions,
        one.received,
        one.answered,
        one.status,
        one.problem,
        one.newest,
        json.dumps(one.complete),
        one.paywalled,
        json.dumps(one.kinds),
        json.dumps(one.failures),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """A version of an article that the collection did not have before a run."""

    publication: str  #: slug; empty: of none
    sources: set[str]  #: URLs of those that name it
    is_first: bool  #: the article itself is new


class RunTable:
    """What the catalogue can be asked of runs while one goes on."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def newest(self, publication: str) -> dict[str, str]:
        """The latest date that each source of a publication gave in the last run that asked it, of
        the last RUNS_BACK."""
        rows = self._db.execute(
            "SELECT source, newest, max(started) FROM yields"
            " WHERE publication = ?1 AND source != '' AND newest IS NOT NULL AND started >="
            " (SELECT min(started) FROM (SELECT DISTINCT started FROM yields"
            "  WHERE publication = ?1 ORDER BY started DESC LIMIT ?2)) GROUP BY source",
            (publication, RUNS_BACK),
        )
        return {row["source"]: row["newest"] for row in rows}

    def new_and_changed(self, since: int) -> Iterator[NewVersion]:
        """New articles and new versions among the readings with a larger id than ``since``."""
        which = (
            "SELECT readings.publication, json_extract(readings.context, '$.requested') AS asked,"
            " (SELECT json_group_array(json_extract(value, '$.source'))"
            "  FROM json_each(readings.context, '$.entries')) AS sources,"
            " versions.number = 1 AS first FROM readings"
            " JOIN versions ON versions.id = readings.version AND versions.reading = readings.id"
            " JOIN articles ON articles.id = versions.article"
            f" WHERE readings.id > ?1 AND articles.kind IN {STORIES}"
            # An earlier capture that was read again brought nothing new.
            " AND (SELECT min(r.id) FROM readings AS r WHERE r.capture = readings.capture) > ?1"
        )
        rows = self._db.execute(which, (since,))
        while batch := rows.fetchmany(BATCH):
            keys = [normalise(row["asked"] or "") for row in batch]
            named = dict(self.named_by(set(keys)))
            for key, row in zip(keys, batch, strict=True):
                yield NewVersion(
                    publication=row["publication"] or "",
                    sources=named.get(key, set()).union(json.loads(row["sources"])),
                    is_first=bool(row["first"]),
                )

    def named_by(self, keys: Iterable[str]) -> Iterator[tuple[str, set[str]]]:
        """Of each of these rows of the frontier that there is, its key and the URLs of the sources
        that have named it."""
        rest = iter(keys)
        while batch := list(islice(rest, BATCH)):
            yield from [
                (row["url"], set(json.loads(row["sources"])))
                for row in self._db.execute(
                    "SELECT url, (SELECT json_group_array(json_extract(value, '$.source'))"
                    " FROM json_each(entries)) AS sources FROM frontier"
                    " WHERE url IN (SELECT value FROM json_each(?))",
                    (json.dumps(batch),),
                )
            ]

    def publication_of(self, key: str) -> str:
        """The publication (slug) of a row of the frontier; empty if there is no row, or if it is
        that of a later page of a story, which counts for no source."""
        row = self._db.execute(
            "SELECT publication FROM frontier WHERE url = ?"
            " AND coalesce(json_extract(entries, '$[#-1].kind') <> 'page', 1)",
            (key,),
        ).fetchone()
        return str(row["publication"]) if row else ""

    def received(self, since: int) -> dict[str | None, int]:
        """By publication, bytes of the pages of the readings with a larger id than ``since``."""
        rows = self._db.execute(
            "SELECT readings.publication, sum(captures.payload_length) FROM readings"
            " JOIN captures ON captures.record_id = readings.capture"
            " WHERE readings.id > ? GROUP BY readings.publication",
            (since,),
        )
        return dict(rows.fetchall())

    def last_reading(self) -> int:
        """The id of the newest reading; 0 if there is none."""
        return int(self._db.execute("SELECT coalesce(max(id), 0) FROM readings").fetchone()[0])
