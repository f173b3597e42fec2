"""What a frontier of millions of rows costs in one process.

    python -m tests.benchmarks.frontier [--rows 10000 100000 5000000] [--pages 1000] [--folder DIR]

For each number of rows, over 200 hosts of which a few have most (made from a seed):

- the rows are put in as they come from sitemaps of 50,000 URLs, through the code of a crawl,
  commits and all: rows per CPU second; and the CPU that reading the sitemaps takes, of the first
  200,000
- a process of its own opens the collection and begins a run: seconds until the first row is handed
  out; its memory; how long handing out takes (median, 99th percentile)
- a process of its own crawls so many pages of 20 hosts from a server on 127.0.0.1: pages per CPU
  second from the first one on; and another one with a sitemap of 50,000 new URLs beside them: the
  longest callback of the event loop, by the clock and in CPU of its thread, the longest round of
  it, in which all callbacks are run that are due, and the longest that it did not come round

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

from scrapy import Request, signals
from scrapy.crawler import Crawler

from archiver.article import Entry
from archiver.collection import Session
from archiver.collection.crawling.found import nearby
from archiver.sources.sitemaps import read_sitemap
from spiders import settings as ours
from tests.benchmarks.other_end import running

HOSTS = 200
CRAWLED = 20  # of them, those with most rows: what more sources cost is not the question here
IN_SITEMAP = 50_000
READ = 200_000  # URLs whose sitemaps are read; the rest is made as the reader makes it
BATCH = 250  # as spiders.plan takes them in
TURN = 0.005  # seconds between two looks at the event loop
ROWS_A_COMMIT = 1000  # as spiders.extension commits
WORDS = "harbour council lamps ferry market bridge winter tram theatre river dispute vote".split()

PACE: dict[str, object] = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "HOST_FILES": [],
    "PROGRESS": "none",
    "LOG_LEVEL": "ERROR",
    "REQUISITES": "none",
    "CONTACT": "benchmark@localhost.example",
}
"""Settings of a crawl that is bound by nothing but its own work."""


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


def _hundredths(values: Sequence[float]) -> list[float]:
    return statistics.quantiles(values, n=100) if len(values) > 1 else [values[0]] * 99


class Timing:
    """How long the body of a ``with`` takes, each time: by the clock, and in CPU."""

    def __init__(self) -> None:
        self._wall: list[float] = []
        self._cpu: list[float] = []
        self._begun = 0.0, 0.0

    def __enter__(self) -> None:
        self._begun = time.perf_counter(), time.thread_time()

    def __exit__(self, *error: object) -> None:
        self._wall.append(time.perf_counter() - self._begun[0])
        self._cpu.append(time.thread_time() - self._begun[1])

    def report(self, name: str) -> dict[str, float]:
        """Milliseconds: the median, the 99th percentile and the most; of CPU the last two."""
        wall, used = (_hundredths(x) for x in (self._wall, self._cpu))
        return {
            f"{name}: median ms": wall[49] * 1000,
            f"{name}: p99 ms": wall[98] * 1000,
            f"{name}: longest ms": max(self._wall) * 1000,
            f"{name}: p99 CPU ms": used[98] * 1000,
            f"{name}: longest CPU ms": max(self._cpu) * 1000,
        }


def fill(folder: Path, rows: int) -> dict[str, float]:
    """Put the rows in, through the code of a crawl."""
    session = Session(folder)
    reading = adding = 0.0
    batches, commits = Timing(), Timing()
    count = were_read = 0
    for name, items in listed(rows):
        read, begun = were_read < READ, cpu()
        entries = entries_of(name, items, read=read)
        if read:
            reading += cpu() - begun
            were_read += len(entries)
        begun, waiting = cpu(), 0
        for batch in nearby(list(enumerate(entries)), BATCH):
            with batches:
                added = session.frontier.add_placed(name, batch, session.now())
            waiting += added.new
            if waiting >= ROWS_A_COMMIT:
                with commits:
                    session.commit()
                waiting = 0
        adding += cpu() - begun
        count += len(entries)
    session.close()
    size = (folder / "catalogue.sqlite").stat().st_size
    return {
        "rows": count,
        "rows per CPU s": count / adding,
        "CPU us per URL read": reading / were_read * 1e6,
        **batches.report("batch of 250"),
        **commits.report("commit"),
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
    taken, counts = Timing(), Timing()
    for n in range(number):
        with taken:
            candidate = session.frontier.next(slugs)
        if candidate is None:
            break
        session.frontier.end(candidate.key, "done" if n % 10 else "failed", "HTTP 503")
        if n % 100 == 0:
            session.commit()
            with counts:
                session.frontier.left(slugs)
    peak = memory()
    session.abandon()
    return {
        "start s": started,
        "memory MB": peak,
        **taken.report("next"),
        **counts.report("left"),
    }


def crawl(folder: Path, pages: int, address: str) -> dict[str, float]:
    """Crawl so many pages; every host is the server at ``address``."""
    _described(folder, '[{feed = "/feed.xml"}]')
    return _crawled(folder, pages, address)


def stalls(folder: Path, pages: int, address: str) -> dict[str, float]:
    """The same beside a sitemap of new URLs, which the server has for the first host."""
    _described(folder, '[{sitemap = "/sitemap.xml"}]')
    return _crawled(folder, pages, address, WATCH_LOOP=True)


def _described(folder: Path, first: str) -> None:
    publications = folder / "publications"
    publications.mkdir(parents=True, exist_ok=True)
    for number in range(CRAWLED):
        host = f"{slug(number)}.example"
        sources = '[{feed = "/feed.xml"}]' if number else first
        (publications / f"{slug(number)}.toml").write_text(
            f'name = "{slug(number)}"\ndomains = ["{host}"]\nhome = "http://{host}/"\n'
            f"sources = {sources}\narticles = '/[0-9]{{4}}/'\n"
        )


def _crawled(folder: Path, pages: int, address: str, **more: object) -> dict[str, float]:
    from archiver.crawl import crawl as crawl_publications

    settings = {
        **PACE,
        "CONNECT_TO": {":80": address},
        "CLOSESPIDER_ITEMCOUNT": pages,
        "EXTENSIONS": {**ours.EXTENSIONS, "tests.benchmarks.frontier.Watch": 1},
        "WATCH": str(folder / "watch.json"),
        **more,
    }
    crawl_publications([slug(n) for n in range(CRAWLED)], folder, settings=settings)
    found: dict[str, float] = json.loads((folder / "watch.json").read_text())
    return found


class Watch:
    """An extension that measures what articles cost, and what holds up the event loop.

    CPU is counted from the first article on. Where WATCH_LOOP says so, it asks to be called every
    TURN seconds: how much later it is says how long nothing else was heard.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._file = Path(crawler.settings["WATCH"])
        self._turns = Turns() if crawler.settings.getbool("WATCH_LOOP") else None
        self._begun: float | None = None
        self._pages = 0
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._received, signals.response_received)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Watch":
        """Called by Scrapy."""
        return cls(crawler)

    def _opened(self) -> None:
        if self._turns:
            self._turns.watch()

    def _received(self, request: Request) -> None:
        if "candidate" in request.meta:
            self._pages += 1
            self._begun = self._begun or cpu()

    def _closed(self) -> None:
        used = cpu() - (self._begun or 0.0)
        found = {"pages": self._pages, "pages per CPU s": self._pages / used}
        if self._turns:
            found = self._turns.found()
        self._file.write_text(json.dumps({**found, "memory MB": memory()}))


