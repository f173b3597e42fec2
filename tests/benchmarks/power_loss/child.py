"""A process that is watched: it says before each fsync of ours where that is asked for.

    python -m tests.benchmarks.power_loss.child STEP ARGUMENTS(JSON)

Marks are written into ``.marks`` beside the collection, where strace sees them. Nothing else is
different from a process that is not watched.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from archiver.collection import Session
from archiver.collection.opening import Sealing
from archiver.collection.preserving.rebuild import rebuild
from archiver.crawl import crawl
from tests.archiver.collection.test_session import store
from warcs import Exchange, Recorder


class SupportsFileno(Protocol):
    """A file object."""

    def fileno(self) -> int:
        """Its descriptor."""


HERE = Path(__file__).parents[3]
SHARED = {"sync_folder", "sync_file"}  # functions that sync for their caller


def make(folder: Path) -> None:
    """An empty collection."""
    Session(folder).close()


def crawled(folder: Path, targets: list[str], settings: dict[str, Any]) -> None:
    """A crawl, to its end."""
    crawl(targets, folder, settings=settings)


def stored(folder: Path, count: int, name: str) -> Session:
    """A session that has recorded so many articles, and committed none."""
    session = Session(folder, sealing=Sealing(max_age=timedelta(0)))
    for number in range(count):
        store(session, f"http://lamp.example/story/{name}-{number}", text=f"Text {number}. " * 9)
    return session


def abandoned(folder: Path, count: int) -> None:
    """A full disk ends it: what was recorded is whole, and the catalogue has none."""
    stored(folder, count, "abandoned").abandon()


def died(folder: Path, count: int, *, commit: bool = False) -> None:
    """A kill ends it."""
    session = stored(folder, count, "died")
    if commit:
        session.commit()
    os._exit(0)


def recorded(folder: Path, count: int, mark: Callable[[str], None]) -> None:
    """Files of captures without a collection, as any Scrapy project makes them."""
    recorder = Recorder(folder)
    for number in range(count):
        recorder.record(
            Exchange(
                url=f"http://lamp.example/{number}",
                started=recorder._now(),
                request=b"GET / HTTP/1.1\r\n\r\n",
                response=b"HTTP/1.1 200 OK\r\n\r\nalone",
            )
        )
        sealed = recorder.seal()
        if sealed:
            mark(f"sealed {folder / sealed.name} {sealed.sha256}")


def site_of(depth: int = 2) -> str:
    """Where in our code the fsync that is about to be called is asked for."""
    frame = sys._getframe(depth)
    names: list[str] = []
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if HERE in path.parents:
            module = ".".join(path.relative_to(HERE).with_suffix("").parts)
            names.append(f"{module}.{frame.f_code.co_qualname}")
            if frame.f_code.co_name not in SHARED:
                break
        frame = frame.f_back  # type: ignore[assignment]
    return " < ".join(names)


def main() -> None:
    """The command."""
    step, arguments = sys.argv[1], json.loads(sys.argv[2])
    folder = Path(arguments.pop("folder"))
    marks = os.open(
        folder.parent / ".marks", os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644
    )

    def mark(text: str) -> None:
        os.write(marks, text.encode())

    fsync = os.fsync

    def marked(fd: int | SupportsFileno) -> None:
        mark(f"sync {site_of()}")
        fsync(fd)

    os.fsync = marked
    steps: dict[str, Callable[..., Any]] = {
        "make": make,
        "crawl": crawled,
        "abandon": abandoned,
        "die": died,
        "record": lambda folder, **more: recorded(folder, mark=mark, **more),
        "rebuild": rebuild,
    }
    steps[step](folder, **arguments)


if __name__ == "__main__":
    main()
