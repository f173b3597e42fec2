"""Captures found in sorted indexes on the disk, by binary search: nothing is read into memory.

An index is a sorted CDXJ file, a ZipNum pair (``.idx`` and ``.cdx.gz``) or a folder of them, as a
collection has it.
"""

import heapq
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from warcs.index import surt, tiers, zipnum
from warcs.index.sorting import find, mapped

TRIES = 3  # at opening a folder whose files are merged meanwhile

Match = Literal["exact", "prefix", "host", "domain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an index line says. Fields that it does not have are None."""

    key: str
    date: datetime  #: UTC, to the second
    url: str
    mime: str | None = None
    status: int | None = None
    digest: str | None = None
    length: int | None = None  #: bytes, in the file
    offset: int | None = None  #: bytes
    filename: str | None = None
    line: str  #: as it stands in the index


def parse(line: str) -> Entry | None:
    """The entry that a CDXJ line is; None for a line of another form (a header, say)."""
    head, brace, rest = line.rstrip("\r\n").partition(" {")
    key, space, stamp = head.rpartition(" ")
    date = _moment(stamp)
    try:
        said = json.loads(brace[1:] + rest)
    except ValueError:
        return None
    if not space or date is None or not isinstance(said, dict):
        return None
    return Entry(
        key=key,
        date=date,
        url=_text(said, "url") or "",
        mime=_text(said, "mime"),
        status=_number(said, "status"),
        digest=_text(said, "digest"),
        length=_number(said, "length"),
        offset=_number(said, "offset"),
        filename=_text(said, "filename"),
        line=head + brace + rest,
    )


def _text(said: dict[str, Any], name: str) -> str | None:
    value = said.get(name)
    return value if isinstance(value, str) else None


def _number(said: dict[str, Any], name: str) -> int | None:
    """Numbers are strings in pywb's lines, numbers in others'."""
    text = str(said.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


class Source(Protocol):
    """A sorted index."""

    def lines(self, beginning: bytes) -> Iterator[bytes]:
        """The lines that begin so, in order."""
        ...


class Lines:
    """A sorted file of lines. It is found by binary search; raises OSError."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self._map = mapped(path, stack)

    def lines(self, beginning: bytes) -> Iterator[bytes]:
        """The lines that begin so, in order."""
        at = find(self._map, beginning)
        while at < len(self._map):
            end = self._map.find(b"\n", at) + 1 or len(self._map)
            line = self._map[at:end]
            if not line.startswith(beginning):
                return
            yield line
            at = end


class Index:
    """The index at ``path``: a file, or a folder of them. A context manager.

    Raises OSError if it cannot be read.
    """

    def __init__(self, path: Path | str) -> None:
        for tries_left in reversed(range(TRIES)):
            self._stack = ExitStack()
            try:
                self._sources = [_source(file, self._stack) for file in _files(Path(path))]
                return
            except BaseException as error:
                self.close()
                if not isinstance(error, FileNotFoundError) or not tries_left:
                    raise

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._stack.close()

    def find(self, url: str, match: Match = "exact") -> Iterator[Entry]:
        """The captures of ``url``, in the order of the index: by key, then by time.

        ``prefix``: whatever begins with it; ``host``: all of its host; ``domain``: of its host and
        the hosts below. Lines that cannot be read are left out.
        """
        for beginning in _beginnings(surt.key(url), match):
            for line in heapq.merge(*(source.lines(beginning) for source in self._sources)):
                entry = parse(line.decode("utf-8", "replace"))
                if entry is not None:
                    yield entry

    def nearest(self, url: str, moment: datetime) -> Entry | None:
        """The capture of ``url`` whose time is nearest to ``moment`` (aware); None without any."""
        entries = self.find(url)
        return min(entries, key=lambda entry: abs(entry.date - moment), default=None)


def _source(file: Path, stack: ExitStack) -> Source:
    return zipnum.Blocks(file, stack) if file.suffix == ".idx" else Lines(file, stack)


def _beginnings(key: str, match: Match) -> list[bytes]:
    host = key.partition(")")[0]
    begin = {
        "exact": [f"{key} "],
        "prefix": [key],
        "host": [f"{host})", f"{host}:"],
        "domain": [f"{host})", f"{host},", f"{host}:"],
    }
    return sorted(text.encode() for text in begin[match])


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [zipnum.partner(path) if path.name.endswith(".gz") else path]
    zipped = {zipnum.data_of(idx) for idx in path.glob("*.idx")}
    plain = [file for file in tiers.readable(path) if file not in zipped]
    return [*plain, *sorted(path.glob("*.idx"))]
