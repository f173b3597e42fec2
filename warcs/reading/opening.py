"""Opening what holds records: a path, a URL, standard input, a file object."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO

from warcs.errors import CannotOpen
from warcs.reading.source import Readable

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A stream, what to call it, and how to let go of it."""

    stream: Readable
    name: str
    close: Callable[[], object]


def opened(source: str | os.PathLike[str] | BinaryIO) -> Opened:
    """``source``, open for reading; what was open already is not closed. Raises CannotOpen."""
    if not isinstance(source, (str, os.PathLike)):
        name = getattr(source, "name", None)
        return Opened(
            stream=source,
            name=Path(name).name if isinstance(name, str) else "stream",
            close=_nothing,
        )
    place = os.fspath(source)
    if place == STDIN:
        return Opened(stream=sys.stdin.buffer, name="stdin", close=_nothing)
    if "://" in place:
        return _url(place)
    try:
        stream = FileIO(place)
    except (OSError, ValueError) as error:
        raise CannotOpen(f"{place}: cannot be opened ({_reason(error)})") from error
    return Opened(stream=stream, name=Path(place).name, close=stream.close)


def _url(url: str) -> Opened:
    try:
        import fsspec
    except ImportError as error:
        raise CannotOpen(
            f"{url}: reading from URLs needs fsspec; run: pip install 'news-archiver[urls]'"
        ) from error
    try:
        stream: Any = fsspec.open(url, "rb").open()
    except Exception as error:  # each of its file systems has errors of its own
        raise CannotOpen(f"{url}: cannot be opened ({_reason(error)})") from error
    return Opened(stream=stream, name=url.rstrip("/").rpartition("/")[2], close=stream.close)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())[:200] or type(error).__name__


def _nothing() -> None:
    pass
