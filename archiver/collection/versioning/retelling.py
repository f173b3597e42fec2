"""Captures that come out of their order: the versions of their article are told anew, by date.

A crawl brings captures in the order of their dates. What is imported may be older than what is
there: then all captures of the article are gone through in the order of their dates, by the rules
of :mod:`archiver.collection.versioning.versions`. The live catalogue and one that is made anew come
to the same, because both take the readings in the order of the archive.
"""

import sqlite3
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import msgspec

from archiver.article import Article
from archiver.collection import articles
from archiver.collection.database.rows import iso, moment, next_id, reading_of
from archiver.collection.record import Reading
from archiver.collection.versioning import sameness


@dataclass(frozen=True, slots=True, kw_only=True)
class _Capture:
    """One capture of the article, with its readings in their order."""

    record_id: str
    date: str  #: ISO 8601, UTC
    payload: str | None  #: digest, as far as it can be compared
    cut: bool
    readings: tuple[tuple[int, Reading], ...]

    @property
    def article(self) -> Article:
        """As it was read last."""
        return self.readings[-1][1].article

    @property
    def rank(self) -> int:
        context = self.readings[-1][1].context
        return sameness.rank(self.article, cut=self.cut, part=context.part_of is not None)


@dataclass(slots=True, kw_only=True)
class _Version:
    date: str
    shown: _Capture  #: the first, or the page that took the place of a wall
    latest: _Capture  #: the one to compare the next with
    changes: tuple[str, ...]
    readings: list[int]


def is_older(db: sqlite3.Connection, article: Article, latest: sqlite3.Row) -> bool:
    """True if the capture of ``article`` was made before the one that it would be compared with,
    the ``latest`` of its newest version."""
    row = db.execute(
        "SELECT date FROM captures WHERE record_id = ?", (latest["latest"],)
    ).fetchone()
    return row is not None and article.capture is not None and iso(article.capture.date) < row[0]


def retell(
    db: sqlite3.Connection, article: int, reading: Reading, reading_id: int
) -> tuple[int, bool]:
    """Versions of an article anew, with a ``reading`` that has no row yet.

    Returns the id of its version, and whether it says what was not known.
    """
    captures = _captures(db, article, [(reading_id, reading)])
    versions: list[_Version] = []
    for capture in captures:
        _place(versions, capture)
    ids = [
        row["id"]
        for row in db.execute("SELECT id FROM versions WHERE article = ? ORDER BY id", (article,))
    ]
    db.execute("DELETE FROM versions WHERE article = ?", (article,))
    own = 0
    for number, version in enumerate(versions, 1):
        version_id = ids[number - 1] if number <= len(ids) else next_id(db, "versions")
        _insert(db, article, version_id, number, version)
        if reading_id in version.readings:
            own = version_id
    articles.describe(db, article, versions[-1].shown.article)
    new = any(reading_id in map(itemgetter(0), one.shown.readings) for one in versions)
    return own, new


def neighbours(db: sqlite3.Connection, article: int, reading: Reading) -> tuple[Reading, ...]:
    """Of the captures before and after that of ``reading`` by date, as far as they will be
    compared with it and neither it nor they were read alike, the newest reading."""
    captures = _captures(db, article, [(0, reading)])
    own = next(n for n, one in enumerate(captures) if one.readings[-1][0] == 0)
    mine = captures[own]
    around = [*captures[max(0, own - 1) : own], *captures[own + 1 : own + 2]]
    return tuple(
        one.readings[-1][1]
        for one in around
        if one.rank == mine.rank and not _same_bytes(one, mine) and _alike(one, mine) is None
    )


def _captures(
    db: sqlite3.Connection, article: int, more: list[tuple[int, Reading]]
) -> list[_Capture]:
    """The captures of an article in the order of their dates, with those of ``more`` readings."""
    rows = db.execute(
        "SELECT readings.* FROM versions JOIN readings ON readings.version = versions.id"
        " WHERE versions.article = ? ORDER BY readings.id",
        (article,),
    )
    found = [(int(row["id"]), reading_of(row)) for row in rows]
    keyed = sorted(((_key(one), number, one) for number, one in [*found, *more]), key=_order)
    return [
        _capture(db, key, tuple((number, one) for _, number, one in group))
        for key, group in groupby(keyed, key=itemgetter(0))
    ]


def _order(keyed: tuple[tuple[str, str], int, Reading]) -> tuple[tuple[str, str], int]:
    return keyed[0], keyed[1]


def _key(reading: Reading) -> tuple[str, str]:
    ref = reading.article.capture
    if ref is None:
        raise ValueError("only a reading of a capture can be catalogued")
    return iso(ref.date), ref.record_id


def _capture(
    db: sqlite3.Connection, key: tuple[str, str], readings: tuple[tuple[int, Reading], ...]
) -> _Capture:
    row = db.execute(
        "SELECT captures.truncated, coalesce(captures.digest, holder.digest) AS digest"
        " FROM captures LEFT JOIN captures AS holder ON holder.record_id = captures.refers_to"
        " WHERE captures.record_id = ?",
        (key[1],),
    ).fetchone()
    cut = row is not None and row["truncated"] is not None
    return _Capture(
        record_id=key[1],
        date=key[0],
        payload=row["digest"] if row is not None and not cut else None,
        cut=cut,
        readings=readings,
    )


def _place(versions: list[_Version], capture: _Capture) -> None:
    """What :func:`archiver.collection.versioning.versions.place` does, of one capture."""
    numbers = [number for number, _ in capture.readings]
    last = versions[-1] if versions else None
    changes: tuple[str, ...] | None = ()
    if last is not None:
        alike = capture.rank == last.shown.rank
        changes = _changes(last.latest, capture) if alike else None
        if changes is None:
            last.readings += numbers
            if capture.rank > last.shown.rank:
                last.shown = last.latest = capture
            elif alike:
                last.latest = capture
            return
    versions.append(
        _Version(
            date=capture.date,
            shown=capture,
            latest=capture,
            changes=changes or (),
            readings=numbers,
        )
    )


def _same_bytes(one: _Capture, other: _Capture) -> bool:
    return one.payload is not None and one.payload == other.payload


def _alike(one: _Capture, other: _Capture) -> tuple[Article, Article] | None:
    """The newest readings of both by the same reader and publication file."""
    for _, after in reversed(other.readings):
        for _, before in reversed(one.readings):
            if (before.article.reader, before.context.publication_digest) == (
                after.article.reader,
                after.context.publication_digest,
            ):
                return before.article, after.article
    return None


def _changes(before: _Capture, after: _Capture) -> tuple[str, ...] | None:
    if _same_bytes(before, after):
        return None
    alike = _alike(before, after)
    if alike is not None:
        return sameness.changes(*alike) or None
    return () if sameness.changes(before.article, after.article) else None


def _insert(
    db: sqlite3.Connection, article: int, version_id: int, number: int, version: _Version
) -> None:
    shown = version.shown
    db.execute(
        "INSERT INTO versions (id, article, number, digest, date, reading, rank, latest, changes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            version_id,
            article,
            number,
            sameness.digest(shown.article),
            iso(moment(version.date)),
            shown.readings[-1][0],
            shown.rank,
            version.latest.record_id,
            msgspec.json.encode(version.changes).decode(),
        ),
    )
    db.executemany(
        "UPDATE readings SET version = ? WHERE id = ?",
        [(version_id, number) for number in version.readings],
    )
