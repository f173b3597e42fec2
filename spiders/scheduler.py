"""Scrapy's scheduler over the collection's frontier.

Requests of the spider itself (sources), retries and redirects wait in memory, highest priority
first. Article pages come from the frontier, one by one, newest first, once the sources of this
run have been read: only then is it known which are the newest, and what each source says of them.
What pages need (pictures, styles) comes after them.

A publication gets no more requests than may be on their way to it at once; so does each host of
what pages need, and all of these together no more than half of all. What Scrapy's downloader was
given it fetches, also after Ctrl-C; and a host that is slow, with a queue of its own there, would
keep others waiting.
"""

import heapq
from collections import Counter, defaultdict
from itertools import count
from typing import Self

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from archiver.collection.frontier import Candidate
from archiver.urls import host_of

from .plan import SourceTask
from .publication import PublicationSpider

Waiting = list[tuple[int, int, Request]]  # a heap: priority (least first), serial number
HOST = "//"  # before the host, in the lane of what pages need


def lane_of(request: Request) -> str:
    """What waits in one line: the slug of the publication that a request is made for, or the host
    of what a page needs; empty for any other request."""
    if "requisite" in request.meta:
        return f"{HOST}{host_of(request.url)}"
    origin: Candidate | SourceTask | None = request.meta.get("candidate") or request.meta.get(
        "source"
    )
    return origin.publication if origin else ""


class FrontierScheduler(BaseScheduler):
    """See the module."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._most_requisites = max(1, crawler.settings.getint("CONCURRENT_REQUESTS") // 2)
        self._waiting: defaultdict[str, Waiting] = defaultdict(list)  # by lane
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
        waiting = self._waiting[lane_of(request)]
        heapq.heappush(waiting, (-request.priority, next(self._serial), request))
        return True

    def next_request(self) -> Request | None:
        """What to fetch now, None if nothing is."""
        active = self._active()
        busy = frozenset(lane for lane, number in active.items() if number >= self._most)
        ready = [x for lane, x in self._waiting.items() if x and lane not in busy]
        if ready:
            return heapq.heappop(min(ready, key=lambda waiting: waiting[0][:2]))[-1]
        article = self._spider.next_article(busy)
        if article is not None:
            return article
        hosts = {lane: number for lane, number in active.items() if lane.startswith(HOST)}
        if sum(hosts.values()) >= self._most_requisites:
            return None
        return self._spider.next_requisite({x.removeprefix(HOST) for x in hosts if x in busy})

    def _active(self) -> Counter[str]:
        """How many requests of each lane are on their way."""
        engine = self._crawler.engine
        active = engine.downloader.active if engine else ()
        # robots.txt is asked for on behalf of a request that is counted already.
        return Counter(lane for lane in map(lane_of, active) if lane)

    @property
    def _spider(self) -> PublicationSpider:
        spider = self._crawler.spider
        if not isinstance(spider, PublicationSpider):
            raise TypeError("the frontier's scheduler serves publication spiders only")
        return spider
