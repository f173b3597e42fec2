"""The files in which a host says its wishes (robots.txt, tdmrep.json, ai.txt), as the archive has
them: what they say of a page, which of them were changed, and which need not be fetched again.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archiver.article import Sign
from archiver.collection.crawling import requisites
from archiver.collection.crawling.originals import payload_of
from archiver.collection.database import catalogue
from archiver.collection.folder import warc_in
from archiver.sources.host_files import AI_TXT, PATHS, ROBOTS_TXT, TDMREP, HostFiles
from archiver.sources.robots import MOST_BYTES, Robots
from archiver.urls import origin_of
from warcs import Capture, WarcError
from warcs.reader import record_at

FILES = (ROBOTS_TXT, *PATHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of a host, as it was captured."""

    body: bytes | None  #: without its content-coding; None: the host has none (4xx)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file of a host that is not what it was when it was captured before."""

    url: str
    before: Capture  #: its last capture that says something else
    after: Capture  #: the newest

    def __str__(self) -> str:
        """One line: what it was, and when, and what it is now."""
        then = f"{self.before.ref.date:%Y-%m-%d %H:%M} UTC"
        if (self.before.status or 200) != (self.after.status or 200):
            was, now = (x.status or 200 for x in (self.before, self.after))
            return f"{self.url}: answered {now}; it answered {was} on {then}"
        return f"{self.url}: is not what it was on {then}"


class Wishes:
    """Reads the captures of an open catalogue, those that are not committed yet among them."""

    def __init__(self, db: sqlite3.Connection, archive: Path) -> None:
        self._db = db
        self._archive = archive
        self._begun = 0  # id of the last capture before the run

    def begin(self) -> None:
        """A run begins: :meth:`asked` is about what is captured from now on."""
        row = self._db.execute("SELECT coalesce(max(id), 0) FROM captures").fetchone()
        self._begun = int(row[0])

    def asked(self) -> list[str]:
        """The URLs of the files that the run has asked for, each once, sorted."""
        rows = self._db.execute(  # the index of their URLs would be read from end to end
            "SELECT DISTINCT url FROM captures NOT INDEXED WHERE id > ?", (self._begun,)
        )
        named = (url for (url,) in rows if url.endswith(FILES))  # of few the origin is asked
        return sorted(url for url in named if url.removeprefix(origin_of(url)) in FILES)

    def of_page(self, url: str, moment: datetime) -> tuple[Sign, ...]:
        """What the files of its host said of ``url``, by their captures nearest to ``moment``."""
        origin = origin_of(url)
        files = [self._near(origin + path, moment) for path in (ROBOTS_TXT, TDMREP, AI_TXT)]
        robots, *others = (found.body if found else None for found in files)
        known = Robots.parse(robots) if robots is not None else None
        return HostFiles.of(known, *others).signs(url)

    def captured(self, url: str, since: datetime, until: datetime) -> Found | None:
        """The file as it was captured last ``until`` now, if that was not before ``since``; None if
        it is to be fetched. What a clock that was ahead dated later does not count."""
        row = self._db.execute(
            "SELECT date FROM captures WHERE url = ? AND date BETWEEN ? AND ?"
            " AND type <> 'metadata' AND truncated IS NULL ORDER BY date DESC LIMIT 1",
            (url, catalogue.iso(since), catalogue.iso(until)),
        ).fetchone()
        return self._near(url, catalogue.moment(row["date"])) if row else None

    def changed(self, urls: Iterable[str]) -> Iterator[Change]:
        """Those of ``urls`` whose newest answer is not what the answer before it was.

        Only answers are compared (by status and digest of the payload): that a host could not be
        reached for a while is no change.
        """
        for url in urls:
            rows = self._db.execute(
                "SELECT * FROM captures WHERE url = ? AND type IN ('response', 'revisit')"
                " AND truncated IS NULL AND (status IS NULL OR status < 500)"
                " ORDER BY date DESC LIMIT 2",
                (url,),
            ).fetchall()
            if len(rows) < 2:
                continue
            after, before = map(catalogue.capture_of, rows)
            if self._said(after) != self._said(before):
                yield Change(url=url, before=before, after=after)

    def text(self, capture: Capture) -> bytes:
        """What a captured file says, without its content-coding; empty where it cannot be read."""
        found = self._read(payload_of(self._db, capture))
        return found.body or b"" if found else b""

    def _said(self, capture: Capture) -> tuple[int | None, str | None]:
        """Status and digest of what an answer says; of a 304 those of what it refers to."""
        holder = payload_of(self._db, capture)
        status = holder.status if capture.status is None else capture.status
        return status, holder.ref.digest if status == 200 else None

    def _near(self, url: str, moment: datetime) -> Found | None:
        """The file by its capture nearest to ``moment``, or where that redirects to."""
        steps = list(requisites.followed(self._db, self._archive, url, catalogue.iso(moment)))
        if not steps:
            return None
        capture = payload_of(self._db, steps[-1])
        if capture.status is None or capture.status >= 500:
            return None
        return self._read(capture) if capture.status == 200 else Found(body=None)

    def _read(self, capture: Capture) -> Found | None:
        try:
            path = warc_in(self._archive, capture.ref.file)
            http = record_at(path, capture.ref.offset).http
        except WarcError:  # lost, or not there at all, as in a dry run
            return None
        return Found(body=http.body(MOST_BYTES + 1)) if http else None
