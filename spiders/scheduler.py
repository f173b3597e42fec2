"""Scrapy's scheduler over the collection's frontier.

Requests of the spider itself (sources), retries and redirects wait in memory, highest priority
first. Article pages come from the frontier, one by one, newest first, once the sources of this
run have been read: only then is it known which are the newest, and what each source says of them.
"""

import heapq
from itertools import count
from typing import Self

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from .publication import PublicationSpider


class FrontierScheduler(BaseScheduler):
    """See the module."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._waiting: list[tuple[int, int, Request]] = []
        self._serial = count()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def has_pending_requests(self) -> bool:
        """False once nothing is waiting and nothing in the frontier may still be fetched."""
        return bool(self._waiting) or self._spider.more()

    def enqueue_request(self, request: Request) -> bool:
        """Accept every request: the frontier has kept out what is known."""
        heapq.heappush(self._waiting, (-request.priority, next(self._serial), request))
        return True

    def next_request(self) -> Request | None:
        """What to fetch now, None if nothing is."""
        if self._waiting:
            return heapq.heappop(self._waiting)[-1]
        return self._spider.next_article()

    @property
    def _spider(self) -> PublicationSpider:
        spider = self._crawler.spider
        if not isinstance(spider, PublicationSpider):
            raise TypeError("the frontier's scheduler serves publication spiders only")
        return spider
