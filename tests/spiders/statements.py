"""An extension that writes down what a crawl asks of the catalogue: STATEMENTS, a JSON list."""

import atexit
import json
import sqlite3
from pathlib import Path

from scrapy.crawler import Crawler


class Statements:
    """Hears of every connection to SQLite from now on, in a process of its own."""

    def __init__(self, crawler: Crawler) -> None:
        self._file = Path(crawler.settings["STATEMENTS"])
        self._found: dict[str, None] = {}
        self._connect = sqlite3.connect
        sqlite3.connect = self._connected  # type: ignore[assignment]
        atexit.register(self._write)  # behind all that a crawl asks as it ends

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Statements":
        """Called by Scrapy."""
        return cls(crawler)

    def _connected(self, path: str, **options: object) -> sqlite3.Connection:
        db: sqlite3.Connection = self._connect(path, **options)  # type: ignore[call-overload]
        db.set_trace_callback(lambda statement: self._found.update({statement: None}))
        return db

    def _write(self) -> None:
        self._file.write_text(json.dumps(list(self._found)))
