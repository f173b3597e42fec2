"""Runs the command `archiver` in a process of its own, and other programs beside it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.spiders.crawling import run

COMMAND = [sys.executable, "-c", "from archiver.cli import main; main()"]
DERIVED = ("catalogue.sqlite", "manifest.jsonl", "indexes", "pages")


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A demo crawl that has ended."""

    folder: Path
    warc: Path  #: the one file that it wrote
    output: str


def archiver(*arguments: str | Path) -> str:
    """What the command printed; fails the test with all that it said if it did not end well."""
    done = run(*COMMAND, *arguments)
    assert done.code == 0, f"exit code {done.code}\n{done.out}\n{done.err}"
    # On a busy machine a crawl takes so long that it tells its progress.
    assert [x for x in done.err.splitlines() if not x.startswith("articles: ")] == []
    return done.out


STARTS = 60  # seconds that pywb may take to start on a busy machine


@contextmanager
def wayback(pywb: Path, root: Path) -> Iterator[str]:
    """pywb serves the collections in ``root``; gives where."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = root / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [pywb / "wayback", "-b", "127.0.0.1", "-p", str(port), "-d", root],
            stdout=output, stderr=output,
        )  # fmt: skip
        try:
            assert listens(port, server), log.read_text()
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def listens(port: int, server: "subprocess.Popen[bytes]") -> bool:
    end = time.monotonic() + STARTS
    while server.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False
