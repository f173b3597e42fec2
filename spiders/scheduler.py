"""Scrapy's scheduler over the collection's frontier.

It hands out a request only when its host may be asked now (:mod:`.slots`): what Scrapy's downloader
was given it fetches, also after Ctrl-C, and a host that is slow, with a queue of its own there,
would keep all others waiting. When none may be asked, the engine is woken for the next that may.

Requests of the spider itself (sources), retries and redirects wait in memory, highest priority
first. Article pages come from the frontier, one by one, newest first, once no source of their
publication that is still to be read may name newer ones (:mod:`.sources`). What pages need
(pictures, styles) comes after them, and gets no more than half of the places.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import count
from typing import Self

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import CallLaterResult, call_later

from archiver.urls import host_of

from .extension import extension_of
from .plan import SourceTask
from .publication import PublicationSpider
from .slots import Slots
from .throttle import SLOT_KEY

Waiting = list[tuple[tuple[float, float], int, Request]]  # a heap: place (least first), serial


class FrontierScheduler(BaseScheduler):
    """See the module."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most_requisites = max(1, crawler.settings.getint("CONCURRENT_REQUESTS") // 2)
        self._waiting: dict[str, Waiting] = {}  # by host
        self._serial = count()
        self._turns: set[str] = set()  # hosts of which an archive was asked for last
        self._alarm: CallLaterResult | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def close(self, reason: str) -> None:
        """Called by Scrapy."""
        self._silence()

    def has_pending_requests(self) -> bool:
        """False once nothing is waiting and nothing in the frontier may still be fetched."""
        return bool(self._waiting) or self._spider.more()

    def enqueue_request(self, request: Request) -> bool:
        """Accept every request: the frontier has kept out what is known."""
        waiting = self._waiting.setdefault(host_of(request.url), [])
        task: SourceTask | None = request.meta.get("source")
        # A request that is tried again has another priority than its source.
        later = task.lateness if task is not None else 0.0
        heapq.heappush(waiting, ((-request.priority, later), next(self._serial), request))
        return True

    def next_request(self) -> Request | None:
        """What to fetch now, None if nothing may be."""
        request = self._next()
        if request is None:
            self._wake()
            return None
        host = host_of(request.url)
        # Scrapy takes the slot of the first URL for those that it redirects to.
        request.meta[SLOT_KEY] = host
        # If this one is too early by it, it waits in Scrapy's slot (:class:`.throttle.Pacer`).
        self._slots.want(host, self._spider.delay_of(request))
        self._slots.began(host)
        return request

    def _next(self) -> Request | None:
        active, requisites = self._active()
        self._leave_needless()

        def is_free(host: str) -> bool:
            return self._slots.is_free(host, active[host])

        spider = self._spider
        ready = [
            (waiting[0], host)
            for host, waiting in self._waiting.items()
            if is_free(host) or spider.has_to_end(waiting[0][2])
        ]
        if ready:
            return self._first_of(ready, is_free)
        article = spider.next_article(is_free)
        if article is not None or requisites >= self._most_requisites:
            return article
        return spider.next_requisite(is_free)

    def _first_of(
        self,
        ready: Sequence[tuple[tuple[tuple[float, float], int, Request], str]],
        is_free: Callable[[str], bool],
    ) -> Request:
        """What waits longest, of the highest priority. Archives and articles take turns at a host,
        so that the newest articles do not wait for hundreds of sitemaps; where only so many are
        wanted, articles come first."""
        (*_, request), host = min(ready)
        task: SourceTask | None = request.meta.get("source")
        if task is None or not task.is_archive:
            return self._pop(host)
        if is_free(host) and (host in self._turns or self._spider.limit is not None):
            article = self._spider.next_article(lambda other: other == host)
            if article is not None:
                self._turns.discard(host)
                return article
        self._turns.add(host)
        return self._pop(host)

    def _leave_needless(self) -> None:
        """Archives that cannot matter any more are not asked for."""
        if self._spider.limit is None:
            return
        for host in list(self._waiting):
            waiting = self._waiting.get(host)
            while waiting and self._spider.is_needless(waiting[0][2]):
                self._spider.leave(self._pop(host))
                waiting = self._waiting.get(host)

    def _pop(self, host: str) -> Request:
        waiting = self._waiting[host]
        request = heapq.heappop(waiting)[-1]
        if not waiting:
            del self._waiting[host]
        return request

    def _active(self) -> tuple[Counter[str], int]:
        """How many requests are on their way to each host, and how many for what pages need."""
        engine = self._crawler.engine
        active = engine.downloader.active if engine else set()
        hosts = Counter(request.meta.get(SLOT_KEY) or host_of(request.url) for request in active)
        return hosts, sum("requisite" in request.meta for request in active)

    def _wake(self) -> None:
        """Have the engine ask again when the next host is free: by itself it would after 5 s."""
        seconds = 0.0 if self._spider.seeking() else self._slots.next_moment()
        self._silence()
        if seconds is not None:
            self._alarm = call_later(seconds, self._ring)

    def _silence(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _ring(self) -> None:
        self._alarm = None
        engine = self._crawler.engine
        if engine is not None and engine._slot is not None:
            engine._slot.nextcall.schedule()

    @cached_property
    def _slots(self) -> Slots:
        return extension_of(self._crawler).slots

    @property
    def _spider(self) -> PublicationSpider:
        spider = self._crawler.spider
        if not isinstance(spider, PublicationSpider):
            raise TypeError("the frontier's scheduler serves publication spiders only")
        return spider
