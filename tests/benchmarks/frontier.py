"""What a frontier of millions of rows costs in one process.

    python -m tests.benchmarks.frontier [--rows 10000 100000 5000000] [--pages 1000] [--folder DIR]

For each number of rows, over 200 hosts of which a few have most (made from a seed):

- the rows are put in as they come from sitemaps of 50,000 URLs, through the code of a crawl,
  commits and all: rows per CPU second; and the CPU that reading the sitemaps takes, of the first
  200,000
- a process of its own opens the collection and begins a run: seconds until the first row is handed
  out; its memory; how long handing out takes (median, 99th percentile)
- a process of its own crawls so many pages from a server on 127.0.0.1, and one sitemap of 50,000
  new URLs beside them: pages per CPU second; the longest time for which the event loop stood still

CPU is user and system time of the process itself. The folder takes about 1 GB for a million rows.
"""

import argparse
import asyncio
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler

from archiver.article import Entry
from archiver.collection import Session
from archiver.sources.sitemaps import read_sitemap
from spiders import settings as ours

HOSTS = 200
IN_SITEMAP = 50_000
READ = 200_000  # URLs whose sitemaps are read; the rest is made as the reader makes it
BATCH = 250  # as spiders.plan takes them in
ROWS_A_COMMIT = 1000  # as spiders.extension commits
WORDS = "harbour council lamps ferry market bridge winter tram theatre river dispute vote".split()


def slug(number: int) -> str:
    """Of one of the publications."""
    return f"paper-{number:03}"


def shares(rows: int) -> list[int]:
    """Rows of each host: the n-th has 1/n of the first."""
    weights = [1 / (n + 1) for n in range(HOSTS)]
    return [max(1, round(rows * weight / sum(weights))) for weight in weights]


