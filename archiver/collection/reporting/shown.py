"""The last good and the first bad page of an alarm, looked up in the catalogue."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from archiver.alarms.model import Alarm, Shown
from archiver.alarms.series import Observation
from archiver.article import Article
from archiver.collection.database.catalogue import by_record_id, iso
from archiver.sources.host_files import ROBOTS_TXT
from archiver.urls import origin_of
from archiver.yields import LONG, STORIES, WHOLE, completeness

MOST_READINGS = 1000  # looked through, from the newest one back


def with_pages(db: sqlite3.Connection, alarm: Alarm, observations: Sequence[Observation]) -> Alarm:
    """The alarm with what can be looked at: URL and capture, as far as there is any. One of a
    robots.txt has it already.

    ``observations`` end with the run that it is of.
    """
    began = _first_read(alarm, observations)
    if alarm.kind == "robots":
        return alarm
    if alarm.kind in ("field", "wall"):
        good, bad = _articles(db, alarm, began)
    elif alarm.kind in ("refused", "unreachable") and alarm.observed is not None:
        good = _newest(db, alarm.publication, began)
        bad = _failed(db, alarm.publication, began) or _silent(db, observations, began)
    elif alarm.kind == "yield":
        good, bad = _newest(db, alarm.publication, began), _source(db, observations, alarm)
    else:
        sources = [source for source in observations[-1].rows if source != WHOLE]
        url = alarm.subject if alarm.subject in sources else next(iter(sources), "")
        good, bad = _captures(db, url, alarm.began)
        bad = bad or _silent(db, observations, alarm.began, url)
    return replace(alarm, last_good=good, first_bad=bad)


def _first_read(alarm: Alarm, observations: Sequence[Observation]) -> datetime:
    """When the run began that showed it first; it may have begun in what came before it."""
    return min(
        (run.started for run in observations if run.started >= alarm.began), default=alarm.began
    )


def _captures(
    db: sqlite3.Connection, url: str, began: datetime
) -> tuple[Shown | None, Shown | None]:
    good = db.execute(
        "SELECT record_id FROM captures WHERE url = ? AND date < ? AND failure IS NULL"
        " AND (status IS NULL OR status < 400) ORDER BY date DESC LIMIT 1",
        (url, iso(began)),
    ).fetchone()
    bad = db.execute(
        "SELECT record_id FROM captures WHERE url = ? AND date >= ? ORDER BY date, id LIMIT 1",
        (url, iso(began)),
    ).fetchone()
    return shown(db, good and good[0], url), shown(db, bad and bad[0], url)


def _source(
    db: sqlite3.Connection, observations: Sequence[Observation], alarm: Alarm
) -> Shown | None:
    """The first answer of a source that told of too little."""
    sources = [source for source in observations[-1].rows if source != WHOLE]
    return _captures(db, sources[0], alarm.began)[1] if sources else None


def _silent(
    db: sqlite3.Connection, observations: Sequence[Observation], began: datetime, url: str = ""
) -> Shown | None:
    """What was asked for of a host, of a source's ``url`` or that of the first one: where it cannot
    be reached that is its robots.txt alone."""
    url = url or next((source for source in observations[-1].rows if source != WHOLE), "")
    return _captures(db, origin_of(url) + ROBOTS_TXT, began)[1] if url else None


def shown(db: sqlite3.Connection, record_id: str | None, url: str) -> Shown | None:
    """A capture as something to look at; None if the catalogue has none of this id."""
    capture = by_record_id(db, record_id) if record_id else None
    if capture is None:
        return None
    return Shown(
        url=url,
        date=capture.ref.date.isoformat(),
        record_id=capture.ref.record_id,
        status=capture.status,
        failure=capture.failure,
    )


def _articles(
    db: sqlite3.Connection, alarm: Alarm, began: datetime
) -> tuple[Shown | None, Shown | None]:
    """The last article that is as it should be, and the first one since then that is not."""
    rows = db.execute(
        "SELECT capture, article FROM readings WHERE publication = ? ORDER BY id DESC LIMIT ?",
        (alarm.publication, MOST_READINGS),
    )
    bad: tuple[str, str] | None = None
    for record_id, text in rows:
        article = Article.from_json(text)
        when = article.capture.date if article.capture else began
        url = article.url or ""
        if _is_wanting(article, alarm):
            if when >= began:
                bad = (record_id, url)
        elif when < began and article.kind in STORIES:
            return shown(db, record_id, url), shown(db, *bad) if bad else None
    return None, shown(db, *bad) if bad else None


def _is_wanting(article: Article, alarm: Alarm) -> bool:
    if alarm.kind == "wall":
        return article.kind == "wall" or bool(article.paywalled)
    if article.kind not in STORIES:
        return False
    has = dict(completeness(article))
    return not all(has[name] for name in alarm.fields if name in has or name == LONG)


def _newest(db: sqlite3.Connection, publication: str, began: datetime) -> Shown | None:
    """The last article that came before."""
    row = db.execute(
        "SELECT readings.capture, readings.url FROM readings"
        " JOIN captures ON captures.record_id = readings.capture"
        " WHERE publication = ? AND captures.date < ? ORDER BY readings.id DESC LIMIT 1",
        (publication, iso(began)),
    ).fetchone()
    return shown(db, row[0], row[1]) if row else None


def _failed(db: sqlite3.Connection, publication: str, began: datetime) -> Shown | None:
    """The first article that failed since then."""
    rows = db.execute(
        "SELECT fetch FROM frontier WHERE publication = ? AND state IN ('failed', 'disallowed')"
        " AND ended >= ? ORDER BY ended LIMIT 5",
        (publication, iso(began)),
    ).fetchall()
    found = (_captures(db, row[0], began)[1] for row in rows)
    return next((each for each in found if each is not None), None)
