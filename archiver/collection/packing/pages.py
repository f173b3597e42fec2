"""``pages/pages.jsonl``: the list of pages that ReplayWeb.page shows (WACZ 1.1.1, §5.2.2)."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path

from archiver.article import Article
from warcs.files import sync_folder

HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "Articles"}

LONGEST_LINE = 1 << 20  # bytes; URLs and titles are shorter


def of(db: sqlite3.Connection, after: int = 0, *, closed: str = "") -> Iterator[str]:
    """A line per reading with a higher number than ``after``, in archive order.

    Readings whose capture is in an open file are left out: it may be gone on in for days. The one
    called ``closed`` (final name) is none any more.
    """
    rows = db.execute(
        "SELECT readings.id, readings.url, captures.date, articles.title FROM readings"
        " JOIN captures ON captures.record_id = readings.capture"
        " JOIN versions ON versions.id = readings.version"
        " JOIN articles ON articles.id = versions.article"
        " WHERE readings.id > ? AND captures.file NOT IN"
        "  (SELECT name FROM open_files WHERE name <> ?)"
        # Of a capture that was read again, a page is listed already.
        " AND readings.id = (SELECT min(id) FROM readings AS r WHERE r.capture = readings.capture)"
        " ORDER BY readings.id",
        (after, closed),
    )
    for row in rows:
        page = {"id": f"reading-{row['id']}", "url": row["url"], "ts": _ts(row["date"])}
        if row["title"]:
            page["title"] = row["title"]
        yield json.dumps(page, ensure_ascii=False)


def chosen(
    db: sqlite3.Connection, readings: Iterable[int], *, text: bool
) -> Iterator[tuple[str, str, str]]:
    """URL, time and line of each page, by the ids of their readings.

    ``text``: the line holds what the page says, too.
    """
    for reading in readings:
        row = db.execute(
            "SELECT readings.id, readings.url, readings.article, captures.date FROM readings"
            " JOIN captures ON captures.record_id = readings.capture WHERE readings.id = ?",
            (reading,),
        ).fetchone()
        article = Article.from_json(row["article"])
        page = {"id": f"reading-{row['id']}", "url": row["url"], "ts": _ts(row["date"])}
        if article.title:
            page["title"] = article.title
        if text and article.text:
            page["text"] = article.text
        yield row["url"], row["date"], json.dumps(page, ensure_ascii=False)


def head() -> str:
    """The first line of a list of pages, with its end."""
    return json.dumps(HEADER) + "\n"


def cut(path: Path) -> None:
    """Take off what a power cut left of lines that were being added: their sectors reach the disk
    in any order, and those that did not are zeros, which JSON never holds."""
    with suppress(FileNotFoundError), path.open("r+b") as file:
        if not file.seek(0, os.SEEK_END):
            return
        with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            hole = content.find(b"\0")
            begin = content.rfind(b"\n", 0, hole) + 1 if hole > 0 else 0
        if hole >= 0:
            file.truncate(begin)


def append(path: Path, lines: Iterable[str]) -> None:
    """Add lines, with the header first in a new file. A line that a crash cut is taken off."""
    with path.open("a+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - LONGEST_LINE))
        torn = file.read().rpartition(b"\n")[2]
        file.truncate(size - len(torn))
        if size == len(torn):
            file.write(head().encode())
        file.writelines(f"{line}\n".encode() for line in lines)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)  # whoever made the file may not have lived to


def last(path: Path) -> int:
    """The number of the last reading that is listed; 0 if there is none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 2 * LONGEST_LINE))
            *whole, _ = file.read().split(b"\n")
            entry = json.loads(whole[-1])
            return int(str(entry["id"]).removeprefix("reading-"))
    except (OSError, ValueError, LookupError, TypeError):
        return 0


def _ts(date: str) -> str:
    """RFC 3339 with Z, milliseconds: what the WACZ tools write."""
    return f"{date[:23]}Z"