def _delay() -> float:
    """Seconds for which this thread was ready and had no processor; Linux."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9


class Turns:
    """How long each callback of the event loop takes, and how late the loop comes round: when many
    answers have come, their callbacks are run one after the other."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._before = 0.0
        self._callbacks: list[float] = []
        self._used: list[float] = []
        self._rounds: list[float] = []
        self._idle: list[float] = []

    def watch(self) -> None:
        """From now on; needs a running loop."""
        # asyncio's debug mode measures the same, but makes every callback slower.
        run = asyncio.Handle._run

        def measured(handle: asyncio.Handle) -> None:
            delayed, began, used = _delay(), time.monotonic(), time.thread_time()
            run(handle)
            self._callbacks.append(time.monotonic() - began)
            self._used.append(time.thread_time() - used)
            delayed = _delay() - delayed
            self._idle.append(self._callbacks[-1] - self._used[-1] - delayed)

        asyncio.Handle._run = measured  # type: ignore[method-assign, assignment]
        run_once = asyncio.BaseEventLoop._run_once  # type: ignore[attr-defined]

        def round_measured(loop: asyncio.BaseEventLoop) -> None:
            used = time.thread_time()
            run_once(loop)
            self._rounds.append(time.thread_time() - used)

        asyncio.BaseEventLoop._run_once = round_measured  # type: ignore[attr-defined]
        self._wait()

    def _wait(self) -> None:
        self._before = time.monotonic()
        asyncio.get_running_loop().call_later(TURN, self._come)

    def _come(self) -> None:
        self._late.append(time.monotonic() - self._before - TURN)
        self._wait()

    def found(self) -> dict[str, float]:
        """In milliseconds."""
        times = {
            "callbacks": self._callbacks,
            "callbacks, CPU": self._used,
            "callbacks, waiting": self._idle,
            "rounds, CPU": self._rounds,
            "turns": self._late,
        }
        return {
            f"{kind}: {name}": value
            for kind, each in times.items()
            for name, value in _spread(each).items()
        }


