"""How far a crawl has come: one live line on a terminal, a plain line now and then in a log."""

import sys
import time
from functools import cached_property
from typing import Self

from rich.console import Console
from rich.live import Live
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from archiver.show import size

from .extension import CollectionExtension, extension_of
from .probe import ProbeSpider

EVERY = {"terminal": 0.25, "lines": 10.0}  # seconds


class Progress:
    """Setting PROGRESS: ``terminal``, ``lines`` or ``none``. Written to standard error."""

    def __init__(self, crawler: Crawler) -> None:
        self._how = crawler.settings["PROGRESS"]
        if self._how not in EVERY:
            raise NotConfigured
        self._crawler = crawler
        self._started = time.monotonic()
        self._live: Live | None = None
        self._loop = create_looping_call(self._show)
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    @cached_property
    def _extension(self) -> CollectionExtension:
        return extension_of(self._crawler)  # found only once all extensions are made

    def _opened(self) -> None:
        if self._how == "terminal":
            console = Console(file=sys.stderr, highlight=False)
            self._live = Live(console=console, transient=True, auto_refresh=False)
            self._live.start()
        self._loop.start(EVERY[self._how], now=False)

    def _closed(self) -> None:
        if self._loop.running:
            self._loop.stop()
        if self._live:
            self._live.stop()

    def _show(self) -> None:
        if self._live:
            self._live.update(self._line(), refresh=True)
        else:
            print(self._line(), file=sys.stderr, flush=True)

    def _line(self) -> str:
        report = self._extension.report
        spider = self._crawler.spider
        if isinstance(spider, ProbeSpider):
            return (
                f"sites: {spider.asked} of {len(spider.outcomes)} asked, {report.requests} "
                f"requests, {size(report.received)}"
            )
        left = self._extension.left()
        return (
            f"articles: {report.found} found, {report.known} known, {report.fetched} fetched, "
            f"{report.articles} read, {report.failed} failed, {left} left; "
            f"{report.requisites.fetched} pictures and styles, "
            f"{self._extension.requisites_left()} left; "
            f"{size(report.received)}{self._estimate(report.fetched, left)}"
        )

    def _estimate(self, fetched: int, left: int) -> str:
        if fetched < 3 or not left:
            return ""
        seconds = (time.monotonic() - self._started) / fetched * left
        return f"; about {int(seconds // 60)}:{int(seconds % 60):02d} to go"
