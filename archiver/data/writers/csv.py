"""CSV (RFC 4180, UTF-8): a row is an article, a column that holds a list is JSON in a cell."""

import csv
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from archiver.article import Article
from archiver.data.columns import COLUMNS, Column
from archiver.data.texts import json_of, plain
from archiver.data.writers.base import ArticleWriter
from archiver.data.writers.jsonl import open_bytes

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of one


class CsvWriter(ArticleWriter):
    """Comma-separated values with a line of names; null is an empty cell.

    ``spreadsheet``: an apostrophe is put before cells that a spreadsheet would run as a formula.
    Texts of the web may be written to be one; a program that reads the file wants them unchanged.
    """

    def __init__(self, target: Path, *, spreadsheet: bool = False) -> None:
        super().__init__(target)
        self._spreadsheet = spreadsheet
        self._file: TextIOWrapper | None = None

    def _open(self) -> None:
        raw = open_bytes(self.unfinished, self.target.suffix)
        # Half a surrogate pair, which UTF-8 cannot write, is a question mark.
        self._file = TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")
        csv.writer(self._file).writerow([column.name for column in COLUMNS])

    def _write(self, articles: Iterable[Article]) -> None:
        assert self._file is not None
        writer = csv.writer(self._file)
        for article in articles:
            row = [cell(column, article) for column in COLUMNS]
            writer.writerow(list(map(harmless, row)) if self._spreadsheet else row)
            self.count += 1

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()


def cell(column: Column, article: Article) -> str:
    """What stands in a cell: text; true or false; ISO 8601; JSON; nothing for null."""
    value: Any = column.get(article)
    if value is None:
        return ""
    if column.nested:
        return json_of(value).decode()
    return str(value).lower() if isinstance(value, bool) else str(plain(value))


def harmless(text: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
