"""``pages/pages.jsonl``: the list of pages that ReplayWeb.page shows (WACZ 1.1.1, §5.2.2)."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

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


def append(path: Path, lines: Iterable[str]) -> None:
    """Add lines, with the header first in a new file."""
    new = not path.exists()
    with path.open("a", encoding="utf-8") as file:
        if new:
            file.write(json.dumps(HEADER) + "\n")
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def _ts(date: str) -> str:
    """RFC 3339 with Z, milliseconds: what the WACZ tools write."""
    return f"{date[:23]}Z"