def listed(rows: int, seed: int = 5) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(Publication, URLs and dates of a sitemap), so many URLs in all."""
    chance = random.Random(seed)
    start = datetime(2010, 1, 1, tzinfo=UTC)
    for number, share in enumerate(shares(rows)):
        for first in range(0, share, IN_SITEMAP):
            items = []
            for n in range(first, min(first + IN_SITEMAP, share)):
                day = start + timedelta(minutes=chance.randrange(8_000_000))
                title = "-".join(chance.choices(WORDS, k=6))
                url = f"http://{slug(number)}.example/{day:%Y/%m/%d}/{title}-{n}.html"
                items.append((url, day.isoformat()))
            yield slug(number), items


def sitemap(items: list[tuple[str, str]]) -> bytes:
    """A sitemap of URLs and dates."""
    lines = [f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in items]
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<urlset xmlns="{schema}">{"".join(lines)}</urlset>'.encode()


def entries_of(name: str, items: list[tuple[str, str]], *, read: bool) -> Sequence[Entry]:
    """What a sitemap says; made as its reader makes it, unless it is to be ``read``."""
    source = f"http://{name}.example/sitemap.xml"
    if read:
        return read_sitemap(sitemap(items), source, (f"{name}.example",)).entries
    return [Entry(url=url, source=source, kind="sitemap", modified=day) for url, day in items]


def cpu() -> float:
    """Seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def memory() -> float:
    """The most that this process took, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024


def fill(folder: Path, rows: int) -> dict[str, float]:
    """Put the rows in, through the code of a crawl."""
    session = Session(folder)
    reading = adding = longest = 0.0
    count = were_read = 0
    for name, items in listed(rows):
        read, begun = were_read < READ, cpu()
        entries = entries_of(name, items, read=read)
        if read:
            reading += cpu() - begun
            were_read += len(entries)
        begun, waiting = cpu(), 0
        for start in range(0, len(entries), BATCH):
            moment = time.perf_counter()
            added = session.frontier.add(name, entries[start : start + BATCH], session.now())
            waiting += added.new
            if waiting >= ROWS_A_COMMIT:
                session.commit()
                waiting = 0
            longest = max(longest, time.perf_counter() - moment)
        adding += cpu() - begun
        count += len(entries)
    session.close()
    size = (folder / "catalogue.sqlite").stat().st_size
    return {
        "rows": count,
        "rows per CPU s": count / adding,
        "CPU us per URL read": reading / were_read * 1e6,
        "longest batch and commit ms": longest * 1000,
        "bytes per row": size / count,
    }


def hand_out(folder: Path, number: int) -> dict[str, float]:
    """Open, begin a run, hand out and end so many rows."""
    begun = time.perf_counter()
    session = Session(folder)
    slugs = [slug(n) for n in range(HOSTS)]
    session.begin_run(slugs)
    session.frontier.next(slugs)
    started = time.perf_counter() - begun
    taken, left = [], []
    for n in range(number):
        moment = time.perf_counter()
        candidate = session.frontier.next(slugs)
        taken.append(time.perf_counter() - moment)
        if candidate is None:
            break
        session.frontier.end(candidate.key, "done" if n % 10 else "failed", "HTTP 503")
        if n % 100 == 0:
            session.commit()
            moment = time.perf_counter()
            session.frontier.left(slugs)
            left.append(time.perf_counter() - moment)
    peak = memory()
    session.abandon()
    quantiles = statistics.quantiles(taken, n=100)
    return {
        "start s": started,
        "memory MB": peak,
        "next median ms": quantiles[49] * 1000,
        "next p99 ms": quantiles[98] * 1000,
        "left ms": max(left) * 1000,
    }


def crawl(folder: Path, pages: int, address: str) -> dict[str, float]:
    """Crawl so many pages of all hosts; every host is the server at ``address``."""
    from archiver.crawl import crawl as crawl_publications

    publications = folder / "publications"
    publications.mkdir(parents=True, exist_ok=True)
    for number in range(HOSTS):
        host = f"{slug(number)}.example"
        source = '[{sitemap = "/sitemap.xml"}]' if number == 0 else '[{feed = "/feed.xml"}]'
        (publications / f"{slug(number)}.toml").write_text(
            f'name = "{slug(number)}"\ndomains = ["{host}"]\nhome = "http://{host}/"\n'
            f"sources = {source}\narticles = '/[0-9]{{4}}/'\n"
        )
    settings = {
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "PROGRESS": "none",
        "LOG_LEVEL": "ERROR",
        "REQUISITES": "none",
        "CONTACT": "benchmark@localhost.example",
        "CONNECT_TO": {":80": address},
        "CLOSESPIDER_ITEMCOUNT": pages,
        "EXTENSIONS": {**ours.EXTENSIONS, "tests.benchmarks.frontier.Watch": 1},
        "WATCH": str(folder / "watch.json"),
    }
    begun, used = time.perf_counter(), cpu()
    outcome = crawl_publications([slug(n) for n in range(HOSTS)], folder, settings=settings)
    watch = json.loads((folder / "watch.json").read_text())
    return {
        "pages": outcome.report.fetched,
        "pages per CPU s": outcome.report.fetched / (cpu() - used),
        "wall s": time.perf_counter() - begun,
        "memory MB": memory(),
        **watch,
    }


class Watch:
    """An extension that measures for how long the event loop stands still."""

    def __init__(self, crawler: Crawler) -> None:
        self._file = Path(crawler.settings["WATCH"])
        self._still: list[tuple[float, float]] = []  # wall and CPU milliseconds
        self._task: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Watch":
        """Called by Scrapy."""
        return cls(crawler)

    def _opened(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            wall, used = time.perf_counter(), time.thread_time()
            await asyncio.sleep(0)
            self._still.append(
                ((time.perf_counter() - wall) * 1000, (time.thread_time() - used) * 1000)
            )
            await asyncio.sleep(0.001)

    def _closed(self) -> None:
        if self._task is not None:
            self._task.cancel()
        walls = sorted(wall for wall, _ in self._still)
        self._file.write_text(
            json.dumps(
                {
                    "longest turn of the loop, wall ms": walls[-1],
                    "the same, CPU ms": max(used for _, used in self._still),
                    "turns over 50 ms": sum(wall > 50 for wall in walls),
                    "turns": len(walls),
                }
            )
        )


@contextmanager
def serving(new: int) -> Iterator[str]:
    """The server in a process of its own; one sitemap names so many new URLs."""
    host = f"{slug(0)}.example"
    urls = [f"http://{host}/2030/01/01/new-{number}.html" for number in range(new)]
    with tempfile.TemporaryDirectory() as name:
        behaviour = Path(name) / "behaviour.json"
        behaviour.write_text(json.dumps({host: {"sitemap": urls}}))
        words = ["-m", "tests.benchmarks.many_hosts", f"{name}/log", f"@{behaviour}"]
        with subprocess.Popen(
            [sys.executable, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            if process.stdout is None or process.stdin is None:
                raise RuntimeError("no pipes")
            try:
                yield f"127.0.0.1:{process.stdout.readline().strip()}"
            finally:
                process.stdin.close()


def run(part: str, *words: object) -> dict[str, float]:
    """A part, in a process of its own."""
    line = [sys.executable, "-m", "tests.benchmarks.frontier", "--part", part, *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{part}: {done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 5_000_000])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument(
        "--folder", type=Path, help="keep the collections here, and use those there"
    )
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        part, folder, *more = options.part
        parts = {"fill": fill, "hand out": hand_out}
        if part == "crawl":
            print(json.dumps(crawl(Path(folder), int(more[0]), more[1])))
        else:
            print(json.dumps(parts[part](Path(folder), int(more[0]))))
        return
    with tempfile.TemporaryDirectory() as name, serving(IN_SITEMAP) as address:
        for rows in options.rows:
            folder = (options.folder or Path(name)) / str(rows)
            print(f"\n{rows:,} rows")
            if not folder.exists():
                report(run("fill", folder, rows))
            report(run("hand out", folder, 20_000))
            report(run("crawl", folder, options.pages, address))


def report(found: dict[str, float]) -> None:
    """A line each."""
    for name, value in found.items():
        print(f"  {name:40} {value:14,.3f}", flush=True)


if __name__ == "__main__":
    main()
