"""When new articles came, of each publication: what its rhythm is told by."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from archiver.collection.database.rows import moment
from archiver.report import STORIES

_FIRST_LOOK = timedelta(hours=6)  # what was found in it is what had gathered before


def arrivals(
    db: sqlite3.Connection, begin: datetime, since: Mapping[str, datetime]
) -> dict[str, list[datetime]]:
    """By slug, the moments from ``begin`` on at which articles were new.

    As the article says when it was published, if it says the time and its zone and that was before
    it was captured; otherwise its first capture, unless that was in the first look at the
    publication (``since`` says when that began): there, articles of years come in an hour.
    """
    marks = ", ".join("?" * len(STORIES))
    rows = db.execute(
        "SELECT publication, published, versions.date AS captured FROM articles"
        " JOIN versions ON versions.article = articles.id AND versions.number = 1"
        f" WHERE day >= ? AND kind IN ({marks}) AND publication IS NOT NULL",
        ((begin - timedelta(days=1)).date().isoformat(), *STORIES),
    )
    found: dict[str, list[datetime]] = defaultdict(list)
    for slug, published, captured in rows:
        at = _told(published) or _seen(moment(captured), since.get(slug))
        if at is not None and at <= moment(captured) and at >= begin:
            found[slug].append(at)
    return dict(found)


def _told(published: str | None) -> datetime | None:
    if published is None or len(published) <= len("2026-03-01"):
        return None
    try:
        at = datetime.fromisoformat(published)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _seen(captured: datetime, since: datetime | None) -> datetime | None:
    return None if since is not None and captured < since + _FIRST_LOOK else captured
