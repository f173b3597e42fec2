"""``pages/pages.jsonl``: the list of pages that ReplayWeb.page shows (WACZ 1.1.1, §5.2.2)."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from archiver.article import Article

HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "Articles"}


def of_file(db: sqlite3.Connection, file: str | None = None) -> Iterator[str]:
    """A line per reading of a capture in ``file`` (of all files if None), in archive order."""
    where = "WHERE captures.file = ?" if file else ""
    rows = db.execute(
        "SELECT readings.id, readings.url, captures.date, articles.title FROM readings"
        " JOIN captures ON captures.record_id = readings.capture"
        " JOIN versions ON versions.id = readings.version"
        f" JOIN articles ON articles.id = versions.article {where} ORDER BY readings.id",
        (file,) if file else (),
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


def append(path: Path, lines: Iterable[str]) -> None:
    """Add lines, with the header first in a new file."""
    new = not path.exists()
    with path.open("a", encoding="utf-8") as file:
        if new:
            file.write(head())
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def _ts(date: str) -> str:
    """RFC 3339 with Z, milliseconds: what the WACZ tools write."""
    return f"{date[:23]}Z"
