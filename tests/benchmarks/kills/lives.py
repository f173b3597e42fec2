"""Processes that crawl, and how each of them ends."""

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.kills.newspaper import SLUG, Newspaper
from tests.spiders.crawling import MOST, PACE, call, environment

#: Calls before which a process is killed: about how often it makes them as it begins, and with
#: each request.
CALLS = {
    "fsync": (4, 0.4),  # WARC file, folders, index, manifest, pages
    "fdatasync": (3, 0.2),  # SQLite's COMMIT
    "rename": (1, 0.1),  # sealing, index
    "pwrite64": (40, 5),  # SQLite's pages and log
    "write": (4, 2.5),  # records, index, manifest
    "ftruncate": (2, 0.1),
    "unlink": (1, 0.02),
}


@dataclass(frozen=True, kw_only=True)
class End:
    """How a life is ended."""

    call: str | None = None  #: before this system call …
    time: int = 0  #: … is made the so-manieth time
    requests: int = 0  #: or after so many requests …
    seconds: float = 0  #: … and so long, if it is no call

    def __str__(self) -> str:
        if self.call:
            return f"before {self.call} number {self.time}"
        return f"{self.seconds:.3f} s after request {self.requests}"


def ends(count: int, seed: int, requests: int) -> Iterator[End]:
    """How lives end: two in three at a random moment, of those one in six while it begins; the
    others before a call that makes something durable. About ``requests`` are made by each."""
    chance = random.Random(seed)
    names = list(CALLS)
    for number in range(count):
        if number % 3 == 2 and shutil.which("strace"):
            name = names[number // 3 % len(names)]
            first, each = CALLS[name]
            yield End(call=name, time=chance.randint(1, int(first + 2 * requests * each)))
        elif number % 6 == 1:
            yield End(seconds=chance.uniform(0, 0.5))
        else:
            yield End(requests=chance.randint(1, 2 * requests), seconds=chance.uniform(0, 0.05))


@dataclass(kw_only=True)
class Lives:
    """Starts crawls of ``newspaper``, served at ``address``, into ``folder``."""

    newspaper: Newspaper
    address: str
    folder: Path
    max_size: int  #: bytes, of a WARC file
    _nursery: "subprocess.Popen[str]" = field(init=False)

    @contextmanager
    def begun(self) -> Iterator["Lives"]:
        """With a process that has imported all that a crawl needs, and forks."""
        with subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.kills.nursery"],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as self._nursery:
            yield self
            if self._nursery.stdin:
                self._nursery.stdin.close()

    def live(self, end: End | None, *, keep_open: bool) -> int:
        """One crawl, to its end or to this one; its exit code, negative if it was killed."""
        settings = {
            **PACE,
            "COMMIT_INTERVAL": 0.05,
            "WARC_MAX_SIZE": self.max_size,
            "WARC_KEEP_OPEN": keep_open,
            "REQUISITES": "page",
        }
        if end and end.call:
            return self._traced(end, settings)
        settings["CONNECT_TO"] = {":80": self.address}
        self._tell({"targets": [SLUG], "folder": str(self.folder), "settings": settings})
        child = int(self._hear())
        if end:
            self._wait(end)
            _kill(child)
        return int(self._hear())

    def _traced(self, end: End, settings: Mapping[str, object]) -> int:
        line = call(self.folder, [SLUG], self.address, settings)
        kill = f"inject={end.call}:signal=SIGKILL:when={end.time}"
        tracer = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={end.call}"]
        done = subprocess.run(
            [*tracer, "-e", kill, *line],
            env=environment(),
            timeout=MOST,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode

    def _wait(self, end: End) -> None:
        log, begin, most = (
            self.newspaper.site.log,
            len(self.newspaper.site.log),
            time.monotonic() + MOST,
        )
        while len(log) < begin + end.requests and time.monotonic() < most and not self._has_ended():
            time.sleep(0.001)
        time.sleep(end.seconds)

    def _has_ended(self) -> bool:
        return self._nursery.stdout is not None and bool(
            select.select([self._nursery.stdout], [], [], 0)[0]
        )

    def _tell(self, what: Mapping[str, object]) -> None:
        if self._nursery.stdin:
            self._nursery.stdin.write(json.dumps(what) + "\n")
            self._nursery.stdin.flush()

    def _hear(self) -> str:
        line = self._nursery.stdout.readline() if self._nursery.stdout else ""
        if not line:
            raise RuntimeError("the nursery has ended")
        return line


def _kill(child: int) -> None:
    """Kill a process that may have ended by itself; its parent has not asked for its end yet."""
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        return
