"""What exact capture, and the full pipeline, cost beside plain Scrapy.

    python -m tests.benchmarks.crawl --pages FOLDER [--count 1000] [--rounds 3] [--json OUT]

FOLDER holds saved pages (``*.html`` or ``*.html.gz``); those of 60 to 120 kB are served on
127.0.0.1 by another process, whose time does not count. Without --pages the sample publication's
pages are used, filled up to that size. Rows, each a process of its own, in turn in each round:

plain       Scrapy following links with its LinkExtractor, as its documentation teaches
plain+fix   the same with our compression middleware (no charset detection over gzip bytes)
capture     plain+fix with the capture add-on: tee, digests, compression, fsync at the end
full        the archiver: capture, read, store in the collection, commit with fsync each second

CPU is user and system time of the crawling process alone; the figure is the median over rounds.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.other_end import running

ROWS = ("plain", "plain+fix", "capture", "full")
FIX = {
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "warcs.capturing.compression.WarcCompressionMiddleware": 590,
}
COMMON: dict[str, Any] = {
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "COOKIES_ENABLED": False,
}


def crawl_plain(port: int, folder: Path, settings: dict[str, Any]) -> int:
    """Scrapy following every link; returns the number of pages."""
    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Response, TextResponse
    from scrapy.linkextractors import LinkExtractor

    links = LinkExtractor(allow=r"/story/a-page-of-the-benchmark-\d+\.html$")

    class LinkSpider(Spider):
        name = "links"

        async def start(self) -> AsyncIterator[Request]:
            yield Request(f"http://127.0.0.1:{port}/")

        def parse(self, response: Response) -> Iterator[Request]:
            if isinstance(response, TextResponse):
                yield from response.follow_all(links.extract_links(response))

    process = AsyncCrawlerProcess({**COMMON, "WARC_FOLDER": str(folder), **settings})
    crawler = process.create_crawler(LinkSpider)
    process.crawl(crawler)
    process.start()
    return int(crawler.stats.get_value("response_received_count")) if crawler.stats else 0


def crawl_full(port: int, folder: Path) -> int:
    """The archiver, with the sitemap as its source."""
    from archiver.crawl import crawl

    publications = folder / "publications"
    publications.mkdir(parents=True)
    (publications / "benchmark.toml").write_text(
        'name = "Benchmark"\ndomains = ["127.0.0.1"]\n'
        f'home = "http://127.0.0.1:{port}/"\nsources = [{{sitemap = "/sitemap.xml"}}]\n'
        "articles = '/story/'\n"
    )
    pace = {
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "PROGRESS": "none",
        "REQUISITES": "none",  # the pages' pictures are elsewhere, where no benchmark may ask
    }
    return crawl(["benchmark"], folder, settings={**COMMON, **pace}).report.fetched


def run_row(row: str, port: int) -> None:
    """In a process of its own: prints pages, CPU and wall seconds as JSON."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "out"
        started = time.monotonic()
        if row == "full":
            pages = crawl_full(port, folder)
        elif row == "capture":
            pages = crawl_plain(port, folder, {"ADDONS": {"warcs.addon.WarcAddon": 300}})
        else:
            fix = {"DOWNLOADER_MIDDLEWARES": FIX} if row == "plain+fix" else {}
            pages = crawl_plain(port, folder, fix)
        used = resource.getrusage(resource.RUSAGE_SELF)
        wall = time.monotonic() - started
    print(json.dumps({"pages": pages, "cpu": used.ru_utime + used.ru_stime, "wall": wall}))


@contextmanager
def server(pages: Path, count: int, coding: str) -> Iterator[int]:
    """The page server in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.page_server", str(pages), str(count), coding]
    with running(command) as port:
        yield port


def measure(pages: Path, count: int, rounds: int, coding: str) -> dict[str, dict[str, float]]:
    """Medians of each row."""
    runs: dict[str, list[dict[str, float]]] = {row: [] for row in ROWS}
    with server(pages, count, coding) as port:
        for number in range(rounds):
            for row in ROWS:
                print(f"{coding}, round {number + 1} of {rounds}: {row}", file=sys.stderr)
                command = [sys.executable, "-m", "tests.benchmarks.crawl", "--row", row]
                done = subprocess.run(
                    [*command, "--port", str(port)], capture_output=True, text=True, check=False
                )
                if done.returncode:
                    sys.exit(f"{row}: {done.stderr}")
                runs[row].append(json.loads(done.stdout.splitlines()[-1]))
    return {
        row: {key: statistics.median(run[key] for run in found) for key in found[0]}
        for row, found in runs.items()
    }


def report(coding: str, rows: dict[str, dict[str, float]]) -> None:
    """A table, and the ratios."""
    base = rows["plain+fix"]
    print(f"\n{coding} bodies   pages   CPU s   pages per CPU s   of plain+fix   wall s")
    for row, found in rows.items():
        rate = found["pages"] / found["cpu"]
        ratio = found["cpu"] / found["pages"] / (base["cpu"] / base["pages"])
        print(
            f"{row:13} {found['pages']:8.0f} {found['cpu']:7.2f} {rate:17.1f} "
            f"{ratio:14.3f} {found['wall']:8.1f}"
        )


def sample_pages(folder: Path) -> Path:
    """The sample publication's pages, several in one, of the size that is served."""
    from archiver.sample import pages

    bodies = [body for body in pages().values() if b"charset=utf-8" in body[:2000].lower()]
    for n, body in enumerate(bodies):
        head, _, rest = body.partition(b"</body>")
        filler = b"".join(bodies[(n + k) % len(bodies)] for k in range(1, 90_000 // len(body)))
        (folder / f"{n:03}.html").write_bytes(head + filler + b"</body>" + rest)
    return folder


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--row", choices=ROWS, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.row:
        run_row(options.row, options.port)
        return
    os.environ.setdefault("ARCHIVER_CONTACT", "benchmark@localhost")
    with tempfile.TemporaryDirectory() as name:
        pages = options.pages or sample_pages(Path(name))
        found = {}
        for coding in ("gzip", "identity"):
            found[coding] = measure(pages, options.count, options.rounds, coding)
            report(coding, found[coding])
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
