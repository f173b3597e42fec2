"""How long a crawl's event loop stands still when a large file is sealed.

    python -m tests.benchmarks.sealing [--size 1000] [--body 30] [--folder FOLDER]

A collection gets pages with readings, of BODY kB each, until its open file has SIZE MB. Then it is
sealed by a commit, once at once and once beside the loop, as a crawl does it; a call that should
come every 5 ms tells how long the loop stood still. FOLDER needs room for two such files.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from archiver.collection import Context, Session
from archiver.collection.opening import Aside, Sealing, at_once
from tests.archiver.collection.test_session import article, captured

TICK = 0.005  # seconds
KILOBYTE, MEGABYTE = 1000, 1_000_000


def filled(folder: Path, size: int, body: int, aside: Aside) -> Session:
    """A session whose open file is due."""
    session = Session(folder, sealing=Sealing(max_size=size, max_age=timedelta(0), aside=aside))
    chance = random.Random(1)
    number = 0
    while not session.recorder.due:
        if number % 100 == 0:  # as a crawl does
            session.commit()
        url = f"https://paper.example/story/{number}"
        found = captured(session, url, chance.randbytes(body))
        said = article(found, f"Story {number}", f"They stood still on day {number}. " * 60)
        session.store(Context(requested=url, publication="paper"), said)
        number += 1
    print(f"  {number} pages, {session.recorder.end / MEGABYTE:.0f} MB")
    return session


async def longest(work: Callable[[], object], until: Callable[[], bool]) -> tuple[float, float]:
    """Call ``work`` each second until it is done; the longest standstill, and how long all took."""
    worst, begun, next_one = 0.0, time.monotonic(), 0.0
    while not until():
        before = time.monotonic()
        if before >= next_one:
            work()
            next_one = before + 1
        await asyncio.sleep(TICK)
        worst = max(worst, time.monotonic() - before - TICK)
    return worst, time.monotonic() - begun


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1000, help="MB of the file")
    parser.add_argument("--body", type=int, default=30, help="kB of a page in the file")
    parser.add_argument("--folder", type=Path, help="where the collections are made")
    arguments = parser.parse_args()
    size, body = arguments.size * MEGABYTE, arguments.body * KILOBYTE
    with (
        tempfile.TemporaryDirectory(dir=arguments.folder) as scratch,
        ThreadPoolExecutor(1) as pool,
    ):
        for name, aside in (("at once", at_once), ("beside the loop", pool.submit)):
            session = filled(Path(scratch) / name, size, body, aside)
            session.recorder.sync()  # what a second of crawling leaves to sync is little
            manifest = session.folder.manifest
            worst, took = asyncio.run(longest(session.commit, manifest.exists))
            session.close()
            print(f"{name}: stood still for {worst * 1000:.0f} ms at most, {took:.1f} s in all")


if __name__ == "__main__":
    main()
