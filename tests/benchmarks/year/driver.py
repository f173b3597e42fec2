"""A crawl a day, each a real one through the real code, one after the other in this process."""

import asyncio
import os
import resource
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler

from archiver.crawl import spider_settings
from archiver.report import Report
from spiders.extension import CollectionExtension

PACE: dict[str, Any] = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    "PROGRESS": "none",
    "LOG_LEVEL": "ERROR",
    "CONTACT": "tests@hostile.example",
    "REQUISITES": "none",
    "WARC_KEEP_OPEN": True,
}


class Clock:
    """Stands at a moment that is set, and goes on from there as the real one does."""

    def __init__(self, moment: datetime) -> None:
        self._moment, self._since = moment, time.monotonic()

    def set(self, moment: datetime) -> None:
        """Put it to ``moment``."""
        self._moment, self._since = moment, time.monotonic()

    def __call__(self) -> datetime:
        return self._moment + timedelta(seconds=time.monotonic() - self._since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a run took of this thread; the server has one of its own."""

    cpu: float  #: seconds, user and system
    written: int  #: bytes handed to write(2) and the like, sockets included
    resident: int  #: bytes of the process, afterwards
    ending_cpu: float  #: of the whole: of the end, once what was fetched is in the catalogue
    ending_written: int  #: the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A day's run."""

    day: int
    report: Report
    cost: Cost


def runs(
    folder: Path, port: int, clock: Clock, moments: Sequence[datetime], each: Callable[[Run], None]
) -> None:
    """Crawl ``lamplight`` at each of ``moments``; ``each`` is given every run as it ends.

    Once in a process: Scrapy's reactor is started here.
    """
    from scrapy.utils.reactor import install_reactor

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor as installed
    from twisted.internet.defer import Deferred

    reactor: Any = installed  # mypy cannot tell which of the reactors it is
    failures: list[BaseException] = []

    async def drive() -> None:
        try:
            async for run in _days(folder, port, clock, moments):
                each(run)
        finally:
            reactor.stop()

    def start() -> None:
        driven: Any = Deferred.fromFuture(asyncio.ensure_future(drive()))
        driven.addErrback(lambda failure: failures.append(failure.value))

    reactor.callWhenRunning(start)
    reactor.run()
    if failures:
        raise failures[0]


async def _days(
    folder: Path, port: int, clock: Clock, moments: Sequence[datetime]
) -> AsyncIterator[Run]:
    told = {**PACE, "CLOCK": clock, "CONNECT_TO": {":80": f"127.0.0.1:{port}"}}
    settings = spider_settings(folder, told)
    runner = AsyncCrawlerRunner(settings)
    for day, moment in enumerate(moments):
        clock.set(moment)
        crawler = runner.create_crawler("publication")
        meter = _Meter(crawler)
        await runner.crawl(crawler, targets=("lamplight",))
        cost = meter.cost()
        extension = crawler.get_extension(CollectionExtension)
        if extension is None:
            raise RuntimeError("no collection was written to")
        yield Run(day=day, report=extension.report, cost=cost)


class _Meter:
    """What a crawl takes, from now on, and what its ending takes.

    The ending begins when the spider was closed and the rows of what was fetched are committed and
    in the catalogue's own file: what a run has to write of its own is no cost of ending it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._begin = self._closed = _taken()
        self._hold = self._close  # signals hold their receivers weakly
        crawler.signals.connect(self._hold, signals.spider_closed)

    def _close(self) -> None:
        extension = self._crawler.get_extension(CollectionExtension)
        if extension is not None:
            extension.commits.see_through()
            extension.session.commit()
            with closing(sqlite3.connect(extension.session.folder.catalogue)) as db:
                db.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self._closed = _taken()

    def cost(self) -> Cost:
        """Until now."""
        end = _taken()
        return Cost(
            cpu=end[0] - self._begin[0],
            written=end[1] - self._begin[1],
            resident=_resident(),
            ending_cpu=end[0] - self._closed[0],
            ending_written=end[1] - self._closed[1],
        )


def _taken() -> tuple[float, int]:
    used = resource.getrusage(resource.RUSAGE_THREAD)
    lines = Path("/proc/thread-self/io").read_text().splitlines()
    written = dict(line.split(": ") for line in lines)["wchar"]
    return used.ru_utime + used.ru_stime, int(written)


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
