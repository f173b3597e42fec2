"""Scrapy's scheduler over the collection's frontier.

Requests of the spider itself (sources), retries and redirects wait in memory, highest priority
first. Article pages come from the frontier, one by one, newest first, once the sources of this
run have been read: only then is it known which are the newest, and what each source says of them.

A publication gets no more requests than may be on their way to it at once. What Scrapy's
downloader was given it fetches, also after Ctrl-C; and a host that is slow, with a queue of its
own there, would keep others waiting.
"""

import heapq
from collections import Counter, defaultdict
from itertools import count
from typing import Self

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from .publication import PublicationSpider, publication_of

Waiting = list[tuple[int, int, Request]]  # a heap: priority (least first), serial number


class FrontierScheduler(BaseScheduler):
    """See the module."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._waiting: defaultdict[str, Waiting] = defaultdict(list)  # by publication
        self._serial = count()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def has_pending_requests(self) -> bool:
        """False once nothing is waiting and nothing in the frontier may still be fetched."""
        return any(self._waiting.values()) or self._spider.more()

    def enqueue_request(self, request: Request) -> bool:
        """Accept every request: the frontier has kept out what is known."""
        waiting = self._waiting[publication_of(request)]
        heapq.heappush(waiting, (-request.priority, next(self._serial), request))
        return True

    def next_request(self) -> Request | None:
        """What to fetch now, None if nothing is."""
        busy = self._busy()
        ready = [x for slug, x in self._waiting.items() if x and slug not in busy]
        if ready:
            return heapq.heappop(min(ready, key=lambda waiting: waiting[0][:2]))[-1]
        return self._spider.next_article(busy)

    def _busy(self) -> frozenset[str]:
        """The publications that have as many requests on their way as they may."""
        engine = self._crawler.engine
        active = engine.downloader.active if engine else ()
        # robots.txt is asked for on behalf of a request that is counted already.
        counts = Counter(slug for slug in map(publication_of, active) if slug)
        return frozenset(slug for slug, number in counts.items() if number >= self._most)

    @property
    def _spider(self) -> PublicationSpider:
        spider = self._crawler.spider
        if not isinstance(spider, PublicationSpider):
            raise TypeError("the frontier's scheduler serves publication spiders only")
        return spider
