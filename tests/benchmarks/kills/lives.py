"""Processes that crawl, and how each of them ends."""

import random
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.kills.newspaper import SLUG, Newspaper
from tests.spiders import nursery
from tests.spiders.crawling import MOST, PACE, ROOT, call, environment

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
        *_, program, text = call(self.folder, [SLUG], self.address, settings)
        child = nursery.start(program, [text], environment(), ROOT)
        if end:
            self._wait(child, end)
            child.kill()
        code, _, _ = child.ended(MOST)
        return code

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

    def _wait(self, child: nursery.Born, end: End) -> None:
        log, begin, most = (
            self.newspaper.site.log,
            len(self.newspaper.site.log),
            time.monotonic() + MOST,
        )
        while len(log) < begin + end.requests and time.monotonic() < most and child.lives():
            time.sleep(0.001)
        time.sleep(end.seconds)
