"""The list of pages of a collection, asked for a part at a time, however long it is."""

import json
import mmap
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs

MOST_AT_ONCE = 1000  # pages in an answer
SHOWN = ("id", "url", "title", "ts")


class PageList:
    """``pages.jsonl`` (WACZ 1.1.1 §5.2.2), newest first; empty if there is no such file.

    Lines that are no page are passed over. ``file`` is the WACZ that ReplayWeb.page is told to
    look for the pages in.
    """

    def __init__(self, path: Path, file: str) -> None:
        self._file = file
        self._stack = ExitStack()
        self._lines: mmap.mmap | bytes = b""
        if path.is_file() and path.stat().st_size:
            stream = self._stack.enter_context(path.open("rb"))
            found = mmap.mmap(stream.fileno(), 0, prot=mmap.PROT_READ)
            self._lines = self._stack.enter_context(found)
        self._starts = array("Q", _starts(self._lines))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def count(self) -> int:
        """How many lines there are, without the first, which describes the others."""
        return max(0, len(self._starts) - 1)

    def answer(self, query: str) -> bytes:
        """As ReplayWeb.page asks: ``url`` or ``search``, ``page`` (from 1) and ``pageSize``."""
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        size = min(_number(asked.get("pageSize"), 25), MOST_AT_ONCE)
        first = (_number(asked.get("page"), 1) - 1) * size
        if "url" in asked:
            found = [page for page in self._with(asked["url"]) if page["url"] == asked["url"]]
            total, pages = len(found), found[first : first + size]
        elif asked.get("search"):
            found = list(self._mentioning(asked["search"]))
            total, pages = len(found), found[first : first + size]
        else:
            total = self.count
            pages = list(islice(self._pages(range(self.count - first, 0, -1)), size))
        return json.dumps({"items": self._placed(pages), "total": total}).encode()

    def newest(self, count: int) -> list[dict[str, Any]]:
        """The first part of the list."""
        return self._placed(islice(self._pages(range(self.count, 0, -1)), count))

    def _placed(self, pages: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        # Of pages that are no seeds of a crawl, ReplayWeb.page shows only the first part.
        return [{**page, "filename": self._file, "isSeed": True} for page in pages]

    def _mentioning(self, words: str) -> Iterator[dict[str, Any]]:
        """Pages with ``words`` in URL or title; of other letters than A to Z, the case counts."""
        wanted = words.casefold()
        for page in self._with(words):
            if wanted in page["url"].casefold() or wanted in str(page.get("title")).casefold():
                yield page

    def _with(self, text: str) -> Iterator[dict[str, Any]]:
        """Pages whose line holds ``text`` in any way."""
        encodings = {json.dumps(text, ensure_ascii=ascii)[1:-1].encode() for ascii in (True, False)}
        pattern = re.compile(b"|".join(map(re.escape, encodings)), re.IGNORECASE)
        numbers = {
            bisect_right(self._starts, match.start()) - 1 for match in pattern.finditer(self._lines)
        }
        yield from self._pages(sorted(numbers, reverse=True))

    def _pages(self, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
        for number in numbers:
            start = self._starts[number]
            following = self._starts[number + 1 : number + 2]
            stop = following[0] if following else len(self._lines)
            page = _page(self._lines[start:stop])
            if page is not None:
                yield page


def _starts(lines: mmap.mmap | bytes) -> Iterator[int]:
    start = 0
    while start < len(lines):
        yield start
        start = lines.find(b"\n", start) + 1 or len(lines)


def _page(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("url"), str):
        return None
    return {name: found[name] for name in SHOWN if name in found}


def _number(text: str | None, otherwise: int) -> int:
    """A whole number from 1 on."""
    return int(text) if text and re.fullmatch(r"[1-9]\d{0,8}", text) else otherwise
