"""Which page asks for what, in the catalogue's derived tables ``requisites`` and ``addresses``.

What a style sheet names belongs to the style sheet's capture. A capture with the same payload as an
earlier one of its URL names the same, so only the earlier has rows.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from archiver.collection.crawling.redirects import MOST_REDIRECTS, REDIRECTS, location
from archiver.collection.database import catalogue
from archiver.requisites import Kind, Requisite
from warcs import Capture


def keep(db: sqlite3.Connection, record_id: str, found: Iterable[Requisite]) -> None:
    """Rows for what the page or style sheet captured in ``record_id`` asks for, once.

    Nothing is kept of a capture that the catalogue does not know (a damaged file's), nor twice of
    a page that is what it was.
    """
    found = tuple(found)
    row = db.execute("SELECT id FROM captures WHERE record_id = ?", (record_id,)).fetchone()
    if row is None or set(found) <= set(named_in(db, record_id)):
        return
    for one in found:
        db.execute(
            "INSERT OR IGNORE INTO requisites VALUES (?, ?, ?)",
            (row["id"], _address(db, one.url), one.kind),
        )


def _address(db: sqlite3.Connection, url: str) -> int:
    # Ids are counted in the order of the archive, so that a rebuilt catalogue is equal.
    row = db.execute("SELECT id FROM addresses WHERE url = ?", (url,)).fetchone()
    if row:
        return int(row["id"])
    cursor = db.execute("INSERT INTO addresses (url) VALUES (?)", (url,))
    return int(cursor.lastrowid or 0)


def named_in(db: sqlite3.Connection, record_id: str) -> tuple[Requisite, ...]:
    """What the page or style sheet captured in ``record_id`` asks for, as far as known."""
    row = db.execute(
        "SELECT id, url, digest, refers_to FROM captures WHERE record_id = ?", (record_id,)
    ).fetchone()
    if row is None:
        return ()
    found = _rows(db, row["id"])
    if found:
        return found
    # The last of its URL with the same payload; a 304 has no digest, but refers to one.
    same = db.execute(
        "SELECT max(captures.id) AS id FROM captures JOIN requisites ON capture = captures.id"
        " WHERE (record_id = :refers_to OR digest = :digest) AND url = :url AND captures.id < :id",
        dict(row),
    ).fetchone()
    return _rows(db, same["id"]) if same["id"] is not None else ()


def _rows(db: sqlite3.Connection, capture: int) -> tuple[Requisite, ...]:
    rows = db.execute(
        "SELECT url, kind FROM requisites JOIN addresses ON addresses.id = address"
        " WHERE capture = ? ORDER BY address",
        (capture,),
    )
    return tuple(Requisite(url=url, kind=_kind(kind)) for url, kind in rows)


def _kind(text: str) -> Kind:
    kinds: dict[str, Kind] = {x: x for x in ("style", "image", "icon", "font")}
    return kinds.get(text, "image")


def naming(db: sqlite3.Connection, url: str) -> Iterator[Capture]:
    """The captures of pages and style sheets that ask for ``url`` and have rows of their own."""
    rows = db.execute(
        "SELECT captures.* FROM addresses JOIN requisites ON address = addresses.id"
        " JOIN captures ON captures.id = capture WHERE addresses.url = ? ORDER BY captures.id",
        (url,),
    )
    return map(catalogue.capture_of, rows)


def needed_by(db: sqlite3.Connection, archive: Path, page: Capture) -> Iterator[Capture]:
    """The captures that a replay of ``page`` asks for, each once: what it names, what its style
    sheets name, and where redirects lead. Of each URL the capture nearest in time."""
    moment = catalogue.iso(page.ref.date)
    seen = {page.ref.record_id}
    waiting = [page]
    while waiting:
        for one in named_in(db, waiting.pop().ref.record_id):
            for capture in followed(db, archive, one.url, moment):
                if capture.ref.record_id not in seen:
                    seen.add(capture.ref.record_id)
                    waiting.append(capture)
                    yield capture


def followed(db: sqlite3.Connection, archive: Path, url: str, moment: str) -> Iterator[Capture]:
    """The capture of ``url`` that is nearest to ``moment``, and those that it redirects to."""
    for _ in range(MOST_REDIRECTS):
        capture = nearest(db, url, moment)
        if capture is None:
            return
        yield capture
        if capture.status not in REDIRECTS:
            return
        url = location(archive, capture)


def nearest(db: sqlite3.Connection, url: str, moment: str) -> Capture | None:
    """The capture of ``url`` that a replay at ``moment`` (ISO 8601, UTC) shows; None if there is
    none. One with an answer is preferred to one without."""
    row = db.execute(
        # A 304 has no status of its own: what it refers to was an answer of status 200. Nor has a
        # resource, which is what its tool meant to keep.
        "SELECT * FROM captures WHERE url = ?"
        " ORDER BY coalesce(status, iif(refers_to IS NULL AND type <> 'resource', 999, 200))"
        " >= 400, abs(julianday(date) - julianday(?)), id LIMIT 1",
        (url, moment),
    ).fetchone()
    return catalogue.capture_of(row) if row else None