def _spread(times: list[float]) -> dict[str, float]:
    ordered = sorted(times) or [0.0]
    return {
        "number": len(times),
        "p99 ms": ordered[int(len(ordered) * 0.99)] * 1000,
        "longest ms": ordered[-1] * 1000,
        "over 50 ms": sum(x > 0.05 for x in ordered),
    }


@contextmanager
def serving(new: int) -> Iterator[str]:
    """The server in a process of its own; one sitemap names so many new URLs."""
    host = f"{slug(0)}.example"
    urls = [f"http://{host}/2030/01/01/new-{number}.html" for number in range(new)]
    with tempfile.TemporaryDirectory() as name:
        behaviour = Path(name) / "behaviour.json"
        behaviour.write_text(json.dumps({host: {"sitemap": urls}}))
        words = ["-m", "tests.benchmarks.many_hosts", f"{name}/log", f"@{behaviour}"]
        with running([sys.executable, *words]) as port:
            yield f"127.0.0.1:{port}"


def run(part: str, *words: object, under: Sequence[str] = ()) -> dict[str, float]:
    """A part, in a process of its own; ``under`` another program, where that is given."""
    line = [*under, sys.executable, "-m", "tests.benchmarks.frontier", "--part", part]
    line += map(str, words)
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
        counted = {"fill": fill, "hand out": hand_out}
        served = {"crawl": crawl, "stalls": stalls}
        if part in served:
            print(json.dumps(served[part](Path(folder), int(more[0]), more[1])))
        else:
            print(json.dumps(counted[part](Path(folder), int(more[0]))))
        return
    with tempfile.TemporaryDirectory() as name, serving(IN_SITEMAP) as address:
        for rows in options.rows:
            folder = (options.folder or Path(name)) / str(rows)
            print(f"\n{rows:,} rows")
            if not folder.exists():
                report(run("fill", folder, rows))
            report(run("hand out", folder, 20_000))
            report(run("crawl", folder, options.pages, address))
            report(run("stalls", folder, options.pages, address))


def report(found: dict[str, float]) -> None:
    """A line each."""
    for name, value in found.items():
        print(f"  {name:40} {value:14,.3f}", flush=True)


if __name__ == "__main__":
    main()
