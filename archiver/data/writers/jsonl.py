"""JSON Lines: a line is one article, as :meth:`archiver.Article.to_json` writes it."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from isal import igzip

from archiver.article import Article
from archiver.data.texts import json_of
from archiver.data.writers.base import ArticleWriter

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_ZSTD_LEVEL = 3


class JsonLinesWriter(ArticleWriter):
    """Lines of JSON in UTF-8; compressed where the target's name ends in .gz or .zst."""

    def __init__(self, target: Path) -> None:
        super().__init__(target)
        self._file: IO[bytes] | None = None

    def _open(self) -> None:
        self._file = open_bytes(self.unfinished, self.target.suffix)

    def _write(self, articles: Iterable[Article]) -> None:
        assert self._file is not None
        for article in articles:
            self._file.write(json_of(article) + b"\n")
            self.count += 1

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()


def open_bytes(path: Path, suffix: str) -> IO[bytes]:
    """A new file for what is written in bytes; ``suffix`` .gz and .zst: it is compressed."""
    match suffix:
        case ".gz":
            # Without the time: what is written again is the same to the byte.
            return igzip.IGzipFile(path, "wb", compresslevel=2, mtime=0)  # type: ignore[no-untyped-call, return-value]
        case ".zst":
            return zstd.open(path, "wb", level=_ZSTD_LEVEL)  # type: ignore[return-value]
        case _:
            return path.open("wb")
